"""Audacity label track: start, end and label, separated by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from ser_live.exports.rows import channels_of, one_line, result_of
from ser_live.log.row import LogRow


def render(rows: Sequence[LogRow], _: Sequence[str]) -> dict[str, str]:
    """Return the text of the file."""
    several = len(channels_of(rows)) > 1
    lines = (f"{row.start_s:.6f}\t{row.end_s:.6f}\t{_label(row, named=several)}\n" for row in rows)
    return {"": "".join(lines)}


def _label(row: LogRow, *, named: bool) -> str:
    result = one_line(result_of(row))
    if named:
        result = f"{one_line(row.channel)}: {result}"
    if row.confirmed:
        return f"{result} (confirmed)"
    if row.corrected:
        return f"{result} (corrected: {one_line(row.corrected_emotion)})"
    return result
