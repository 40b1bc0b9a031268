"""JSON Lines: an object for each row, with the names of the session log."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ser_live.log.row import LogRow


def render(rows: Sequence[LogRow], _: Sequence[str]) -> dict[str, str]:
    """Return the text of the file."""
    lines = (json.dumps(as_object(row), ensure_ascii=False, allow_nan=False) for row in rows)
    return {"": "".join(f"{line}\n" for line in lines)}


def as_object(row: LogRow) -> dict[str, object]:
    """Return a row as plain values; what is not known is null."""
    return {
        "session_id": row.session_id,
        "utterance_id": row.utterance_id,
        "started_at": row.started_at.isoformat(timespec="milliseconds"),
        "start_s": row.start_s,
        "end_s": row.end_s,
        "duration_s": round(row.duration_s, 3),
        "service": row.service,
        "channel": row.channel,
        "status": row.status.value,
        "emotion": row.emotion or None,
        "confidence": row.confidence,
        "tone": None if row.tone is None else row.tone.value,
        "probabilities": dict(row.probs),
        "level_dbfs": row.level_dbfs,
        "snr_db": row.snr_db,
        "clipped_pct": row.clipped_pct,
        "model": row.model,
        "latency_ms": row.latency_ms,
        "corrected_emotion": row.corrected_emotion or None,
    }
