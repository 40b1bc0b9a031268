"""Every control has a name, every word has room, in both languages and at every size."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QProgressBar,
    QTabBar,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from scripts import scenes, translations
from scripts.look import clipped
from scripts.scenes import SCENES
from scripts.screenshots import DIALOGS
from ser_core import load_model
from ser_core.model.bundled import bundled_folder
from ser_core.sentence import PLAIN
from ser_live.agent.mood import Strain
from ser_live.agent.strain_line import StrainLine
from ser_live.assets import asset
from ser_live.engine.model_facts import model_facts
from ser_live.messages import Notice, Phase, PhaseChanged, Severity
from ser_live.settings import SettingsStore
from ser_live.views import announce
from ser_live.views.about_model import AboutModel
from ser_live.views.chip import Chip
from ser_live.views.controls import text_button
from ser_live.views.dialogs import Dialogs
from ser_live.views.emotion_bars import EmotionBars
from ser_live.views.language import set_language
from ser_live.views.level_meter import LevelMeter
from ser_live.views.model_words import elsewhere_words, licence_words, unheard_words
from ser_live.views.notices import NoticesBar
from ser_live.views.palette import contrast
from ser_live.views.session_window import SessionWindow
from ser_live.views.share_bars import ShareBars
from ser_live.views.theme import Theme, ThemeChoice, palette_of
from ser_live.views.timeline import TimeView
from tests.live.views.conftest import ShowScene, all_widgets, answer

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QProgressBar,
    QTabWidget,
    QTextBrowser,
    EmotionBars,
    LevelMeter,
    ShareBars,
    Chip,
)
LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])


def unnamed(window: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name."""
    found = []
    for widget in all_widgets(window):
        inner = (widget.objectName() or "").startswith("qt_") or isinstance(
            widget.parent(), (QComboBox, QAbstractSpinBox, QLineEdit)
        )
        if inner or not isinstance(widget, CONTROLS) or not widget.isVisibleTo(window):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface else ""
        if not name.strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@LANGUAGES
@pytest.mark.parametrize("scene", SCENES)
def test_every_control_of_the_window_is_named(
    show_scene: ShowScene, scene: str, language: str
) -> None:
    set_language(language)
    assert unnamed(show_scene(scene)) == []


@LANGUAGES
@pytest.mark.parametrize("size", [(1024, 600), (1366, 768), (1920, 1080), (683, 384)])
@pytest.mark.parametrize("scene", ["speaking", "unsure", "reconnecting", "demo", "no-microphone"])
def test_every_word_of_the_window_has_room(
    qtbot: QtBot, show_scene: ShowScene, scene: str, size: tuple[int, int], language: str
) -> None:
    set_language(language)
    window = show_scene(scene)
    window.resize(*size)
    qtbot.wait(60)
    assert (window.width(), window.height()) == size
    assert list(clipped(window)) == []


@LANGUAGES
@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_is_named_and_has_room(qtbot: QtBot, name: str, language: str) -> None:
    set_language(language)
    dialog: QDialog = DIALOGS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert unnamed(dialog) == []
    assert list(clipped(dialog)) == []


def test_every_action_has_its_own_keys(show_scene: ShowScene) -> None:
    window = show_scene("idle")
    keys = [
        (action.shortcut().toString(), action.text())
        for action in window.actions()
        if not action.shortcut().isEmpty()
    ]
    pause = {window.acts.pause.text(), window.acts.resume.text()}
    seen: dict[str, str] = {}
    for key, text in keys:
        assert key not in seen or {seen[key], text} == pause
        seen[key] = text
    assert len(keys) >= 20


@LANGUAGES
def test_no_two_entries_of_a_menu_share_a_letter(show_scene: ShowScene, language: str) -> None:
    set_language(language)
    window = show_scene("silence")
    for menu in [window.menuBar(), *window.menuBar().findChildren(QMenu)]:
        actions = [action for action in menu.actions() if action.isVisible() and action.text()]
        letters = [re.findall(r"&(\w)", action.text()) for action in actions]
        flat = [letter.casefold() for found in letters for letter in found]
        assert len(flat) == len(set(flat)), (language, [action.text() for action in actions])


def test_the_german_translation_is_complete_and_keeps_every_place() -> None:
    root = ET.parse(asset("i18n/ser-live_de.ts")).getroot()  # noqa: S314 - our own
    messages = list(root.iter("message"))
    assert len(messages) > 200
    for message in messages:
        source, translation = message.findtext("source", ""), message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, source
        text = translation.text or ""
        assert sorted(re.findall(r"\{.*?\}", source)) == sorted(re.findall(r"\{.*?\}", text)), (
            source
        )
        assert source.endswith("…") == text.endswith("…"), source


@LANGUAGES
def test_every_text_of_the_program_is_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    name = f"ser-live_{language}.ts"
    shutil.copy(asset(f"i18n/{name}"), tmp_path)
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    assert translations.unfinished(translations.update(language)) == [], "make translations"


def test_a_place_is_forgotten_once(qtbot: QtBot) -> None:
    dialog = AboutModel(scenes.MODEL, "", site_utterances=128.4)
    qtbot.addWidget(dialog)
    assert dialog._site.text().startswith("128 utterances")
    with qtbot.waitSignal(dialog.forget_wanted):
        qtbot.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)
    assert not dialog.forget.isEnabled()
    assert "forgotten" in dialog._site.text()
    new = AboutModel(scenes.MODEL, "", site_utterances=0.0)
    qtbot.addWidget(new)
    assert not new.forget.isEnabled()


def test_german_is_spoken(show_scene: ShowScene) -> None:
    set_language("de")
    window = show_scene("speaking")
    assert window.page.meter._title.text() == "Wütend"
    assert window.header.chip.text == "Spricht"
    assert window.acts.stop.text() == "S&topp"


def test_tab_goes_through_the_monitor_as_it_is_read(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("zeros")
    window.resize(1366, 768)
    window.page.timeline.load()
    passed: list[str] = []
    for _ in range(17):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        passed.append(window.focusWidget().accessibleName())
    wanted = (
        *("Listening to: Jabra Evolve2 40 · left", "Pause", "What do these numbers mean?"),
        *("Filter the utterances", "Zoom out"),
        *("Timeline of the session", "Open the log folder"),
    )
    assert [name for name in passed if name in wanted][: len(wanted)] == list(wanted)


def tab_stops(window: QWidget) -> set[QWidget]:
    """Return what Tab must come to."""
    return {
        widget
        for widget in all_widgets(window)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }


def walk(qtbot: QtBot, window: QWidget) -> set[QWidget]:
    """Press Tab as often as there are controls; return what it came to."""
    reached = set()
    for _ in tab_stops(window):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    return reached


@pytest.mark.parametrize("size", [(1366, 768), (700, 500)], ids=["side by side", "tabs"])
@pytest.mark.parametrize("page", range(3))
def test_tab_comes_to_everything(
    qtbot: QtBot,
    show_scene: ShowScene,
    earlier: SessionWindow,
    size: tuple[int, int],
    page: int,
) -> None:
    for window in (show_scene("zeros"), earlier):
        window.activateWindow()
        window.resize(*size)
        window.page._tabs.setCurrentIndex(page)
        qtbot.wait(60)
        walk(qtbot, window)
        reached = walk(qtbot, window)
        assert reached == tab_stops(window)
        bar = window.page._tabs.tabBar()
        assert (bar in reached) == bar.isVisible()


def explained(qtbot: QtBot, window: SessionWindow) -> list[str]:
    """Return the words of the explanation that a window gives."""
    words: list[str] = []

    def look(dialog: QDialog) -> None:
        words.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()

    answer(look)
    qtbot.mouseClick(window.page.meter._about, Qt.MouseButton.LeftButton)
    return words


@LANGUAGES
def test_an_earlier_session_explains_its_model(
    qtbot: QtBot, earlier: SessionWindow, language: str
) -> None:
    set_language(language)
    qtbot.wait(60)
    words = explained(qtbot, earlier)
    facts = model_facts(load_model(earlier.page.table.model.rows[0].model))
    said = {unheard_words(facts), elsewhere_words(facts), licence_words(facts.licence)}
    assert said <= set(words)
    assert ("Die Karte des Modells (englisch)" in words) == (language == "de")


def test_what_to_expect_at_an_unknown_microphone_is_said_with_its_interval() -> None:
    words = elsewhere_words(model_facts(load_model("open")))
    figures = load_model("open").facts.recalls(elsewhere=True)
    assert len(figures) == 2
    for figure in figures:
        assert (
            f"{figure.corpus}: {figure.value:.0%} ({figure.low:.0%} to {figure.high:.0%})" in words
        )
    assert "guessing gives 17%" in words
    assert "not measured" in elsewhere_words(model_facts(load_model("ravdess")))


def test_a_model_that_is_not_here_is_not_explained(
    qtbot: QtBot, theme: Theme, settings_store: SettingsStore
) -> None:
    asked = Dialogs(settings_store, theme)
    folder = str(bundled_folder() / "open")
    for model in ("of another house", folder, ""):
        titles: list[str] = []

        def look(dialog: QDialog, titles: list[str] = titles) -> None:
            titles.extend(label.text() for label in dialog.findChildren(QLabel))
            dialog.accept()

        window = QWidget()
        qtbot.addWidget(window)
        answer(look)
        asked.explain_model(window, model)
        assert "The percentage" in titles
        assert "Licence" not in titles
        assert "The model's card" not in titles


@LANGUAGES
def test_every_control_of_an_earlier_session_is_named(
    qtbot: QtBot, earlier: SessionWindow, language: str
) -> None:
    set_language(language)
    qtbot.wait(60)
    for size in ((1366, 768), (700, 500)):
        earlier.resize(*size)
        qtbot.wait(60)
        assert unnamed(earlier) == []


def test_an_earlier_session_is_moved_through_by_the_same_keys(
    qtbot: QtBot, earlier: SessionWindow
) -> None:
    timeline = earlier.page.timeline.load()
    earlier.activateWindow()
    qtbot.waitUntil(earlier.isActiveWindow)

    def press(keys: QKeySequence | QKeySequence.StandardKey) -> float:
        """Press keys; return how much time is seen then."""
        qtbot.keySequence(earlier, QKeySequence(keys))
        left, right = timeline.plot.getViewBox().viewRange()[0]
        return float(right - left)

    press(QKeySequence("Ctrl+1"))
    assert timeline.view is TimeView.RECENT
    whole = press(QKeySequence("Ctrl+2"))
    assert timeline.view is TimeView.WHOLE
    assert press(QKeySequence.StandardKey.ZoomIn) < whole
    assert press(QKeySequence.StandardKey.ZoomOut) == pytest.approx(whole, rel=0.05)


def test_what_changes_by_itself_is_said_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    class Reader:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802
            said.append(event.message())

    monkeypatch.setattr(announce, "QAccessible", Reader)
    bar, line = NoticesBar(), StrainLine()
    qtbot.addWidget(bar)
    qtbot.addWidget(line)
    lost, held = (Notice(key, Severity.WARNING, PLAIN(text=key)) for key in ("lost", "held"))
    for notices in ((lost,), (lost, held), (held,)):
        bar.show_notices(notices)
    for strain in (Strain.NEGATIVE, Strain.NEGATIVE, Strain.NONE):
        line.show_strain(strain)
    assert said == ["lost", "held", "The caller has sounded negative for a while."]
    monkeypatch.undo()
    announce.announce(bar, "Qt takes it as it is")


def ring_color(card: QWidget) -> QColor:
    """Return the colour in the middle of a card's upper edge."""
    return card.grab().toImage().pixelColor(card.width() // 2, 1)


@pytest.mark.parametrize("theme_choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_card_wears_a_ring_while_what_fills_it_has_the_focus(
    qtbot: QtBot, show_scene: ShowScene, theme: Theme, theme_choice: ThemeChoice
) -> None:
    theme.choose(theme_choice)
    window = show_scene("speaking")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    accent = QColor(palette_of(window).accent)
    table, timeline = window.page.table, window.page.timeline.load()
    for card, other, filling in (
        (table, timeline, table.view),
        (timeline, table, timeline.plot),
    ):
        filling.setFocus(Qt.FocusReason.TabFocusReason)
        assert ring_color(card) == accent
        assert ring_color(other) != accent


def test_who_comes_to_the_utterances_by_key_sees_which_one_is_corrected(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    table = show_scene("speaking").page.table
    assert not table.wrong.isEnabled()
    table.view.setFocus(Qt.FocusReason.TabFocusReason)
    chosen = table.view.selectionModel().selectedRows()
    assert [index.row() for index in chosen] == [len(table.model.rows) - 1], "the newest"
    assert table.view.viewport().rect().intersects(table.view.visualRect(chosen[0]))
    menu = table.correction_menu()
    assert menu.accessibleName() == "1:33 Neutral – what was it truly?"
    menu.popup(table.mapToGlobal(table.rect().center()))
    heading = menu.findChild(QLabel)
    assert heading.isVisible()
    assert heading.text() == menu.accessibleName()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction().text() == "Neutral", "the heading is no entry"
    menu.close()


def test_an_earlier_session_is_begun_at_the_first_row_in_sight(
    qtbot: QtBot, earlier: SessionWindow
) -> None:
    table = earlier.page.table
    table.view.clearSelection()
    qtbot.waitUntil(lambda: not table.wrong.isEnabled())
    table.filter_line.setFocus()
    table.view.setCurrentIndex(QModelIndex())
    table.view.setFocus(Qt.FocusReason.TabFocusReason)
    row = table.current_row()
    assert row is not None
    assert row.utterance_id == table.model.rows[0].utterance_id


def test_only_what_is_selected_is_corrected(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    table = window.page.table
    table.select(3)
    assert window.acts.wrong.isEnabled()
    where = table.view.visualRect(table.view.currentIndex()).center()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, control, where)
    assert table.current_row() is None
    assert not window.acts.wrong.isEnabled()


def test_a_screen_reader_hears_of_the_timeline_by_name(show_scene: ShowScene) -> None:
    plot = show_scene("speaking").page.timeline.load().plot
    assert plot.viewport().accessibleName() == plot.accessibleName() == "Timeline of the session"


AROUND_A_BOX_PX = 80


def a_checked_box(parent: QWidget) -> QCheckBox:
    box = QCheckBox("Listen at once", parent)
    box.setChecked(True)
    return box


def a_primary_tool(parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText("Start")
    button.setProperty("role", "primary")
    return button


def tabs(parent: QWidget) -> QTabBar:
    bar = QTabBar(parent)
    bar.addTab("Now")
    bar.addTab("Table")
    return bar


@pytest.mark.parametrize(
    ("pressed", "phases", "taken_over"),
    [
        ("start", [Phase.FINISHED, Phase.STARTING], "stop"),
        ("pause", [Phase.LISTENING, Phase.PAUSED], "resume"),
        ("resume", [Phase.PAUSED, Phase.LISTENING], "pause"),
        ("stop", [Phase.LISTENING, Phase.FAILED], "start"),
    ],
)
def test_the_button_in_place_of_a_pressed_one_has_the_focus(
    show_scene: ShowScene, pressed: str, phases: list[Phase], taken_over: str
) -> None:
    window = show_scene("idle")
    before, after = phases
    window._store.post(PhaseChanged(before))
    window._store.tell()
    button = getattr(window.header, pressed)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    window._store.post(PhaseChanged(after))
    window._store.tell()
    assert not button.isVisible()
    assert window.focusWidget() is getattr(window.header, taken_over)


@pytest.mark.parametrize("theme_choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize(
    "make",
    [
        lambda parent: text_button("Save", parent),
        lambda parent: text_button("Save", parent, primary=True),
        a_primary_tool,
        a_checked_box,
        lambda parent: QCheckBox("Listen at once", parent),
        tabs,
        QComboBox,
        QLineEdit,
    ],
)
def test_who_goes_by_keys_sees_where_the_focus_is(
    qtbot: QtBot, theme: Theme, theme_choice: ThemeChoice, make: Callable[[QWidget], QWidget]
) -> None:
    theme.choose(theme_choice)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    control, other = make(dialog), QLabel(dialog)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for widget in (control, other):
        layout.addWidget(widget)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    seen = []
    for widget in (other, control):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        seen.append(control.grab().toImage())
    points = [(x, y) for x in range(control.width()) for y in range(control.height())]
    changed = Counter(tuple(each.pixelColor(x, y).name() for each in seen) for x, y in points)
    clear = max((count for pair, count in changed.items() if contrast(*pair) >= 3.0), default=0)
    assert clear >= min(control.width(), AROUND_A_BOX_PX), "in one colour"


@pytest.fixture
def large_letters(qapp: QApplication, theme: Theme) -> Iterator[None]:
    before, larger = qapp.font(), qapp.font()
    larger.setPointSizeF(2.0 * before.pointSizeF())
    qapp.setFont(larger)
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("large_letters")
def test_icons_grow_with_the_letters(show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    page = window.page
    page.timeline.load()
    buttons = [each for each in page.findChildren(QToolButton) if each.isVisible()]
    assert buttons
    for control in (page.table.view, *buttons):
        assert control.iconSize().height() >= control.fontMetrics().height(), control
