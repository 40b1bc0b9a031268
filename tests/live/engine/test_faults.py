from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ser_live.engine import faults
from ser_live.messages import Notice

WORDS = "Anna's microphone in /home/anna"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Notice]]:
    notices: list[Notice] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults.install(tmp_path, notices.append)
    yield notices
    faults.uninstall()


def fail() -> None:
    raise ValueError(WORDS)


def read(folder: Path) -> str:
    return (folder / faults.FILE_NAME).read_text(encoding="utf-8")


def test_a_thread_that_fails_is_written_and_told(told: list[Notice], tmp_path: Path) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [notice.key for notice in told] == ["internal"]
    assert "builtins.ValueError" in read(tmp_path)
    assert "tests/live/engine/test_faults.py" in read(tmp_path) or "fail" in read(tmp_path)


def test_what_fails_is_told_where_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices: list[Notice] = []
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    (tmp_path / "file").write_text("in the way")
    faults.install(tmp_path / "file" / "faults", notices.append)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [notice.key for notice in notices] == ["fault log", "internal"]


def test_nothing_personal_is_written(told: list[Notice], tmp_path: Path) -> None:
    try:
        try:
            fail()
        except ValueError as error:
            raise OSError(28, WORDS, "/home/anna/log.csv") from error
    except OSError as error:
        sys.excepthook(OSError, error, error.__traceback__)
    text = read(tmp_path)
    assert "Anna" not in text
    assert "anna" not in text
    assert str(Path(__file__).parents[3]) not in text
    assert "builtins.OSError errno 28" in text
    assert "Anna" not in told[0].text


@pytest.mark.usefixtures("told")
def test_the_file_is_bounded(tmp_path: Path) -> None:
    faults.install(tmp_path, lambda _: None, max_mb=0.002, kept=2)
    for _ in range(200):
        logging.getLogger("ser_live.engine").error("something failed")
    sizes = [path.stat().st_size for path in tmp_path.glob("faults.log*")]
    assert len(sizes) == 1 + 2
    assert max(sizes) <= 2000


@pytest.mark.usefixtures("told")
def test_installing_again_writes_a_fault_once(tmp_path: Path) -> None:
    faults.install(tmp_path, lambda _: None)
    logging.getLogger("ser_live.engine").error("something failed")
    written = (tmp_path / faults.FILE_NAME).read_text(encoding="utf-8")
    assert written.count("something failed") == 1


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    notices: list[Notice] = []
    faults.install(blocked / "logs", notices.append)
    assert [notice.key for notice in notices] == ["fault log"]
