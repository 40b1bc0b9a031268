"""The window in scripted scenes: what is shown, clicked and typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from scripts import scenes
from ser_core.sentence import PLAIN
from ser_core.sentences import NO_SAMPLES
from ser_core.types import Status
from ser_live.exports import FORMATS, ExportFormat
from ser_live.exports.rows import labels_of
from ser_live.log.reader import read_session
from ser_live.log.row import LogRow
from ser_live.log.sentences import EMPTY
from ser_live.messages import (
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
    SessionOpened,
    Severity,
    SourceOpened,
)
from ser_live.summary import summarize_session
from ser_live.views.export_dialog import export_title
from ser_live.views.language import set_language
from ser_live.views.main_window import MainWindow
from ser_live.views.notices import NoticeLine
from ser_live.views.palette import DARK, LIGHT
from ser_live.views.summary_dialog import SummaryDialog
from ser_live.views.theme import SPACE_M, Theme, ThemeChoice, palette_of
from ser_live.views.timeline import RECENT_S, TimeView
from ser_live.views.utterance_model import Column
from tests.live.views.conftest import ShowScene, answer, drag_and_drop, play, save_as


def shown(window: MainWindow) -> list[str]:
    """Return the emotions of the table, from top to bottom."""
    table = window.page.table
    return [
        table.filter.index(number, Column.EMOTION).data()
        for number in range(table.filter.rowCount())
    ]


def click_row(qtbot: QtBot, window: MainWindow, number: int) -> None:
    view = window.page.table.view
    index = window.page.table.filter.index(number, Column.TIME)
    view.scrollTo(index)
    where = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_a_talk_is_shown_in_all_three_cards(show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    assert window.page.meter._title.text() == "Angry"
    assert window.page.meter._confidence.text() == "83%"
    assert window.page.meter._tone.text == "Negative"
    assert window.header.chip.text == "Speaking"
    assert len(shown(window)) == len(scenes.TALK)
    said = str(sum(row[2] is not Status.GAP for row in scenes.TALK))
    assert said in window.page.timeline.load().plot.accessibleDescription()
    assert window.page.table.count.text() == f"{said} and 1 gap", "what was lost is no utterance"
    assert window.windowTitle().startswith("Returns")


def test_the_lines_of_the_timeline_are_as_thick_on_a_screen_of_any_density(
    show_scene: ShowScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline = show_scene("speaking").page.timeline.load()
    before = timeline._speech.opts["pen"].widthF()
    density = 2 * timeline.devicePixelRatioF()
    monkeypatch.setattr(timeline, "devicePixelRatioF", lambda: density)
    QApplication.sendEvent(timeline, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert timeline._speech.opts["pen"].widthF() == 2 * before


@pytest.mark.parametrize(("scene", "alive"), [("idle", False), ("starting", False), ("demo", True)])
def test_the_timeline_is_moved_only_where_there_is_something(
    show_scene: ShowScene,
    scene: str,
    alive: bool,  # noqa: FBT001
) -> None:
    timeline = show_scene(scene).page.timeline.load()
    timeline.refresh()
    assert {button.isEnabled() for button in timeline._buttons} == {alive}


def test_a_long_name_has_all_the_room_that_the_others_leave(show_scene: ShowScene) -> None:
    window = show_scene("system-audio")
    name = scenes.SYSTEM_AUDIO.name
    assert name in window.header.source.text()
    window.resize(600, 700)
    QApplication.processEvents()
    assert name not in window.header.source.text()
    assert "…" in window.header.source.text()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert name in window.header.source.text()


def test_a_long_name_has_the_room_of_a_level_that_is_hidden(show_scene: ShowScene) -> None:
    set_language("de")
    window = show_scene("system-audio-lost")
    window.resize(1024, 600)
    QApplication.processEvents()
    assert window.header.source.text() == f"{scenes.SYSTEM_AUDIO.name} · alle Kanäle gemischt"


@pytest.mark.parametrize(
    ("scene", "words"),
    [("system-audio-lost", "Source and channel…"), ("reconnecting", "Microphone and channel…")],
)
def test_buttons_that_open_a_dialog_say_so(show_scene: ShowScene, scene: str, words: str) -> None:
    window = show_scene(scene)
    source, recording, demo = window.page.table.empty._offered
    assert source.text() == source.accessibleName() == words
    assert recording.text() == "Open a recording…"
    assert demo.text() == "Play the demo recording"
    assert (window.header.new.text(), window.header.export.text()) == ("New session…", "Export…")


def test_a_click_on_a_row_frames_its_band(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    click_row(qtbot, window, 2)
    assert window.page.timeline.load().selected_id == 3
    assert window.page.table.wrong.isEnabled()
    assert window.acts.wrong.isEnabled()
    assert window.page.meter._title.text() == "Angry", "the live meter stays live"


def click_band(qtbot: QtBot, window: MainWindow, number: int) -> LogRow:
    """Click the band of a row of the scripted talk, and return the row."""
    plot = window.page.timeline.load().plot
    row = scenes.row(number)
    scene_at = plot.getViewBox().mapViewToScene(QPointF((row.start_s + row.end_s) / 2, 0.8))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.mapFromScene(scene_at))
    return row


def chosen_id(window: MainWindow) -> int | None:
    row = window.page.table.current_row()
    return None if row is None else row.utterance_id


def test_a_click_on_a_band_selects_its_row(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    row = click_band(qtbot, window, 8)
    qtbot.waitUntil(lambda: chosen_id(window) == row.utterance_id)


def test_a_click_on_a_band_that_the_filter_hides_selects_its_row(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("speaking")
    table = window.page.table
    qtbot.keyClicks(table.filter_line, "angry")
    click_row(qtbot, window, 0)
    assert chosen_id(window) != 1
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    row = click_band(qtbot, window, 0)
    qtbot.waitUntil(lambda: chosen_id(window) == row.utterance_id)
    assert window.page.timeline.load().selected_id == row.utterance_id
    assert table.filter_line.text() == ""
    corrected: list[int] = []
    table.corrected.connect(lambda of, _emotion: corrected.append(of.utterance_id))
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    happy = next(action for action in menu.actions() if action.text() == "Happy")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(happy).center())
    assert corrected == [row.utterance_id]


def test_a_band_selects_its_row_again(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    view = window.page.table.view
    row = click_band(qtbot, window, 8)
    view.clearSelection()
    click_band(qtbot, window, 8)
    assert view.selectionModel().selectedRows()
    assert chosen_id(window) == row.utterance_id


def test_keys_step_through_the_timeline(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    timeline = window.page.timeline.load()
    timeline.plot.setFocus()
    qtbot.keyClick(timeline.plot, Qt.Key.Key_Left)
    qtbot.keyClick(timeline.plot, Qt.Key.Key_Left)
    assert timeline.selected_id == 14
    qtbot.keyClick(timeline.plot, Qt.Key.Key_Right)
    chosen = window.page.table.current_row()
    assert chosen is not None
    assert chosen.utterance_id == timeline.selected_id == 15
    qtbot.keyClick(timeline.plot, Qt.Key.Key_Home)
    assert timeline.view is TimeView.WHOLE
    qtbot.keyClick(timeline.plot, Qt.Key.Key_Plus)
    assert timeline.view is TimeView.FREE
    qtbot.keyClick(timeline.plot, Qt.Key.Key_End)
    assert timeline.view is TimeView.RECENT
    left, right = timeline.plot.getViewBox().viewRange()[0]
    assert right - left == pytest.approx(RECENT_S, rel=0.01)


def test_the_table_sorts_by_value(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("silence")
    header = window.page.table.view.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(Column.CONFIDENCE) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    table = window.page.table
    confidences = [
        table.filter.index(n, Column.CONFIDENCE).data() for n in range(table.filter.rowCount())
    ]
    assert confidences[:3] in (["91%", "84%", "81%"], ["–", "–", "–"])
    assert confidences == sorted(confidences, reverse=confidences[0] != "–", key=_percent)
    heading = table.filter.headerData(Column.CONFIDENCE, Qt.Orientation.Horizontal)
    assert str(heading).startswith("Confidence ")


def _percent(text: str) -> int:
    return -1 if text == "–" else int(text.removesuffix("%"))


def test_the_filter_keeps_rows_with_all_words(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("silence")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = window.page.table.filter_line
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "negative ANGRY")
    assert shown(window) == ["Angry", "Angry"]
    assert window.page.table.count.text() == "2 of 14"
    line.clear()
    assert len(shown(window)) == 15


def test_nothing_is_copied_where_the_filter_keeps_nothing(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("silence")
    table = window.page.table
    QGuiApplication.clipboard().setText("of before")
    qtbot.keyClicks(table.filter_line, "no such word")
    assert shown(window) == []
    assert not table.copy.isEnabled()
    assert not window.acts.copy.isEnabled()
    table.copy_rows()
    assert QGuiApplication.clipboard().text() == "of before"
    table.filter_line.clear()
    assert table.copy.isEnabled()
    assert window.acts.copy.isEnabled()


def test_rows_are_copied_as_text(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("silence")
    click_row(qtbot, window, 0)
    qtbot.mouseClick(window.page.table.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text().splitlines()
    assert text[0].split("\t")[:3] == ["Time", "Length", "Channel"]
    cells = ["0:03", "3.8 s", "left", "Neutral", "81%", "Neutral", "Clear", ""]
    assert text[1].split("\t") == cells
    assert len(text) == 2


@pytest.mark.parametrize("export", FORMATS, ids=[export.key for export in FORMATS])
def test_the_session_is_exported_in_every_format(
    qtbot: QtBot,
    show_scene: ShowScene,
    tmp_path: Path,
    export: ExportFormat,
) -> None:
    window = show_scene("silence")
    answer(save_as(tmp_path / "out", export_title(export)))
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    path = tmp_path / f"out{export.suffix}"
    rows = window._store.state.rows
    for name, text in export.render(rows, labels_of(rows)).items():
        written = path / name if name else path
        assert written.read_bytes() == text.encode("utf-8")


def test_a_most_negative_moment_is_shown_where_it_is_pressed(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("silence")
    worst = summarize_session(window._store.state.rows).most_negative[-1]
    assert chosen_id(window) != worst.utterance_id
    pressed: list[str] = []

    def press(dialog: QDialog) -> None:
        moments = [b for b in dialog.findChildren(QPushButton) if ", negative " in b.text()]
        qtbot.mouseClick(moments[-1], Qt.MouseButton.LeftButton)
        pressed.append(moments[-1].text())
        assert not dialog.isVisible()

    answer(press)
    qtbot.keyClick(window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(pressed))
    assert chosen_id(window) == worst.utterance_id
    assert window.page.timeline.load().selected_id == worst.utterance_id


def test_the_summary_exports_the_session(
    qtbot: QtBot, show_scene: ShowScene, tmp_path: Path
) -> None:
    window = show_scene("silence")
    file = tmp_path / "out.csv"
    seen: list[bool] = []

    def press(dialog: QDialog) -> None:
        export = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export…")
        answer(save_as(file, "CSV"))
        qtbot.mouseClick(export, Qt.MouseButton.LeftButton)
        seen.append(dialog.isVisible())
        dialog.accept()

    answer(press)
    qtbot.keyClick(window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: seen == [True])
    assert read_session(file).rows == tuple(window._store.state.rows)


def test_new_rows_come_without_losing_the_selection(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("nothing-said")
    for number in range(4):
        window._store.post(scenes.RowWritten(scenes.row(number)))
    qtbot.wait(60)
    click_row(qtbot, window, 1)
    for number in range(4, 8):
        window._store.post(scenes.RowWritten(scenes.row(number)))
    qtbot.waitUntil(lambda: len(shown(window)) == 8)
    chosen = window.page.table.current_row()
    assert chosen is not None
    assert chosen.utterance_id == 2


def test_the_demo_is_labelled(show_scene: ShowScene) -> None:
    window = show_scene("demo")
    assert window.header.demo.isVisible()
    assert window.header.demo.text == "Demo"
    assert window.header.source.text() == "Demo recording", "no microphone feeds the level"
    assert window.notices.isVisible()
    window = show_scene("speaking")
    assert not window.header.demo.isVisible()


def test_a_notice_can_be_put_away_and_comes_back_when_it_is_new(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("audio-lost")
    notice = window._store.state.notices[0]
    line = window.notices._layout.itemAt(0).widget()
    qtbot.mouseClick(line.close_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert not window.notices.isVisible()
    window.notices.show_notices((notice,))
    assert not window.notices.isVisible()
    window.notices.show_notices(())
    window.notices.show_notices((notice,))
    assert window.notices.isVisible()


def notice_lines(window: MainWindow) -> list[NoticeLine]:
    QApplication.processEvents()  # what was laid out is shown
    return [line for line in window.notices.findChildren(NoticeLine) if line.isVisible()]


def test_of_several_notices_each_can_be_put_away_for_good(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("speaking")
    repaired = [Notice(f"repaired {n}", Severity.INFO, EMPTY(name=n)) for n in range(4)]
    for notice in repaired:
        window._store.post(NoticeRaised(notice))
    window._store.tell()
    for left in (3, 2, 1, 0):
        notice_lines(window)[0].close_button.click()
        assert len(notice_lines(window)) == left
    set_language("de")
    window._store.post(
        NoticeRaised(Notice("overload", Severity.WARNING, PLAIN(text="Some audio was lost.")))
    )
    window._store.tell()
    qtbot.waitUntil(lambda: len(notice_lines(window)) == 1)  # and no other comes back
    assert notice_lines(window)[0].accessibleName() == "Some audio was lost."


def test_another_session_is_followed_from_its_beginning(show_scene: ShowScene) -> None:
    window = show_scene("last-utterance")
    timeline = window.page.timeline.load()
    timeline.zoom(0.5)
    assert timeline.view is not TimeView.RECENT
    window._store.post(SessionOpened("another", Path("another.csv"), "", ""))
    window._store.tell()
    assert timeline.view is TimeView.RECENT


def test_a_correction_of_another_session_is_not_made(show_scene: ShowScene) -> None:
    window = show_scene("last-utterance")
    before = window._store.state.rows[0]
    window._store.post(SessionOpened("another", Path("another.csv"), "", ""))
    window._store.tell()
    window._correct(before, "sad")
    assert window.undo_stack.count() == 0


def test_names_are_no_markup(show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    service = "Team <b>B</b> R&D"
    state = window._store.state
    assert state.source is not None
    window._store.post(SessionOpened("another", Path("another.csv"), service, ""))
    window._store.post(SourceOpened(replace(state.source, name="Q&A <i>")))
    window._store.tell()
    assert "Q&&A <i>" in window.header.source.text()
    dialog = SummaryDialog(window._store.state, window)
    labels = [*window.findChildren(QLabel), *dialog.findChildren(QLabel)]
    named = [label for label in labels if "<b>" in label.accessibleName() + label.text()]
    assert named
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in named)


@pytest.mark.parametrize("scene", ["reconnecting", "system-audio-lost", "zeros", "disk-full"])
def test_a_notice_stays_while_its_matter_lasts(show_scene: ShowScene, scene: str) -> None:
    window = show_scene(scene)
    lines = window.notices.findChildren(NoticeLine)
    assert [line.close_button.isVisible() for line in lines] == [False]
    assert window.status.unsaved.isVisible() == (scene == "disk-full")


@pytest.mark.parametrize(("scene", "closable"), [("disk-full", False), ("audio-lost", True)])
def test_a_notice_ends_as_far_from_the_edge_with_and_without_its_button(
    show_scene: ShowScene,
    scene: str,
    closable: bool,  # noqa: FBT001
) -> None:
    (line,) = show_scene(scene).notices.findChildren(NoticeLine)
    QApplication.processEvents()
    assert line.close_button.isVisible() == closable
    last = line.close_button if closable else line._words
    assert line.width() - last.geometry().right() - 1 == SPACE_M


@pytest.mark.parametrize(
    ("scene", "words"),
    [("starting", "the model is loaded"), ("idle", "once you press Start")],
)
def test_empty_bars_say_what_they_wait_for(show_scene: ShowScene, scene: str, words: str) -> None:
    assert words in show_scene(scene).page.meter.bars._why_empty()


def test_start_stands_out_only_where_there_is_a_microphone(show_scene: ShowScene) -> None:
    window = show_scene("no-microphone")
    assert window.header.start.property("role") == "plain"
    assert window.header.start.isEnabled(), "one may have been plugged in"
    assert show_scene("finished").header.start.property("role") == "primary"


def test_a_session_that_is_over_is_summarised_exported_and_followed_by_a_new_one(
    qtbot: QtBot, show_scene: ShowScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show_scene("speaking")
    assert not window.header.summary.isVisible()
    assert not window.header.export.isVisible()
    assert window.header.start.toolTip().startswith("Start (")
    exported: list[object] = []
    monkeypatch.setattr(window._dialogs, "export", lambda *given: exported.append(given))
    window._store.post(PhaseChanged(Phase.FINISHED))
    qtbot.waitUntil(window.header.summary.isVisible)
    assert not window.header.pause.isVisible()
    assert window.header.start.toolTip().startswith("Start a new session (")
    assert "Start begins a new session" in window.page.meter._detail.text()
    window.findChild(SummaryDialog).close()
    qtbot.mouseClick(window.header.export, Qt.MouseButton.LeftButton)
    assert len(exported) == 1
    qtbot.wait(60)
    qtbot.mouseClick(window.header.summary, Qt.MouseButton.LeftButton)
    assert any(dialog.isVisible() for dialog in window.findChildren(SummaryDialog))


def test_a_finished_session_fills_the_timeline(show_scene: ShowScene) -> None:
    window = show_scene("finished")
    timeline = window.page.timeline.load()
    timeline.refresh()
    left, right = timeline._box.viewRange()[0]
    assert left == pytest.approx(0.0, abs=0.1)
    assert right == pytest.approx(timeline._store.history.end_s, abs=1.0)
    assert [button.isEnabled() for button in timeline._buttons] == [True, True, True, False]
    assert not window.acts.recent.isEnabled()


@pytest.mark.parametrize("width", [1024, 1366])
def test_a_correction_is_a_word_also_where_there_is_little_room(
    show_scene: ShowScene, width: int
) -> None:
    window = show_scene("each")
    window.resize(width, 768)
    corrected = [row.corrected_emotion for row in window._store.state.rows]
    model = window.page.table.model
    index = model.index(corrected.index("neutral"), Column.CORRECTION)
    assert index.data() == index.data(Qt.ItemDataRole.ToolTipRole) == "Neutral"


def test_sentences_break_where_one_ends_and_numbers_stay_with_their_word(
    show_scene: ShowScene,
) -> None:
    detail = show_scene("unsure").page.meter._detail.text()
    assert detail == "Not sure enough to say.\nClosest: Fearful,\N{NO-BREAK SPACE}34%."


@pytest.mark.parametrize("number", range(len(scenes.TALK)))
def test_the_first_line_stands_at_one_height(show_scene: ShowScene, number: int) -> None:
    window = show_scene("finished")
    window.resize(1024, 600)
    window.page.select(number + 1)
    meter = window.page.meter
    QApplication.processEvents()
    middle = meter._about.mapTo(meter, meter._about.rect().center()).y()
    first_line = meter._detail.mapTo(meter, QPoint()).y() + meter._detail.fontMetrics().height() / 2
    assert first_line == pytest.approx(middle, abs=2)


@pytest.mark.parametrize(
    ("phase", "offered"),
    [
        (Phase.IDLE, {"start"}),
        (Phase.LISTENING, {"pause", "stop"}),
        (Phase.PAUSED, {"resume", "stop"}),
        (Phase.RECONNECTING, {"pause", "stop"}),
        (Phase.FAILED, {"start"}),
        (Phase.FINISHED, {"start"}),
    ],
)
def test_what_makes_sense_is_offered(
    show_scene: ShowScene, qtbot: QtBot, phase: Phase, offered: set[str]
) -> None:
    window = show_scene("silence")
    window._store.post(PhaseChanged(phase))
    qtbot.wait(60)
    acts = window.acts
    enabled = {
        name for name in ("start", "stop", "pause", "resume") if getattr(acts, name).isEnabled()
    }
    assert enabled == offered


def test_when_nothing_runs_the_meter_shows_the_chosen_row(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("finished")
    click_row(qtbot, window, 2)
    assert window.page.meter._title.text() == "Happy"
    assert "0:13" in window.page.meter._detail.text()


def test_light_and_dark_at_once(qtbot: QtBot, show_scene: ShowScene, theme: Theme) -> None:
    window = show_scene("speaking")
    assert palette_of(window.page.meter) is LIGHT
    theme.choose(ThemeChoice.DARK)
    qtbot.wait(50)
    assert palette_of(window.page.meter) is DARK
    plot = window.page.timeline.load().plot
    assert plot.backgroundBrush().color() == QColor(DARK.surface)
    picture = window.grab().toImage()
    assert picture.pixelColor(3, picture.height() // 2).name() == DARK.window


@pytest.mark.parametrize(("width", "height", "wide"), [(1366, 768, True), (683, 384, False)])
def test_little_room_puts_the_cards_behind_tabs(
    qtbot: QtBot, show_scene: ShowScene, width: int, height: int, *, wide: bool
) -> None:
    window = show_scene("speaking")
    window.resize(width, height)
    qtbot.wait(50)
    assert window.page._tabs.isVisible() != wide
    assert window.page.meter.isVisible()
    assert window.page.table.isVisible() == wide
    window.resize(1366, 768)
    qtbot.wait(50)
    assert window.page.table.isVisible()


def test_the_initial_focus_is_nowhere_and_tab_reaches_the_buttons(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("silence")
    window.activateWindow()
    reached = set()
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert {window.header.source, window.page.table.view, window.page.table.filter_line} <= reached
    assert window.page.timeline.load().plot in reached
    assert window.page.meter._about in reached


PARTS: dict[str, Callable[[MainWindow], QWidget]] = {
    "header": lambda window: window.header,
    "filter": lambda window: window.page.table.filter_line,
    "table": lambda window: window.page.table.view,
    "timeline": lambda window: window.page.timeline.load().plot,
}


@pytest.mark.parametrize("part", PARTS)
def test_a_file_can_be_dropped_anywhere(
    show_scene: ShowScene, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    window = show_scene("silence")
    analysed: list[Path] = []
    monkeypatch.setattr(window, "analyse", analysed.append)
    talk = Path("/somewhere/talk of today.wav")
    assert drag_and_drop(window, [talk], onto=PARTS[part](window))
    assert analysed == [talk]
    assert window.page.table.filter_line.text() == ""


def test_only_one_file_can_be_dropped(
    show_scene: ShowScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show_scene("idle")
    analysed: list[Path] = []
    monkeypatch.setattr(window, "analyse", analysed.append)
    assert not drag_and_drop(window, [Path("/a.wav"), Path("/b.wav")])
    assert analysed == []


def test_a_hidden_window_paints_nothing(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("silence")
    window.hide()
    play(window, "speaking")
    qtbot.wait(200)
    assert not window.page.meter.bars._glide.moving
    assert not window.page.timeline.load()._timer.isActive()


def test_what_is_selected_stays_so_where_there_is_less_room(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("silence")
    click_row(qtbot, window, 3)
    table = window.page.table
    selected = table.current_row()
    assert not table.model._compact
    table.view.setFixedWidth(420)
    qtbot.waitUntil(lambda: table.model._compact)
    assert table.current_row() == selected
    table.view.hide()
    table.view.show()
    qtbot.wait(20)
    assert table.current_row() == selected


def test_nothing_is_framed_that_nobody_chose_in_a_new_session(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("speaking")
    window.page.select(1)
    timeline = window.page.timeline.load()
    assert timeline.selected_id == 1
    window._store.post(SessionOpened("the next", scenes.LOG, "", ""))
    window._store.post(RowWritten(scenes.row(0)))
    qtbot.waitUntil(lambda: len(window.page.table.model.rows) == 1)
    assert timeline.selected_id is None
    assert timeline.bands._selected is None
    assert window.page.table.current_row() is None


def test_the_button_that_empties_the_filter_stands_in_its_middle(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    line = show_scene("speaking").page.table.filter_line
    line.setText("angry")
    button = line.findChild(QToolButton)
    qtbot.waitUntil(button.isVisible)
    middle = button.geometry().center()
    assert abs(middle.y() - line.rect().center().y()) <= 1
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert line.text() == ""


def test_a_filter_stays_in_another_language_though_it_hides_what_was_selected(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("finished")
    window.page.table.filter_line.setText("angry")
    click_row(qtbot, window, 0)
    set_language("de")
    qtbot.waitUntil(lambda: window.acts.stop.text() == "S&topp")
    assert window.page.table.filter_line.text() == "angry"
    assert shown(window) == []
    assert chosen_id(window) is None


def test_what_is_selected_no_more_is_framed_no_more(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("finished")
    table, timeline = window.page.table, window.page.timeline.load()
    click_row(qtbot, window, 2)
    assert timeline.selected_id == chosen_id(window)
    assert window.page.meter._title.text() != "Finished"
    table.filter_line.setText("no such word")
    assert timeline.selected_id is None
    assert window.page.meter._title.text() == "Finished"
    assert not table.wrong.isEnabled()


def test_rows_can_be_exported_after_a_recording_that_could_not_be_opened(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("demo")
    assert window.header.demo.isVisible()
    assert not window.header.export.isVisible()
    window._store.post(PhaseChanged(Phase.FAILED, NO_SAMPLES(path="a.wav")))
    qtbot.waitUntil(window.header.export.isVisible)
    assert window.header.summary.isVisible()
    assert not window.header.pause.isVisible()
    assert not window.header.demo.isVisible(), "it is not what was asked for"
    assert window.header.source.text() == "Choose a microphone"
