from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import resource
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Never

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.errors import LogError
from ser_live.log import csv_log
from ser_live.log.csv_log import SessionLog, open_log
from ser_live.log.facts import erase_session
from ser_live.log.reader import read_session
from ser_live.log.records import records
from ser_live.log.recovery import SessionLock
from ser_live.log.table import encode, to_cells
from tests.live.log.rows import LABELS, a_row


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SessionLog]:
    log = open_log(tmp_path / "logs" / "s.csv", LABELS)
    yield log
    log.close()


def written(log: SessionLog) -> list[int]:
    return [row.utterance_id for row in read_session(log.path).rows]


def test_a_row_is_in_the_file_when_append_returns(log: SessionLog) -> None:
    rows = [a_row(number) for number in range(3)]
    for count, row in enumerate(rows, start=1):
        log.append(row)
        assert read_session(log.path).rows == tuple(rows[:count])


def test_a_correction_stands_beside_the_result(log: SessionLog) -> None:
    for number in range(3):
        log.append(a_row(number))
    corrected = log.correct(1, "sad")
    assert corrected is not None
    assert (corrected.emotion, corrected.corrected_emotion) == ("calm", "sad")
    log.append(a_row(3))
    rows = read_session(log.path).rows
    assert [row.corrected_emotion for row in rows] == ["", "sad", "", ""]
    assert log.correct(99, "sad") is None


def test_withdrawn_rows_are_nowhere_in_the_folder(log: SessionLog) -> None:
    for number in range(4):
        log.append(a_row(number, emotion=f"feeling{number}"))
    log.withdraw({0, 2})
    assert written(log) == [1, 3]
    everything = b"".join(path.read_bytes() for path in log.path.parent.iterdir())
    assert b"feeling0" not in everything
    assert b"feeling3" in everything


def test_a_full_disk_holds_rows_until_there_is_room(log: SessionLog) -> None:
    log.append(a_row(0))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.size_bytes + 100, hard))
    try:
        log.append(a_row(1))
        log.append(a_row(2))
        assert log.held == 2
        assert "cannot be written" in log.trouble
        assert written(log) == [0], "no part of a row may stay behind"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    log.settle()
    assert log.trouble == ""
    assert written(log) == [0, 1, 2]


def test_a_log_that_cannot_begin_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_log.os, "fsync", refuse(errno.EACCES))
    with pytest.raises(LogError, match="cannot be written"):
        open_log(tmp_path / "s.csv", LABELS)
    assert list(tmp_path.iterdir()) == []


def test_a_log_begins_on_a_full_disk_and_is_written_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse(errno.ENOSPC))
        log = open_log(tmp_path / "s.csv", LABELS)
        assert "cannot be written" in log.trouble
        log.append(a_row(0))
        assert log.path.read_bytes() == b""
    log.settle()
    assert log.trouble == ""
    assert written(log) == [0]
    log.close()


def test_what_is_withdrawn_from_a_full_disk_stays_in_no_hidden_file(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(a_row(0))
    with monkeypatch.context() as patch:
        patch.setattr("ser_live.log.files.os.fsync", refuse(errno.ENOSPC))
        log.withdraw({0})
        assert "what was taken back stays in it" in log.trouble
        assert not list(log.path.parent.glob("*.new"))
        assert not list(log.path.parent.glob(".*.new"))
    log.path.with_name(f".{log.path.name}.new").write_bytes(b"rows of a process that was killed")
    log.close()
    erase_session(log.path)
    assert list(log.path.parent.iterdir()) == []


@pytest.mark.parametrize("others", [0, 1, 30])
def test_a_withdrawn_row_leaves_a_file_beside_which_no_other_can_be_put(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch, others: int
) -> None:
    log.append(a_row(0))
    log.append(a_row(1, emotion="withdrawn"))
    for number in range(2, 2 + others):
        log.append(a_row(number))
    stays = [record.raw for record in records(log.path.read_bytes())]
    del stays[2]
    with no_file_beside(monkeypatch):
        log.withdraw({1})
        assert log.path.read_bytes() == b"".join(stays)
        assert log.trouble == ""
        log.append(a_row(99))
    log.correct(0, "sad")
    assert written(log) == [0, *range(2, 2 + others), 99]


def test_a_withdrawn_row_leaves_the_file_though_a_correction_has_to_wait(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        log.append(a_row(number))
    with no_file_beside(monkeypatch):
        log.correct(0, "sad")
        log.correct(1, "sad")
        log.withdraw({1})
        assert written(log) == [0, 2]
    log.settle()
    assert log.trouble == ""
    assert written(log) == [0, 2]
    assert read_session(log.path).rows[0].corrected_emotion == "sad"


def test_a_row_that_was_held_and_withdrawn_is_held_no_more(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(a_row(0))
    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse(errno.ENOSPC))
        log.append(a_row(1))
        log.correct(1, "sad")
    with no_file_beside(monkeypatch):
        log.withdraw({1})
        assert log.held == 0
        assert log.trouble == ""
    assert written(log) == [0]


def test_changes_to_held_rows_are_written_in_order(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(a_row(0))
    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse(errno.EACCES))
        log.append(a_row(1))
        corrected = log.correct(1, "sad")
        log.withdraw({0})
        assert corrected is not None
        assert corrected.corrected_emotion == "sad"
        assert log.held == 1, "a row that waits is counted once, however often it was changed"
        assert "; 1 rows are held" in log.trouble
    log.settle()
    assert written(log) == [1]
    assert read_session(log.path).rows[0].corrected_emotion == "sad"


def test_what_is_held_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = open_log(tmp_path / "s.csv", LABELS, max_held=5)
    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse(errno.ENOSPC))
        for number in range(9):
            log.append(a_row(number))
        assert log.held == 5
        log.settle()
        assert "4 older rows" in log.trouble
    log.close()
    assert [row.utterance_id for row in read_session(log.path).rows] == [4, 5, 6, 7, 8]


def test_what_is_held_never_gives_a_withdrawal_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = open_log(tmp_path / "s.csv", LABELS, max_held=3)
    log.append(a_row(0))
    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse(errno.ENOSPC))
        log.withdraw({0})
        for number in range(1, 6):
            log.append(a_row(number))
    log.close()
    assert [row.utterance_id for row in read_session(log.path).rows] == [4, 5]


def test_a_removed_folder_comes_back_with_every_row(log: SessionLog) -> None:
    log.append(a_row(0))
    shutil.rmtree(log.path.parent)
    log.append(a_row(1))
    assert log.trouble == ""
    assert written(log) == [0, 1]


def test_a_removed_folder_comes_back_with_a_correction(log: SessionLog) -> None:
    log.append(a_row(0))
    shutil.rmtree(log.path.parent)
    log.correct(0, "sad")
    assert log.trouble == ""
    assert read_session(log.path).rows[0].corrected_emotion == "sad"


@pytest.mark.parametrize("kept", [0, 1, 2])
@pytest.mark.parametrize("end", [b"\r\n", b""])
def test_a_log_that_another_program_saved_shorter_goes_on(
    log: SessionLog, kept: int, end: bytes
) -> None:
    for number in range(3):
        log.append(a_row(number))
    lines = [record.raw for record in records(log.path.read_bytes())]
    shorter = b"".join(lines[: kept + 1]) if kept else b""
    log.path.write_bytes(shorter.removesuffix(b"\r\n") + end if kept else b"")
    log.append(a_row(3))
    assert log.trouble == ""
    record = read_session(log.path)
    assert [row.utterance_id for row in record.rows] == [*range(kept), 3]
    assert record.damaged_lines == ()


def test_a_line_that_another_program_broke_stays_as_it_is(log: SessionLog) -> None:
    for number in range(3):
        log.append(a_row(number))
    content = log.path.read_bytes()
    broken = content.replace(b"calm", b"\xffalm", 1).replace(b",ok,", b",??,", 1)
    log.path.write_bytes(broken)
    corrected = log.correct(2, "sad")
    assert corrected is not None
    assert corrected.corrected_emotion == "sad"
    log.append(a_row(3))
    assert written(log) == [1, 2, 3]
    assert broken.splitlines()[1] in log.path.read_bytes()


@given(cut=st.integers(0, 900))
def test_a_log_that_another_program_cut_anywhere_takes_the_next_row(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    log = open_log(tmp_path_factory.mktemp("cut") / "s.csv", LABELS)
    for number in range(3):
        log.append(a_row(number))
    os.truncate(log.path, cut)
    log.append(a_row(3))
    log.close()
    assert read_session(log.path).rows[-1] == a_row(3)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"session_id", codecs.BOM_UTF8 + b"session_id"),
        (b"a desk", b"a desk at the window"),
        (b"open,12.5,", b"open,12.5,sad"),
    ],
)
@pytest.mark.parametrize("by", ["writing", "renaming"])
def test_what_another_program_saved_longer_stays_and_loses_no_row(
    log: SessionLog, old: bytes, new: bytes, by: str
) -> None:
    for number in range(3):
        log.append(a_row(number))
    saved = log.path.read_bytes().replace(old, new)
    if by == "writing":
        log.path.write_bytes(saved)
    else:
        rename_over(log.path, saved)
    log.append(a_row(3))
    log.append(a_row(4))
    assert log.trouble == ""
    assert log.path.read_bytes().startswith(saved)
    record = read_session(log.path)
    assert [row.utterance_id for row in record.rows] == [0, 1, 2, 3, 4]
    assert record.damaged_lines == ()
    log.correct(0, "angry")
    assert log.path.read_bytes().startswith(saved[:100])
    assert read_session(log.path).rows[0].corrected_emotion == "angry"


@pytest.mark.parametrize("kept", [0, 1, 2])
@pytest.mark.parametrize("end", [b"\r\n", b""])
def test_an_older_copy_in_the_place_of_the_log_gets_the_rows_it_lacks(
    log: SessionLog, kept: int, end: bytes
) -> None:
    for number in range(3):
        log.append(a_row(number))
    lines = [record.raw for record in records(log.path.read_bytes())]
    older = b"".join(lines[: kept + 1]).replace(b"a desk", b"a table").removesuffix(b"\r\n")
    rename_over(log.path, older + end if kept else b"")
    log.append(a_row(3))
    record = read_session(log.path)
    assert [row.utterance_id for row in record.rows] == [0, 1, 2, 3]
    assert [row.service[:7] for row in record.rows[:kept]] == ["a table"] * kept
    assert record.damaged_lines == ()
    assert lock_holds(log)


def test_an_older_copy_brings_no_withdrawn_row_back(log: SessionLog) -> None:
    for number in range(3):
        log.append(a_row(number))
    older = log.path.read_bytes()
    log.withdraw({1})
    rename_over(log.path, older)
    log.append(a_row(3))
    assert written(log) == [0, 2, 3]


def test_another_file_that_took_the_name_is_kept_and_rows_are_held(log: SessionLog) -> None:
    log.append(a_row(0))
    rename_over(log.path, b"a,b\n1,2\n")
    log.append(a_row(1))
    assert log.held == 1
    assert "cannot be written" in log.trouble
    assert log.path.read_bytes() == b"a,b\n1,2\n"
    assert len(read_session(log.rescue(log.path.parent / "rescued")).rows) == 2
    log.path.unlink()
    log.settle()
    assert log.trouble == ""
    assert written(log) == [0, 1]


@pytest.mark.parametrize("identity", ["same", "other"])
def test_a_file_that_died_with_its_mount_is_opened_again(log: SessionLog, identity: str) -> None:
    log.append(a_row(0))
    die(log)
    if identity == "other":
        rename_over(log.path, log.path.read_bytes())
    log.append(a_row(1))
    assert log.trouble == ""
    assert written(log) == [0, 1]
    assert lock_holds(log)


def test_a_row_that_was_torn_when_the_mount_died_is_written_once(log: SessionLog) -> None:
    log.append(a_row(0))
    torn = encode(to_cells(a_row(1), LABELS))[:50]
    die(log)
    rename_over(log.path, log.path.read_bytes() + torn)
    log.append(a_row(1))
    record = read_session(log.path)
    assert record.rows == (a_row(0), a_row(1))
    assert record.damaged_lines == ()


def test_a_mount_that_comes_back_empty_gets_every_row(log: SessionLog) -> None:
    log.append(a_row(0))
    die(log)
    shutil.rmtree(log.path.parent)
    log.append(a_row(1))
    assert written(log) == [0, 1]


def test_a_mount_that_is_gone_holds_rows_and_all_are_rescued(
    log: SessionLog, tmp_path: Path
) -> None:
    log.append(a_row(0))
    die(log)
    shutil.rmtree(log.path.parent)
    log.path.parent.write_text("in the way")
    log.append(a_row(1))
    corrected = log.correct(0, "sad")
    assert corrected is not None
    assert log.held == 2
    rescued = read_session(log.rescue(tmp_path / "rescued"))
    assert rescued.rows == (corrected, a_row(1))
    log.path.parent.unlink()
    log.settle()
    assert log.trouble == ""
    assert read_session(log.path).rows == rescued.rows


def test_a_folder_that_cannot_be_brought_to_the_disk_writes_no_row_twice(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append(a_row(0))
    sync = os.fsync

    def of_files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        sync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", of_files_only)
        log.correct(0, "sad")
        log.append(a_row(1))
        open_log(log.path.with_name("another.csv"), LABELS).close()
    assert log.trouble == ""
    assert written(log) == [0, 1]


def test_a_folder_whose_place_is_taken_holds_rows(log: SessionLog) -> None:
    log.append(a_row(0))
    shutil.rmtree(log.path.parent)
    log.path.parent.write_text("in the way")
    log.append(a_row(1))
    assert log.held == 1
    log.path.parent.unlink()
    log.settle()
    assert written(log) == [0, 1]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_lost_permission_holds_what_cannot_be_rewritten(log: SessionLog) -> None:
    log.append(a_row(0))
    log.path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        log.correct(0, "sad")
        assert log.held == 1
    finally:
        log.path.parent.chmod(stat.S_IRWXU)
    log.settle()
    assert read_session(log.path).rows[0].corrected_emotion == "sad"


@pytest.mark.parametrize("act", ["stat", "open"])
def test_a_permission_lost_anywhere_holds_rows(
    log: SessionLog, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """As above, for those who may do anything: the refusal is the operating system's, faked."""
    log.append(a_row(0))
    do = getattr(Path, act)

    def refused(path: Path, *args: object, **wishes: object) -> object:
        if path.parent == log.path.parent:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return do(path, *args, **wishes)

    with monkeypatch.context() as patch:
        patch.setattr(Path, act, refused)
        if act == "stat":
            log.append(a_row(1))
        else:
            log.correct(0, "sad")
        assert log.held == 1
        assert os.strerror(errno.EACCES) in log.trouble
    log.settle()
    assert log.trouble == ""
    assert written(log) == ([0, 1] if act == "stat" else [0])
    assert read_session(log.path).rows[0].corrected_emotion == ("" if act == "stat" else "sad")


def test_a_name_is_never_used_twice(log: SessionLog) -> None:
    with pytest.raises(LogError, match="running"):
        open_log(log.path, LABELS)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(LogError, match=f"{blocked}.*--log"):
        open_log(blocked / "s.csv", LABELS)


def rename_over(path: Path, content: bytes) -> None:
    """Save a file as an editor does that writes another one and renames it."""
    path.with_name("saved").write_bytes(content)
    path.with_name("saved").replace(path)


class DeadFile(io.FileIO):
    """An open file whose mount has gone, as the operating system refuses it."""

    def refuse(self, *_: object) -> Never:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    seek = read = readall = write = truncate = refuse


def die(log: SessionLog) -> None:
    log._file.close()
    log._file = DeadFile(log.path, "r+b")


def lock_holds(log: SessionLog) -> bool:
    with pytest.raises(LogError, match="running"):
        SessionLock(log.path)
    return True


@contextlib.contextmanager
def no_file_beside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse other files in the log's folder, as a full disk does or one that is closed."""
    with monkeypatch.context() as patch:
        patch.setattr(csv_log, "write_beside", refuse(errno.ENOSPC))
        yield


def refuse(number: int) -> object:
    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refused
