"""How well an utterance was recorded, kept up frame by frame."""

from __future__ import annotations

import math
from typing import Final

from ser_core.stream.frame import FRAME_SAMPLES
from ser_core.types import Quality, VadFrame

_SILENCE_DBFS: Final = -120.0


class QualityMeter:
    """Level, signal-to-noise ratio and clipping of the speech frames of one utterance."""

    def __init__(self) -> None:
        self._power = 0.0
        self._ratio = 0.0
        self._clipped = 0
        self.speech_frames = 0

    def push(self, frame: VadFrame) -> None:
        """Take the next frame of the utterance; frames without speech do not count."""
        if not frame.speech:
            return
        self._power += 10.0 ** (frame.level_dbfs / 10.0)
        self._ratio += 10.0 ** (frame.snr_db / 10.0)
        self._clipped += frame.clipped
        self.speech_frames += 1

    @property
    def quality(self) -> Quality:
        """What is known so far; silence where there was no speech frame."""
        count = self.speech_frames
        if count == 0:
            return Quality(level_dbfs=_SILENCE_DBFS, snr_db=0.0, clipped_pct=0.0)
        return Quality(
            level_dbfs=10.0 * math.log10(self._power / count),
            snr_db=10.0 * math.log10(self._ratio / count),
            clipped_pct=100.0 * self._clipped / (count * FRAME_SAMPLES),
        )
