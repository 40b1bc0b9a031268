"""When a sliding window of the utterance in progress is due."""

from __future__ import annotations

from ser_core.config import WindowConfig
from ser_core.types import SAMPLE_RATE_HZ


class WindowSchedule:
    """The windows of one utterance: a grid of ends, each window reaching back from its end.

    Parameters
    ----------
    config : WindowConfig
    start : int
        Sample index of the utterance's first sample; no window begins before it.
    speech_start : int
        Sample index where speech began; the first window ends `first_s` later.
    """

    def __init__(self, config: WindowConfig, start: int, speech_start: int) -> None:
        self._length = round(config.length_s * SAMPLE_RATE_HZ)
        self._hop = round(config.hop_s * SAMPLE_RATE_HZ)
        self._start = start
        self._next_end = speech_start + round(config.first_s * SAMPLE_RATE_HZ)

    def due(self, heard_until: int) -> list[tuple[int, int]]:
        """Give the windows [start, end) whose last sample is now heard, each only once."""
        windows = []
        while self._next_end <= heard_until:
            windows.append((max(self._start, self._next_end - self._length), self._next_end))
            self._next_end += self._hop
        return windows
