"""Rows for the tests of the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ser_core.types import Status, Tone
from ser_live.log.row import LogRow

LABELS = ("angry", "calm", "sad")
BEGAN_AT = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def a_row(number: int, **changes: object) -> LogRow:
    start_s = 3.0 * number
    values = {
        "session_id": "s",
        "utterance_id": number,
        "started_at": BEGAN_AT + timedelta(seconds=start_s),
        "start_s": start_s,
        "end_s": start_s + 2.5,
        "service": 'a desk, with "quotes"\nand a second line',
        "channel": "mono",
        "status": Status.OK,
        "emotion": "calm",
        "confidence": 0.5,
        "tone": Tone.NEUTRAL,
        "probs": (("angry", 0.25), ("calm", 0.5), ("sad", 0.25)),
        "level_dbfs": -23.1,
        "snr_db": 20.0,
        "clipped_pct": 0.0,
        "model": "open",
        "latency_ms": 12.5,
    }
    return LogRow(**(values | changes))  # type: ignore[arg-type]
