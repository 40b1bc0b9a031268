"""A large icon that takes the colour of an emotion."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_live.views.icons import paint_icon
from ser_live.views.theme import HEADLINE, TITLE, palette_of


class FaceIcon(QWidget):
    """A large icon in an emotion's colour, or grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "silence"
        self._emotion = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, emotion: str) -> None:
        """Show an icon in the colour of an emotion; grey where it is empty."""
        if (name, emotion) != (self._name, self._emotion):
            self._name, self._emotion = name, emotion
            self.update()

    def sizeHint(self) -> QSize:
        """As tall as the two lines beside it."""
        side = round(self.fontMetrics().height() * (HEADLINE + TITLE) * 0.9)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        palette = palette_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = palette.emotion(self._emotion) if self._emotion else palette.muted
        side = min(self.width(), self.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        paint_icon(painter, self._name, color, box)
        painter.end()
