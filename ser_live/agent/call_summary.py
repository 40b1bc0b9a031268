"""How the caller sounded, once the call is over; nothing about the agent."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ser_core.types import Tone
from ser_live.session import SessionState
from ser_live.summary import negativity, summarize_session
from ser_live.views.controls import muted_label, section_label
from ser_live.views.share_bars import ShareBar, ShareBars
from ser_live.views.theme import SPACE_S
from ser_live.views.words import clock, emotion_word, sureness, tone_word


class CallSummary(QWidget):
    """Length, tone by time, and the most negative moments of one call."""

    def __init__(self, state: SessionState, length_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        summary = summarize_session(state.rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(section_label(self.tr("How the caller sounded"), self))
        times = self.tr("The call took {0}, the caller spoke {1}.").format(
            clock(length_s), clock(summary.speech_s)
        )
        clear = self.tr(
            "{0} of {1} utterances had a clear result; shares of the time with a clear result."
        ).format(summary.clear, summary.utterances)
        layout.addWidget(self._line(times))
        layout.addWidget(self._line(clear))
        bars = [
            ShareBar(f"tone-{s.label}", tone_word(Tone(s.label)), s.seconds, s.share, tone=s.label)
            for s in summary.tones
        ]
        if bars:
            layout.addWidget(ShareBars(self.tr("The caller's tone by time"), bars, self))
        else:
            layout.addWidget(self._line(self.tr("There was no clear result.")))
        if summary.most_negative:
            moments = ", ".join(
                self.tr("{0} {1} ({2} negative)").format(
                    clock(row.start_s), emotion_word(row.emotion), sureness(negativity(row))
                )
                for row in summary.most_negative
            )
            layout.addWidget(self._line(self.tr("Most negative: {0}").format(moments)))
        remark = self.tr("This describes the caller's voice. It says nothing about how you did.")
        layout.addWidget(self._line(remark))

    def _line(self, words: str) -> QLabel:
        label = muted_label(self, words)
        label.setWordWrap(True)
        return label
