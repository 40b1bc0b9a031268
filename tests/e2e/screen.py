"""A screen without hardware."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

WIDTH, HEIGHT = 1366, 768
START_S = 30.0


@dataclass(frozen=True)
class Screen:
    """A virtual screen; `env` leads a program to it, and `framebuffer` holds what is painted."""

    env: dict[str, str]
    framebuffer: Path
    server: subprocess.Popen[bytes]

    def picture(self) -> QImage:
        """Return what is on the screen; its file is in the format of X's window dumps."""
        data = self.framebuffer.read_bytes()
        header = np.frombuffer(data[:100], ">u4")
        start = int(header[0]) + 12 * int(header[19])
        pixels = data[start : start + 4 * WIDTH * HEIGHT]
        return QImage(pixels, WIDTH, HEIGHT, QImage.Format.Format_RGB32).copy()

    def is_painted(self) -> bool:
        """Tell whether a window with something in it is there."""
        if not self.framebuffer.is_file() or not self.framebuffer.stat().st_size:
            return False
        pixels = np.memmap(self.framebuffer, np.uint32, "r")[1000::97]
        return len(np.unique(pixels)) > 20


@contextmanager
def virtual_screen(folder: Path) -> Iterator[Screen]:
    """Run an X server that paints into memory; it chooses its own number."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed; run scripts/setup_system.sh test.")
    number = folder / "display"
    with number.open("wb") as file:
        command = ["Xvfb", "-displayfd", str(file.fileno()), "-fbdir", str(folder)]
        command += ["-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        server = subprocess.Popen(command, pass_fds=[file.fileno()], stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_S
        while not number.read_text().endswith("\n"):
            assert time.monotonic() < deadline, "the virtual screen did not start"
            time.sleep(0.05)
        display = f":{number.read_text().strip()}"
        env = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        yield Screen(env, folder / "Xvfb_screen0", server)
    finally:
        server.terminate()
        server.wait()
