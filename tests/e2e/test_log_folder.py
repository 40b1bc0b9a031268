"""Where the log goes: the folder that is used is the one that must be writable."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.program import Program

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="settings and documents lie elsewhere there"
)
Remember = Callable[[Path], dict[str, str]]


@pytest.fixture
def remember(tmp_path: Path) -> Remember:
    """Return the environment of a person who chose this folder, and has no documents."""

    def write(folder: Path) -> dict[str, str]:
        config = tmp_path / "config"
        (config / "ser-live").mkdir(parents=True)
        (config / "ser-live" / "ser-live.conf").write_text(f"[monitor]\nlog_folder={folder}\n")
        (tmp_path / "Documents").write_text("no folder can be made here")
        home = {
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(config),
            "QT_QPA_PLATFORM": "offscreen",
        }
        unset = dict.fromkeys(("XDG_DOCUMENTS_DIR", "XDG_DATA_HOME", "XDG_STATE_HOME"), "")
        return {**os.environ, **unset, **home}

    return write


def test_a_window_uses_the_folder_that_was_chosen(tmp_path: Path, remember: Remember) -> None:
    chosen = tmp_path / "chosen"
    with Program("--window", "--demo", env=remember(chosen)) as program:
        program.wait(lambda: list(chosen.glob("*.csv")))
        assert program.end(signal.SIGTERM) == 0, program.told


@pytest.mark.parametrize("face", ["--window", "--agent"])
def test_the_folder_that_the_command_line_names_is_refused_by_its_name(
    tmp_path: Path, remember: Remember, face: str
) -> None:
    named = tmp_path / "named"
    named.write_text("not a folder")
    env = remember(tmp_path / "chosen")
    with Program(face, "--demo", "--log", str(named), env=env) as program:
        assert program.finish() == 2
    (sentence,) = program.lines
    assert f"log folder {named} cannot be written" in sentence


def test_a_terminal_has_no_other_folder(tmp_path: Path, remember: Remember) -> None:
    with Program("--terminal", "--demo", env=remember(tmp_path / "chosen")) as program:
        assert program.finish() == 2
    (sentence,) = program.lines
    assert str(tmp_path / "Documents" / "ser-live") in sentence
