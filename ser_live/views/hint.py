"""The look of a sentence that speaks up: a hint of its colour, and its icon."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ser_live.views.icons import paint_icon
from ser_live.views.theme import RADIUS, SPACE_M

STRENGTH: Final = 0.12
"""How much colour the ground has, 0 to 1."""


def paint_hint(widget: QWidget, icon: str, color: str) -> None:
    """Paint the rounded ground of a widget in a colour, and an icon as high as a line."""
    ground = QColor(color)
    ground.setAlphaF(STRENGTH)
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(widget.rect()), RADIUS, RADIUS)
    em = widget.fontMetrics().height()
    box = QRectF(SPACE_M, (widget.height() - em) / 2, em, em)
    paint_icon(painter, icon, QColor(color).name(), box)
    painter.end()
