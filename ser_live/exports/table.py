"""CSV: just as the session log is written (RFC 4180, UTF-8)."""

from __future__ import annotations

from collections.abc import Sequence

from ser_live.log.row import LogRow
from ser_live.log.table import encode, header_cells, to_cells


def render(rows: Sequence[LogRow], labels: Sequence[str]) -> dict[str, str]:
    """Return the text of the file."""
    lines = [header_cells(labels), *(to_cells(row, labels) for row in rows)]
    return {"": b"".join(encode(line) for line in lines).decode("utf-8")}
