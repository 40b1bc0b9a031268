"""The summary says what its shares are of, and does not speak of what is not known."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ser_core.types import EACH_CHANNELS, Status, Tone
from ser_live.log.row import LogRow
from ser_live.session import SessionState
from ser_live.views.share_bars import ShareBars
from ser_live.views.summary_dialog import SummaryDialog
from tests.live.log.rows import a_row

ANGRY = replace(
    a_row(1),
    emotion="angry",
    tone=Tone.NEGATIVE,
    probs=(("angry", 0.9), ("calm", 0.05), ("sad", 0.05)),
)


def words_of(qtbot: QtBot, *rows: LogRow) -> list[str]:
    """Return the words of the summary of these rows, those of its buttons and bars too."""
    dialog = SummaryDialog(SessionState(rows=rows))
    qtbot.addWidget(dialog)
    spoken = [each.text() for kind in (QLabel, QPushButton) for each in dialog.findChildren(kind)]
    bars = dialog.findChildren(ShareBars)
    return spoken + [f"{bar.accessibleName()}: {bar.accessibleDescription()}" for bar in bars]


def test_where_nothing_was_clear_nothing_is_said_of_negative_moments(qtbot: QtBot) -> None:
    words = words_of(qtbot, replace(ANGRY, status=Status.UNSURE))
    assert "None sounded negative." not in words
    assert words.count("No clear result.") == 3


def test_a_negative_moment_names_its_correction(qtbot: QtBot) -> None:
    words = words_of(qtbot, replace(ANGRY, corrected_emotion="calm"))
    assert "0:03  Angry, negative 95%, corrected: Calm" in words


def test_a_confirmed_result_is_not_told_as_corrected(qtbot: QtBot) -> None:
    words = words_of(qtbot, replace(ANGRY, corrected_emotion="angry"))
    assert "0:03  Angry, negative 95%" in words
    assert "Confirmed by a person: 1" in words


def test_two_people_are_not_mixed(qtbot: QtBot) -> None:
    left, right = EACH_CHANNELS
    words = words_of(
        qtbot,
        replace(ANGRY, channel=left),
        replace(a_row(2), channel=right),
        replace(a_row(3), channel=right, status=Status.UNSURE),
    )
    assert "Tone, left (1 of 1 clear): Negative 100%" in words
    assert "Tone, right (1 of 2 clear): Neutral 100%" in words
    assert "0:03  Angry, negative 95% (left)" in words
