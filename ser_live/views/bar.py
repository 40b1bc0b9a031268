"""A bar on its rounded track: what the meter, the levels and the shares are painted with."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

LEAST: Final = 0.003
"""Shares below this have no bar."""

OUTLINE_PX: Final = 1.2


def paint_track(painter: QPainter, track: QRectF, color: str) -> None:
    """Paint the ground of a bar."""
    radius = track.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(track, radius, radius)


def paint_bar(painter: QPainter, track: QRectF, share: float, color: QColor) -> None:
    """Paint a share, 0 to 1, of the track."""
    _paint(painter, track, share, QBrush(color), QPen(Qt.PenStyle.NoPen))


def paint_doubt(painter: QPainter, track: QRectF, share: float, color: QColor) -> None:
    """Paint a share that nothing may be claimed of: hatched."""
    hatched = QBrush(color, Qt.BrushStyle.BDiagPattern)
    _paint(painter, track, share, hatched, QPen(color, OUTLINE_PX))


def _paint(painter: QPainter, track: QRectF, share: float, brush: QBrush, pen: QPen) -> None:
    if share <= LEAST:
        return
    width, height = track.width() * min(1.0, share), track.height()
    bar = QRectF(track.left(), track.top(), max(width, height), height)
    bar.moveRight(track.left() + width)
    shape = _rounded(bar)
    if width < height:  # the round end alone would reach out of the track
        shape = shape.intersected(_rounded(track))
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.drawPath(shape)


def _rounded(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, box.height() / 2, box.height() / 2)
    return path
