"""A whole visit by touch with the real engine, which hears a recording: the log is the screen."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ser_core.model import bundle
from ser_core.types import F32, Status
from ser_live.audio.devices import Device
from ser_live.audio.source import MicrophoneChoice
from ser_live.engine import recorder
from ser_live.engine.engine import Engine
from ser_live.kiosk import health, visit
from ser_live.kiosk.app import end_kiosk, kiosk_engine_settings, kiosk_source
from ser_live.kiosk.button import TouchButton
from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.controller import KioskController
from ser_live.kiosk.health import Health
from ser_live.kiosk.visit import Page
from ser_live.log.reader import read_session
from ser_live.options import Options
from ser_live.views.bridge import Bridge
from ser_live.views.language import set_language
from ser_live.views.theme import Theme, ThemeChoice
from tests.fakes import FakeDevice, FakeSoundCard, hiss
from tests.live.conftest import PlugIn
from tests.live.engine.listener import speech

LEFT = Qt.MouseButton.LeftButton
SPEECH_S = 4.5
PATIENCE_MS = 60_000


def one_sentence(first: int, count: int) -> F32:
    """Be a visitor who says a sentence and is silent then."""
    samples = speech(first, count)
    spoken = np.arange(first, first + count) < SPEECH_S * 16_000
    return np.where(spoken, samples, samples * np.float32(1e-4) + np.float32(1e-5))


@dataclass
class Listed:
    """The list of what is plugged in, as the kiosk asks for it."""

    card: FakeSoundCard

    def poll(self) -> tuple[Device, ...]:
        return tuple(
            Device(device.name, "Fake", 1, 16_000, is_default=True, system_audio=False, index=index)
            for index, device in enumerate(self.card.plugged)
        )

    def cancel(self) -> None:
        pass


@pytest.fixture
def card(plug_in: PlugIn) -> FakeSoundCard:
    return plug_in(FakeDevice("Desk", sound=one_sentence))


@pytest.fixture
def make_sure(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set below which probability the model is unsure, whatever it makes of the sentence."""

    def set_limit(unsure_below: float) -> None:
        model = replace(bundle.load_model("open"), unsure_below=unsure_below)
        monkeypatch.setattr(bundle, "load_model", lambda _: model)

    return set_limit


@pytest.fixture
def bridge() -> Bridge:
    return Bridge()


@pytest.fixture
def engine(
    card: FakeSoundCard, example: KioskConfig, bridge: Bridge, tmp_path: Path
) -> Iterator[Engine]:
    options = Options(log=tmp_path)
    engine = Engine(
        bridge.sink, kiosk_source(example, options), kiosk_engine_settings(example, options)
    )
    yield engine
    engine.close()


@pytest.fixture
def kiosk(
    qtbot: QtBot,
    qapp: QApplication,
    card: FakeSoundCard,
    example: KioskConfig,
    bridge: Bridge,
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[KioskController]:
    set_language("en")
    Theme(qapp).choose(ThemeChoice.LIGHT)
    monkeypatch.setattr(health, "RETRY_S", (0.5, 1.0))
    controller = KioskController(
        example,
        engine,
        Health(MicrophoneChoice(), math.inf, lambda: Listed(card)),
        tmp_path,
        time.monotonic,
        lambda: datetime.now().astimezone(),
    )
    bridge.message.connect(controller.hear)
    controller.window.resize(1366, 768)
    controller.window.show()
    controller.begin()
    qtbot.waitExposed(controller.window)
    yield controller
    controller.end()
    controller.window.deleteLater()


def words(kiosk: KioskController) -> str:
    labels = [label for label in kiosk.window.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def button(kiosk: KioskController, text: str) -> TouchButton | None:
    buttons = kiosk.window.findChildren(TouchButton)
    return next((b for b in buttons if b.isVisible() and b.text() == text), None)


def press(qtbot: QtBot, kiosk: KioskController, *texts: str) -> None:
    for text in texts:
        qtbot.waitUntil(lambda text=text: button(kiosk, text) is not None, timeout=PATIENCE_MS)
        qtbot.mouseClick(button(kiosk, text), LEFT)


def page(kiosk: KioskController) -> Page:
    return kiosk.director.visit.page


def begin(qtbot: QtBot, kiosk: KioskController) -> None:
    """Go to the microphone and be heard."""
    press(qtbot, kiosk, "Touch to begin", "Help at the desk", "I agree")
    be_heard(qtbot, kiosk)


def be_heard(qtbot: QtBot, kiosk: KioskController) -> None:
    qtbot.waitUntil(lambda: "Your voice is coming through." in words(kiosk), timeout=PATIENCE_MS)


def await_result(qtbot: QtBot, kiosk: KioskController) -> None:
    qtbot.waitUntil(lambda: page(kiosk) is Page.RESULT, timeout=PATIENCE_MS)


def test_a_channel_of_the_command_line_is_one_of_the_files_microphone(
    example: KioskConfig,
) -> None:
    desk = replace(example, microphone=replace(example.microphone, device="Desk"))
    assert kiosk_source(desk, Options()) == MicrophoneChoice("Desk")
    assert kiosk_source(desk, Options(channel="left")) == MicrophoneChoice("Desk", channel="left")


def test_the_log_holds_what_the_screen_showed(
    qtbot: QtBot,
    kiosk: KioskController,
    tmp_path: Path,
    make_sure: Callable[[float], None],
) -> None:
    make_sure(0.0)
    begin(qtbot, kiosk)
    await_result(qtbot, kiosk)
    shown = kiosk.director.visit.shown
    assert shown is not None
    (log,) = tmp_path.glob("*.csv")
    assert shown in read_session(log).rows
    assert shown.service == "help"
    assert shown.status is Status.OK
    assert f"You sounded {shown.emotion}" in words(kiosk)
    press(qtbot, kiosk, "No", "Sad")
    qtbot.waitUntil(lambda: read_session(log).rows[0].corrected_emotion == "sad")
    qtbot.waitUntil(lambda: "Thank you" in words(kiosk))
    press(qtbot, kiosk, "Done")
    assert page(kiosk) is Page.ATTRACT
    assert not list(tmp_path.glob("*.wav"))


@pytest.mark.slow
def test_who_withdraws_leaves_no_row_of_any_try(
    qtbot: QtBot,
    kiosk: KioskController,
    tmp_path: Path,
    make_sure: Callable[[float], None],
) -> None:
    make_sure(1.0)
    begin(qtbot, kiosk)
    await_result(qtbot, kiosk)
    press(qtbot, kiosk, "Try again")
    be_heard(qtbot, kiosk)
    await_result(qtbot, kiosk)
    (log,) = tmp_path.glob("*.csv")
    assert [row.status for row in read_session(log).rows] == [Status.UNSURE] * 2
    press(qtbot, kiosk, "Finish", "Erase my result")
    qtbot.waitUntil(lambda: "Your result is erased" in words(kiosk))
    qtbot.waitUntil(lambda: read_session(log).rows == ())
    press(qtbot, kiosk, "Done")
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])


@pytest.mark.slow
def test_who_withdraws_leaves_nothing_though_the_computer_slept_between_two_tries(
    qtbot: QtBot,
    kiosk: KioskController,
    tmp_path: Path,
    make_sure: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_sure(1.0)
    begin(qtbot, kiosk)
    await_result(qtbot, kiosk)
    night_s = 8 * 3600.0
    morning = SimpleNamespace(monotonic=time.monotonic, time=lambda: time.time() + night_s)
    monkeypatch.setattr(recorder, "time", morning)
    press(qtbot, kiosk, "Try again")
    be_heard(qtbot, kiosk)
    await_result(qtbot, kiosk)
    press(qtbot, kiosk, "Finish", "Erase my result")
    qtbot.waitUntil(lambda: all(not read_session(log).rows for log in tmp_path.glob("*.csv")))
    press(qtbot, kiosk, "Done")
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])


def test_who_stops_leaves_nothing(qtbot: QtBot, kiosk: KioskController, tmp_path: Path) -> None:
    begin(qtbot, kiosk)
    assert len(list(tmp_path.glob("*.json"))) == 1
    press(qtbot, kiosk, "Cancel", "Done")
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])


def test_the_log_is_closed_when_the_end_of_the_program_returns(
    qtbot: QtBot, kiosk: KioskController, engine: Engine, tmp_path: Path
) -> None:
    app = Mock(spec=QApplication)  # no event loop runs any more in one that was ended
    begin(qtbot, kiosk)
    assert len(list(tmp_path.glob("*.json"))) == 1
    end_kiosk(app, kiosk, engine)
    app.exit.assert_called()
    assert list(tmp_path.iterdir()) == []
    assert not kiosk.window.isVisible()
    end_kiosk(app, kiosk, engine)


def test_a_microphone_that_is_pulled_before_enough_was_said(
    qtbot: QtBot,
    kiosk: KioskController,
    card: FakeSoundCard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (desk,) = card.plugged
    desk.sound = hiss
    press(qtbot, kiosk, "Touch to begin", "Help at the desk", "I agree")
    qtbot.waitUntil(lambda: "The microphone is on." in words(kiosk), timeout=PATIENCE_MS)
    card.unplug(desk)
    monkeypatch.setattr(visit, "LOST_S", 3.0)
    await_out_of_order(qtbot, kiosk, caplog)
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])
    card.plug(FakeDevice("Desk", sound=one_sentence))
    qtbot.waitUntil(lambda: page(kiosk) is Page.ATTRACT, timeout=PATIENCE_MS)
    begin(qtbot, kiosk)
    press(qtbot, kiosk, "Cancel", "Done")


def test_a_microphone_that_is_pulled_while_somebody_speaks_costs_only_another_try(
    qtbot: QtBot,
    kiosk: KioskController,
    card: FakeSoundCard,
    tmp_path: Path,
    make_sure: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    make_sure(1.0)
    begin(qtbot, kiosk)
    heard_s = kiosk.store.state.position_s + 2.0
    qtbot.waitUntil(lambda: kiosk.store.state.position_s > heard_s, timeout=PATIENCE_MS)
    (desk,) = card.plugged
    card.unplug(desk)
    monkeypatch.setattr(visit, "LOST_S", 3.0)
    await_result(qtbot, kiosk)
    assert "We are not sure how you sounded" in words(kiosk)
    press(qtbot, kiosk, "Try again")
    await_out_of_order(qtbot, kiosk, caplog)
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])


def await_out_of_order(
    qtbot: QtBot, kiosk: KioskController, caplog: pytest.LogCaptureFixture
) -> None:
    qtbot.waitUntil(lambda: page(kiosk) is Page.OUT_OF_ORDER, timeout=PATIENCE_MS)
    assert "Out of order" in words(kiosk)
    assert caplog.messages == ["The kiosk is out of order: the microphone is missing."]
