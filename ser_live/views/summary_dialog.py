"""The summary of a session: how much, how it sounded, and the most negative moments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ser_core.types import Status, Tone
from ser_live.log.row import LogRow
from ser_live.session import SessionState
from ser_live.summary import SessionSummary, negativity, summarize_session
from ser_live.views.controls import muted_label, section_label, set_icon_room
from ser_live.views.icons import emotion_icon, icon
from ser_live.views.share_bars import ShareBar, ShareBars
from ser_live.views.sheet import Sheet
from ser_live.views.theme import HEADLINE, SPACE_L, scaled_font
from ser_live.views.words import (
    clock,
    emotion_word,
    status_word,
    sureness,
    tone_word,
)


class SummaryDialog(Sheet):
    """Shows a session in a few numbers."""

    moment_chosen = Signal(int)
    export_wanted = Signal()

    def __init__(self, state: SessionState, parent: QWidget | None = None) -> None:
        summary = summarize_session(state.rows)
        title = self.tr("Summary")
        if state.service:
            title = self.tr("Summary: {0}").format(state.service)
        super().__init__(title, self._sentence_of(summary), parent)
        self._add_numbers(summary)
        self._add_shares(self.tr("Tone"), _tone_bars(summary))
        self._add_moments(summary)
        self._add_shares(self.tr("Emotion"), _emotion_bars(summary))
        self._add_rest(summary)
        self.body_layout.addStretch(1)
        self.add_tool(self.tr("Export…"), self.export_wanted.emit)
        self.add_end(self.tr("Close"))
        self.fit(40, 44)

    def _sentence_of(self, summary: SessionSummary) -> str:
        return self.tr(
            "{0} of {1} utterances had a clear result; shares of the time with a clear result."
        ).format(summary.clear, summary.utterances)

    def _add_numbers(self, summary: SessionSummary) -> None:
        numbers = (
            (str(summary.utterances), self.tr("utterance(s)", "", summary.utterances)),
            (clock(summary.speech_s), self.tr("of speech")),
            (clock(summary.length_s), self.tr("first to last utterance")),
            (str(summary.corrected), self.tr("corrected")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(0)
        for column, (number, word) in enumerate(numbers):
            large = QLabel(number, self)
            large.setFont(scaled_font(self.font(), HEADLINE * 0.8))
            large.setAccessibleName(f"{number} {word}")
            grid.addWidget(large, 0, column)
            grid.addWidget(muted_label(self, word), 1, column)
            grid.setColumnStretch(column, 1)
        self.body_layout.addLayout(grid)

    def _add_shares(self, title: str, bars: Sequence[ShareBar]) -> None:
        self.body_layout.addWidget(section_label(title, self))
        if bars:
            self.body_layout.addWidget(ShareBars(title, bars, self))
        else:
            self.body_layout.addWidget(muted_label(self, self.tr("No clear result.")))

    def _add_rest(self, summary: SessionSummary) -> None:
        others = [
            f"{status_word(status)}: {count}"
            for status, count in summary.statuses
            if status is not Status.OK
        ]
        if others:
            words = self.tr("Not counted: {0}").format(", ".join(others))
            label = muted_label(self, words)
            label.setWordWrap(True)
            self.body_layout.addWidget(label)

    def _add_moments(self, summary: SessionSummary) -> None:
        self.body_layout.addWidget(section_label(self.tr("Most negative moments"), self))
        if not summary.most_negative:
            self.body_layout.addWidget(muted_label(self, self.tr("None sounded negative.")))
        for row in summary.most_negative:
            self.body_layout.addWidget(self._moment(row))

    def _moment(self, row: LogRow) -> QPushButton:
        words = self.tr("{0}  {1}, negative {2}").format(
            clock(row.start_s), emotion_word(row.emotion), sureness(negativity(row))
        )
        button = QPushButton(icon(emotion_icon(row.emotion)), words, self)
        set_icon_room(button)
        button.setAccessibleName(words)
        button.setToolTip(self.tr("Show it in the table and the timeline"))
        button.setStyleSheet("text-align: left;")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.moment_chosen.emit(row.utterance_id))
        return button


def _tone_bars(summary: SessionSummary) -> list[ShareBar]:
    return [
        ShareBar(f"tone-{s.label}", tone_word(Tone(s.label)), s.seconds, s.share, tone=s.label)
        for s in summary.tones
    ]


def _emotion_bars(summary: SessionSummary) -> list[ShareBar]:
    return [
        ShareBar(emotion_icon(s.label), emotion_word(s.label), s.seconds, s.share, s.label)
        for s in summary.emotions
    ]
