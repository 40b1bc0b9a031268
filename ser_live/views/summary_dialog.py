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
from ser_live.views.lanes import channels_apart
from ser_live.views.share_bars import ShareBar, ShareBars
from ser_live.views.sheet import Sheet
from ser_live.views.theme import HEADLINE, SPACE_L, scaled_font
from ser_live.views.words import (
    channel_word,
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
        voices = _voices(state, summary)
        for channel, voice in voices:
            self._add_shares(self._named(self.tr("Tone"), channel, voice), _tone_bars(voice))
        self._add_moments(summary, named=len(voices) > 1)
        for channel, voice in voices:
            self._add_shares(self._named(self.tr("Emotion"), channel, voice), _emotion_bars(voice))
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

    def _named(self, title: str, channel: str, voice: SessionSummary) -> str:
        """Name the channel where there are two: they are two people, so each has its own base."""
        if not channel:
            return title
        return self.tr("{0}, {1} ({2} of {3} clear)").format(
            title, channel_word(channel), voice.clear, voice.utterances
        )

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
            self._add_line(self.tr("Not counted: {0}").format(", ".join(others)))
        if summary.confirmed:
            self._add_line(self.tr("Confirmed by a person: {0}").format(summary.confirmed))

    def _add_line(self, words: str) -> None:
        label = muted_label(self, words)
        label.setWordWrap(True)
        self.body_layout.addWidget(label)

    def _add_moments(self, summary: SessionSummary, *, named: bool) -> None:
        self.body_layout.addWidget(section_label(self.tr("Most negative moments"), self))
        if not summary.clear:
            self.body_layout.addWidget(muted_label(self, self.tr("No clear result.")))
        elif not summary.most_negative:
            self.body_layout.addWidget(muted_label(self, self.tr("None sounded negative.")))
        for row in summary.most_negative:
            self.body_layout.addWidget(self._moment(row, named=named))

    def _moment(self, row: LogRow, *, named: bool) -> QPushButton:
        words = self.tr("{0}  {1}, negative {2}").format(
            clock(row.start_s), emotion_word(row.emotion), sureness(negativity(row))
        )
        if named:
            words += f" ({channel_word(row.channel)})"
        if row.corrected:
            corrected = emotion_word(row.corrected_emotion)
            words = self.tr("{0}, corrected: {1}").format(words, corrected)
        button = QPushButton(icon(emotion_icon(row.emotion)), words, self)
        set_icon_room(button)
        button.setAccessibleName(words)
        button.setToolTip(self.tr("Show it in the table and the timeline"))
        button.setStyleSheet("text-align: left;")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.moment_chosen.emit(row.utterance_id))
        return button


def _voices(state: SessionState, summary: SessionSummary) -> list[tuple[str, SessionSummary]]:
    """Return each channel that was heard apart with its own summary; else the one of all."""
    return [
        (channel, summarize_session([row for row in state.rows if row.channel == channel]))
        for channel in channels_apart(state)
    ] or [("", summary)]


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
