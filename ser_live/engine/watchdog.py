"""Tells a faulty device from a quiet room."""

from __future__ import annotations

from enum import Enum

from ser_live.audio import sentences


class Fault(Enum):
    """What is wrong with a device that is open."""

    SILENT = sentences.SILENT
    ZEROS = sentences.ZEROS


class Watchdog:
    """Watches one open stream; all times are `time.monotonic`.

    Parameters
    ----------
    limit_s : float
        How long a device may send nothing, or exact zeros.
    opened_at : float
        When the stream was opened.
    """

    def __init__(self, limit_s: float, opened_at: float) -> None:
        self._limit_s = limit_s
        self._arrived_at = opened_at
        self._sounded_at = opened_at

    def heard(self, arrived_at: float, *, sounds: bool) -> None:
        """Note a block; `sounds` where any of its samples is not zero."""
        self._arrived_at = arrived_at
        if sounds:
            self._sounded_at = arrived_at

    def fault(self, now: float) -> Fault | None:
        """Return what is wrong, None while nothing is."""
        if now - self._arrived_at >= self._limit_s:
            return Fault.SILENT
        if self._arrived_at - self._sounded_at >= self._limit_s:
            return Fault.ZEROS
        return None


class BackOff:
    """When to try again: soon at first, then less and less often."""

    def __init__(self, first_s: float, longest_s: float) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._wait_s = first_s
        self.due_at = 0.0

    def begin(self, now: float) -> None:
        """Wait the first time that something failed."""
        self._wait_s = self._first_s
        self.due_at = now + self._wait_s

    def again(self, now: float) -> None:
        """Wait longer: it failed once more."""
        self._wait_s = min(2.0 * self._wait_s, self._longest_s)
        self.due_at = now + self._wait_s

    def wait_until(self, moment: float) -> None:
        """Do not try again before `moment`."""
        self.due_at = max(self.due_at, moment)
