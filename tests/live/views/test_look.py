"""Every page and state of all three faces, as a machine can look at them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scripts.look import clipped, faint, faults, outside, overlapping
from scripts.screenshots import SIZES, Shot, put_away, settle, shots
from ser_live.settings import SettingsStore
from ser_live.views.controls import ElidedLabel
from ser_live.views.language import set_language
from ser_live.views.theme import Theme, ThemeChoice

DIMMED = {"kiosk-attract-night"}
"""Pages whose light is taken away on purpose; a touch gives it back."""


@pytest.mark.parametrize(
    ("language", "look"), [("en", ThemeChoice.LIGHT), ("de", ThemeChoice.DARK)]
)
def test_all_words_have_room_and_stand_out(
    qtbot: QtBot, theme: Theme, settings_store: SettingsStore, language: str, look: ThemeChoice
) -> None:
    set_language(language)
    theme.choose(look)
    every = shots(language, theme, settings_store)
    found = [fault for shot in every for fault in faults_of(shot)]
    assert found == []
    assert len(every) > 75


def faults_of(shot: Shot) -> list[str]:
    """Show a state on the smallest screen, and look at it."""
    window = shot.make()
    window.resize(shot.sizes[0] if shot.sizes else window.size().boundedTo(SIZES[0]))
    window.show()
    settle(window)
    found = faults(window) + ([] if shot.name in DIMMED else list(faint(window)))
    put_away(window)
    return [f"{shot.name}: {fault}" for fault in found]


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(
    ("name", "other"), [("1920x1080", "1920\N{MULTIPLICATION SIGN}1080"), ("a->b", "a→b")]
)
def test_the_typeface_shows_a_name_as_it_is(qtbot: QtBot, name: str, other: str) -> None:
    pictures = []
    for words in (name, other):
        label = QLabel(words)
        qtbot.addWidget(label)
        label.resize(200, 30)
        pictures.append(label.grab().toImage())
    assert pictures[0] != pictures[1]


# The looking itself -------------------------------------------------------------------------


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(QSize(300, 200))
    window.setStyleSheet("background: #ffffff; color: #000000;")
    return window


def put(widget: QWidget, x: int, y: int, width: int, height: int = 30) -> None:
    widget.setGeometry(x, y, width, height)
    widget.window().show()
    widget.show()


def test_words_without_room_are_seen(sheet: QWidget) -> None:
    put(QLabel("A sentence that needs far more room than this", sheet), 0, 0, 60)
    assert len(list(clipped(sheet))) == 1


def test_words_that_wrap_out_of_sight_are_seen(sheet: QWidget) -> None:
    label = QLabel("A sentence that needs far more room than this", sheet)
    label.setWordWrap(True)
    put(label, 0, 0, 60, 20)
    assert len(list(clipped(sheet))) == 1


def test_a_button_and_a_choice_without_room_are_seen(sheet: QWidget) -> None:
    put(QPushButton("Start listening", sheet), 0, 0, 40)
    box = QComboBox(sheet)
    box.addItem("The mix of all channels")
    put(box, 0, 50, 60)
    assert len(list(clipped(sheet))) == 2


def test_a_shortened_sentence_is_seen_and_a_shortened_path_is_fine(sheet: QWidget) -> None:
    sentence, path = ElidedLabel(sheet), ElidedLabel(sheet)
    put(sentence, 0, 0, 60)
    put(path, 0, 40, 60)
    sentence.show_words("Nothing has been said yet")
    path.show_words("/home/ada/Documents/log.csv")
    assert len(list(clipped(sheet))) == 1


def test_words_beyond_the_edge_and_on_other_words_are_seen(sheet: QWidget) -> None:
    put(QLabel("out", sheet), 280, 0, 40)
    put(QLabel("below", sheet), 10, 100, 60)
    put(QLabel("above", sheet), 30, 110, 60)
    assert list(outside(sheet)) == ["'out' reaches out of its room"]
    assert list(overlapping(sheet)) == ["'below' and 'above' overlap"]


@pytest.mark.parametrize(("ink", "readable"), [("#757575", True), ("#7a7a7a", False)])
def test_faint_words_are_seen(sheet: QWidget, ink: str, readable: bool) -> None:  # noqa: FBT001
    label = QLabel("Words", sheet)
    label.setStyleSheet(f"color: {ink};")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    put(label, 10, 10, 200)
    assert (list(faint(sheet)) == []) is readable
