from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from ser_core.config import AnalyzerConfig
from ser_core.errors import LogError
from ser_core.types import Status
from ser_live.audio.source import AutomaticChoice, DemoChoice, RecordingChoice, SourceChoice
from ser_live.engine import recorder
from ser_live.engine.hearing import Hearing
from ser_live.log import doomed
from ser_live.log.facts import facts_path
from ser_live.log.reader import read_session
from ser_live.messages import (
    Message,
    ModelLoaded,
    Phase,
    RowWritten,
    SessionOpened,
    SourceKind,
    SourceOpened,
)
from ser_live.user_folders import doomed_folder
from ser_live.views.notice_words import notice_words
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.conftest import StartEngine
from tests.live.engine.listener import Listener, demo_file, notice, speech

PACE = 4.0


@pytest.fixture
def recording(tmp_path: Path) -> RecordingChoice:
    return RecordingChoice(demo_file(tmp_path, 20.0), real_speed=False)


def test_a_recording_is_heard_to_its_end(
    start_engine: StartEngine, recording: RecordingChoice
) -> None:
    _, listener = start_engine(recording)
    state = listener.wait_phase(Phase.FINISHED)
    assert listener.phases == [Phase.STARTING, Phase.LISTENING, Phase.FINISHED]
    kinds = [type(message) for message in listener.messages]
    order = [ModelLoaded, SessionOpened, SourceOpened, RowWritten]
    assert [kinds.index(kind) for kind in order] == sorted(kinds.index(kind) for kind in order)
    assert state.progress == 1.0
    assert len(state.rows) >= 3
    assert listener.record().rows == state.rows


def test_a_row_is_on_disk_before_it_is_told(
    start_engine: StartEngine, recording: RecordingChoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    hear = Listener.__call__

    def check(listener: Listener, message: Message) -> None:
        hear(listener, message)
        if isinstance(message, RowWritten):
            seen.append(message.row in listener.record().rows)

    monkeypatch.setattr(Listener, "__call__", check)
    _, listener = start_engine(recording)
    listener.wait_phase(Phase.FINISHED)
    assert len(seen) >= 3
    assert all(seen)


def test_the_facts_stand_beside_the_log(
    start_engine: StartEngine, recording: RecordingChoice
) -> None:
    engine, listener = start_engine(recording, begin=False)
    engine.new_session(" =Returns\n", "first day", consent="asked at the desk")
    engine.start()
    state = listener.wait_phase(Phase.FINISHED)
    assert state.log_path is not None
    facts = json.loads(facts_path(state.log_path).read_text(encoding="utf-8"))
    assert facts["service"] == "=Returns"
    assert facts["note"] == "first day"
    assert facts["consent"] == "asked at the desk"
    assert len(facts["model"]["sha256"]) == 64
    assert facts["sources"][0]["name"] == "demo.wav"
    assert facts["settings"]["segment"] == asdict(AnalyzerConfig().segment)
    assert facts["ended_at"] > facts["opened_at"]
    assert {row.service for row in listener.record().rows} == {"=Returns"}
    assert b"'=Returns" in state.log_path.read_bytes()


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (DemoChoice(), "not a microphone"),
        (AutomaticChoice(), "No microphone was found, so this is the built-in demo"),
    ],
)
def test_the_demo_is_labelled(
    start_engine: StartEngine, plug_in: PlugIn, choice: SourceChoice, said: str
) -> None:
    plug_in()
    engine, listener = start_engine(choice)
    state = listener.wait_phase(Phase.LISTENING)
    assert state.source is not None
    assert state.source.kind is SourceKind.DEMO
    assert said in notice(state, "demo")
    engine.close()
    assert listener.state.phase is Phase.FINISHED


def test_pausing_a_recording_changes_nothing_in_its_rows(
    start_engine: StartEngine, recording: RecordingChoice
) -> None:
    _, whole = start_engine(recording)
    expected = whole.wait_phase(Phase.FINISHED).rows
    engine, listener = start_engine(recording, queue_s=1.0)
    listener.wait(lambda state: state.position_s > 3.0)
    for _ in range(3):
        engine.pause()
        listener.wait(lambda state: state.phase in (Phase.PAUSED, Phase.FINISHED))
        engine.resume()
        listener.wait(lambda state: state.phase in (Phase.LISTENING, Phase.FINISHED))
    rows = listener.wait_phase(Phase.FINISHED).rows
    assert Phase.PAUSED in listener.phases
    assert [comparable(row) for row in rows] == [comparable(row) for row in expected]


def comparable(row: object) -> tuple[object, ...]:
    names = ("utterance_id", "start_s", "end_s", "status", "emotion", "probs", "level_dbfs")
    return tuple(getattr(row, name) for name in names)


def test_a_paused_microphone_hears_nothing_and_loses_nothing(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    card = plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait_rows(1)
    engine.pause()
    listener.wait_phase(Phase.PAUSED)
    assert not card.streams
    count = len(listener.state.rows)
    engine.resume()
    listener.wait_rows(count + 2)
    engine.stop()
    rows = listener.wait_phase(Phase.FINISHED).rows
    assert Status.GAP not in {row.status for row in rows}
    assert all(early.end_s <= late.start_s + 0.001 for early, late in pairwise(rows))


def test_corrections_and_withdrawals_reach_the_file(
    start_engine: StartEngine, recording: RecordingChoice
) -> None:
    engine, listener = start_engine(recording)
    rows = listener.wait_phase(Phase.FINISHED).rows
    first, second, *others = (row.utterance_id for row in rows)
    engine.correct(first, "sad")
    engine.withdraw([second])
    engine.correct(999, "sad")
    listener.wait(lambda state: notice(state, "correction"))
    assert [row.utterance_id for row in listener.record().rows] == [first, *others]
    assert listener.record().rows[0].corrected_emotion == "sad"
    assert listener.record().rows == listener.state.rows
    assert listener.state.rows[0].emotion == rows[0].emotion


def test_of_a_dropped_session_nothing_stays(
    start_engine: StartEngine, recording: RecordingChoice
) -> None:
    engine, listener = start_engine(recording, queue_s=1.0)
    listener.wait_rows(1)
    engine.drop_session()
    engine.drop_session()
    path = listener.wait_phase(Phase.FINISHED).log_path
    engine.correct(1, "sad")
    listener.wait(lambda state: notice(state, "correction"))
    assert path is not None
    assert list(path.parent.iterdir()) == []
    engine.start()
    listener.wait(lambda state: state.log_path != path)
    assert list(path.parent.glob("*.csv")) == [listener.state.log_path]


@pytest.fixture
def closed_to_erasing(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Refuse to erase a session, as a folder does that is closed to writing; `undo` opens it."""

    def refuse(*log_paths: Path) -> None:
        if log_paths:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(doomed, "erase_session", refuse)
        yield patch


def test_a_session_that_cannot_be_erased_says_so_until_it_is(
    start_engine: StartEngine, recording: RecordingChoice, closed_to_erasing: pytest.MonkeyPatch
) -> None:
    engine, listener = start_engine(recording)
    path = listener.wait_phase(Phase.FINISHED).log_path
    assert path is not None
    engine.drop_session()
    told = notice(listener.wait(lambda state: notice(state, "erased")), "erased")
    assert str(path) in told
    assert "cannot be erased yet: the permission is missing" in notice_words(told)
    closed_to_erasing.undo()
    listener.wait(lambda state: not notice(state, "erased"))
    assert list(path.parent.iterdir()) == []


def test_a_session_that_cannot_be_erased_goes_at_a_later_start(
    start_engine: StartEngine, recording: RecordingChoice, closed_to_erasing: pytest.MonkeyPatch
) -> None:
    engine, listener = start_engine(recording)
    path = listener.wait_phase(Phase.FINISHED).log_path
    assert path is not None
    engine.drop_session()
    engine.close()
    engine, listener = start_engine(recording, begin=False)
    engine.prepare()
    listener.wait(lambda state: notice(state, "erased"))
    assert path.exists()
    engine.close()
    closed_to_erasing.undo()
    engine, listener = start_engine(recording, begin=False)
    engine.prepare()
    listener.wait(lambda state: state.model)
    assert list(path.parent.iterdir()) == []
    assert not (doomed_folder() / path.stem).exists()


def test_a_session_whose_folder_was_away_goes_when_it_is_back(
    start_engine: StartEngine, recording: RecordingChoice, tmp_path: Path
) -> None:
    engine, listener = start_engine(recording)
    state = listener.wait_phase(Phase.FINISHED)
    path = state.log_path
    assert path is not None
    away = path.parent.rename(tmp_path / "away")
    path.parent.mkdir()
    engine.withdraw({row.utterance_id for row in state.rows})
    engine.drop_session()
    engine.correct(1, "sad")
    listener.wait(lambda state: notice(state, "correction"))
    assert list(path.parent.iterdir()) == []
    path.parent.rmdir()
    away.rename(path.parent)
    engine.close()
    engine, listener = start_engine(recording, begin=False)
    engine.prepare()
    listener.wait(lambda state: state.model)
    assert not any(each.exists() for each in (path, facts_path(path)))


def test_a_new_session_has_a_file_of_its_own(plug_in: PlugIn, start_engine: StartEngine) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait_rows(1)
    first = listener.state.log_path
    engine.new_session("Returns", "second")
    listener.wait(lambda state: state.service == "Returns")
    rows = listener.wait_rows(1)
    engine.close()
    second = listener.state.log_path
    assert first is not None
    assert second is not None
    assert first != second
    assert rows[0].start_s < 30.0
    assert {row.service for row in read_session(first).rows} == {""}
    assert {row.service for row in read_session(second).rows} == {"Returns"}
    assert listener.phases.count(Phase.LISTENING) == 1


def test_a_full_log_goes_on_in_another_one(plug_in: PlugIn, start_engine: StartEngine) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine(max_log_mb=0.1)
    engine.new_session("x" * 60_000)
    listener.wait(lambda _: sum(isinstance(each, SessionOpened) for each in listener.messages) >= 3)
    engine.close()
    assert len({each.log_path for each in opened(listener)}) >= 3
    for each in opened(listener):
        assert read_session(each.log_path).damaged_lines == ()


def test_a_session_of_a_day_goes_on_in_another_log(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait_rows(1)
    day_s = 24.1 * 3600.0
    tomorrow = SimpleNamespace(
        monotonic=lambda: time.monotonic() + day_s, time=lambda: time.time() + day_s
    )
    monkeypatch.setattr(recorder, "time", tomorrow)
    listener.wait(lambda state: len(opened(listener)) >= 2 and len(state.rows) >= 1)
    engine.close()
    first, second = (read_session(each.log_path) for each in opened(listener)[:2])
    assert first.rows
    assert second.rows
    assert first.damaged_lines == second.damaged_lines == ()
    assert listener.phases.count(Phase.LISTENING) == 1


@pytest.mark.parametrize("hours", [8, -1], ids=["slept", "clock set back"])
def test_a_computer_whose_clock_leaps_goes_on_in_a_log_with_the_right_times(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait_rows(1)
    leap = timedelta(hours=hours)

    class Leapt(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + leap

    clocks = SimpleNamespace(
        monotonic=time.monotonic, time=lambda: time.time() + leap.total_seconds()
    )
    monkeypatch.setattr(recorder, "datetime", Leapt)
    monkeypatch.setattr(recorder, "time", clocks)
    listener.wait(lambda state: len(opened(listener)) == 2 and len(state.rows) >= 1)
    engine.close()
    assert len(opened(listener)) == 2
    row = listener.record().rows[0]
    late = row.started_at - datetime.now(UTC)
    assert late == pytest.approx(leap, abs=timedelta(minutes=5))


def test_a_session_of_one_log_can_be_taken_back_however_large_old_or_interrupted_it_is(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine(begin=False, one_log=True, max_log_mb=0.1)
    engine.new_session("x" * 60_000)
    engine.start()
    path = listener.wait(lambda state: len(state.rows) >= 1).log_path
    assert path is not None
    day_s = 24.1 * 3600.0
    late = SimpleNamespace(
        monotonic=lambda: time.monotonic() + day_s, time=lambda: time.time() + 2.0 * day_s
    )
    monkeypatch.setattr(recorder, "time", late)
    listener.wait_rows(4)
    assert path.stat().st_size > 0.1e6
    engine.stop()
    ids = [row.utterance_id for row in listener.wait_phase(Phase.FINISHED).rows]
    assert len(opened(listener)) == 1
    assert len(set(ids)) == len(ids)
    engine.withdraw(ids)
    listener.wait(lambda state: not state.rows)
    assert listener.record().rows == ()
    engine.drop_session()
    engine.close()
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("wanted", ["rotation", "new session"])
def test_where_there_can_be_no_other_log_this_one_goes_on(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        message = "The log folder logs cannot be written (No space left); choose another one."
        raise LogError(message)

    cuts: list[Hearing] = []
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait_rows(1)
    with monkeypatch.context() as patch:
        patch.setattr(recorder, "open_log", refuse)
        patch.setattr(Hearing, "end", cuts.append)
        if wanted == "rotation":
            patch.setattr(recorder, "CLOCK_OFF_S", -1.0)
        else:
            engine.new_session("Loans", "A note")
            listener.wait(lambda state: "before goes on" in notice(state, "source changed"))
        rows = len(listener.state.rows)
        listener.wait_rows(rows + 2)
    assert cuts == [], "an utterance in progress is not cut in two for nothing"
    assert len(opened(listener)) == 1
    assert Phase.FAILED not in listener.phases
    assert listener.record().rows[-1].service == ""
    engine.new_session("Loans")
    listener.wait(lambda state: state.service == "Loans" and len(state.rows) >= 1)
    assert listener.record().rows[0].service == "Loans"


def opened(listener: Listener) -> list[SessionOpened]:
    return [each for each in listener.messages if isinstance(each, SessionOpened)]


def test_two_instances_share_a_folder(
    start_engine: StartEngine, recording: RecordingChoice
) -> None:
    listeners = [start_engine(recording)[1] for _ in range(2)]
    states = [listener.wait_phase(Phase.FINISHED) for listener in listeners]
    assert states[0].log_path != states[1].log_path
    assert all(listener.record().rows == listener.state.rows for listener in listeners)


def test_what_cannot_start_says_why(
    start_engine: StartEngine, recording: RecordingChoice, tmp_path: Path, plug_in: PlugIn
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    plug_in()
    for choice, changes, reason in [
        (recording, {"log_folder": blocked}, "--log"),
        (recording, {"model": "nonesuch"}, "no model 'nonesuch'"),
        (RecordingChoice(tmp_path / "nix.wav"), {}, "nix.wav"),
        (None, {}, "no microphone"),
    ]:
        engine, listener = start_engine(choice, **changes)
        assert reason in listener.wait_phase(Phase.FAILED).reason
        engine.start()
        listener.wait(lambda _, heard=listener: heard.phases.count(Phase.FAILED) == 2)
