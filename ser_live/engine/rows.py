"""From an event of the analysis to the row of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ser_core.rows import ResultRow, seconds
from ser_core.types import AudioGap, Status, UtteranceEnded
from ser_live.log.row import LogRow


@dataclass(frozen=True, slots=True)
class RowMaker:
    """What all rows of a session share.

    Parameters
    ----------
    began_at : datetime
        The wall clock, with its UTC offset, at the session's first sample. It is read this
        once; every other time is this plus samples.
    """

    session_id: str
    began_at: datetime
    service: str
    model: str
    labels: Sequence[str]

    def utterance(self, event: UtteranceEnded, *, channel: str, latency_ms: float) -> LogRow:
        """Return the row of an utterance."""
        result = ResultRow.of(event, self.labels)
        return LogRow(
            session_id=self.session_id,
            utterance_id=result.utterance_id,
            started_at=wall_time(self.began_at, result.start_s),
            start_s=result.start_s,
            end_s=result.end_s,
            service=self.service,
            channel=channel,
            status=result.status,
            emotion=result.emotion,
            confidence=result.confidence,
            tone=result.tone,
            probs=result.probs,
            level_dbfs=result.level_dbfs,
            snr_db=result.snr_db,
            clipped_pct=result.clipped_pct,
            model=self.model,
            latency_ms=round(latency_ms, 1),
        )

    def gap(self, event: AudioGap, *, number: int, channel: str) -> LogRow:
        """Return the row of a loss; losses are numbered −1, −2 and so on."""
        start_s = seconds(event.start)
        return LogRow(
            session_id=self.session_id,
            utterance_id=-number,
            started_at=wall_time(self.began_at, start_s),
            start_s=start_s,
            end_s=seconds(event.end),
            service=self.service,
            channel=channel,
            status=Status.GAP,
            emotion="",
            confidence=None,
            tone=None,
            probs=(),
            level_dbfs=None,
            snr_db=None,
            clipped_pct=None,
            model=self.model,
            latency_ms=None,
        )


def wall_time(began_at: datetime, start_s: float) -> datetime:
    """Return the local time `start_s` after `began_at`, with the offset that holds then."""
    moment = began_at.astimezone() + timedelta(milliseconds=round(start_s * 1000.0))
    return moment.astimezone()
