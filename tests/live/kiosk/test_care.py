"""What keeps an unattended kiosk well: health, retention, the supervisor."""

from __future__ import annotations

import errno
import itertools
import json
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ser_live.audio.devices import Device
from ser_live.audio.source import MicrophoneChoice, RecordingChoice
from ser_live.kiosk.actions import Failed, Recovered
from ser_live.kiosk.health import CHECK_S, RETRY_S, Health
from ser_live.kiosk.retention import erase_old
from ser_live.kiosk.supervisor import ALIVE_S, SignsOfLife, tell_supervisor
from tests.live.kiosk.conftest import heard

USB = Device("USB Microphone", "ALSA", 1, 48_000, is_default=True, system_audio=False, index=0)


class FakeList:
    """A list of devices that is there at the second look."""

    def __init__(self, devices: tuple[Device, ...]) -> None:
        self.devices = devices
        self.looks = 0
        self.cancelled = False

    def poll(self) -> tuple[Device, ...] | None:
        self.looks += 1
        return self.devices if self.looks > 1 else None

    def cancel(self) -> None:
        self.cancelled = True


class Desk:
    """A computer whose devices come and go."""

    def __init__(self, name: str = "USB") -> None:
        self.devices: tuple[Device, ...] = (USB,)
        self.lists: list[FakeList] = []
        self.health = Health(MicrophoneChoice(name), 0.0, self.listing)

    def listing(self) -> FakeList:
        self.lists.append(FakeList(self.devices))
        return self.lists[-1]

    def look(self, now_s: float, fault: str = "", *, idle: bool = True) -> object:
        """Look until there is an answer, if one is on its way."""
        for _ in range(3):
            found = self.health.look(now_s, fault, idle=idle)
            if found is not None:
                return found
        return None


def test_a_microphone_that_went_is_noticed_while_nobody_is_here() -> None:
    desk = Desk()
    assert desk.look(0.0) is None
    assert len(desk.lists) == 1
    desk.devices = ()
    assert desk.look(1.0) is None
    assert desk.look(CHECK_S + 1, idle=False) is None
    assert len(desk.lists) == 1
    assert desk.look(CHECK_S + 2) == Failed("There is no audio device 'USB'; there are: none.")


def test_a_microphone_that_is_missing_at_the_start_is_noticed_at_once() -> None:
    desk = Desk()
    desk.devices = ()
    assert isinstance(desk.look(0.0), Failed)


def test_the_default_microphone_is_looked_for_by_no_name() -> None:
    desk = Desk("")
    desk.devices = ()
    found = desk.look(0.0)
    assert isinstance(found, Failed)
    assert found.reason.startswith("This computer has no microphone")


def test_it_comes_back_by_itself_and_asks_less_and_less_often() -> None:
    desk = Desk()
    desk.devices = ()
    asked = []
    for now_s in range(0, 3600, 5):
        before = len(desk.lists)
        assert desk.look(float(now_s), "gone") is None
        if len(desk.lists) > before:
            asked.append(now_s)
    waits = [after - before for before, after in itertools.pairwise(asked)]
    assert waits == sorted(waits)
    assert asked[0] == RETRY_S[0]
    assert max(waits) <= RETRY_S[1]
    desk.devices = (USB,)
    assert desk.look(4300.0, "gone") == Recovered()


def test_a_failure_that_comes_at_once_again_is_waited_out_longer() -> None:
    desk = Desk()
    assert desk.look(0.0, "broken") is None
    assert desk.look(RETRY_S[0], "broken") == Recovered()
    assert desk.look(20.0) is None
    assert desk.look(21.0, "broken") is None
    assert desk.look(21.0 + RETRY_S[0], "broken") is None
    assert desk.look(21.0 + 2 * RETRY_S[0], "broken") == Recovered()
    desk.health.worked()
    assert desk.look(100.0) is None
    assert desk.look(101.0, "broken") is None
    assert desk.look(101.0 + RETRY_S[0], "broken") == Recovered()


def test_where_no_process_can_be_had_the_list_is_asked_for_later() -> None:
    desk = Desk()
    with pytest.MonkeyPatch.context() as patch:
        asked = []

        def refuse() -> FakeList:
            asked.append(now_s)
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

        patch.setattr(desk.health, "_list_devices", refuse)
        for now_s in range(0, 700, 5):
            assert desk.look(float(now_s)) is None
        assert asked == [0, CHECK_S, 2 * CHECK_S]
        for now_s in range(1000, 2000, 5):
            assert desk.look(float(now_s), "gone") is None
    waits = [after - before for before, after in itertools.pairwise(asked[3:])]
    assert asked[3] == 1000 + RETRY_S[0]
    assert waits == sorted(set(waits))
    assert desk.look(4000.0, "gone") == Recovered()


def test_a_recording_is_always_there() -> None:
    health = Health(RecordingChoice(Path("talk.wav")), 0.0)
    assert health.look(1000.0, "", idle=True) is None
    assert health.look(1001.0, "broken", idle=False) is None
    assert health.look(1100.0, "broken", idle=False) == Recovered()


def test_a_look_can_be_given_up() -> None:
    desk = Desk()
    desk.health.look(0.0, "", idle=True)
    desk.health.cancel()
    assert desk.lists[0].cancelled


NOW = datetime(2026, 6, 1, tzinfo=UTC)


def session(folder: Path, name: str, *, age_days: int, consent: str = "Agreed") -> Path:
    path = folder / f"{name}.csv"
    path.write_text("session_id\n")
    opened_at = (NOW - timedelta(days=age_days)).isoformat()
    facts = {"opened_at": opened_at, "consent": consent}
    path.with_suffix(".json").write_text(json.dumps(facts))
    return path


def test_results_go_when_the_notice_says_so(tmp_path: Path) -> None:
    old = session(tmp_path, "old", age_days=91)
    young = session(tmp_path, "young", age_days=89)
    other = session(tmp_path, "other", age_days=500, consent="")
    (tmp_path / "lonely.csv").write_text("no facts")
    (tmp_path / "broken.csv").write_text("x")
    (tmp_path / "broken.json").write_text("{")
    assert erase_old([tmp_path], 90, NOW) == 1
    assert not old.exists()
    assert not old.with_suffix(".json").exists()
    assert young.exists()
    assert other.exists()
    assert (tmp_path / "lonely.csv").exists()
    assert (tmp_path / "broken.csv").exists()
    assert erase_old([tmp_path / "nowhere"], 90, NOW) == 0


def test_rescued_results_go_too(tmp_path: Path) -> None:
    logs, rescued = tmp_path / "logs", tmp_path / "rescued"
    for folder in (logs, rescued):
        folder.mkdir()
    torn = session(logs, "torn", age_days=91)
    whole = session(rescued, "torn", age_days=91)
    without_facts = logs / "bare.csv"
    without_facts.write_text("session_id\n")
    session(rescued, "bare", age_days=91).unlink()
    young = session(rescued, "young", age_days=89)
    assert erase_old([logs, rescued], 90, NOW) == 2
    assert not any(path.exists() for path in (torn, whole, without_facts))
    assert sorted(rescued.iterdir()) == [young, young.with_suffix(".json")]


def test_a_log_that_cannot_be_erased_keeps_its_facts_for_the_next_time(tmp_path: Path) -> None:
    logs, rescued = tmp_path / "logs", tmp_path / "rescued"
    for folder in (logs, rescued):
        folder.mkdir()
    stubborn = logs / "old.csv"
    stubborn.mkdir()
    session(rescued, "old", age_days=91)
    assert erase_old([rescued, logs], 90, NOW) == 0
    stubborn.rmdir()
    stubborn.write_text("session_id\n")
    assert erase_old([rescued, logs], 90, NOW) == 1
    assert not stubborn.exists()


def test_a_folder_that_cannot_be_looked_into_keeps_no_other_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, there = tmp_path / "gone", tmp_path / "there"
    for folder in (gone, there):
        folder.mkdir()
    old = session(there, "old", age_days=91)
    look = Path.glob

    def glob(path: Path, pattern: str) -> Iterator[Path]:
        if path == gone:  # a disk that was pulled out, a server that is away
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return look(path, pattern)

    monkeypatch.setattr(Path, "glob", glob)
    assert erase_old([gone, there], 90, NOW) == 1
    assert not old.exists()


def test_a_supervisor_that_is_not_there_is_told_nothing(
    supervisor: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_supervisor("READY=1")
    assert heard(supervisor) == [b"READY=1"]
    Path(supervisor.getsockname()).unlink()
    tell_supervisor("READY=1")
    monkeypatch.delenv("NOTIFY_SOCKET")
    tell_supervisor("READY=1")
    assert heard(supervisor) == []


def test_the_supervisor_hears_of_the_life_that_the_engine_tells_of(
    supervisor: socket.socket,
) -> None:
    asked: list[float] = []
    life = SignsOfLife(lambda: asked.append(now_s), 0.0)
    for second in range(100):
        now_s = float(second)
        life.look(now_s)
        if asked and asked[-1] == now_s - 1.0 and second < 50:
            life.came(now_s)
    assert len(heard(supervisor)) == 4
    assert len(asked) == 5, "none is asked for while one is awaited"
    assert not life.is_overdue(asked[-1] + ALIVE_S - 1.0)
    assert life.is_overdue(asked[-1] + ALIVE_S)
    life.came(100.0)
    assert not life.is_overdue(100.0)
    assert heard(supervisor) == [b"WATCHDOG=1"]
