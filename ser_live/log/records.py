"""The lines of a session log as they stand in the file, whatever others did to some of them."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ser_core.errors import LogError
from ser_core.rows import HEAD
from ser_live.log.row import LogRow
from ser_live.log.table import encode, from_cells, labels_of, to_cells

_UTTERANCE_ID: Final = HEAD.index("utterance_id")
_LINE_ENDS: Final = (b"", b"\r\n", b'"\r\n')


class Record(NamedTuple):
    """A line: its bytes, breaks within quotes too, and its cells; None where it has none."""

    raw: bytes
    cells: Sequence[str] | None

    @classmethod
    def of(cls, cells: Sequence[str]) -> Record:
        """Return the line that holds these cells."""
        return cls(encode(cells), cells)


def records(data: bytes) -> Iterator[Record]:
    """Yield each line, the header first; a byte order mark belongs to its bytes alone."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.removeprefix(mark).decode("utf-8", errors="surrogateescape")
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):  # breaks where the reader's file does
            taken.append(line)
            yield line

    reader = csv.reader(lines())
    while True:
        cells: list[str] | None = None
        try:
            cells = [_readable(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            pass
        raw = "".join(taken).encode("utf-8", errors="surrogateescape")
        yield Record(mark + raw, cells)
        mark = b""
        taken.clear()


def labels_in(data: bytes) -> tuple[str, ...] | None:
    """Return the labels that the first line names, None where it is not a session log's."""
    first = next(records(data), None)
    try:
        return labels_of(first.cells or ()) if first else None
    except LogError:
        return None


def line_end(data: bytes) -> bytes:
    """Return what must follow `data` for another line to stand by itself."""
    for end in _LINE_ENDS:
        *_, last = records(data + end + b"x")
        if last.raw == b"x":
            return end
    return _LINE_ENDS[-1]


def row_of(record: Record, labels: Sequence[str]) -> LogRow | None:
    """Return the row in a line, None where it cannot be read."""
    try:
        return from_cells(record.cells, labels) if record.cells else None
    except (ValueError, OverflowError):
        return None


def corrected(record: Record, labels: Sequence[str], utterance_id: int, emotion: str) -> Record:
    """Return the line with what the utterance truly was, if it is the line of that one."""
    row = row_of(record, labels) if is_about(record, utterance_id) else None
    if row is None:
        return record
    return Record.of(to_cells(replace(row, corrected_emotion=emotion), labels))


def is_about(record: Record, utterance_id: int) -> bool:
    """Tell whether a line tells of this utterance."""
    return utterance_cell(record) == str(utterance_id)


def utterance_cell(record: Record) -> str:
    """Return which utterance a line tells of, as it stands there; empty where it does not say."""
    cells = record.cells or ()
    return cells[_UTTERANCE_ID] if len(cells) > _UTTERANCE_ID else ""


def _readable(cell: str) -> str:
    """Return a cell as the reader sees it: bytes that are no text are marked as such."""
    if cell.isascii():
        return cell
    return cell.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
