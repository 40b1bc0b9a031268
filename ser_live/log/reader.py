"""Read a session log back into rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ser_core.errors import LogError
from ser_live.log import sentences
from ser_live.log.row import LogRow
from ser_live.log.table import from_cells, labels_of

MAX_BYTES: Final = 200_000_000


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as its log tells it.

    Parameters
    ----------
    labels : tuple of str
        The model's labels, in the order of the columns.
    damaged_lines : tuple of int
        Numbers of the lines that could not be read (a torn last one among them); the first
        line is the header.
    """

    path: Path
    labels: tuple[str, ...]
    rows: tuple[LogRow, ...]
    damaged_lines: tuple[int, ...]


def read_session(path: Path) -> SessionRecord:
    """Read a session log; raise `LogError` where it is none.

    Lines that cannot be read are left out and named in the result.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            sentence = sentences.TOO_LARGE(path=path, size=size, most=MAX_BYTES)
            raise LogError(sentence, value=str(path))
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return _read(path, csv.reader(file))
    except OSError as error:
        sentence = sentences.CANNOT_READ(path=path, reason=error.strerror)
        raise LogError(sentence, value=str(path)) from error


def _read(path: Path, lines: Iterator[list[str]]) -> SessionRecord:
    try:
        header = next(lines, [])
        labels = labels_of(header)
    except (csv.Error, LogError) as error:
        raise LogError(sentences.NO_LOG(path=path), value=str(path)) from error
    rows: list[LogRow] = []
    damaged: list[int] = []
    for number, row in _rows(lines, labels):
        if row is None:
            damaged.append(number)
        else:
            rows.append(row)
    return SessionRecord(path, labels, tuple(rows), tuple(damaged))


def _rows(
    lines: Iterator[list[str]], labels: tuple[str, ...]
) -> Iterator[tuple[int, LogRow | None]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(lines, None)
            if cells is None:
                return
            if cells:  # a blank line holds nothing that could be lost
                yield number, from_cells(cells, labels)
        except (csv.Error, ValueError, OverflowError):
            yield number, None
