from __future__ import annotations

import atexit
import errno
import json
import os
import random
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from ser_core.analyzer import Analyzer
from ser_core.errors import AudioError, ModelError
from ser_core.multichannel import MultichannelAnalyzer
from ser_core.types import F32, AudioBlock, Event, Status
from ser_live.audio import devices, portaudio, replay
from ser_live.audio.source import DemoChoice, MicrophoneChoice, RecordingChoice
from ser_live.engine import capture, recorder
from ser_live.engine import engine as engine_module
from ser_live.log import csv_log
from ser_live.log.csv_log import open_log
from ser_live.log.facts import facts_path
from ser_live.log.reader import read_session
from ser_live.log.row import LogRow
from ser_live.messages import Alive, Analyzed, Message, NoticeRaised, Phase, SourceFacts
from ser_live.views.notice_words import notice_words
from tests.fakes import (
    DEVICE_UNAVAILABLE,
    FakeDevice,
    FakeStream,
    PortAudioError,
    hiss,
    zeros,
)
from tests.live.conftest import PlugIn
from tests.live.engine.conftest import StartEngine
from tests.live.engine.listener import PATIENCE_S, Listener, demo_file, notice, speech

PACE = 4.0
STALL_S = float(os.environ.get("SER_SOAK_STALL_S", "1.5"))
REPLUGS = int(os.environ.get("SER_SOAK_REPLUGS", "12"))


def gaps(listener: Listener) -> list[LogRow]:
    return [row for row in listener.state.rows if row.status is Status.GAP]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Stall the worker while this event is clear."""
    gate = threading.Event()
    gate.set()
    push = Analyzer.push

    def stalling(analyzer: Analyzer, block: AudioBlock) -> list[Event]:
        gate.wait()
        return push(analyzer, block)

    monkeypatch.setattr(Analyzer, "push", stalling)
    return gate


def test_a_stalled_worker_costs_samples_that_are_counted(
    plug_in: PlugIn, start_engine: StartEngine, gate: threading.Event
) -> None:
    device = FakeDevice("Desk", sound=speech)
    plug_in(device, pace=PACE)
    engine, listener = start_engine(queue_s=2.0)
    listener.wait(lambda state: state.position_s > 1.0)
    gate.clear()
    await_frames(device, round(STALL_S * PACE * 16_000))  # the callback waits for no worker
    gate.set()
    listener.wait(gaps_of(1))
    listener.wait(lambda state: state.rows[-1].status is not Status.GAP)
    assert "lost" in notice(listener.state, "overload")
    engine.close()
    gap = gaps(listener)[0]
    assert gap.duration_s > PACE * STALL_S - 4.0
    assert gap in listener.record().rows
    last = listener.state.rows[-1]
    assert last.start_s >= gap.end_s


def test_a_worker_that_hangs_in_a_driver_gives_no_sign_of_life(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("Desk", sound=speech))
    within, free = threading.Event(), threading.Event()
    open_source = capture.Capture.open

    def hanging(source: capture.Capture) -> SourceFacts:
        within.set()
        free.wait()
        return open_source(source)

    monkeypatch.setattr(capture.Capture, "open", hanging)
    engine, listener = start_engine()
    engine.say_alive()
    within.wait()
    assert Alive() not in listener.messages
    free.set()
    listener.wait(lambda _: Alive() in listener.messages)
    assert listener.phases == [Phase.STARTING, Phase.LISTENING]


@pytest.mark.parametrize("erase", [False, True])
def test_a_driver_that_hangs_at_the_end_holds_up_neither_session_nor_program(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, *, erase: bool
) -> None:
    card = plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    within, free, given_up = threading.Event(), threading.Event(), []
    close_source = capture.Capture.close

    def hanging(source: capture.Capture) -> None:
        if source.is_open:
            within.set()
            free.wait()
        close_source(source)

    monkeypatch.setattr(capture.Capture, "close", hanging)
    monkeypatch.setattr(engine_module, "CLOSE_TIMEOUT_S", 0.1)
    monkeypatch.setattr(atexit, "unregister", given_up.append)
    engine, listener = start_engine()
    path = listener.wait(lambda state: state.rows).log_path
    assert path is not None
    if erase:
        engine.drop_session()
    engine.close()
    within.wait()
    assert given_up == [card._exit_handler], "else the end of the program waits for PortAudio"
    assert sorted(path.parent.iterdir()) == ([] if erase else [path, facts_path(path)])
    free.set()
    listener.wait_phase(Phase.FINISHED)
    engine.close()


def test_samples_that_are_refused_to_the_end_are_a_gap(
    plug_in: PlugIn, start_engine: StartEngine, gate: threading.Event
) -> None:
    device = FakeDevice("Desk", sound=speech)
    plug_in(device)
    engine, listener = start_engine(queue_s=1.0)
    listener.wait(lambda state: state.position_s > 0.2)
    gate.clear()
    await_frames(device, 40_000)
    device.stalled = True
    engine.stop()
    gate.set()
    listener.wait_phase(Phase.FINISHED)
    (gap,) = gaps(listener)
    assert gap.duration_s > 1.0


def await_frames(device: FakeDevice, wanted: int) -> None:
    """Wait until the device has delivered so many frames more."""
    left = wanted
    there = threading.Event()
    inner = device.sound

    def counting(first: int, length: int) -> F32:
        nonlocal left
        left -= length
        if left <= 0:
            there.set()
        return inner(first, length)

    device.sound = counting
    assert there.wait(PATIENCE_S + wanted / 16_000)


def gaps_of(count: int) -> object:
    return lambda state: sum(row.status is Status.GAP for row in state.rows) >= count


def test_a_device_that_comes_and_goes_is_opened_again_by_name(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    desk = FakeDevice("Desk", sound=speech)
    card = plug_in(FakeDevice("Other"), desk)
    engine, listener = start_engine(MicrophoneChoice("desk"))
    listener.wait(lambda state: state.position_s > 0.1)
    session = listener.state.session_id
    chance = random.Random(7)  # noqa: S311 - any order will do
    for replug in range(REPLUGS):
        before_s = listener.state.position_s
        card.sick = chance.random() < 0.3
        card.unplug(desk)
        assert "Desk" in listener.wait_phase(Phase.RECONNECTING).reason
        desk = FakeDevice("Desk", sound=speech, busy=chance.random() < 0.3)
        time.sleep(chance.uniform(0.0, 0.05))
        card.plug(desk, first=chance.random() < 0.5)
        time.sleep(chance.uniform(0.0, 0.05))
        card.sick = desk.busy = False
        listener.wait_phase(Phase.LISTENING)
        assert listener.state.source is not None
        assert listener.state.source.name == "Desk"
        assert len(card.streams) == 1, replug
        assert not notice(listener.state, "source")
        # Outages with no sound heard between them are one gap.
        listener.wait(lambda state, before_s=before_s: state.position_s > before_s)
    engine.close()
    assert listener.state.session_id == session
    assert len(gaps(listener)) == REPLUGS
    rows = listener.record().rows
    assert rows == listener.state.rows
    assert all(early.end_s <= late.start_s + 0.001 for early, late in pairwise(rows))


@pytest.mark.parametrize("while_opening", [True, False])
def test_a_device_that_goes_away_while_it_is_opened_or_just_after(
    plug_in: PlugIn,
    start_engine: StartEngine,
    monkeypatch: pytest.MonkeyPatch,
    *,
    while_opening: bool,
) -> None:
    desk = FakeDevice("Desk", sound=speech)
    card = plug_in(FakeDevice("Other"), desk)
    engine, listener = start_engine(MicrophoneChoice("desk"))
    listener.wait(lambda state: state.position_s > 0.1)
    begin = FakeStream.start
    refusals = iter([True] * 3)

    def vanish(stream: FakeStream) -> None:
        if not next(refusals, False):
            begin(stream)
            return
        if not while_opening:
            begin(stream)
        stream.lose()
        if while_opening:
            raise PortAudioError("Device unavailable", DEVICE_UNAVAILABLE)

    monkeypatch.setattr(FakeStream, "start", vanish)
    card.unplug(desk)
    listener.wait_phase(Phase.RECONNECTING)
    card.plug(FakeDevice("Desk", sound=speech), first=True)
    opened = card.opened
    listener.wait(lambda state: state.phase is Phase.LISTENING and card.opened >= opened + 4)
    assert len(card.streams) == 1
    engine.close()
    assert gaps(listener)


def test_a_device_that_comes_back_mute_is_named_so(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    desk = FakeDevice("Desk")
    card = plug_in(desk)
    _, listener = start_engine()
    listener.wait(lambda state: state.position_s > 0.1)
    card.unplug(desk)
    listener.wait_phase(Phase.RECONNECTING)
    mute = FakeDevice("Desk", sound=zeros)
    card.plug(mute)
    listener.wait(lambda state: "exact zeros" in notice(state, "source"))
    mute.sound = hiss
    listener.wait_phase(Phase.LISTENING)
    assert not notice(listener.state, "source")


@pytest.mark.parametrize("kind", ["zeros", "stalled"])
def test_a_faulty_device_is_named_and_is_no_silence(
    plug_in: PlugIn, start_engine: StartEngine, kind: str
) -> None:
    device = FakeDevice("Desk", sound=hiss)
    plug_in(device)
    engine, listener = start_engine()
    listener.wait(lambda state: state.position_s > 0.2)
    began = time.monotonic()
    if kind == "zeros":
        device.sound = zeros
    else:
        device.stalled = True
    reason = listener.wait_phase(Phase.RECONNECTING).reason
    assert time.monotonic() - began >= 0.4
    assert ("exact zeros" if kind == "zeros" else "delivers nothing") in reason
    assert notice(listener.state, "source") == reason
    time.sleep(0.2)
    device.sound, device.stalled = hiss, False
    listener.wait_phase(Phase.LISTENING)
    listener.wait(gaps_of(1))
    assert not notice(listener.state, "source")
    engine.close()
    assert gaps(listener)


def test_system_audio_may_be_silent(plug_in: PlugIn, start_engine: StartEngine) -> None:
    plug_in(FakeDevice("Monitor of Speakers", 2, sound=zeros), pace=PACE)
    _, listener = start_engine(MicrophoneChoice("monitor"))
    listener.wait(lambda state: state.position_s > 4.0)
    assert Phase.RECONNECTING not in listener.phases


def test_an_outage_that_lasts_to_the_end_is_a_gap(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    desk = FakeDevice("Desk")
    card = plug_in(desk)
    engine, listener = start_engine()
    listener.wait(lambda state: state.position_s > 0.2)
    card.unplug(desk)
    listener.wait_phase(Phase.RECONNECTING)
    time.sleep(0.3)
    engine.stop()
    listener.wait_phase(Phase.FINISHED)
    (gap,) = gaps(listener)
    assert gap.duration_s > 0.2


def test_a_new_session_while_the_device_is_away_leaves_the_gap_in_the_old_one(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    desk = FakeDevice("Desk")
    card = plug_in(desk)
    engine, listener = start_engine()
    path = listener.wait(lambda state: state.position_s > 0.2).log_path
    assert path is not None
    card.unplug(desk)
    listener.wait_phase(Phase.RECONNECTING)
    time.sleep(0.3)
    engine.new_session("Loans")
    listener.wait(lambda state: state.service == "Loans")
    (gap,) = read_session(path).rows
    assert gap.status is Status.GAP
    assert gap.duration_s > 0.2  # samples may be a block ahead of the clock


def test_a_pause_while_the_device_is_away_is_no_loss(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    desk = FakeDevice("Desk")
    card = plug_in(desk)
    engine, listener = start_engine()
    listener.wait(lambda state: state.position_s > 0.2)
    card.unplug(desk)
    listener.wait_phase(Phase.RECONNECTING)
    time.sleep(0.2)  # a pause that follows at once would find nothing lost
    engine.pause()
    listener.wait_phase(Phase.PAUSED)
    (gap,) = gaps(listener)
    time.sleep(1.0)
    card.plug(FakeDevice("Desk"))
    engine.resume()
    position_s = listener.state.position_s
    listener.wait(lambda state: state.position_s > position_s + 1.0)
    engine.stop()
    listener.wait_phase(Phase.FINISHED)
    assert gaps(listener) == [gap]


def test_a_driver_that_delivers_nan_costs_a_gap(plug_in: PlugIn, start_engine: StartEngine) -> None:
    def broken(first: int, count: int) -> F32:
        return np.full(count, np.nan if 8_000 <= first < 12_000 else 1e-4, np.float32)

    plug_in(FakeDevice("Desk", sound=broken))
    _, listener = start_engine()
    listener.wait(lambda state: state.position_s > 1.0)
    (gap,) = gaps(listener)
    assert gap.duration_s == pytest.approx(0.25, abs=0.05)


@pytest.mark.parametrize("follow", [True, False])
def test_a_new_default_device_is_followed_or_not(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, *, follow: bool
) -> None:
    card = plug_in(FakeDevice("Old"))

    class FreshListing:
        def poll(self) -> tuple[devices.Device, ...]:
            fresh = type(card)(*card.plugged)
            fresh.default = card.default
            monkeypatch.setitem(sys.modules, "sounddevice", fresh)
            found = devices.list_devices()
            monkeypatch.setitem(sys.modules, "sounddevice", card)
            return found

        def cancel(self) -> None:
            pass

    monkeypatch.setattr(capture, "Listing", FreshListing)
    choice = MicrophoneChoice(follow_default=follow)
    _, listener = start_engine(choice, device_check_s=5.0, fault_after_s=20.0)
    listener.wait_phase(Phase.LISTENING)
    monkeypatch.setattr(time, "monotonic", lambda real=time.monotonic: real() + 6.0)
    card.default = FakeDevice("New")
    card.plug(card.default)
    if follow:
        listener.wait(lambda state: state.source is not None and state.source.name == "New")
        listener.wait(lambda state: "'New'" in notice(state, "source changed"))
    else:
        position_s = listener.state.position_s
        listener.wait(lambda state: state.position_s > position_s + 0.5)
        assert listener.state.source is not None
        assert listener.state.source.name == "Old"


def test_a_source_that_cannot_be_opened_leaves_the_old_one_on(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    card = plug_in(FakeDevice("Desk"), FakeDevice("Busy", busy=True))
    engine, listener = start_engine(MicrophoneChoice("Desk"))
    listener.wait_phase(Phase.LISTENING)
    engine.change_source(MicrophoneChoice("Busy"))
    state = listener.wait(lambda state: notice(state, "source changed"))
    assert "'Busy' cannot be opened" in notice(state, "source changed")
    assert state.source is not None
    assert state.source.name == "Desk"
    position_s = state.position_s
    listener.wait(lambda state: state.position_s > position_s + 0.2)
    card.plug(FakeDevice("USB", rate=48_000))
    engine.change_source(MicrophoneChoice("USB"))
    listener.wait(lambda state: state.source is not None and state.source.name == "USB")
    position_s = listener.state.position_s
    listener.wait(lambda state: state.position_s > position_s + 0.2)
    assert not notice(listener.state, "source changed")


def test_what_is_wrong_is_told_before_a_hanging_device_is_closed(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeDevice("Desk")
    card = plug_in(desk)
    _, listener = start_engine()
    listener.wait_phase(Phase.LISTENING)
    close, phases = portaudio.close_stream, []

    def close_slowly(stream: portaudio.Stream) -> None:
        phases.append(listener.phases[-1])
        close(stream)

    with monkeypatch.context() as patch:
        patch.setattr(portaudio, "close_stream", close_slowly)
        card.unplug(desk)
        listener.wait_phase(Phase.RECONNECTING)
        listener.wait(lambda _: phases)
    assert phases[0] is Phase.RECONNECTING


def test_another_source_makes_good_what_was_wrong_with_the_first(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    desk = FakeDevice("Desk")
    card = plug_in(desk, FakeDevice("USB"), pace=PACE)
    engine, listener = start_engine(MicrophoneChoice("Desk"))
    listener.wait_phase(Phase.LISTENING)
    card.unplug(desk)
    listener.wait(lambda state: notice(state, "source"))
    engine.change_source(MicrophoneChoice("USB"))
    listener.wait(lambda state: state.source is not None and state.source.name == "USB")
    listener.wait_phase(Phase.LISTENING)
    listener.wait(lambda state: not notice(state, "source"))


def test_a_session_begins_on_a_full_disk_and_says_so(
    start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, plug_in: PlugIn
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse)
        _, listener = start_engine()
        listener.wait_rows(1)
        assert "No space left" in notice(listener.state, "log")
    listener.wait(lambda state: not notice(state, "log"))
    assert listener.record().rows[0] == listener.state.rows[0]


def test_a_disk_that_refuses_is_told_and_written_later(
    start_engine: StartEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plug_in: PlugIn
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    _, listener = start_engine()
    listener.wait_rows(1)
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refuse(_: int) -> None:
        raise full

    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse)
        rows = listener.wait_rows(3)
        assert "No space left" in notice(listener.state, "log")
        assert len(listener.record().rows) < len(rows)
    listener.wait(lambda state: not notice(state, "log"))
    assert set(rows) <= set(listener.record().rows)


def test_rows_that_are_held_after_the_stop_are_written_when_the_disk_lets_us(
    start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, plug_in: PlugIn
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait_rows(1)

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse)
        listener.wait_rows(3)
        engine.stop()
        rows = listener.wait_phase(Phase.FINISHED).rows
        assert len(listener.record().rows) < len(rows)
    listener.wait(lambda state: not notice(state, "log"))
    assert listener.record().rows == rows


def test_rows_that_are_held_to_the_end_are_rescued(
    start_engine: StartEngine, plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait_rows(1)
    path = listener.state.log_path
    assert path is not None
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")
    rows = listener.wait_rows(3)
    engine.close()
    rescued = tmp_path / "data" / "ser-live" / "rescued" / path.name
    assert str(rescued) in notice(listener.state, "rescued")
    assert not notice(listener.state, "log")
    assert not notice(listener.state, "facts")
    assert set(rows) <= set(read_session(rescued).rows)
    facts = json.loads(facts_path(rescued).read_text(encoding="utf-8"))
    assert facts["session_id"] == path.stem


def test_facts_that_are_refused_to_the_end_are_rescued(
    start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(recorder, "write_facts", refuse)
    engine, listener = start_engine(DemoChoice(), begin=False)
    engine.new_session(consent="Agreed")
    engine.start()
    listener.wait_phase(Phase.LISTENING)
    engine.close()
    path = listener.state.log_path
    assert path is not None
    rescued = tmp_path / "data" / "ser-live" / "rescued" / facts_path(path).name
    said = notice(listener.state, "rescued")
    assert said == f"The facts of {path} could not be written; they are in {rescued}."
    assert notice_words(said) == said
    assert json.loads(rescued.read_text(encoding="utf-8"))["consent"] == "Agreed"


def test_no_row_of_a_visitor_is_written_before_the_consent(
    start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, plug_in: PlugIn
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    with monkeypatch.context() as patch:
        patch.setattr(recorder, "write_facts", refuse)
        engine, listener = start_engine(begin=False)
        engine.new_session(consent="Agreed")
        engine.start()
        listener.wait_rows(2)
        assert "No space left" in notice(listener.state, "log")
        assert listener.record().rows == ()
    listener.wait(lambda state: not notice(state, "log"))
    assert len(listener.record().rows) >= 2
    assert listener.state.log_path is not None
    assert facts_path(listener.state.log_path).exists()


def test_a_removed_folder_comes_back_with_the_consent_of_its_rows(
    start_engine: StartEngine, plug_in: PlugIn
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine(begin=False)
    engine.new_session(consent="Agreed")
    engine.start()
    listener.wait_rows(1)
    path = listener.state.log_path
    assert path is not None
    shutil.rmtree(path.parent)
    count = len(listener.state.rows)
    listener.wait_rows(count + 1)
    assert set(listener.state.rows) <= set(listener.record().rows)
    assert json.loads(facts_path(path).read_text(encoding="utf-8"))["consent"] == "Agreed"


def test_a_clock_that_is_set_back_leaves_the_rows_in_order(
    start_engine: StartEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Backwards(datetime):
        hours = 0

        @classmethod
        def now(cls, _tz: object = None) -> datetime:
            cls.hours += 1
            return datetime(2026, 3, 1, 12, tzinfo=UTC) - timedelta(hours=cls.hours)

    monkeypatch.setattr(recorder, "datetime", Backwards)
    choice = RecordingChoice(demo_file(tmp_path, 20.0), real_speed=False)
    _, listener = start_engine(choice)
    rows = listener.wait_phase(Phase.FINISHED).rows
    assert len(rows) >= 3
    for early, late in pairwise(rows):
        apart = (late.started_at - early.started_at).total_seconds()
        assert apart == pytest.approx(late.start_s - early.start_s)
    assert Backwards.hours >= 3


def test_an_exception_in_the_analysis_costs_a_block(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, fault_log: Path
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    push = Analyzer.push
    failures = iter([False] * 20 + [True] * 5)

    def failing(analyzer: Analyzer, block: AudioBlock) -> list[Event]:
        if next(failures, False):
            message = "Anna's words"
            raise ZeroDivisionError(message)
        return push(analyzer, block)

    monkeypatch.setattr(Analyzer, "push", failing)
    _, listener = start_engine()
    listener.wait(lambda state: notice(state, "internal"))
    listener.wait_rows(2)
    assert Phase.FAILED not in listener.phases
    told = fault_log.read_text(encoding="utf-8")
    assert "builtins.ZeroDivisionError" in told
    assert "Anna" not in told


@pytest.mark.parametrize("ending", ["stop", "drop_session", "close"])
@pytest.mark.parametrize(
    ("owner", "name"),
    [(MultichannelAnalyzer, "flush"), (capture.Capture, "close"), (recorder.Recorder, "end")],
)
def test_whatever_fails_at_the_end_the_rest_of_it_is_done(
    plug_in: PlugIn,
    start_engine: StartEngine,
    monkeypatch: pytest.MonkeyPatch,
    fault_log: Path,
    owner: type,
    name: str,
    ending: str,
) -> None:
    card = plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    path = listener.wait(lambda state: state.position_s > 0.2).log_path
    assert path is not None
    fail_when_done(monkeypatch, owner, name)
    getattr(engine, ending)()
    listener.wait_phase(Phase.FINISHED)
    assert not card.streams
    assert bool(notice(listener.state, "internal")) is (ending != "close")
    engine.close()
    assert "builtins.ZeroDivisionError" in fault_log.read_text(encoding="utf-8")
    left = [] if ending == "drop_session" else [path, facts_path(path)]
    assert sorted(path.parent.iterdir()) == left
    for facts in path.parent.glob("*.json"):
        assert json.loads(facts.read_text(encoding="utf-8"))["ended_at"]


def fail_when_done(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
    """Let this method do its work and then raise."""
    work = getattr(owner, name)

    def failing(*args: object) -> None:
        work(*args)
        raise ZeroDivisionError

    monkeypatch.setattr(owner, name, failing)


def test_a_pause_closes_the_microphone_though_the_analysis_fails(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait(lambda state: state.position_s > 0.2)
    with monkeypatch.context() as patch:
        fail_when_done(patch, MultichannelAnalyzer, "flush")
        engine.pause()
        assert notice(listener.wait_phase(Phase.PAUSED), "internal")
        assert not card.streams
    engine.resume()
    listener.wait_rows(1)


def test_an_error_at_the_end_is_told_in_its_own_words(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    listener.wait(lambda state: state.position_s > 0.2)

    def refuse(_: object) -> None:
        message = "The model is damaged."
        raise ModelError(message)

    monkeypatch.setattr(MultichannelAnalyzer, "flush", refuse)
    engine.stop()
    assert listener.wait_phase(Phase.FAILED).reason == "The model is damaged."
    assert not card.streams
    assert Phase.FINISHED not in listener.phases


def test_a_recording_that_breaks_off_is_named_though_the_analysis_fails(
    start_engine: StartEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = replay.read_blocks

    def broken(path: Path, *, channel: str) -> Iterator[AudioBlock]:
        yield from read(path, channel=channel)
        message = "demo.wav breaks off."
        raise AudioError(message)

    monkeypatch.setattr(replay, "read_blocks", broken)
    fail_when_done(monkeypatch, MultichannelAnalyzer, "flush")
    choice = RecordingChoice(demo_file(tmp_path, 5.0), real_speed=False)
    _, listener = start_engine(choice)
    assert listener.wait_phase(Phase.FAILED).reason == "demo.wav breaks off."


def test_a_session_is_erased_though_its_log_cannot_be_closed(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
    engine, listener = start_engine()
    path = listener.wait_rows(1) and listener.state.log_path
    assert path is not None
    fail_when_done(monkeypatch, csv_log.SessionLog, "close")
    engine.drop_session()
    listener.wait(lambda state: notice(state, "internal"))
    assert list(path.parent.iterdir()) == []


def test_an_analysis_that_always_fails_ends_the_session(
    plug_in: PlugIn, start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("Desk"), pace=PACE)

    def failing(analyzer: Analyzer, block: AudioBlock) -> list[Event]:
        raise ZeroDivisionError

    monkeypatch.setattr(Analyzer, "push", failing)
    _, listener = start_engine()
    assert "again and again" in listener.wait_phase(Phase.FAILED).reason


def test_a_program_that_is_incomplete_says_so(
    start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch, fault_log: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ser_live.engine.worker", None)
    _, listener = start_engine()
    assert "install it again" in listener.wait_phase(Phase.FAILED).reason
    assert "builtins.ModuleNotFoundError" in fault_log.read_text(encoding="utf-8")


def test_an_exception_at_the_start_ends_it(
    start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(capture.Capture, "choose", failing)
    _, listener = start_engine()
    assert "could not be started" in listener.wait_phase(Phase.FAILED).reason


def test_an_exception_in_the_callback_opens_the_device_again(
    plug_in: PlugIn, start_engine: StartEngine, fault_log: Path
) -> None:
    device = FakeDevice("Anna's headset", 2)
    card = plug_in(device)
    _, listener = start_engine(MicrophoneChoice(channel="right"))
    listener.wait_phase(Phase.LISTENING)
    device.channel_sounds = (hiss,)
    listener.wait_phase(Phase.RECONNECTING)
    assert notice(listener.state, "source")
    device.channel_sounds = ()
    listener.wait_phase(Phase.LISTENING)
    assert card.opened >= 2
    told = fault_log.read_text(encoding="utf-8")
    assert "builtins.IndexError" in told
    assert "Anna" not in told


def test_a_sink_that_fails_does_not_stop_the_worker(
    start_engine: StartEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault_log: Path
) -> None:
    hear = Listener.__call__

    def failing(listener: Listener, message: Message) -> None:
        hear(listener, message)
        if isinstance(message, Analyzed):
            raise TypeError

    monkeypatch.setattr(Listener, "__call__", failing)
    choice = RecordingChoice(demo_file(tmp_path, 10.0), real_speed=False)
    _, listener = start_engine(choice)
    assert listener.wait_phase(Phase.FINISHED).rows == listener.record().rows
    assert "builtins.TypeError" in fault_log.read_text(encoding="utf-8")


def test_the_next_start_repairs_a_torn_line_and_says_so(
    start_engine: StartEngine, tmp_path: Path
) -> None:
    folder = tmp_path / "logs"
    session = "20260301-120000-0a1b2c"
    log = open_log(folder / f"{session}.csv", ("calm",))
    log.close()
    with log.path.open("ab") as file:
        file.write(b"20260301,1,2026-03-0")
    (folder / f".{session}.lock").touch()
    choice = RecordingChoice(demo_file(tmp_path, 5.0), real_speed=False)
    _, listener = start_engine(choice)
    listener.wait_phase(Phase.FINISHED)
    raised = [each.notice for each in listener.messages if isinstance(each, NoticeRaised)]
    assert any(f"{session}.csv ended in the middle of a row" in each.text for each in raised)
    assert log.path.read_bytes().endswith(b"corrected_emotion\r\n")


def test_closing_twice_or_at_any_moment_is_safe(plug_in: PlugIn, start_engine: StartEngine) -> None:
    for wait_s in (0.0, 0.01, 0.3):
        plug_in(FakeDevice("Desk", sound=speech), pace=PACE)
        engine, listener = start_engine()
        time.sleep(wait_s)
        engine.close()
        engine.close()
        assert listener.state.phase is Phase.FINISHED
        assert listener.record().damaged_lines == ()
