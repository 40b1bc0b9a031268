"""Note in the log of a session that is over what an utterance truly was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ser_core.errors import LogError
from ser_live.log.files import write_atomically
from ser_live.log.recovery import SessionLock
from ser_live.log.row import LogRow
from ser_live.log.table import encode, from_cells, labels_of, to_cells


def correct_row(path: Path, utterance_id: int, emotion: str) -> LogRow:
    """Set beside a result what it truly was, or take that away where `emotion` is empty.

    The file is replaced as a whole or stays as it is; every other line stays byte for byte,
    those that cannot be read too.

    Returns
    -------
    LogRow
        The row as it stands in the file now.

    Raises
    ------
    LogError
        Where the session still runs, the file cannot be written, or holds no such row.
    """
    try:
        lock = _lock(path)
        try:
            data, row = _corrected(path, utterance_id, emotion)
            write_atomically(path, data)
        finally:
            lock.release()
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}); the correction is not kept."
        raise LogError(message, value=str(path)) from error
    return row


def _lock(path: Path) -> SessionLock:
    try:
        return SessionLock(path)
    except LogError as error:
        message = f"{path} belongs to a session that is still open; correct it where it is shown."
        raise LogError(message, value=str(path)) from error


def _corrected(path: Path, utterance_id: int, emotion: str) -> tuple[bytes, LogRow]:
    text = path.read_bytes().decode("utf-8", errors="surrogateescape")
    records = _records(text)
    header, heading = next(records, ("", None))
    labels = labels_of([_readable(cell) for cell in heading or ()])
    parts = [header.encode("utf-8", errors="surrogateescape")]
    found: LogRow | None = None
    for raw, cells in records:
        row = _row(cells, labels)
        if row is not None and row.utterance_id == utterance_id:
            corrected = to_cells(replace(row, corrected_emotion=emotion), labels)
            found = from_cells(corrected, labels)
            parts.append(encode(corrected))
        else:
            parts.append(raw.encode("utf-8", errors="surrogateescape"))
    if found is None:
        message = f"{path} holds no utterance {utterance_id}; open it again."
        raise LogError(message, value=utterance_id)
    return b"".join(parts), found


def _records(text: str) -> Iterator[tuple[str, list[str] | None]]:
    """Yield each record as it stands in the file, with its cells, None where it has none."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):  # breaks where the reader's file does
            taken.append(line)
            yield line

    reader = csv.reader(lines())
    while True:
        cells: list[str] | None = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            pass
        yield "".join(taken), cells
        taken.clear()


def _row(cells: list[str] | None, labels: tuple[str, ...]) -> LogRow | None:
    try:
        return from_cells([_readable(cell) for cell in cells], labels) if cells else None
    except (ValueError, OverflowError):
        return None


def _readable(cell: str) -> str:
    """Return a cell as the reader sees it: bytes that are no text are marked as such."""
    return cell.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
