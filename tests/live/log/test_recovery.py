from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.errors import LogError
from ser_live.log.csv_log import open_log
from ser_live.log.facts import facts_path
from ser_live.log.reader import read_session
from ser_live.log.recovery import SessionLock, repair_logs
from ser_live.log.table import encode, header_cells, to_cells
from tests.damage import damaged, many
from tests.live.log.rows import LABELS, a_row

ROOT = Path(__file__).resolve().parents[3]
KILLS = int(os.environ.get("SER_SOAK_KILLS", "12"))
WRITER = """
import sys
from pathlib import Path
from ser_live.log.csv_log import open_log
from tests.live.log.rows import LABELS, a_row
log = open_log(Path(sys.argv[1]), LABELS)
for number in range(1_000_000):
    log.append(a_row(number))
    if number % 5 == 4:
        log.correct(number - 2, "sad")
    print(number, flush=True)
"""

ROWS = [a_row(number) for number in range(4)]
LINES = [encode(header_cells(LABELS)), *(encode(to_cells(row, LABELS)) for row in ROWS)]
WHOLE = b"".join(LINES)
NAME = "20260301-120000-0a1b2c"


def abandon(path: Path, content: bytes) -> None:
    """Leave a log as a process does that was killed."""
    path.write_bytes(content)
    lock_of(path).touch()


def lock_of(path: Path) -> Path:
    return path.with_name(f".{path.stem}.lock")


@given(cut=st.integers(1, len(WHOLE)))
def test_a_log_cut_anywhere_keeps_every_whole_row(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    path = folder / f"{NAME}.csv"
    abandon(path, WHOLE[:cut])
    repairs = repair_logs(folder)
    ends = [sum(map(len, LINES[: count + 1])) for count in range(len(LINES))]
    whole_rows = sum(end <= cut for end in ends[1:])
    if cut < ends[0]:
        assert not path.exists()
        assert repairs[0].removed
    else:
        record = read_session(path)
        assert record.rows == tuple(ROWS[:whole_rows])
        assert record.damaged_lines == ()
        assert bool(repairs) == (cut not in ends)
    assert repair_logs(folder) == []


@pytest.mark.parametrize("tear", [0, 10])
@pytest.mark.parametrize("typed", [b'1.5" nail', b'"nail', b'""', b'"a" b'])
def test_a_quote_that_another_program_typed_costs_no_other_row(
    tmp_path: Path, typed: bytes, tear: int
) -> None:
    path = tmp_path / f"{NAME}.csv"
    lines = [encode(to_cells(a_row(n, service="desk"), LABELS)) for n in range(20)]
    lines[3] = lines[3].replace(b"desk", typed)
    content = LINES[0] + b"".join(lines)
    abandon(path, content[: len(content) - tear])
    repair_logs(tmp_path)
    assert path.read_bytes() == LINES[0] + b"".join(lines[: 19 if tear else 20])


def test_zero_bytes_after_a_power_cut_are_removed(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.csv"
    abandon(path, WHOLE + b"\0" * 5000)
    (repair,) = repair_logs(tmp_path)
    assert repair.torn_bytes == 5000
    assert path.read_bytes() == WHOLE
    assert "torn row was removed" in repair.sentence


def test_a_running_session_is_left_alone(tmp_path: Path) -> None:
    log = open_log(tmp_path / f"{NAME}.csv", LABELS)
    log.append(a_row(0))
    assert repair_logs(tmp_path) == []
    log.append(a_row(1))
    log.close()
    assert len(read_session(log.path).rows) == 2
    assert list(tmp_path.iterdir()) == [log.path]


def abandon_with_facts(path: Path, content: bytes, consent: str = "Agreed") -> list[Path]:
    abandon(path, content)
    facts_path(path).write_text(json.dumps({"consent": consent}))
    return [path, facts_path(path)]


@pytest.mark.parametrize("rows", [b"", LINES[0], WHOLE[: len(LINES[0]) + 9], None])
def test_a_visit_that_was_cut_short_without_a_row_leaves_nothing(
    tmp_path: Path, rows: bytes | None
) -> None:
    path = tmp_path / f"{NAME}.csv"
    abandon_with_facts(path, rows or b"")
    if rows is None:
        path.unlink()
    assert repair_logs(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("content", "consent"), [(WHOLE, "Agreed"), (LINES[0], "")])
def test_a_session_with_rows_or_of_no_visitor_is_kept(
    tmp_path: Path, content: bytes, consent: str
) -> None:
    kept = abandon_with_facts(tmp_path / f"{NAME}.csv", content, consent)
    repair_logs(tmp_path)
    assert sorted(tmp_path.iterdir()) == kept


def test_a_visit_that_runs_is_left_alone(tmp_path: Path) -> None:
    with contextlib.closing(open_log(tmp_path / f"{NAME}.csv", LABELS)) as log:
        kept = [log.path, facts_path(log.path)]
        kept[1].write_text('{"consent": "Agreed"}')
        repair_logs(tmp_path)
        assert all(path.exists() for path in kept)


def test_what_a_rewrite_left_behind_is_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.csv"
    abandon(path, WHOLE)
    for name in (path.name, facts_path(path).name):
        path.with_name(f".{name}.new").write_bytes(b"half a fi")
    assert repair_logs(tmp_path) == []
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX systems")
def test_kill_at_random_moments_loses_no_row_that_was_shown(tmp_path: Path) -> None:
    chance = random.Random(20260301)  # noqa: S311 - any moments will do
    for kill in range(KILLS):
        folder = tmp_path / f"{kill}"
        folder.mkdir()
        path = folder / f"{NAME}.csv"
        shown = killed_writer(path, chance.uniform(0.0, 0.05))
        repair_logs(folder)
        record = read_session(path)
        assert record.damaged_lines == ()
        ids = [row.utterance_id for row in record.rows]
        assert ids == list(range(len(ids)))
        assert shown <= len(ids) <= shown + 1
        again = open_log(folder / "next.csv", LABELS)
        again.close()
        shutil.rmtree(folder)


def killed_writer(path: Path, after_s: float) -> int:
    """Kill a process that writes rows; return how many it had shown."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(after_s)
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    return len((first + rest).decode().splitlines())


def test_a_lock_that_cannot_be_opened_keeps_no_other_log_waiting(tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{NAME[:-1]}{end}.csv" for end in "abc")
    lock_of(first).mkdir()
    abandon(second, WHOLE[:-3])
    third.mkdir()
    lock_of(third).touch()
    (repair,) = repair_logs(tmp_path)
    assert repair.path == second


@pytest.mark.parametrize("name", ["results", NAME, f"{NAME}-2", f"old-{NAME}"])
@pytest.mark.parametrize("content", [b"a,b\n1,2\n3,4", b"only one line"])
def test_files_and_locks_of_other_programs_are_left_alone(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / f"{name}.csv"
    abandon(path, content)
    assert repair_logs(tmp_path) == []
    assert path.read_bytes() == content
    assert lock_of(path).exists()


def test_a_lock_of_another_program_beside_a_log_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    abandon(path, WHOLE[:-3])
    assert repair_logs(tmp_path) == []
    assert path.read_bytes() == WHOLE[:-3]
    assert lock_of(path).exists()


@pytest.fixture
def locks_removed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Tell of every lock file that was removed whether it was held until then."""
    remove = Path.unlink
    held: list[bool] = []

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path.suffix == ".lock":
            held.append(is_running(path.with_name(f"{path.stem.removeprefix('.')}.csv")))
        remove(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    return held


def is_running(path: Path) -> bool:
    try:
        SessionLock(path)
    except LogError:
        return True
    return False


held_until_removed = pytest.mark.skipif(
    os.name == "nt", reason="Windows refuses to remove what is open"
)


@held_until_removed
def test_a_session_holds_its_lock_until_it_is_gone(
    tmp_path: Path, locks_removed: list[bool]
) -> None:
    open_log(tmp_path / f"{NAME}.csv", LABELS).close()
    assert locks_removed == [True]


@held_until_removed
def test_a_start_that_repairs_holds_the_lock_until_it_is_gone(
    tmp_path: Path, locks_removed: list[bool]
) -> None:
    abandon(tmp_path / f"{NAME}.csv", WHOLE)
    repair_logs(tmp_path)
    assert locks_removed == [True]


def test_a_start_that_repairs_does_not_disturb_one_that_begins(tmp_path: Path) -> None:
    done = threading.Event()

    def repair() -> None:
        while not done.is_set():
            repair_logs(tmp_path)

    thread = threading.Thread(target=repair)
    thread.start()
    try:
        for number in range(100):
            path = tmp_path / f"20260301-120000-{number:06x}.csv"
            with contextlib.closing(open_log(path, LABELS)) as log:
                assert lock_of(path).exists()
                log.append(a_row(number))
    finally:
        done.set()
        thread.join()
    assert len(list(tmp_path.glob("*.csv"))) == 100


@pytest.mark.usefixtures("memory_stays_small")
@many
@given(content=damaged(WHOLE))
def test_a_log_that_is_damaged_anyhow_is_repaired_or_left(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAME}.csv"
        abandon(path, content)
        repair_logs(Path(folder))
        if path.exists():
            assert content.startswith(path.read_bytes())
