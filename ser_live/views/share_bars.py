"""Shares of a whole as bars with an icon, a word, a length of time and a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_live.views.bar import paint_bar, paint_track
from ser_live.views.icons import paint_icon
from ser_live.views.theme import SPACE_S, palette_of
from ser_live.views.words import duration, percent


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar: `color` names an emotion or a tone of the palette."""

    icon: str
    word: str
    seconds: float
    share: float
    emotion: str = ""
    tone: str = ""


class ShareBars(QWidget):
    """Bars one below the other, their words in a column."""

    def __init__(self, name: str, bars: Sequence[ShareBar], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = bars
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(", ".join(f"{b.word} {percent(b.share)}" for b in bars))

    def sizeHint(self) -> QSize:
        """Room for a line for each bar."""
        em = self.fontMetrics().height()
        return QSize(em * 22, round(em * 1.8 * max(1, len(self._bars))))

    def minimumSizeHint(self) -> QSize:
        """Keep all bars in sight."""
        em = self.fontMetrics().height()
        return QSize(em * 16, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        em = metrics.height()
        words = max((metrics.horizontalAdvance(bar.word) for bar in self._bars), default=0.0)
        numbers = [f"{percent(bar.share)} · {duration(bar.seconds)}" for bar in self._bars]
        number = max((metrics.horizontalAdvance(text) for text in numbers), default=0.0)
        for index, bar in enumerate(self._bars):
            box = QRectF(0, index * em * 1.8, self.width(), em * 1.8)
            self._paint_bar(painter, box, bar, words, number, numbers[index])
        painter.end()

    def _paint_bar(
        self,
        painter: QPainter,
        box: QRectF,
        bar: ShareBar,
        words: float,
        number: float,
        text: str,
    ) -> None:
        palette = palette_of(self)
        em = box.height() / 1.8
        middle = box.center().y()
        paint_icon(painter, bar.icon, palette.text, QRectF(0, middle - em / 2, em, em))
        painter.setPen(QColor(palette.text))
        word_box = QRectF(em + SPACE_S, box.top(), words + 2, box.height())
        painter.drawText(word_box, Qt.AlignmentFlag.AlignVCenter, bar.word)
        number_box = QRectF(box.right() - number - 2, box.top(), number + 2, box.height())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(number_box, right, text)
        left = word_box.right() + SPACE_S
        track = QRectF(left, middle - em * 0.3, number_box.left() - SPACE_S - left, em * 0.6)
        paint_track(painter, track, palette.track)
        color = palette.emotion(bar.emotion) if bar.emotion else _tone_color(self, bar.tone)
        paint_bar(painter, track, bar.share, QColor(color))


def _tone_color(widget: QWidget, tone: str) -> str:
    tones = palette_of(widget).tones
    return next((color for name, color in tones.items() if name.value == tone), "#808080")
