"""The log of one session: a row is on the disk before anyone sees it.

While the disk refuses (full, folder removed, permission lost) rows wait in memory, up to a
bound, and are written as soon as it can be. Other programs may save the file meanwhile, and
its folder may come back with another mount: the log goes on in what its name leads to.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ser_core.errors import DISK_FULL, LogError
from ser_core.sentence import NOTHING, Sentence
from ser_live.log import sentences
from ser_live.log.files import is_at, put_in_place, sync_folder, write_atomically, write_beside
from ser_live.log.records import (
    Record,
    corrected,
    is_about,
    labels_in,
    line_end,
    records,
    row_of,
    utterance_cell,
)
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
    """Create the log of a new session; raise `LogError` where that cannot be done.

    While the disk is full its rows wait in memory, as they do later.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as undone:
            lock = SessionLock(path)
            undone.callback(lock.release)
            file = path.open("x+b", buffering=0)
            undone.callback(path.unlink)
            undone.callback(file.close)
            log = SessionLog(path, file, tuple(labels), lock, max_held)
            log.begin()
            undone.pop_all()
    except OSError as error:
        sentence = sentences.FOLDER_REFUSED(folder=path.parent, reason=error.strerror)
        raise LogError(sentence, value=str(path.parent)) from error
    return log


class SessionLog:
    """A session log that is open; made by `open_log`, used by one thread.

    Attributes
    ----------
    trouble : Sentence
        Why rows wait in memory; empty while all is well.
    strayed : bool
        Whether the file was found away from its name: it may come back with its mount.
    before_rows : callable
        Called before rows are written; while it raises `OSError` they are held.
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
        self.trouble = NOTHING
        self.strayed = False
        self.before_rows: Callable[[], None] = _nothing
        self._file = file
        self._labels = labels
        self._lock = lock
        self._max_held = max_held
        self._held: list[_Change] = []
        self._withdrawn: set[int] = set()
        self._lost = 0
        self._written = bytearray()  # the file as it was last written or read
        self._owed = encode(header_cells(labels))  # what it lacks before the changes held

    @property
    def held(self) -> int:
        """How many rows wait in memory, new or corrected."""
        owed = (row_of(line, self._labels) for line in records(bytes(self._owed)))
        changes = (change for change in self._held if not isinstance(change, _Withdrawal))
        return len({row.utterance_id for row in (*owed, *changes) if row is not None})

    @property
    def size_bytes(self) -> int:
        """Length of the file."""
        return len(self._written)

    def begin(self) -> None:
        """Write the header; a full disk gets it later, else raises `OSError`."""
        try:
            self._write()
        except OSError as error:
            if error.errno not in DISK_FULL:
                raise
            self.trouble = self._sentence(error)
        sync_folder(self.path.parent)

    def append(self, row: LogRow) -> None:
        """Write a row down to the disk, or hold it."""
        self._change(row)

    def correct(self, utterance_id: int, emotion: str) -> LogRow | None:
        """Set beside the result what it truly was; return the row, None where there is none."""
        self._look()
        before = next((r for r in self._records() if is_about(r, utterance_id)), None)
        if before is None:
            return None
        self._change(_Correction(utterance_id, emotion))
        return row_of(corrected(before, self._labels, utterance_id, emotion), self._labels)

    def withdraw(self, utterance_ids: Iterable[int]) -> None:
        """Take rows out of the file; the speaker wants them gone."""
        gone = frozenset(utterance_ids)
        self._withdrawn |= gone
        self._held = [change for change in self._held if not _is_of(change, gone)]
        self._change(_Withdrawal(gone))

    def settle(self) -> None:
        """Write what is held, if the disk lets us; says in `trouble` why not."""
        if not (self._held or self.trouble):
            return
        try:
            self._write_held()
        except OSError as error:
            self.trouble = self._sentence(error)
        else:
            self.trouble = NOTHING

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
        with contextlib.suppress(OSError):
            self._is_there()
        with contextlib.suppress(OSError):  # a file that died with its mount may say so again
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
        if any(isinstance(change, LogRow) for change in self._held):
            self.before_rows()
        try:
            self._write_where_it_is()
        except OSError:
            self._open_again()  # the file may have died with its mount while its name lives on
            self._write_where_it_is()

    def _write_where_it_is(self) -> None:
        if not self._is_there():
            self._open_again()
        elif self._must_rewrite or os.fstat(self._file.fileno()).st_size != self.size_bytes:
            self._take_in(restore=False)
        if self._must_rewrite:
            self._rewrite_or_strike_out()
        else:
            self._write()

    def _is_there(self) -> bool:
        there = is_at(self.path, self._file)
        self.strayed |= not there
        return there

    @property
    def _must_rewrite(self) -> bool:
        return any(not isinstance(change, LogRow) for change in self._held)

    @property
    def _must_withdraw(self) -> bool:
        return any(isinstance(change, _Withdrawal) for change in self._held)

    def _open_again(self) -> None:
        """Go on in the file that the name leads to now, or make it anew where there is none."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._take_in(restore=True)
        except FileNotFoundError:
            self._rewrite()
        else:
            self._open()
        self._lock.renew()

    def _open(self) -> None:
        old, self._file = self._file, self.path.open("r+b", buffering=0)
        with contextlib.suppress(OSError):  # one that died with its mount may say so again
            old.close()

    def _look(self) -> None:
        """See what other programs did to the file, if it can be read."""
        with contextlib.suppress(OSError):
            if is_at(self.path, self._file):
                self._take_in(restore=False)

    def _take_in(self, *, restore: bool) -> None:
        """Go on after what others made of the file; `restore` the rows that it lacks."""
        there = self.path.read_bytes()
        ours = self._written + self._owed + self._new_lines()
        if there.startswith(self._written) and ours.startswith(there):
            return  # nobody changed it: what follows is a part of what we could not write
        owed = self._end_of(there)
        have = {utterance_cell(record) for record in records(there)}
        if restore:
            self._check_is_ours(there + owed)
            _, *before = records(bytes(self._written + self._owed))
            owed += b"".join(r.raw for r in before if utterance_cell(r) not in have | {""})
        self._written, self._owed = bytearray(there), owed
        if not have.isdisjoint(map(str, self._withdrawn)):  # an old copy brought them back
            self._held.append(_Withdrawal(frozenset(self._withdrawn)))

    def _end_of(self, there: bytes) -> bytes:
        """Return what must follow before another row can."""
        header = encode(header_cells(self._labels))
        text = there.removeprefix(codecs.BOM_UTF8)
        return header[len(text) :] if header.startswith(text) else line_end(there)

    def _check_is_ours(self, there: bytes) -> None:
        """Raise `OSError` where a file of another kind has taken our name."""
        if len(labels_in(there) or ()) != len(self._labels):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def _write(self) -> None:
        """Add what the file lacks to its end."""
        self._add(self._owed + self._new_lines())
        self._all_is_written()

    def _add(self, data: bytes) -> None:
        self._file.seek(self.size_bytes)
        try:
            written = 0
            while written < len(data):
                written += self._file.write(data[written:]) or 0
            os.fsync(self._file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self.size_bytes)
            raise
        self._written += data

    def _rewrite(self) -> None:
        """Put a file with all that is held in the place of the old one."""
        data = self._whole()
        temporary = write_beside(self.path, data)
        if os.name == "nt":
            self._file.close()  # an open file cannot be replaced there
        put_in_place(temporary, self.path)
        self._written = bytearray(data)
        self._all_is_written()
        self._open()
        sync_folder(self.path.parent)

    def _rewrite_or_strike_out(self) -> None:
        """Rewrite the file; where no other can be put beside it, what was withdrawn goes still."""
        try:
            self._rewrite()
        except OSError:
            if not self._must_withdraw:
                raise
            self._strike_out()
            if self._must_rewrite:
                raise
            self._write()

    def _strike_out(self) -> None:
        """Cut the file off before the first line that was withdrawn, and add those behind it anew.

        A shorter file needs no room, and no permission of its folder.
        """
        if self._file.closed:  # Windows did not let it be replaced
            self._open()
        lines = list(records(bytes(self._written + self._owed)))
        stays = b"".join(line.raw for line in lines if not self._is_withdrawn(line))
        before = itertools.takewhile(lambda line: not self._is_withdrawn(line), lines)
        size = min(sum(len(line.raw) for line in before), self.size_bytes)
        self._file.truncate(size)
        self._written, self._owed = bytearray(stays[:size]), stays[size:]
        self._add(self._owed)
        self._owed = b""
        self._held = [change for change in self._held if not isinstance(change, _Withdrawal)]

    def _is_withdrawn(self, record: Record) -> bool:
        return any(is_about(record, number) for number in self._withdrawn)

    def _all_is_written(self) -> None:
        self._owed = b""
        self._held.clear()

    def _new_lines(self) -> bytes:
        rows = (change for change in self._held if isinstance(change, LogRow))
        return b"".join(encode(to_cells(row, self._labels)) for row in rows)

    def _whole(self) -> bytes:
        """Return the file as it is to be with all that is held."""
        return b"".join(record.raw for record in self._records())

    def _records(self) -> list[Record]:
        """Return every line, the header first, written or held, in order."""
        found = list(records(bytes(self._written + self._owed)))
        for change in self._held:
            found = _changed(found, change, self._labels)
        return found

    def _sentence(self, error: OSError) -> Sentence:
        trouble = self._waits(error)
        if not self._lost:
            return trouble
        lost = sentences.GIVEN_UP(number=self._lost)
        return sentences.ROWS_GIVEN_UP(trouble=trouble, lost=lost)

    def _waits(self, error: OSError) -> Sentence:
        path, reason, held = self.path, error.strerror, sentences.HELD(number=self.held)
        if self._must_withdraw and not self.held:
            return sentences.WITHDRAWN_STAYS(path=path, reason=reason)
        if error.errno in DISK_FULL:
            return sentences.ROWS_WAIT_FOR_ROOM(path=path, reason=reason, held=held)
        return sentences.ROWS_WAIT(path=path, reason=reason, held=held)


def _nothing() -> None:
    pass


def _is_of(change: _Change, utterance_ids: frozenset[int]) -> bool:
    return not isinstance(change, _Withdrawal) and change.utterance_id in utterance_ids


def _changed(found: list[Record], change: _Change, labels: Sequence[str]) -> list[Record]:
    match change:
        case LogRow():
            found.append(Record.of(to_cells(change, labels)))
            return found
        case _Correction(utterance_id, emotion):
            return [corrected(record, labels, utterance_id, emotion) for record in found]
        case _Withdrawal(utterance_ids):
            return [r for r in found if not any(is_about(r, number) for number in utterance_ids)]
