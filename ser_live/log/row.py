"""One row of the session log: what is shown is exactly what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ser_core.types import Status, Tone


@dataclass(frozen=True, slots=True)
class LogRow:
    """An utterance or a gap, in the log's own terms.

    Parameters
    ----------
    started_at : datetime
        Local time with its UTC offset.
    start_s, end_s : float
        Seconds since the session began to listen.
    emotion, tone : str, Tone or None
        Empty and None where nothing was classified.
    confidence : float or None
        Calibrated probability of `emotion`, 0 to 1.
    probs : tuple of (label, probability)
        In the model's order; empty where nothing was classified.
    corrected_emotion : str
        What a person said it truly was; empty where nobody did, and the result itself where
        somebody confirmed it.
    """

    session_id: str
    utterance_id: int
    started_at: datetime
    start_s: float
    end_s: float
    service: str
    channel: str
    status: Status
    emotion: str
    confidence: float | None
    tone: Tone | None
    probs: tuple[tuple[str, float], ...]
    level_dbfs: float | None
    snr_db: float | None
    clipped_pct: float | None
    model: str
    latency_ms: float | None
    corrected_emotion: str = ""

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s

    @property
    def confirmed(self) -> bool:
        """True where a person said that the result was right."""
        return self.status is Status.OK and self.corrected_emotion == self.emotion != ""

    @property
    def corrected(self) -> bool:
        """True where a person said something else than the result."""
        return self.corrected_emotion != "" and not self.confirmed
