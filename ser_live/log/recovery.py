"""What the next start does about a session that was not closed.

A running session holds a lock on a hidden file beside its log. The system drops the lock
with the process, so a lock file that can be locked belongs to a session that ended without
being closed; its log is then cut back to its last whole row, and goes with its facts if it is a
visit to the kiosk without any row. Other programs lock files in the
same way: only what has the name and the first line of a session's log is touched.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ser_core.errors import LogError
from ser_core.rows import HEAD
from ser_core.sentence import Sentence
from ser_live.log import sentences
from ser_live.log.facts import erase_session, facts_path, read_facts
from ser_live.log.files import is_at, temporary_path
from ser_live.log.records import labels_in, line_end, records, row_of
from ser_live.log.table import encode

CHUNK: Final = 1 << 20
LOCK_TRIES: Final = 5
LOCK_WAIT_S: Final = 0.05
# As the recorder names sessions: date, time and three random bytes.
_SESSION_LOCK: Final = re.compile(r"\.\d{8}-\d{6}-[0-9a-f]{6}\.lock", re.ASCII)
_FIRST_CELLS: Final = encode(HEAD).removesuffix(b"\r\n")


@dataclass(frozen=True, slots=True)
class Repair:
    """A log that was cut back to its last whole row; `removed` where it held none."""

    path: Path
    torn_bytes: int
    removed: bool

    @property
    def sentence(self) -> Sentence:
        """What to tell the person at the screen."""
        return (sentences.EMPTY if self.removed else sentences.TORN)(name=self.path.name)


class SessionLock:
    """The lock that says: this session is running. Held from construction to `release`."""

    def __init__(self, log_path: Path) -> None:
        self._path = _lock_path(log_path)
        self._file = _locked_soon(self._path)
        if self._file is None:
            raise LogError(sentences.RUNNING(path=log_path), value=str(log_path))

    def renew(self) -> None:
        """Lock the file anew that was removed, or came back with another mount."""
        with contextlib.suppress(OSError):  # better no protection than no log
            if self._file is None or is_at(self._path, self._file):
                return
            file = _locked_soon(self._path)
            if file is not None:
                self._file.close()
                self._file = file

    def release(self) -> None:
        """Say that the session was closed."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                _remove(self._path, self._file)
            self._file = None


def repair_logs(folder: Path) -> list[Repair]:
    """Repair the logs in `folder` whose sessions were not closed; leave running ones alone."""
    repairs = []
    for lock_path in sorted(folder.glob(".*.lock")):
        if not _SESSION_LOCK.fullmatch(lock_path.name):
            continue
        # One that cannot be opened, another person's perhaps, must not keep the others waiting.
        with contextlib.suppress(OSError):
            repair = _repair_behind(lock_path)
            if repair is not None:
                repairs.append(repair)
    return repairs


def _repair_behind(lock_path: Path) -> Repair | None:
    file = _locked(lock_path)
    if file is None:
        return None
    log_path = lock_path.with_name(f"{lock_path.stem.removeprefix('.')}.csv")
    with file:
        there = log_path.exists()
        if there and not _is_log(log_path):
            return None
        for path in (log_path, facts_path(log_path)):
            temporary_path(path).unlink(missing_ok=True)
        repair = repair_log(log_path) if there else None
        if _is_visit_without_rows(log_path):
            erase_session(log_path)
            repair = None
        _remove(lock_path, file)
    return repair


def _is_log(path: Path) -> bool:
    """Tell by its first line, torn perhaps, whether a file is the log of a session."""
    with path.open("rb") as file:
        line = file.readline(CHUNK).partition(b"\0")[0]
    if not line.endswith(b"\n"):
        return line.startswith(_FIRST_CELLS) or _FIRST_CELLS.startswith(line)
    return labels_in(line) is not None


def _is_visit_without_rows(log_path: Path) -> bool:
    """Tell whether a visit to the kiosk was cut short of which no row is there, or none any more.

    The visitor may have taken them back, and the consent stays no longer than they do.
    """
    if not read_facts(facts_path(log_path)).get("consent"):
        return False
    return not log_path.exists() or len(list(records(log_path.read_bytes()))) < 2


def repair_log(path: Path) -> Repair | None:
    """Cut a log back to its last whole row; return None where there was nothing to do."""
    with path.open("r+b") as file:
        data = file.read()
        size, whole = len(data), end_of_last_record(data)
        if whole < size:
            file.truncate(whole)
            file.flush()
            os.fsync(file.fileno())
    if whole == 0:
        path.unlink()
    return None if whole == size > 0 else Repair(path, size - whole, removed=whole == 0)


def end_of_last_record(data: bytes) -> int:
    """Return how many bytes from the start are whole records.

    A zero byte, as a power cut may leave at the end of a file, belongs to no record. A quote
    that another program left open makes one record of all rows behind it: only its last line
    may be torn, and the others stay.
    """
    text = data.partition(b"\0")[0]
    last = b""
    for record in records(text):
        last = record.raw
    if last.endswith(b"\n") and not line_end(last):
        return len(text)
    _, *others = last.splitlines(keepends=True) or [b""]
    labels = labels_in(text) or ()
    if not any(row_of(record, labels) for line in others for record in records(line)):
        return len(text) - len(last)
    return len(text) if last.endswith(b"\n") else len(text) - len(others[-1])


def _lock_path(log_path: Path) -> Path:
    return log_path.with_name(f".{log_path.stem}.lock")


def _locked(path: Path) -> BinaryIO | None:
    """Open `path` and lock it; return None where another process holds it."""
    while True:
        file = path.open("ab")
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):
            file.close()
            return None
        except OSError:
            return file  # a file system without locks: better no protection than no log
        if is_at(path, file):
            return file
        file.close()  # a start that repairs removed it between opening and locking


def _remove(path: Path, file: BinaryIO) -> None:
    """Remove a lock that is held and let go of it, in the order that no one else's is removed.

    Whoever locks a file and finds another one, or none, at its path tries anew; so the path
    must be gone before the lock is. Windows refuses to remove what anyone has open.
    """
    with file:
        if os.name != "nt":
            path.unlink(missing_ok=True)
    if os.name == "nt":
        path.unlink(missing_ok=True)


def _locked_soon(path: Path) -> BinaryIO | None:
    """Lock `path`, which a start that repairs may hold for a moment."""
    for _ in range(LOCK_TRIES):
        file = _locked(path)
        if file is not None:
            return file
        time.sleep(LOCK_WAIT_S)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
