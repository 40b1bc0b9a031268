"""How a row of the session log stands in its CSV file (RFC 4180, UTF-8).

What is written is read back exactly: numbers in their shortest exact form, times as ISO 8601
with their UTC offset, text neutralised for spreadsheets on writing and restored on reading.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from math import isfinite

from ser_core.csvtext import neutralize, number, restore
from ser_core.errors import LogError
from ser_core.rows import HEAD, PROBABILITY, TAIL, columns
from ser_core.types import Status, Tone
from ser_live.log import sentences
from ser_live.log.row import LogRow


def labels_of(header: Sequence[str]) -> tuple[str, ...]:
    """Return the labels in a header, or raise `LogError` where it is not a session log's."""
    middle = tuple(header[len(HEAD) : len(header) - len(TAIL)])
    labels = tuple(restore(name).removeprefix(PROBABILITY) for name in middle)
    named_once = len(set(labels)) == len(labels)
    if not named_once or tuple(header) != header_cells(labels):
        raise LogError(sentences.NO_HEADER(), value=tuple(header))
    return labels


def header_cells(labels: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of the first line."""
    return tuple(neutralize(name) for name in columns(labels))


def encode(cells: Sequence[str]) -> bytes:
    """Return one line of the file."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8", errors="replace")


def to_cells(row: LogRow, labels: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a row; `labels` are those of the header."""
    probs = dict(row.probs)
    return (
        _text(row.session_id),
        str(row.utterance_id),
        row.started_at.isoformat(timespec="milliseconds"),
        number(row.start_s),
        number(row.end_s),
        number(round(row.duration_s, 3)),
        _text(row.service),
        _text(row.channel),
        row.status.value,
        _text(row.emotion),
        number(row.confidence),
        "" if row.tone is None else row.tone.value,
        *(number(probs.get(label)) for label in labels),
        number(row.level_dbfs),
        number(row.snr_db),
        number(row.clipped_pct),
        _text(row.model),
        number(row.latency_ms),
        _text(row.corrected_emotion),
    )


def from_cells(cells: Sequence[str], labels: Sequence[str]) -> LogRow:
    """Return the row that these cells hold, or raise `ValueError` where they hold none."""
    expected = len(HEAD) + len(labels) + len(TAIL)
    if len(cells) != expected:
        message = f"{len(cells)} cells where the header names {expected}"
        raise ValueError(message)
    session_id, utterance_id, moment, start_s, end_s, _, *what = cells[: len(HEAD)]
    service, channel, status, emotion, confidence, tone = what
    level_dbfs, snr_db, clipped_pct, model, latency_ms, corrected_emotion = cells[-len(TAIL) :]
    shares = zip(labels, cells[len(HEAD) :], strict=False)
    started_at = datetime.fromisoformat(moment)
    if started_at.tzinfo is None:
        message = f"{moment} has no UTC offset"
        raise ValueError(message)
    return LogRow(
        session_id=restore(session_id),
        utterance_id=int(utterance_id),
        started_at=started_at,
        start_s=_required(start_s),
        end_s=_required(end_s),
        service=restore(service),
        channel=restore(channel),
        status=Status(status),
        emotion=restore(emotion),
        confidence=_optional(confidence),
        tone=Tone(tone) if tone else None,
        probs=tuple([(label, _required(share)) for label, share in shares if share]),
        level_dbfs=_optional(level_dbfs),
        snr_db=_optional(snr_db),
        clipped_pct=_optional(clipped_pct),
        model=restore(model),
        latency_ms=_optional(latency_ms),
        corrected_emotion=restore(corrected_emotion),
    )


def _text(text: str) -> str:
    return neutralize(text.replace("\0", ""))


def _required(cell: str) -> float:
    value = float(cell)
    if not isfinite(value):
        message = f"{cell} is not a number"
        raise ValueError(message)
    return value


def _optional(cell: str) -> float | None:
    return _required(cell) if cell else None
