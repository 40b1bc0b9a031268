"""Hears what an engine tells, and waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

from ser_core.types import F32
from ser_live.assets import asset
from ser_live.log.reader import SessionRecord, read_session
from ser_live.log.row import LogRow
from ser_live.messages import Message, Phase, PhaseChanged
from ser_live.session import SessionState, reduce
from tests.fakes import Sound

PATIENCE_S = 60.0


class Listener:
    """A sink that keeps every message and folds it as a view does."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.state = SessionState()
        self._news = threading.Condition()

    def __call__(self, message: Message) -> None:
        with self._news:
            self.messages.append(message)
            self.state = reduce(self.state, message)
            self._news.notify_all()

    def wait(self, reached: Callable[[SessionState], object]) -> SessionState:
        """Wait until the state is as asked."""
        deadline = time.monotonic() + PATIENCE_S
        with self._news:
            while not reached(self.state):
                if not self._news.wait(deadline - time.monotonic()):
                    message = f"still {self.state}"
                    raise AssertionError(message)
            return self.state

    def wait_phase(self, phase: Phase) -> SessionState:
        """Wait until the engine is in this phase."""
        return self.wait(lambda state: state.phase is phase)

    def wait_rows(self, count: int) -> Sequence[LogRow]:
        """Wait for so many rows."""
        return self.wait(lambda state: len(state.rows) >= count).rows

    @property
    def phases(self) -> list[Phase]:
        """The phases that were entered."""
        return [message.phase for message in self.messages if isinstance(message, PhaseChanged)]

    def record(self) -> SessionRecord:
        """Read the session's log."""
        assert self.state.log_path is not None
        return read_session(self.state.log_path)


def notice(state: SessionState, key: str) -> str:
    """Return the text of a notice, empty where it is not up."""
    return next((each.text for each in state.notices if each.key == key), "")


@cache
def demo_samples() -> F32:
    """Return the demo recording at 16 kHz."""
    samples, rate = soundfile.read(asset("demo.flac"), dtype="float32")
    assert rate == 16_000
    return np.asarray(samples)


def speech(first: int, count: int) -> F32:
    """Be a device at 16 kHz in a room where the demo recording is played again and again."""
    samples = demo_samples()
    indices = np.arange(first, first + count) % len(samples)
    return samples[indices] + np.float32(1e-5)


def played(samples: F32) -> Sound:
    """Be a device where these samples are played again and again."""

    def sound(first: int, count: int) -> F32:
        return samples[np.arange(first, first + count) % len(samples)]

    return sound


def demo_file(folder: Path, seconds: float) -> Path:
    """Write the beginning of the demo recording as a file."""
    path = folder / "demo.wav"
    soundfile.write(path, demo_samples()[: int(seconds * 16_000)], 16_000, subtype="FLOAT")
    return path
