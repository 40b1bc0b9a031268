"""A screen without hardware."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE = "1366x768x24"
START_S = 10.0


@dataclass(frozen=True)
class Screen:
    """A virtual screen; `env` leads a program to it."""

    env: dict[str, str]


@contextmanager
def virtual_screen(folder: Path) -> Iterator[Screen]:
    """Run an X server that paints into memory; it chooses its own number."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed; run scripts/setup_system.sh test.")
    number = folder / "display"
    with number.open("wb") as file:
        command = ["Xvfb", "-displayfd", str(file.fileno()), "-screen", "0", SIZE]
        server = subprocess.Popen(command, pass_fds=[file.fileno()], stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_S
        while not number.read_text().endswith("\n"):
            assert time.monotonic() < deadline, "the virtual screen did not start"
            time.sleep(0.05)
        display = f":{number.read_text().strip()}"
        yield Screen({"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"})
    finally:
        server.terminate()
        server.wait()
