"""What the end-to-end tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.screen import Screen, virtual_screen


@pytest.fixture
def virtual_display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Run a virtual screen; the test is skipped where there is none."""
    folder: Path = tmp_path_factory.mktemp("screen")
    with virtual_screen(folder) as screen:
        yield screen
