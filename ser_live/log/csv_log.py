"""The log of one session: a row is on the disk before anyone sees it.

While the disk refuses (full, folder removed, permission lost) rows wait in memory, up to a
bound, and are written as soon as it can be.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ser_core.errors import LogError
from ser_live.log.files import sync_folder, write_atomically, write_beside
from ser_live.log.records import Record, corrected, is_about, records, row_of
from ser_live.log.recovery import SessionLock
from ser_live.log.row import LogRow
from ser_live.log.table import encode, header_cells, to_cells

DEFAULT_MAX_HELD: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Correction:
    utterance_id: int
    emotion: str


@dataclass(frozen=True, slots=True)
class _Withdrawal:
    utterance_ids: frozenset[int]


_Change = LogRow | _Correction | _Withdrawal


def open_log(path: Path, labels: Sequence[str], *, max_held: int = DEFAULT_MAX_HELD) -> SessionLog:
    """Create the log of a new session; raise `LogError` where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = SessionLock(path)
        try:
            file = path.open("x+b", buffering=0)
        except OSError:
            lock.release()
            raise
        log = SessionLog(path, file, tuple(labels), lock, max_held)
        log.begin()
    except OSError as error:
        message = (
            f"The log folder {path.parent} cannot be written ({error.strerror}); "
            "choose another one with --log."
        )
        raise LogError(message, value=str(path.parent)) from error
    return log


class SessionLog:
    """A session log that is open; made by `open_log`, used by one thread.

    Attributes
    ----------
    trouble : str
        Why rows wait in memory, in one sentence; empty while all is well.
    """

    def __init__(
        self,
        path: Path,
        file: io.FileIO,
        labels: tuple[str, ...],
        lock: SessionLock,
        max_held: int,
    ) -> None:
        self.path = path
        self.trouble = ""
        self._file = file
        self._labels = labels
        self._lock = lock
        self._max_held = max_held
        self._held: list[_Change] = []
        self._lost = 0
        self._size = 0

    @property
    def held(self) -> int:
        """How many changes wait in memory."""
        return len(self._held)

    @property
    def size_bytes(self) -> int:
        """Length of the file."""
        return self._size

    def begin(self) -> None:
        """Write the header; raises `OSError`."""
        self._write(encode(header_cells(self._labels)))
        sync_folder(self.path.parent)

    def append(self, row: LogRow) -> None:
        """Write a row down to the disk, or hold it."""
        self._change(row)

    def correct(self, utterance_id: int, emotion: str) -> LogRow | None:
        """Set beside the result what it truly was; return the row, None where there is none."""
        before = next((r for r in self._records() if is_about(r, utterance_id)), None)
        if before is None:
            return None
        self._change(_Correction(utterance_id, emotion))
        return row_of(corrected(before, self._labels, utterance_id, emotion), self._labels)

    def withdraw(self, utterance_ids: Iterable[int]) -> None:
        """Take rows out of the file; the speaker wants them gone."""
        self._change(_Withdrawal(frozenset(utterance_ids)))

    def rows(self) -> list[LogRow]:
        """Return every row, written or held, in order."""
        rows = (row_of(record, self._labels) for record in self._records())
        return [row for row in rows if row is not None]

    def settle(self) -> None:
        """Write what is held, if the disk lets us; says in `trouble` why not."""
        if not self._held:
            return
        try:
            self._write_held()
        except OSError as error:
            self.trouble = self._sentence(error)
        else:
            self._held.clear()
            self.trouble = ""

    def rescue(self, folder: Path) -> Path:
        """Write the whole log, with the rows that are held, to another folder.

        Raises `OSError` where that cannot be done either.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / self.path.name
        write_atomically(path, self._whole())
        return path

    def close(self) -> None:
        """Write what is held and end the session; what cannot be written is lost here."""
        self.settle()
        self._file.close()
        self._lock.release()

    def _change(self, change: _Change) -> None:
        self._held.append(change)
        self.settle()
        if len(self._held) > self._max_held:
            self._give_one_up()

    def _give_one_up(self) -> None:
        """Give up the oldest change; that a speaker wants words gone is never given up."""
        for index, change in enumerate(self._held):
            if not isinstance(change, _Withdrawal):
                del self._held[index]
                self._lost += 1
                return

    def _write_held(self) -> None:
        if not self._in_place():
            self._put_back()
        self._mind_others()
        appended = [change for change in self._held if isinstance(change, LogRow)]
        if len(appended) < len(self._held):
            self._rewrite(self._whole())
            return
        self._write(b"".join(encode(to_cells(row, self._labels)) for row in appended))

    def _write(self, data: bytes) -> None:
        self._file.seek(self._size)
        try:
            written = 0
            while written < len(data):
                written += self._file.write(data[written:]) or 0
            os.fsync(self._file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self._size)
            raise
        self._size += len(data)

    def _in_place(self) -> bool:
        """Tell whether the open file still is what its name leads to."""
        try:
            named = self.path.stat()
        except FileNotFoundError:
            return False
        mine = os.fstat(self._file.fileno())
        return (named.st_dev, named.st_ino) == (mine.st_dev, mine.st_ino)

    def _mind_others(self) -> None:
        """Go on at the end of a log that another program has saved shorter than it was."""
        size = os.fstat(self._file.fileno()).st_size
        if size >= self._size:
            return
        self._size = size
        self._file.seek(max(0, size - 1))
        if size == 0:
            self._write(encode(header_cells(self._labels)))
        elif self._file.read(1) != b"\n":
            self._write(b"\r\n")

    def _put_back(self) -> None:
        """Make the log anew, with all its rows, after somebody removed it."""
        self._file.seek(0)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._rewrite(self._file.read(self._size))
        self._lock.release()
        self._lock = SessionLock(self.path)

    def _rewrite(self, data: bytes) -> None:
        temporary = write_beside(self.path, data)
        try:
            if os.name == "nt":
                self._file.close()  # an open file cannot be replaced there
            temporary.replace(self.path)
        except OSError:
            if self._file.closed:
                self._file = self.path.open("r+b", buffering=0)
            raise
        self._file.close()
        self._file = self.path.open("r+b", buffering=0)
        self._size = len(data)
        sync_folder(self.path.parent)

    def _whole(self) -> bytes:
        """Return the file as it is to be with all that is held."""
        lines = [encode(header_cells(self._labels)), *(record.raw for record in self._records())]
        return b"".join(lines)

    def _records(self) -> list[Record]:
        """Return every line after the header, written or held, in order."""
        self._file.seek(0)
        found = list(records(self._file.read(self._size)))[1:]
        for change in self._held:
            found = _changed(found, change, self._labels)
        return found

    def _sentence(self, error: OSError) -> str:
        lost = f" {self._lost} older rows had to be given up." if self._lost else ""
        return (
            f"The log {self.path} cannot be written ({error.strerror}); {self.held} rows are "
            f"held in memory until it can be.{lost}"
        )


def _changed(found: list[Record], change: _Change, labels: Sequence[str]) -> list[Record]:
    match change:
        case LogRow():
            found.append(Record.of(to_cells(change, labels)))
            return found
        case _Correction(utterance_id, emotion):
            return [corrected(record, labels, utterance_id, emotion) for record in found]
        case _Withdrawal(utterance_ids):
            return [r for r in found if not any(is_about(r, number) for number in utterance_ids)]
