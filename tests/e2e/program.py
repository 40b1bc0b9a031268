"""The program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from ser_live.log.reader import SessionRecord, read_session

PATIENCE_S = 90.0
ROOT = Path(__file__).resolve().parents[2]


class Program:
    """`ser-live`, or another module, with these arguments, ended when the test is over.

    Attributes
    ----------
    lines : list of str
        What it has told so far, on both outputs.
    """

    def __init__(
        self, *args: str, module: str = "ser_live", env: Mapping[str, str] = os.environ
    ) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *args],
            env={**env, "PYTHONUNBUFFERED": "1"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()

    @property
    def told(self) -> str:
        """All that it has told, as one text."""
        return "\n".join(self.lines)

    def wait(self, reached: Callable[[], object]) -> None:
        """Wait until something is so while the program runs."""
        deadline = time.monotonic() + PATIENCE_S
        while not reached():
            assert self.process.poll() is None, self.told
            assert time.monotonic() < deadline, self.told
            time.sleep(0.05)

    def wait_line(self, part: str) -> None:
        """Wait until it tells a line with this in it."""
        self.wait(lambda: any(part in line for line in self.lines))

    def end(self, number: int) -> int:
        """Send a signal, wait for the end, and return the exit code."""
        self.process.send_signal(number)
        return self.finish()

    def finish(self) -> int:
        """Wait for the end and return the exit code."""
        code = self.process.wait(PATIENCE_S)
        self._reader.join()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line.rstrip("\n"))


def only_log(folder: Path) -> SessionRecord:
    """Read the one session in a folder."""
    (path,) = folder.glob("*.csv")
    return read_session(path)


def row_count(folder: Path) -> int:
    """Return how many rows the session in a folder has so far, none where there is no session."""
    return sum(len(read_session(path).rows) for path in folder.glob("*.csv"))
