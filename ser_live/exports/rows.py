"""What the formats ask of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ser_core.types import Status
from ser_live.log.row import LogRow


def labels_of(rows: Sequence[LogRow]) -> tuple[str, ...]:
    """Return the labels of the probabilities, in the model's order."""
    return tuple(dict.fromkeys(label for row in rows for label, _ in row.probs))


def result_of(row: LogRow) -> str:
    """Return the emotion where there is a certain one, else the status."""
    return row.emotion if row.status is Status.OK else row.status.value


def channels_of(rows: Sequence[LogRow]) -> tuple[str, ...]:
    """Return the channels of the rows, in the order of their names."""
    return tuple(sorted({row.channel for row in rows}))


def in_order(rows: Sequence[LogRow]) -> Iterator[tuple[float, float, LogRow]]:
    """Yield start and end in seconds with each row, in order and without overlap."""
    end_s = 0.0
    for row in sorted(rows, key=lambda row: (row.start_s, row.end_s)):
        start_s = max(row.start_s, end_s)
        if row.end_s > start_s:
            yield start_s, row.end_s, row
            end_s = row.end_s


def one_line(text: str) -> str:
    """Return text without what would end a line or a field."""
    return " ".join(text.split())
