"""What takes the place of a file is no more open to other people than that was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ser_core.permissions import opener_like

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions.")


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o640, 0o666])
def test_the_target_lends_its_permissions(tmp_path: Path, mode: int) -> None:
    target, new = tmp_path / "target", tmp_path / "new"
    target.touch()
    target.chmod(mode)
    with open(new, "xb", opener=opener_like(target)):
        assert stat.S_IMODE(new.stat().st_mode) == mode


def test_without_a_target_the_permissions_are_the_usual_ones(tmp_path: Path) -> None:
    usual, new = tmp_path / "usual", tmp_path / "new"
    usual.touch()
    with open(new, "xb", opener=opener_like(tmp_path / "target")):
        assert new.stat().st_mode == usual.stat().st_mode


def test_a_disk_without_permissions_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chmod(path: Path, mode: int) -> None:
        raise PermissionError(path, mode)

    target, new = tmp_path / "target", tmp_path / "new"
    target.touch()
    monkeypatch.setattr(Path, "chmod", chmod)
    with open(new, "xb", opener=opener_like(target)):
        assert stat.S_IMODE(new.stat().st_mode) == 0o600
