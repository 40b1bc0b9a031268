"""Windows in a scene, windows with a real engine, and answers to the questions they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from scripts.scenes import SCENES
from scripts.screenshots import idle_engine, shots
from ser_live.app import build_engine
from ser_live.audio.source import AutomaticChoice
from ser_live.engine.settings import EngineSettings
from ser_live.options import Options
from ser_live.settings import SettingsStore
from ser_live.views.app_window import build_window
from ser_live.views.dialogs import Dialogs
from ser_live.views.host import EngineHost
from ser_live.views.language import set_language
from ser_live.views.main_window import MainWindow
from ser_live.views.session_window import SessionWindow
from ser_live.views.store import SessionStore
from ser_live.views.theme import Theme, ThemeChoice
from tests.live.conftest import PlugIn

PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture(autouse=True)
def fresh_look(theme: Theme) -> None:
    """English and light, whatever a test before did."""
    set_language("en")
    theme.choose(ThemeChoice.LIGHT)


@pytest.fixture
def settings_store(tmp_path: Path) -> SettingsStore:
    file = tmp_path / "settings.ini"
    return SettingsStore(QSettings(str(file), QSettings.Format.IniFormat))


ShowScene = Callable[[str], MainWindow]


@pytest.fixture
def show_scene(qtbot: QtBot, theme: Theme, settings_store: SettingsStore) -> ShowScene:
    """Show the window in one of the scripted scenes."""

    def show(name: str) -> MainWindow:
        store = SessionStore()
        host = EngineHost(store, idle_engine, AutomaticChoice(), EngineSettings(Path()))
        window = MainWindow(store, host, Dialogs(settings_store, theme))
        store.setParent(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        play(window, name)
        window.page.timeline.load()
        qtbot.wait(150)
        return window

    return show


@pytest.fixture
def earlier(qtbot: QtBot, theme: Theme, settings_store: SettingsStore) -> SessionWindow:
    """Return the window on the scripted talk, as an earlier session."""
    every = shots("en", theme, settings_store)
    window = next(shot for shot in every if shot.name == "earlier").make()
    assert isinstance(window, SessionWindow)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    return window


def play(window: MainWindow, name: str) -> None:
    """Bring a window into another scene."""
    for message in SCENES[name]():
        window._store.post(message)


StartMonitor = Callable[..., MainWindow]


@pytest.fixture
def start_monitor(
    qtbot: QtBot, theme: Theme, settings_store: SettingsStore, tmp_path: Path, plug_in: PlugIn
) -> Iterator[StartMonitor]:
    """Show the window with the real engine; no device is plugged in yet."""
    plug_in()
    windows: list[MainWindow] = []

    def start(**options: object) -> MainWindow:
        wanted = Options(**{"log": tmp_path / "logs", **options})  # type: ignore[arg-type]
        window = build_window(build_engine, wanted, settings_store, theme)
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        window.page.timeline.load()
        return window

    yield start
    for window in windows:
        window.close()
        window.deleteLater()


def answer(act: Callable[[QDialog], object]) -> None:
    """Wait for the next question and answer it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def save_as(path: Path, kind: str) -> Callable[[QDialog], None]:
    """Return an answer to the question for a file: this one, in this format; and hear the end."""

    def save(dialog: QDialog) -> None:
        choose_kind(dialog, kind)
        dialog.findChild(QLineEdit).setText(str(path))
        answer(lambda box: box.accept())
        dialog.accept()

    return save


def choose_kind(dialog: QDialog, kind: str) -> None:
    """Choose a format in the list below the files, with the keyboard."""
    assert isinstance(dialog, QFileDialog)
    kinds = dialog.nameFilters()
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(next(index for index, each in enumerate(kinds) if kind in each)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert kind in dialog.selectedNameFilter()


def all_widgets(window: QWidget) -> list[QWidget]:
    """Return a window and everything in it."""
    return [window, *window.findChildren(QWidget)]


def drag_and_drop(window: QWidget, paths: Sequence[Path], onto: QWidget | None = None) -> bool:
    """Drag files into a window as the desktop does; tell whether they were taken."""
    target = onto or window
    where = target.mapTo(window, target.rect().center())
    data = QMimeData()
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    data.setUrls(urls)
    data.setText("\n".join(url.toString() for url in urls))  # as file managers do
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    plain = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, *how, plain)
    QApplication.sendEvent(window.windowHandle(), enter)
    if not enter.isAccepted():
        return False
    drop = QDropEvent(QPointF(where), *how, plain)
    QApplication.sendEvent(window.windowHandle(), drop)
    return drop.isAccepted()


def words_of(widget: QWidget) -> str:
    """Return all words that labels in a widget show."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
