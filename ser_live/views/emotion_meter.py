"""The meter: the leading emotion named large, its tone, and a bar for every label."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ser_live.messages import Phase
from ser_live.session import SessionState
from ser_live.views.controls import (
    Card,
    FittedLabel,
    flat_button,
    muted_label,
    section_label,
)
from ser_live.views.emotion_bars import EmotionBars
from ser_live.views.face_icon import FaceIcon
from ser_live.views.meter_face import Look, MeterFace, meter_face
from ser_live.views.theme import (
    HEADLINE,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    TOUCH_PX,
    scaled_font,
)
from ser_live.views.tone_chip import ToneChip
from ser_live.views.words import NO_BREAK, channel_title, channel_word, sureness

DETAIL_LINES: Final = 2
"""So many lines have their room under the word even when empty, else the bars would jump."""


class EmotionMeter(Card):
    """Shows how the voice sounds now, and says so where nothing can be said."""

    explanation_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._channel = section_label("", self)
        self._channel.setVisible(False)
        self._icon = FaceIcon(self)
        self._title = FittedLabel(HEADLINE, self)
        self._confidence = QLabel(self)
        self._confidence.setFont(scaled_font(self.font(), HEADLINE))
        self._confidence.setFixedHeight(self._title.height())
        self._detail = muted_label(self)
        self._detail.setWordWrap(True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(DETAIL_LINES * self._detail.fontMetrics().lineSpacing())
        self._tone = ToneChip(self)
        self.bars = EmotionBars(self)
        self.bars.setToolTip(
            self.tr(
                "How likely each emotion is, judged by the sound of the voice alone. "
                "Press F1 to read what that is worth."
            )
        )
        self._about: QToolButton = flat_button("help", self.tr("What do these numbers mean?"), self)
        self._about.clicked.connect(self.explanation_wanted)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._remarks = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

    def name_channel(self, channel: str, *, headed: bool = True) -> None:
        """Say which channel's voice this is, with a heading; empty where there is one."""
        words = channel_word(channel) if channel else ""
        self._channel.setText(channel_title(channel) if channel else "")
        self._channel.setVisible(bool(channel) and headed)
        self.bars.setAccessibleName(
            self.tr("Probability of each emotion, {0}").format(words)
            if words
            else self.tr("Probability of each emotion")
        )

    def show_state(self, state: SessionState) -> None:
        """Show what may be said of the voice now."""
        self.bars.say_why_empty(loading=state.phase is Phase.STARTING)
        self.show_face(meter_face(state), _labels(state))

    def show_face(self, face: MeterFace, labels: tuple[str, ...]) -> None:
        """Show chosen words, and the probabilities behind them."""
        certain = face.look is Look.CERTAIN
        self._icon.show_icon(face.icon, face.emotion if certain else "")
        self._title.show_word(face.title)
        confidence = "" if face.confidence is None else sureness(face.confidence)
        self._confidence.setText(confidence)
        self._confidence.setAccessibleName(self.tr("Confidence {0}").format(confidence))
        self._detail.setText(_broken_well(face.detail))
        self._tone.show_tone(face.tone)
        self.bars.show_probs(labels, face.probs, face.look, past=face.past)

    def lie_down(self, *, lying: bool) -> None:
        """Put the bars beside the words where there is little height, and the words in a column."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(beside if lying else below)
        self._remarks.setDirection(below if lying else beside)
        self._remarks.setSpacing(0 if lying else SPACE_S)
        self._layout.setStretch(0, 1 if lying else 0)

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(SPACE_M)
        words.addWidget(self._title, 1)
        words.addWidget(self._confidence)
        tone_px, line_px = self._tone.sizeHint().height(), self._detail.fontMetrics().height()
        self._remarks.addLayout(_beside_button(self._tone, tone_px))
        self._remarks.addLayout(_beside_button(self._detail, line_px), 1)
        below = QHBoxLayout()
        below.setSpacing(SPACE_S)
        below.addLayout(self._remarks, 1)
        below.addWidget(self._about, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addStretch(1)
        beside.addWidget(self._channel)
        beside.addLayout(words)
        beside.addLayout(below)
        beside.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(self._icon)
        head.addLayout(beside, 1)
        self._layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._layout.setSpacing(SPACE_M)
        self._layout.addLayout(head, 0)
        self._layout.addWidget(self.bars, 1)


def _beside_button(widget: QWidget, line_px: int) -> QVBoxLayout:
    """Put the first line at the height of a button's middle, however many lines follow."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, max(0, (TOUCH_PX - line_px) // 2), 0, 0)
    layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    return layout


def _broken_well(sentences: str) -> str:
    """Break after the first sentence, and never before a number."""
    return re.sub(r" (?=\d)", NO_BREAK, sentences).replace(". ", ".\n", 1)


def _labels(state: SessionState) -> tuple[str, ...]:
    """Return the model's labels; those of the rows where an earlier session is shown."""
    if state.model is not None:
        return state.model.labels
    return next((tuple(label for label, _ in row.probs) for row in state.rows if row.probs), ())
