"""audformat: a database in a folder, its header and one segmented table.

The session keeps no audio; the table names the session as its file, so that a recording of
that name can be put beside it. An emotion stands only where the result is certain: who counts
the column counts no doubt.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta

from ser_core.model.emotions import TONES
from ser_core.types import Status, Tone
from ser_live.exports.rows import one_line
from ser_live.log.row import LogRow

TABLE = "utterances"


def render(rows: Sequence[LogRow], labels: Sequence[str]) -> dict[str, str]:
    """Return the text of the header and of the table."""
    return {"db.yaml": _header(rows, labels), f"db.{TABLE}.csv": _table(rows)}


def _header(rows: Sequence[LogRow], labels: Sequence[str]) -> str:
    found = (row.emotion for row in rows), (row.corrected_emotion for row in rows)
    named = (label for column in found for label in column if label)
    emotions = list(dict.fromkeys([*TONES, *labels, *named]))
    schemes = {
        "emotion": {"dtype": "str", "labels": emotions},
        "tone": {"dtype": "str", "labels": [tone.value for tone in Tone]},
        "status": {"dtype": "str", "labels": [status.value for status in Status]},
        "confidence": {"dtype": "float", "minimum": 0.0, "maximum": 1.0},
    }
    schemes |= {name: {"dtype": "str"} for name in ("service", "channel")}
    columns = {name: {"scheme_id": scheme} for name, scheme in _SCHEMES.items()}
    header = {
        "name": "ser-live",
        "source": "ser-live",
        "usage": "restricted",  # those who spoke, and the model's licence, have a say
        "description": "How the utterances of a session sounded, as a model heard them.",
        "schemes": schemes,
        "tables": {TABLE: {"type": "segmented", "columns": columns}},
    }
    return json.dumps(header, indent=2, ensure_ascii=False) + "\n"  # JSON is YAML


_SCHEMES = {
    "emotion": "emotion",
    "confidence": "confidence",
    "tone": "tone",
    "status": "status",
    "corrected_emotion": "emotion",
    "service": "service",
    "channel": "channel",
}


def _table(rows: Sequence[LogRow]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "start", "end", *_SCHEMES])
    writer.writerows(_cells(row) for row in rows)
    return text.getvalue()


def _cells(row: LogRow) -> Iterator[str]:
    yield f"{row.session_id}.wav"
    yield _time(row.start_s)
    yield _time(row.end_s)
    certain = row.status is Status.OK
    yield row.emotion if certain else ""
    yield repr(row.confidence) if certain and row.confidence is not None else ""
    yield row.tone.value if certain and row.tone is not None else ""
    yield row.status.value
    yield row.corrected_emotion
    yield one_line(row.service)
    yield row.channel


def _time(seconds: float) -> str:
    whole = timedelta(microseconds=round(seconds * 1e6))
    hours, rest = divmod(whole.seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{whole.days} days {hours:02}:{minutes:02}:{rest:02}.{whole.microseconds:06}"
