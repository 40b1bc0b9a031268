"""An utterance in progress: its descriptor rows, its windows, its quality."""

from __future__ import annotations

from typing import Final

from ser_core.config import WindowConfig
from ser_core.stream.descriptors import DescriptorStream
from ser_core.stream.quality import QualityMeter
from ser_core.stream.segment import Opened
from ser_core.stream.smooth import Smoother
from ser_core.stream.window import WindowSchedule
from ser_core.types import F32, F64, SAMPLE_RATE_HZ, Quality, VadFrame

_PAUSE: Final = SAMPLE_RATE_HZ // 5
"""Samples without speech after which the live reading rests."""


class UtteranceInProgress:
    """What is known of an utterance while it lasts.

    Parameters
    ----------
    utterance_id : int
    opened : Opened
        The frames with which it began.
    windows : WindowConfig or None
        None for no sliding windows.
    """

    def __init__(self, utterance_id: int, opened: Opened, windows: WindowConfig | None) -> None:
        self.utterance_id = utterance_id
        self.start = opened.frames[0].start
        self.speech_start = opened.speech_start
        self.heard_until = self.start
        self._speech_end = opened.speech_start
        self._descriptors = DescriptorStream()
        self._quality = QualityMeter()
        self._schedule: WindowSchedule | None = None
        if windows is not None:
            self._schedule = WindowSchedule(windows, self.start, self.speech_start)
            self._smoother = Smoother(windows.smoothing_s, windows.hop_s)
        for frame in opened.frames:
            self.push(frame)

    def push(self, frame: VadFrame) -> None:
        """Take the next frame."""
        self.push_samples(frame.samples)
        self._quality.push(frame)
        if frame.speech:
            self._speech_end = self.heard_until

    def push_samples(self, samples: F32) -> None:
        """Take samples that no longer fill a frame."""
        self._descriptors.push(samples)
        self.heard_until += samples.size

    def windows_due(self) -> list[tuple[int, int]]:
        """Give the windows [start, end) that are due now; none while nobody talks."""
        if self._schedule is None:
            return []
        due = self._schedule.due(self.heard_until)
        return [(start, end) for start, end in due if end - self._speech_end <= _PAUSE]

    def rows(self, start: int, end: int) -> F32:
        """Give the descriptor rows inside the samples [start, end) of the stream."""
        return self._descriptors.rows(start - self.start, end - self.start)

    def smooth(self, probabilities: F64) -> F64:
        """Smooth the posterior of the next window."""
        return self._smoother.push(probabilities)

    @property
    def quality(self) -> Quality:
        """How well it was recorded so far."""
        return self._quality.quality

    @property
    def has_speech(self) -> bool:
        """Whether any of its frames was speech."""
        return self._quality.speech_frames > 0
