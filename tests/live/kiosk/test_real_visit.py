"""A whole visit by touch with the real engine, which hears a recording: the log is the screen."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ser_core.types import F32, Status
from ser_live.audio.source import MicrophoneChoice
from ser_live.engine.bridge import Bridge
from ser_live.engine.engine import Engine
from ser_live.kiosk.app import kiosk_engine_settings, kiosk_source
from ser_live.kiosk.button import TouchButton
from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.controller import KioskController
from ser_live.kiosk.health import Health
from ser_live.kiosk.visit import Page
from ser_live.log.reader import read_session
from ser_live.options import Options
from ser_live.views.language import set_language
from ser_live.views.theme import Theme, ThemeChoice
from tests.fakes import FakeDevice
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


@pytest.fixture
def kiosk(
    qtbot: QtBot, qapp: QApplication, plug_in: PlugIn, example: KioskConfig, tmp_path: Path
) -> Iterator[KioskController]:
    set_language("en")
    Theme(qapp).choose(ThemeChoice.LIGHT)
    plug_in(FakeDevice("Desk", sound=one_sentence))
    options = Options(log=tmp_path)
    bridge = Bridge()
    engine = Engine(
        bridge.sink, kiosk_source(example, options), kiosk_engine_settings(example, options)
    )
    controller = KioskController(
        example,
        engine,
        Health(MicrophoneChoice(), math.inf),
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
    engine.close()
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


def speak(qtbot: QtBot, kiosk: KioskController) -> None:
    """Go to the microphone, and wait for what it heard."""
    press(qtbot, kiosk, "Touch to begin", "Help at the desk", "I agree")
    qtbot.waitUntil(lambda: "We can hear you." in words(kiosk), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page(kiosk) is Page.RESULT, timeout=PATIENCE_MS)


def test_the_log_holds_what_the_screen_showed(
    qtbot: QtBot, kiosk: KioskController, tmp_path: Path
) -> None:
    speak(qtbot, kiosk)
    shown = kiosk.director.visit.shown
    assert shown is not None
    (log,) = tmp_path.glob("*.csv")
    assert shown in read_session(log).rows
    assert shown.service == "help"
    if shown.status is Status.OK:
        assert f"You sounded {shown.emotion}" in words(kiosk)
        press(qtbot, kiosk, "No", "Sad")
        qtbot.waitUntil(lambda: read_session(log).rows[0].corrected_emotion == "sad")
    else:
        press(qtbot, kiosk, "Finish")
    qtbot.waitUntil(lambda: "Thank you" in words(kiosk))
    press(qtbot, kiosk, "Done")
    assert page(kiosk) is Page.ATTRACT
    assert not list(tmp_path.glob("*.wav"))


def test_who_withdraws_leaves_no_row(qtbot: QtBot, kiosk: KioskController, tmp_path: Path) -> None:
    speak(qtbot, kiosk)
    (log,) = tmp_path.glob("*.csv")
    assert read_session(log).rows
    press(qtbot, kiosk, "Yes" if button(kiosk, "Yes") else "Finish", "Erase my result")
    qtbot.waitUntil(lambda: "Your result is erased" in words(kiosk))
    qtbot.waitUntil(lambda: read_session(log).rows == ())
    press(qtbot, kiosk, "Done")
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])


def test_who_stops_leaves_nothing(qtbot: QtBot, kiosk: KioskController, tmp_path: Path) -> None:
    press(qtbot, kiosk, "Touch to begin", "Help at the desk", "I agree")
    qtbot.waitUntil(lambda: "We can hear you." in words(kiosk), timeout=PATIENCE_MS)
    assert len(list(tmp_path.glob("*.json"))) == 1
    press(qtbot, kiosk, "Stop", "Done")
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [])
