"""Note in the log of a session that is over what an utterance truly was."""

from __future__ import annotations

from pathlib import Path

from ser_core.errors import LogError
from ser_live.log import sentences
from ser_live.log.files import write_atomically
from ser_live.log.records import Record, corrected, is_about, records, row_of
from ser_live.log.recovery import SessionLock
from ser_live.log.row import LogRow
from ser_live.log.table import labels_of


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
        sentence = sentences.NOT_CORRECTED(path=path, reason=error.strerror)
        raise LogError(sentence, value=str(path)) from error
    return row


def _lock(path: Path) -> SessionLock:
    try:
        return SessionLock(path)
    except LogError as error:
        raise LogError(sentences.STILL_OPEN(path=path), value=str(path)) from error


def _corrected(path: Path, utterance_id: int, emotion: str) -> tuple[bytes, LogRow]:
    header, *lines = list(records(path.read_bytes())) or [Record(b"", None)]
    labels = labels_of(header.cells or ())
    written = [corrected(line, labels, utterance_id, emotion) for line in lines]
    found = (row_of(line, labels) for line in written if is_about(line, utterance_id))
    row = next((row for row in found if row is not None), None)
    if row is None:
        sentence = sentences.NOT_SAID(path=path, number=utterance_id)
        raise LogError(sentence, value=utterance_id)
    return b"".join(line.raw for line in (header, *written)), row
