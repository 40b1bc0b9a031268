"""What a table says of an utterance: the columns and the rounding that every table shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final, Self

from ser_core.types import SAMPLE_RATE_HZ, Status, Tone, UtteranceEnded

HEAD: Final = (
    *("session_id", "utterance_id", "started_at", "start_s", "end_s", "duration_s"),
    *("service", "channel", "status", "emotion", "confidence", "tone"),
)
TAIL: Final = (
    *("level_dbfs", "snr_db", "clipped_pct"),
    *("model", "latency_ms", "corrected_emotion"),
)
PROBABILITY: Final = "p_"
"""What stands before a label in the name of its column."""


def columns(labels: Sequence[str]) -> tuple[str, ...]:
    """Give the names of the session log's columns for a model with these labels."""
    return (*HEAD, *(PROBABILITY + label for label in labels), *TAIL)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An utterance's result in the terms and with the digits of a table.

    Parameters
    ----------
    start_s, end_s : float
        To the millisecond.
    confidence : float or None
        None where nothing was classified.
    probs : tuple of (label, probability)
        In the model's order; empty where nothing was classified.
    """

    utterance_id: int
    start_s: float
    end_s: float
    status: Status
    emotion: str
    confidence: float | None
    tone: Tone | None
    probs: tuple[tuple[str, float], ...]
    level_dbfs: float | None
    snr_db: float | None
    clipped_pct: float | None

    @classmethod
    def of(cls, ended: UtteranceEnded, labels: Sequence[str]) -> Self:
        """Give the row of an utterance; `labels` are the model's."""
        reading, quality = ended.reading, ended.quality
        probs = reading.posterior.probs
        return cls(
            utterance_id=ended.utterance_id,
            start_s=seconds(ended.start),
            end_s=seconds(ended.end),
            status=reading.status,
            emotion=reading.emotion,
            confidence=round(reading.confidence, 4) if reading.emotion else None,
            tone=reading.tone,
            probs=tuple((label, round(p, 4)) for label, p in zip(labels, probs, strict=False)),
            level_dbfs=_rounded(quality.level_dbfs, 1),
            snr_db=_rounded(quality.snr_db, 1),
            clipped_pct=_rounded(quality.clipped_pct, 2),
        )

    @property
    def duration_s(self) -> float:
        """Length in seconds, to the millisecond."""
        return round(self.end_s - self.start_s, 3)


def seconds(sample: int) -> float:
    """Give the time of a sample at 16 kHz in seconds, to the millisecond."""
    return round(sample / SAMPLE_RATE_HZ, 3)


def _rounded(value: float, digits: int) -> float | None:
    return round(value, digits) if isfinite(value) else None
