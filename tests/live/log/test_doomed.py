from __future__ import annotations

from pathlib import Path

import pytest

from ser_live.log.doomed import Doomed
from ser_live.log.facts import facts_path
from ser_live.user_folders import doomed_folder

NAME = "20260301-120000-0a1b2c"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    log = tmp_path / "logs" / f"{NAME}.csv"
    log.parent.mkdir()
    return log


def write(log: Path) -> None:
    for path in (log, facts_path(log)):
        path.write_text("")


def test_a_name_outlasts_the_program_until_its_files_were_seen_and_are_gone(log: Path) -> None:
    Doomed([log.parent]).add(log)
    doomed = Doomed([log.parent])
    assert doomed.erase() == ""
    assert doomed, "its folder may be away"
    facts_path(log).write_text("")
    assert doomed.erase() == ""
    assert not doomed
    assert list(log.parent.iterdir()) == list(doomed_folder().iterdir()) == []


def test_both_files_go_from_every_folder(log: Path, tmp_path: Path) -> None:
    rescued = tmp_path / "rescued" / log.name
    rescued.parent.mkdir()
    for each in (log, rescued):
        write(each)
    doomed = Doomed([log.parent, rescued.parent])
    doomed.add(log)
    doomed.erase()
    assert list(log.parent.iterdir()) == list(rescued.parent.iterdir()) == []


def test_what_cannot_go_is_named_and_keeps_no_other_waiting(log: Path) -> None:
    stubborn, other = log.with_stem(f"{NAME[:-1]}a"), log.with_stem(f"{NAME[:-1]}b")
    stubborn.mkdir()
    write(other)
    doomed = Doomed([log.parent])
    for each in (stubborn, other):
        doomed.add(each)
    assert f"{stubborn} cannot be erased yet" in doomed.erase()
    assert not other.exists()
    stubborn.rmdir()
    write(stubborn)
    assert doomed.erase() == ""
    assert not doomed


def test_a_name_that_cannot_be_written_down_is_remembered_meanwhile(log: Path, data: Path) -> None:
    data.write_text("in the way")
    doomed = Doomed([log.parent])
    doomed.add(log)
    doomed.erase()
    assert doomed
    write(log)
    doomed.erase()
    assert not doomed
    assert not log.exists()


def test_what_another_program_erased_is_forgotten(log: Path) -> None:
    write(log)
    one, other = (Doomed([log.parent]) for _ in range(2))
    one.add(log)
    log.rename(log.with_suffix(".away"))
    facts_path(log).unlink()
    other.erase()
    assert other
    log.with_suffix(".away").rename(log)
    one.erase()
    other.erase()
    assert not one
    assert not other
