"""A chip: an icon and a word on a rounded ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_live.views.icons import paint_icon
from ser_live.views.theme import SPACE_S, SPACE_XS, palette_of, scaled_font

GROUND = 0.10
"""How much of its colour a chip's ground has; with more the word itself would be faint."""


class Chip(QWidget):
    """An icon and a word in one colour of the palette, on a hint of that colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._text

    def color(self) -> str:
        """Return the colour of icon and word now."""
        return palette_of(self).muted

    def show_words(self, icon: str, text: str) -> None:
        """Show an icon and a word."""
        if (icon, text) == (self._icon, self._text):
            return
        self._icon, self._text = icon, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the word and its icon."""
        height = QFontMetricsF(self._font()).height()
        return QSize(self.width_of(self._text), round(height + SPACE_S))

    def width_of(self, text: str) -> int:
        """Return how wide the chip would be with this word."""
        metrics = QFontMetricsF(self._font())
        words = metrics.horizontalAdvance(text)
        return round(metrics.height() + words + 2.5 * SPACE_S + SPACE_XS)

    def minimumSizeHint(self) -> QSize:
        """Room for the icon at least."""
        metrics = QFontMetricsF(self._font())
        return QSize(round(metrics.height() + 2 * SPACE_S), round(metrics.height() + SPACE_S))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the icon and the word."""
        if not self._text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self.color())
        ground = QColor(color)
        ground.setAlphaF(GROUND)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        metrics = QFontMetricsF(self._font())
        side = metrics.height()
        icon_box = QRectF(SPACE_S, (box.height() - side) / 2, side, side)
        paint_icon(painter, self._icon, color.name(), icon_box)
        painter.setFont(self._font())
        painter.setPen(color)
        words = QRectF(icon_box.right() + SPACE_XS, 0, 0, box.height())
        words.setRight(box.right() - SPACE_S)
        text = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()

    def _font(self) -> QFont:
        return scaled_font(self.font(), 0.94, QFont.Weight.DemiBold)
