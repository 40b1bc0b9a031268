"""A large icon on a disc that takes the colour of an emotion."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_live.views.icons import paint_on_disc
from ser_live.views.palette import on_color
from ser_live.views.theme import HEADLINE, TITLE, palette_of

ICON_SHARE: Final = 0.62
"""How much of the disc the icon takes."""


class FaceIcon(QWidget):
    """A large icon on a disc in an emotion's colour; grey on a quiet one where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "silence"
        self._emotion = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, emotion: str) -> None:
        """Show an icon on the colour of an emotion; grey where it is empty."""
        if (name, emotion) != (self._name, self._emotion):
            self._name, self._emotion = name, emotion
            self.update()

    def sizeHint(self) -> QSize:
        """As tall as the two lines beside it."""
        side = round(self.fontMetrics().height() * (HEADLINE + TITLE) * 0.9)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc and the icon."""
        palette = palette_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = palette.emotion(self._emotion) if self._emotion else palette.raised
        ink = on_color(ground) if self._emotion else palette.muted
        paint_on_disc(painter, QRectF(self.rect()), self._name, ink, ground, ICON_SHARE)
        painter.end()
