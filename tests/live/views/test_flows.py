"""Every flow through real clicks and keys, with the real engine fed from recordings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ser_live.assets import asset
from ser_live.audio.devices import list_devices
from ser_live.audio.levels import InputLevel
from ser_live.audio.source import MicrophoneChoice
from ser_live.log.reader import read_session
from ser_live.messages import Phase
from ser_live.settings import Settings, SettingsStore
from ser_live.views.about_model import AboutModel, installed_facts
from ser_live.views.device_picker import DevicePicker
from ser_live.views.language import set_language
from ser_live.views.level_process import LevelProcess
from ser_live.views.main_window import MainWindow
from ser_live.views.model_words import licence_words, unheard_words
from ser_live.views.session_dialog import SessionDialog
from ser_live.views.session_window import SessionWindow
from ser_live.views.settings_dialog import SettingsDialog
from ser_live.views.summary_dialog import SummaryDialog
from ser_live.views.theme import ThemeChoice, palette_of
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.views.conftest import PATIENCE_MS, StartMonitor, answer, drag_and_drop, save_as

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 25 seconds of the demo recording: a few utterances."""
    samples, rate = soundfile.read(asset("demo.flac"), dtype="float32", frames=25 * 22_050)
    path = tmp_path_factory.mktemp("speech") / "talk of today.wav"
    soundfile.write(path, samples, rate)
    return path


@pytest.fixture(scope="module")
def long_speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty minutes of speech, for what takes a while."""
    samples, rate = soundfile.read(asset("demo.flac"), dtype="float32")
    path = tmp_path_factory.mktemp("speech") / "long.wav"
    times = int(20 * 60 * rate / len(samples)) + 1
    soundfile.write(path, np.tile(samples, times), rate)
    return path


def wait_for(qtbot: QtBot, window: MainWindow, reached: Callable[[], object]) -> None:
    def is_reached() -> bool:
        state = window._store.state
        assert state.phase is not Phase.FAILED, state.reason
        return bool(reached())

    qtbot.waitUntil(is_reached, timeout=PATIENCE_MS)


def wait_for_phase(qtbot: QtBot, window: MainWindow, phase: Phase) -> None:
    wait_for(qtbot, window, lambda: window._store.state.phase is phase)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    """Press a key with Control in the window, as a person who looks at it does."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key, CONTROL)


def analysed(qtbot: QtBot, start_monitor: StartMonitor, speech: Path) -> MainWindow:
    """Return a window that has analysed a recording."""
    window = start_monitor(source=speech, real_speed=False)
    seen = []
    answer(lambda dialog: (seen.append(dialog), dialog.accept()))
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for(qtbot, window, lambda: seen)
    assert isinstance(seen[0], SummaryDialog)
    qtbot.wait(150)
    assert len(window._store.state.rows) >= 3
    return window


def test_start_pause_resume_stop_and_the_summary(qtbot: QtBot, start_monitor: StartMonitor) -> None:
    window = start_monitor(demo=True)
    assert window.header.chip.text == "Ready"
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    qtbot.waitUntil(window.header.demo.isVisible)
    wait_for(qtbot, window, lambda: window.header.chip.text == "Speaking")
    wait_for(qtbot, window, lambda: window._store.state.rows)
    qtbot.mouseClick(window.header.pause, LEFT)
    wait_for_phase(qtbot, window, Phase.PAUSED)
    qtbot.waitUntil(lambda: window.header.chip.text == "Paused")
    press(qtbot, window, Qt.Key.Key_P)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    seen: list[str] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, SummaryDialog)
        seen.append(dialog.windowTitle())
        qtbot.mouseClick(dialog.accept_button, LEFT)

    answer(look)
    qtbot.mouseClick(window.header.stop, LEFT)
    wait_for(qtbot, window, lambda: seen)
    assert seen == ["Summary"]
    log = window._store.state.log_path
    assert log is not None
    assert read_session(log).rows == window._store.state.rows


def test_what_is_shown_is_what_stands_in_the_log(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    state = window._store.state
    assert state.log_path is not None
    record = read_session(state.log_path)
    assert record.rows == tuple(window.page.table.model.rows)
    assert record.labels == state.model.labels if state.model else False
    assert str(state.log_path) in window.status.path.accessibleName()
    bands = window.page.timeline.load().bands
    qtbot.waitUntil(lambda: bands._rows is window._store.state.rows)  # at the next frame


def test_that_was_wrong_and_undo(qtbot: QtBot, start_monitor: StartMonitor, speech: Path) -> None:
    window = analysed(qtbot, start_monitor, speech)
    table = window.page.table
    view = table.view
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(table.filter.index(0, 0)).center())
    before = table.current_row()
    assert before is not None
    choose_emotion(qtbot, window, "Happy")
    wait_for(qtbot, window, lambda: _row(window).corrected_emotion == "happy")
    assert (_row(window).emotion, _row(window).status) == (before.emotion, before.status)
    log = window._store.state.log_path
    assert log is not None
    assert read_session(log).rows[0].corrected_emotion == "happy"
    press(qtbot, window, Qt.Key.Key_Z)
    wait_for(qtbot, window, lambda: _row(window).corrected_emotion == "")
    qtbot.wait(60)
    assert read_session(log).rows[0].corrected_emotion == ""
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    wait_for(qtbot, window, lambda: _row(window).corrected_emotion == "happy")


def opened_session() -> SessionWindow:
    """Return the window on an earlier session that is seen."""
    windows = QApplication.topLevelWidgets()
    return next(w for w in windows if isinstance(w, SessionWindow) and w.isVisible())


def choose_from_menu(qtbot: QtBot, window: MainWindow, title: str, entry: str) -> None:
    """Click an entry of the menu bar."""
    bar = window.menuBar()
    wanted = next(action for action in bar.actions() if action.text().replace("&", "") == title)
    qtbot.mouseClick(bar, LEFT, pos=bar.actionGeometry(wanted).center())
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().replace("&", "") == entry)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def choose_emotion(qtbot: QtBot, window: MainWindow | SessionWindow, word: str) -> None:
    """Say by mouse what the selected utterance truly was."""
    qtbot.mouseClick(window.page.table.wrong, LEFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = next(action for action in menu.actions() if action.text() == word)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(wanted).center())


def test_an_earlier_session_is_corrected_in_its_file(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path, tmp_path: Path
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    log = window._store.state.log_path
    assert log is not None
    window._host.engine.close()
    drop(window, log)
    earlier = opened_session()
    qtbot.waitExposed(earlier)
    table = earlier.page.table
    where = table.view.visualRect(table.filter.index(1, 0)).center()
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=where)
    before = log.read_bytes()
    choose_emotion(qtbot, earlier, "Sad")
    qtbot.waitUntil(lambda: read_session(log).rows[1].corrected_emotion == "sad")
    qtbot.waitUntil(lambda: table.model.rows[1].corrected_emotion == "sad")
    undo = next(b for b in earlier.findChildren(QToolButton) if b.text().startswith("Undo"))
    qtbot.mouseClick(undo, LEFT)
    assert log.read_bytes() == before
    earlier.activateWindow()
    qtbot.waitUntil(earlier.isActiveWindow)
    qtbot.keyClick(earlier, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: read_session(log).rows[1].corrected_emotion == "sad")
    answer(save_as(tmp_path / "out", "JSON"))
    press_button(qtbot, earlier, "Export…")
    qtbot.waitUntil((tmp_path / "out.jsonl").exists)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert '"corrected_emotion": "sad"' in lines[1]


def _row(window: MainWindow):  # noqa: ANN202
    row = window.page.table.current_row()
    assert row is not None
    return row


def test_a_new_session_has_a_service_and_a_note(qtbot: QtBot, start_monitor: StartMonitor) -> None:
    window = start_monitor(demo=True)

    def fill(dialog: object) -> None:
        assert isinstance(dialog, SessionDialog)
        dialog.service.clear()
        qtbot.keyClicks(dialog.service, "Returns")
        qtbot.keyClicks(dialog.note, "new headset")
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    answer(fill)
    qtbot.mouseClick(window.header.new, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    state = window._store.state
    assert (state.service, state.note) == ("Returns", "new headset")
    first = state.session_id
    answer(fill)
    press(qtbot, window, Qt.Key.Key_N)
    wait_for(qtbot, window, lambda: window._store.state.session_id != first)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    assert "Returns" in window.windowTitle()
    assert window._store.state.log_path is not None
    facts = window._store.state.log_path.with_suffix(".json").read_text(encoding="utf-8")
    assert "new headset" in facts


def test_a_new_session_listens_where_the_one_before_was_paused(
    qtbot: QtBot, start_monitor: StartMonitor
) -> None:
    window = start_monitor(demo=True)
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    qtbot.waitUntil(window.header.pause.isEnabled)
    qtbot.mouseClick(window.header.pause, LEFT)
    wait_for_phase(qtbot, window, Phase.PAUSED)
    first = window._store.state.session_id
    answer(lambda dialog: dialog.accept())
    press(qtbot, window, Qt.Key.Key_N)
    wait_for(qtbot, window, lambda: window._store.state.session_id != first)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    wait_for(qtbot, window, lambda: window._store.state.rows)


def test_a_recording_is_opened_by_menu_and_can_be_stopped(
    qtbot: QtBot,
    start_monitor: StartMonitor,
    long_speech: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = start_monitor()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(long_speech), ""))
    choose_from_menu(qtbot, window, "Session", "Open a recording…")
    wait_for(qtbot, window, window.progress.isVisible)
    bar = window.progress.findChild(QProgressBar)
    assert bar is not None
    wait_for(qtbot, window, lambda: bar.value() > bar.minimum())
    reached = bar.value()
    wait_for(qtbot, window, lambda: reached < bar.value() < bar.maximum())
    wait_for(qtbot, window, lambda: window._store.state.rows)
    seen: list[object] = []
    answer(lambda dialog: (seen.append(dialog), dialog.accept()))
    qtbot.mouseClick(window.header.stop, LEFT)
    wait_for(qtbot, window, lambda: seen)
    qtbot.waitUntil(lambda: not window.progress.isVisible())
    assert 0.0 < (window._store.state.progress or 0.0) < 1.0


def test_a_recording_is_dropped_while_a_session_runs(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path
) -> None:
    window = start_monitor(demo=True)
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    first = window._store.state.session_id

    def go_on(dialog: object) -> None:
        assert isinstance(dialog, QMessageBox)
        wanted = next(b for b in dialog.buttons() if b.text() == "End it and go on")
        qtbot.mouseClick(wanted, LEFT)

    answer(go_on)
    drop(window, speech)
    wait_for(qtbot, window, lambda: window._store.state.session_id != first)
    wait_for_phase(qtbot, window, Phase.FINISHED)
    assert window._store.state.source is not None
    assert window._store.state.source.name == speech.name
    assert len(window._store.state.rows) >= 3


def drop(window: MainWindow, path: Path) -> None:
    assert drag_and_drop(window, [path])


def test_an_earlier_session_is_looked_at_just_the_same(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    log = window._store.state.log_path
    assert log is not None
    drop(window, log)
    earlier = opened_session()
    qtbot.waitExposed(earlier)
    table = earlier.page.table
    assert tuple(table.model.rows) == window._store.state.rows
    view = table.view
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(table.filter.index(1, 0)).center())
    assert earlier.page.timeline.load().selected_id == table.model.rows[1].utterance_id
    said: list[str] = []
    answer(lambda box: (said.append(box.text()), box.accept()))  # type: ignore[attr-defined]
    choose_emotion(qtbot, earlier, "Happy")
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "still open" in said[0], "it is corrected in the window that holds it"
    assert not earlier.undo_stack.canUndo()
    answer(lambda dialog: (said.append(dialog.windowTitle()), dialog.accept()))
    qtbot.mouseClick(earlier.page.meter._about, LEFT)
    assert said[-1] == "What do these numbers mean?"
    titles: list[str] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, SummaryDialog)
        titles.append(dialog.windowTitle())
        dialog.accept()

    answer(look)
    press_button(qtbot, earlier, "Summary")
    qtbot.waitUntil(lambda: titles == ["Summary"])
    window.close()
    assert not earlier.isVisible()


def test_an_earlier_session_is_opened_by_menu(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    log = window._store.state.log_path
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(log), ""))
    choose_from_menu(qtbot, window, "Session", "Open an earlier session…")
    qtbot.waitUntil(lambda: opened_session().page.table.model.rows == window._store.state.rows)


def test_a_csv_that_is_no_session_is_named(
    qtbot: QtBot, start_monitor: StartMonitor, tmp_path: Path
) -> None:
    window = start_monitor()
    other = tmp_path / "shopping.csv"
    other.write_text("milk,2\n")
    seen: list[str] = []
    answer(lambda box: (seen.append(box.text()), box.accept()))  # type: ignore[attr-defined]
    drop(window, other)
    assert seen[0].startswith(str(other))
    assert "not a session log" in seen[0]


def test_the_session_is_exported(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path, tmp_path: Path
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    offered: list[str] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        offered.extend(dialog.nameFilters())
        save_as(tmp_path / "out", "JSON")(dialog)

    answer(choose)
    press(qtbot, window, Qt.Key.Key_E)
    qtbot.waitUntil((tmp_path / "out.jsonl").exists)
    assert len(offered) == 6
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(window._store.state.rows)


def press_button(qtbot: QtBot, dialog: QWidget, words: str) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == words)
    qtbot.mouseClick(button, LEFT)


def test_settings_are_changed_reset_exported_and_imported(
    qtbot: QtBot,
    start_monitor: StartMonitor,
    settings_store: SettingsStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = start_monitor()
    file = tmp_path / "mine.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    logs = tmp_path / "logs of today"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(logs))

    def bring_in(dialog: SettingsDialog, path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        press_button(qtbot, dialog, "Import…")

    def change(dialog: object) -> None:
        assert isinstance(dialog, SettingsDialog)
        spin = dialog.editor("window_s").control
        spin.setFocus()
        spin.selectAll()  # type: ignore[attr-defined]
        qtbot.keyClicks(spin, "99")
        assert dialog.settings().window_s <= 10.0
        dialog.editor("window_s").show_value(2.0)
        dialog.editor("first_reading_s").show_value(3.0)
        qtbot.mouseClick(dialog.accept_button, LEFT)
        assert dialog.isVisible(), "a first reading longer than a window was taken"
        assert dialog._said.isVisible()
        dialog.editor("first_reading_s").show_value(1.5)
        theme = dialog.editor("theme").control
        qtbot.keyClick(theme, Qt.Key.Key_End)
        press_button(qtbot, dialog, "Choose…")
        press_button(qtbot, dialog, "Export…")
        qtbot.mouseClick(dialog.accept_button, LEFT)

    answer(change)
    press(qtbot, window, Qt.Key.Key_Comma)
    saved = settings_store.load()
    assert (saved.window_s, saved.first_reading_s, saved.theme) == (2.0, 1.5, "dark")
    assert saved.log_folder == str(logs)
    assert palette_of(window).dark
    assert window._host.settings.analysis.window is not None
    assert window._host.settings.analysis.window.length_s == 2.0
    assert window._host.settings.log_folder == tmp_path / "logs", "the command line still counts"

    def reset_then_import(dialog: object) -> None:
        assert isinstance(dialog, SettingsDialog)
        press_button(qtbot, dialog, "Reset all")
        assert dialog.settings() == Settings()
        (tmp_path / "bad.json").write_text("{}")
        bring_in(dialog, tmp_path / "bad.json")
        assert dialog._said.isVisible()
        bring_in(dialog, file)
        assert dialog.settings() == saved
        dialog.reject()

    answer(reset_then_import)
    window.acts.settings.trigger()
    assert settings_store.load() == saved
    window._dialogs._theme.choose(ThemeChoice.LIGHT)


def test_where_a_remembered_folder_is_gone_another_one_can_be_chosen(
    qtbot: QtBot,
    start_monitor: StartMonitor,
    settings_store: SettingsStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone, other = tmp_path / "gone", tmp_path / "other"
    gone.write_text("not a folder")
    settings_store.save(Settings(log_folder=str(gone)))
    window = start_monitor(log=None, demo=True)
    qtbot.mouseClick(window.header.start, LEFT)
    qtbot.waitUntil(lambda: window.header.chip.text == "Not listening", timeout=PATIENCE_MS)
    assert f"The log folder {gone} cannot be written" in window._store.state.reason
    monkeypatch.setattr(window._dialogs, "settings", lambda _: Settings(log_folder=str(other)))
    window.acts.settings.trigger()
    qtbot.mouseClick(window.header.start, LEFT)
    qtbot.waitUntil(lambda: bool(list(other.glob("*.csv"))), timeout=PATIENCE_MS)


def test_other_settings_leave_the_session_correctable_and_its_name(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    window._host.new_session("Returns", "by the door")
    log_path = cast("Path", window._store.state.log_path)
    monkeypatch.setattr(window._dialogs, "settings", lambda _: Settings(pause_s=0.9))
    window.acts.settings.trigger()
    row = window._store.state.rows[0]

    def written() -> str:
        return read_session(log_path).rows[0].corrected_emotion

    window._correct(row, "bored")
    qtbot.waitUntil(lambda: window._store.state.rows[0].corrected_emotion == "bored")
    assert written() == "bored"
    window.undo_stack.undo()
    qtbot.waitUntil(lambda: window._store.state.rows[0].corrected_emotion == "")
    assert written() == ""
    log_path.unlink()
    window.undo_stack.redo()
    wait_for(qtbot, window, lambda: [n for n in window._store.state.notices if "cannot" in n.text])
    seen = []
    answer(lambda dialog: (seen.append(dialog), dialog.accept()))
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for(qtbot, window, lambda: seen)
    assert window._store.state.log_path != log_path
    assert window._store.state.service == "Returns"


def test_the_language_changes_at_once_and_everything_stays(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path, settings_store: SettingsStore
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    drop(window, cast("Path", window._store.state.log_path))
    earlier = opened_session()
    click_second_row(qtbot, window)
    qtbot.keyClicks(window.page.table.filter_line, "c")
    qtbot.mouseClick(timeline_button(window, "Show the whole session"), LEFT)
    before = window.page.place()
    corrected = window.page.table.current_row()
    window._correct(corrected, "happy")  # type: ignore[arg-type]

    def speak(language: str) -> Callable[[object], None]:
        def choose(dialog: object) -> None:
            assert isinstance(dialog, SettingsDialog)
            dialog.editor("language").show_value(language)
            qtbot.mouseClick(dialog.accept_button, LEFT)

        return choose

    answer(speak("de"))
    press(qtbot, window, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: window.acts.stop.text() == "S&topp")
    assert settings_store.load().language == "de"
    assert window.header.chip.text == "Beendet"
    assert next(menu.text() for menu in window.menuBar().actions()) == "&Sitzung"
    assert window.page.place() == before
    assert earlier.page.table.wrong.text() == "Das war falsch"
    assert len([a for a in window.actions() if a.text() == window.acts.quit.text()]) == 1
    press(qtbot, window, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: not window.undo_stack.canUndo())
    answer(speak("en"))
    window.acts.settings.trigger()
    qtbot.waitUntil(lambda: window.acts.stop.text() == "S&top")
    assert window.page.place() == before
    assert earlier.page.table.wrong.text() == "That was wrong"


def click_second_row(qtbot: QtBot, window: MainWindow) -> None:
    table = window.page.table
    where = table.view.visualRect(table.filter.index(1, 0)).center()
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=where)


def timeline_button(window: MainWindow, name: str) -> QToolButton:
    buttons = window.page.timeline.load().findChildren(QToolButton)
    return next(button for button in buttons if button.accessibleName() == name)


def test_the_language_changes_while_somebody_speaks(
    qtbot: QtBot, start_monitor: StartMonitor
) -> None:
    window = start_monitor(demo=True)
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for(qtbot, window, lambda: window.header.chip.text == "Speaking")
    session = window._store.state.session_id
    set_language("de")
    wait_for(qtbot, window, lambda: window.header.chip.text in ("Spricht", "Hört zu"))
    wait_for(qtbot, window, lambda: window._store.state.rows)
    assert window._store.state.session_id == session
    qtbot.waitUntil(lambda: window.page.table.model.rows == window._store.state.rows)


def test_what_the_numbers_mean(qtbot: QtBot, start_monitor: StartMonitor, speech: Path) -> None:
    window = analysed(qtbot, start_monitor, speech)
    words: list[str] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, AboutModel)
        words.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()

    answer(look)
    qtbot.mouseClick(window.page.meter._about, LEFT)
    model = window._store.state.model
    assert model is not None
    assert unheard_words(model) in words
    assert licence_words(model.licence) in words


def test_the_log_folder_is_opened(
    qtbot: QtBot, start_monitor: StartMonitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start_monitor()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    qtbot.mouseClick(window.status.folder, LEFT)
    assert opened == [str(tmp_path / "logs")]


def test_no_microphone_is_said_and_the_demo_is_a_click_away(
    qtbot: QtBot, start_monitor: StartMonitor
) -> None:
    window = start_monitor(device="USB headset")
    qtbot.mouseClick(window.header.start, LEFT)
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.FAILED, timeout=PATIENCE_MS)
    qtbot.wait(60)
    assert window.header.chip.text == "Not listening"
    assert "USB headset" in window.page.meter._detail.text()
    empty = window.page.table.empty
    demo = next(b for b in empty.findChildren(QToolButton) if b.defaultAction() is window.acts.demo)
    assert demo.isVisible()
    qtbot.mouseClick(demo, LEFT)
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.LISTENING, timeout=PATIENCE_MS)
    qtbot.waitUntil(window.header.demo.isVisible)


def test_a_microphone_that_is_plugged_in_later_is_listened_to_on_start(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn
) -> None:
    window = start_monitor()
    window._host.listen_to(MicrophoneChoice())  # not the demo where there is none
    qtbot.mouseClick(window.header.start, LEFT)
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.FAILED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.header.start.property("role") == "plain")
    plug_in(FakeDevice("Desk", channels=2))
    qtbot.mouseClick(window.header.start, LEFT)
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.LISTENING, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.header.start.property("role") == "primary")


def test_another_input_is_chosen_while_a_session_runs(
    qtbot: QtBot,
    start_monitor: StartMonitor,
    settings_store: SettingsStore,
    plug_in: PlugIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plug_in(FakeDevice("Headset", channels=2), FakeDevice("Desk", channels=2))
    devices = list_devices()
    levels = tuple(InputLevel(device, -30.0) for device in devices)
    monkeypatch.setattr(LevelProcess, "start", lambda process: process.levels.emit(levels))
    monkeypatch.setattr(LevelProcess, "close", lambda _process: None)
    window = start_monitor()
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    assert window._store.state.source is not None
    assert window._store.state.source.name == "Headset"
    session = window._store.state.session_id

    def choose(dialog: object) -> None:
        assert isinstance(dialog, DevicePicker)
        where = dialog.list.visualItemRect(dialog.list.item(2)).center()
        qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=where)
        qtbot.keyClick(dialog.channel, Qt.Key.Key_End)
        qtbot.mouseClick(dialog.accept_button, LEFT)

    answer(choose)
    qtbot.mouseClick(window.header.source, LEFT)
    wait_for(qtbot, window, lambda: "Desk" in window.header.source.text())
    assert window._store.state.session_id == session
    assert window._store.state.source.channel == "right"
    assert (settings_store.load().device, settings_store.load().channel) == ("Desk", "right")


def test_what_is_said_here_has_a_log_without_the_demo(
    qtbot: QtBot,
    start_monitor: StartMonitor,
    plug_in: PlugIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = start_monitor(demo=True)
    window._host.new_session("Returns", "a note")
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for(qtbot, window, lambda: window._store.state.rows)
    demo = window._store.state.log_path
    plug_in(FakeDevice("Desk"), pace=4.0)
    monkeypatch.setattr(window._dialogs, "choose_source", lambda *_: MicrophoneChoice("Desk"))
    window.acts.source.trigger()
    wait_for(qtbot, window, lambda: "Desk" in window.header.source.text())
    state = window._store.state
    assert state.log_path != demo
    assert state.rows == ()
    assert (state.service, state.note) == ("Returns", "a note")
    assert not window.header.demo.isVisible()


def test_closing_the_window_closes_the_log(qtbot: QtBot, start_monitor: StartMonitor) -> None:
    window = start_monitor(demo=True)
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    log = window._store.state.log_path
    assert log is not None
    window.close()
    assert '"ended_at": null' not in log.with_suffix(".json").read_text(encoding="utf-8")


def test_settings_wait_for_the_next_session_where_this_one_goes_on(
    qtbot: QtBot, start_monitor: StartMonitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start_monitor(demo=True)
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    monkeypatch.setattr(window._dialogs, "settings", lambda _: Settings(model="ravdess"))
    monkeypatch.setattr(window._dialogs, "may_end_session", lambda _: False)
    window.acts.settings.trigger()
    assert window._store.state.phase is Phase.LISTENING
    assert any("next session" in notice.text for notice in window._store.state.notices)
    window.acts.stop.trigger()
    qtbot.waitUntil(window.acts.start.isEnabled)
    window.acts.start.trigger()
    wait_for_phase(qtbot, window, Phase.LISTENING)
    assert window._store.state.model is not None
    assert window._store.state.model.name == "ravdess"
    assert not any("next session" in notice.text for notice in window._store.state.notices)


def test_what_the_numbers_mean_is_said_of_the_model_that_will_be_used(
    qtbot: QtBot, start_monitor: StartMonitor, speech: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = analysed(qtbot, start_monitor, speech)
    monkeypatch.setattr(window._dialogs, "settings", lambda _: Settings(model="ravdess"))
    window.acts.settings.trigger()
    words: list[str] = []
    closed: list[bool] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, AboutModel)
        words.extend(label.text() for label in dialog.findChildren(QLabel))
        closed.append(not hasattr(dialog, "forget"))
        dialog.accept()

    answer(look)
    window.acts.explain.trigger()
    facts = installed_facts("ravdess")
    assert facts is not None
    assert licence_words(facts.licence) in words
    assert closed == [True], "no place can be forgotten that the engine does not know"


def test_a_recording_that_cannot_be_read_ends_no_session(
    qtbot: QtBot, start_monitor: StartMonitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    window = start_monitor(demo=True)
    monkeypatch.setattr(window._dialogs, "tell", lambda _parent, sentence: told.append(sentence))
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    (tmp_path / "talk.wav").write_text("no sound")
    window.analyse(tmp_path / "talk.wav")
    assert "talk.wav is not a recording" in told[0]
    assert window._store.state.phase is Phase.LISTENING
