"""When a sliding window of the utterance in progress is due."""

from __future__ import annotations

import math

from ser_core.config import WindowConfig
from ser_core.features.descriptors import FRAME, HOP
from ser_core.types import SAMPLE_RATE_HZ


class WindowSchedule:
    """The windows of one utterance: a grid of ends, each window reaching back from its end.

    The grid is such that hops of 0.25 s end where batches of descriptor rows do, so that each
    hop computes one batch and no row twice.

    Parameters
    ----------
    config : WindowConfig
    start : int
        Sample index of the utterance's first sample; no window begins before it.
    speech_start : int
        Sample index where speech began; the first window ends `first_s` later or up to one
        hop more.
    """

    def __init__(self, config: WindowConfig, start: int, speech_start: int) -> None:
        self._length = round(config.length_s * SAMPLE_RATE_HZ)
        self._hop = round(config.hop_s * SAMPLE_RATE_HZ)
        self._start = start
        origin = start + FRAME - HOP
        earliest = speech_start + round(config.first_s * SAMPLE_RATE_HZ)
        self._next_end = origin + math.ceil((earliest - origin) / self._hop) * self._hop

    def due(self, heard_until: int) -> list[tuple[int, int]]:
        """Give the windows [start, end) whose last sample is now heard, each only once."""
        windows = []
        while self._next_end <= heard_until:
            windows.append((self._start_of(self._next_end), self._next_end))
            self._next_end += self._hop
        return windows

    def _start_of(self, end: int) -> int:
        """Give the first sample of the first frame that lies within the window's length."""
        earliest = max(0, end - self._length - self._start)
        return self._start + math.ceil(earliest / HOP) * HOP
