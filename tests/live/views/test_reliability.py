"""What goes wrong is seen in the window, and the window itself stays calm."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scripts.scenes import LABELS, SCENES, row
from ser_core.types import EmotionUpdated, Level, Posterior, Reading, Status
from ser_live import app as composition
from ser_live.agent.caller import AgentSettings
from ser_live.agent.strip import AgentStrip
from ser_live.ending import STOP_SIGNALS
from ser_live.engine import faults, recorder
from ser_live.log import csv_log
from ser_live.log.facts import facts_path
from ser_live.log.reader import read_session
from ser_live.log.table import encode, header_cells, to_cells
from ser_live.messages import Analyzed, Message, Phase
from ser_live.views.ending import end_when_told
from ser_live.views.main_window import MainWindow
from ser_live.views.notices import NoticeLine
from ser_live.views.session_window import SessionWindow
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.listener import speech
from tests.live.views.conftest import PATIENCE_MS, ShowScene, StartMonitor, words_of

REPAINTS_PER_SECOND = 30
STORM_S = 1.5


class PaintCounter(QObject):
    """Counts the repaints of every widget."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.counts: Counter[int] = Counter()
        self._app = app
        app.installEventFilter(self)

    def stop(self) -> None:
        """Count no more."""
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the event pass."""
        if event.type() is QEvent.Type.Paint:
            self.counts[id(watched)] += 1
        return False


def storm(post: Callable[[Message], object], qtbot: QtBot) -> float:
    """Send much more news than a screen shows; return how long that took."""
    began = time.monotonic()
    number = 0
    while time.monotonic() - began < STORM_S:
        number += 1
        at = 640 * number
        shares = [1.0 / len(LABELS)] * len(LABELS)
        shares[number % len(LABELS)] += 1.0
        probs = tuple(share / 2.0 for share in shares)
        level = Level(at, at + 640, -20.0 - number % 30, 0, speech=True)
        posterior = Posterior(at, at + 640, probs)
        reading = Reading(posterior, Status.OK, LABELS[number % len(LABELS)], max(probs), None)
        post(Analyzed(level))
        post(Analyzed(EmotionUpdated(1, reading)))
        qtbot.wait(2)
    return time.monotonic() - began


def test_the_strip_is_not_repainted_more_either(qtbot: QtBot, qapp: QApplication) -> None:
    strip = AgentStrip(AgentSettings("Jabra", "ALSA", "right"))
    qtbot.addWidget(strip)
    strip.show()
    qtbot.waitExposed(strip)
    for message in SCENES["speaking"]():
        strip.hear(message)
    qtbot.wait(300)
    counter = PaintCounter(qapp)
    lasted_s = storm(strip.hear, qtbot)
    counter.stop()
    assert 0 < max(counter.counts.values()) <= REPAINTS_PER_SECOND * lasted_s + 2
    strip.hide()
    counter = PaintCounter(qapp)
    storm(strip.hear, qtbot)
    counter.stop()
    assert not counter.counts


def test_nothing_is_repainted_more_than_thirty_times_a_second(
    qtbot: QtBot, qapp: QApplication, show_scene: ShowScene
) -> None:
    window = show_scene("speaking")
    counter = PaintCounter(qapp)
    lasted_s = storm(window._store.post, qtbot)
    counter.stop()
    busiest = max(counter.counts.values())
    assert 0 < busiest <= REPAINTS_PER_SECOND * lasted_s + 2


@pytest.mark.parametrize("put_away", [MainWindow.hide, MainWindow.showMinimized])
def test_a_hidden_window_is_not_repainted(
    qtbot: QtBot,
    qapp: QApplication,
    show_scene: ShowScene,
    put_away: Callable[[MainWindow], None],
) -> None:
    window = show_scene("speaking")
    put_away(window)
    qtbot.wait(50)
    counter = PaintCounter(qapp)
    storm(window._store.post, qtbot)
    counter.stop()
    assert not counter.counts


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_is_told_in_the_window_until_it_takes_rows_again(
    qtbot: QtBot,
    start_monitor: StartMonitor,
    plug_in: PlugIn,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    monkeypatch.setattr(recorder, "RETRY_S", 0.05)
    plug_in(FakeDevice("Desk", sound=speech), pace=6.0)
    window = start_monitor(device="Desk")
    window.acts.start.trigger()
    state = lambda: window._store.state  # noqa: E731 - read again each time
    qtbot.waitUntil(lambda: len(state().rows) >= 1, timeout=PATIENCE_MS)
    held = len(state().rows) + 1

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(csv_log.os, "fsync", refuse)
        qtbot.waitUntil(lambda: len(state().rows) >= held, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: "not saved yet" in words_of(window.notices), timeout=PATIENCE_MS)
        assert os.strerror(number) not in words_of(window.notices)
        lines = [line for line in window.notices.findChildren(NoticeLine) if line.isVisible()]
        assert [line.toolTip() for line in lines] == [os.strerror(number)]
        assert not lines[0].close_button.isVisible(), "it goes on, so nobody puts it away"
        assert window.status.unsaved.isVisible()
    qtbot.waitUntil(lambda: "not saved yet" not in words_of(window.notices), timeout=PATIENCE_MS)
    assert not window.status.unsaved.isVisible()
    window.close()
    path = state().log_path
    assert path is not None
    assert len(read_session(path).rows) >= held


def test_the_delay_to_the_repaint_is_shown_and_kept(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn
) -> None:
    plug_in(FakeDevice("Desk", sound=speech))
    window = start_monitor(device="Desk")
    window.acts.start.trigger()
    qtbot.waitUntil(lambda: window._watch.delays.count >= 3, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: " ms" in window.status.latency.text(), timeout=PATIENCE_MS)
    path = window._store.state.log_path
    assert path is not None
    seen = window._watch.delays
    window.close()
    facts = json.loads(facts_path(path).read_text(encoding="utf-8"))
    assert facts["readings_shown"] >= 3
    assert facts["delay_p95_ms"] == pytest.approx(seen.p95_ms, abs=0.1)


def test_nothing_is_seen_in_a_hidden_window(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn
) -> None:
    plug_in(FakeDevice("Desk", sound=speech))
    window = start_monitor(device="Desk")
    window.hide()
    window.acts.start.trigger()
    qtbot.waitUntil(lambda: window._store.state.reading is not None, timeout=PATIENCE_MS)
    qtbot.wait(100)
    assert window._watch.delays.count == 0


class Desktop(QObject):
    """Stands where Qt's application tells of the end of the desktop's session."""

    commitDataRequest = Signal(object)  # noqa: N815 - Qt's name


def test_logging_out_closes_the_session(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn
) -> None:
    plug_in(FakeDevice("Desk", sound=speech))
    window = start_monitor(device="Desk")
    desktop = Desktop()
    signals = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    end_when_told(cast("QGuiApplication", desktop), window.close)
    window.acts.start.trigger()
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.LISTENING, timeout=PATIENCE_MS)
    path = window._store.state.log_path
    assert path is not None
    desktop.commitDataRequest.emit("log-out")
    facts = json.loads(facts_path(path).read_text(encoding="utf-8"))
    assert facts["ended_at"]
    for number, handler in signals.items():
        signal.signal(number, handler)


@pytest.fixture
def fault_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "faults"
    monkeypatch.setattr(composition, "fault_folder", lambda: folder)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return folder / faults.FILE_NAME


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_is_written_and_seen_and_the_session_goes_on(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn, fault_log: Path
) -> None:
    plug_in(FakeDevice("Desk", sound=speech), pace=6.0)
    window = start_monitor(device="Desk")
    window.acts.start.trigger()
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.LISTENING, timeout=PATIENCE_MS)

    def fail() -> None:
        message = "Anna's words in /home/anna"
        raise LookupError(message)

    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: "fault log" in words_of(window.notices), timeout=PATIENCE_MS)
    told = fault_log.read_text(encoding="utf-8")
    assert "builtins.LookupError" in told
    assert "test_reliability.py" in told
    assert "nna" not in told + words_of(window.notices)
    rows = len(window._store.state.rows)
    qtbot.waitUntil(lambda: len(window._store.state.rows) > rows, timeout=PATIENCE_MS)


def test_an_earlier_session_that_was_closed_leaves_nothing(
    qtbot: QtBot, show_scene: ShowScene, tmp_path: Path
) -> None:
    window = show_scene("silence")
    log = tmp_path / "20260101-120000-abc123.csv"
    log.write_bytes(encode(header_cells(LABELS)) + encode(to_cells(row(0), LABELS)))
    for _ in range(2):
        window._dialogs.show_session(window, log)
        (earlier,) = (each for each in QApplication.topLevelWidgets() if is_seen(each))
        with qtbot.waitSignal(earlier.destroyed):
            earlier.close()
    window._dialogs.show_session(window, log)
    window.close()
    assert not any(map(is_seen, QApplication.topLevelWidgets()))


def is_seen(window: QWidget) -> bool:
    return isinstance(window, SessionWindow) and window.isVisible()
