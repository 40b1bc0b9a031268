"""What stands in the window from its first paint on, and while the model is loaded."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ser_core.model
from ser_core.model import Model, load_model
from ser_live.app import build_engine
from ser_live.messages import Phase
from ser_live.options import Options
from ser_live.settings import SettingsStore
from ser_live.views.app_window import build_window, place
from ser_live.views.main_window import MainWindow
from ser_live.views.theme import Theme
from ser_live.views.timeline_card import TimelineCard
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.listener import speech
from tests.live.views.conftest import PATIENCE_MS, ShowScene, StartMonitor, play, words_of

TITLE_BAR_PX: Final = 40


def test_a_window_says_what_it_waits_for(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def slowly(name: str) -> Model:
        gate.wait(PATIENCE_MS / 1000)
        return load_model(name)

    monkeypatch.setattr(ser_core.model, "load_model", slowly)
    plug_in(FakeDevice("Desk", sound=speech))
    window = start_monitor(device="Desk")
    window.acts.start.trigger()
    qtbot.waitUntil(lambda: "Getting ready" in words_of(window), timeout=PATIENCE_MS)
    assert "The model is being loaded." in words_of(window)
    gate.set()
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.LISTENING, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Getting ready" not in words_of(window), timeout=PATIENCE_MS)


@pytest.fixture
def unseen(
    qtbot: QtBot, theme: Theme, settings_store: SettingsStore, tmp_path: Path, plug_in: PlugIn
) -> MainWindow:
    """Return a window with the real engine that has not been shown yet."""
    plug_in(FakeDevice("Desk", sound=speech))
    options = Options(log=tmp_path / "logs", device="Desk")
    window = build_window(build_engine, options, settings_store, theme)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    return window


def test_a_window_that_listens_at_once_asks_for_nothing_before(
    qtbot: QtBot, unseen: MainWindow
) -> None:
    unseen.start_at_once()
    unseen.show()
    assert "Getting ready" in words_of(unseen)
    assert "Press Start" not in words_of(unseen)
    assert not unseen.header.start.isVisible()
    qtbot.waitUntil(lambda: unseen._store.state.phase is Phase.LISTENING, timeout=PATIENCE_MS)


def test_the_timeline_stands_where_its_card_stood_before(unseen: MainWindow) -> None:
    unseen.show()

    def places() -> list[tuple[str, QPoint, QSize]]:
        """Return the words of the card and its buttons, and where they stand."""
        card = unseen.page.timeline.findChild(TimelineCard)
        parts = (card._heading, card._hint, *card._buttons)
        return [
            (part.text() or part.accessibleName(), part.mapTo(card, QPoint()), part.size())
            for part in parts
        ]

    before = places()
    assert [words for words, _, _ in before][:2] == [
        "Timeline",
        "Level, speech and utterances of the session will appear here.",
    ]
    card = unseen.page.timeline.findChild(TimelineCard)
    unseen.page.timeline.load()
    QApplication.sendPostedEvents(card, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    after = places()
    heading, hint, *buttons = range(len(before))
    assert [after[n] for n in (heading, *buttons)] == [before[n] for n in (heading, *buttons)]
    assert after[hint][0] == before[hint][0]


def test_a_first_window_leaves_room_for_its_frame(unseen: MainWindow) -> None:
    room = unseen.screen().availableSize()
    unseen.sizeHint = lambda: 2 * room
    place(unseen, None)
    assert unseen.width() < room.width()
    assert unseen.height() < room.height() - TITLE_BAR_PX


def test_the_bars_stand_still_whatever_is_said_above_them(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("idle")
    bars = window.page.meter.bars
    tops = set()
    for scene in ("idle", "starting", "nothing-said", "speaking", "unsure", "last-utterance"):
        play(window, scene)
        qtbot.wait(100)
        tops.add(bars.mapTo(window, QPoint()).y())
    assert len(tops) == 1
