"""A bar on its rounded track: what the meter, the levels and the shares are painted with."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

LEAST: Final = 0.003
"""Shares below this have no bar."""

OUTLINE_PX: Final = 1.2
OUTLINE_EM: Final = 0.07
HATCH_EM: Final = 0.5
"""How far apart the lines of a hatched ground are, in letters."""


def paint_track(painter: QPainter, track: QRectF, color: str) -> None:
    """Paint the ground of a bar."""
    radius = track.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(track, radius, radius)


def paint_bar(painter: QPainter, track: QRectF, share: float, color: QColor) -> None:
    """Paint a share, 0 to 1, of the track."""
    _paint(painter, track, share, QBrush(color), QPen(Qt.PenStyle.NoPen))


def paint_doubt(
    painter: QPainter, track: QRectF, share: float, color: QColor, *, em: float
) -> None:
    """Paint a share that nothing may be claimed of: hatched, beside letters `em` high."""
    line = max(OUTLINE_PX, OUTLINE_EM * em)
    _paint(painter, track, share, hatched(painter, color, em=em), QPen(color, line))


def hatched(painter: QPainter, color: QColor, *, em: float) -> QBrush:
    """Return slanted lines that follow the letters, `em` high, on screens of any density."""
    ratio = painter.device().devicePixelRatioF()
    side = max(4, round(HATCH_EM * em * ratio))
    brush = QBrush(_hatch(color.name(QColor.NameFormat.HexArgb), side))
    brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    return brush


@lru_cache(maxsize=64)
def _hatch(color: str, side: int) -> QPixmap:
    """Return the tile of a hatched ground; its lines go on in the tiles around it."""
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), side / 7))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - side, 2 * side), QPointF(shift + 2 * side, -side))
    painter.end()
    return tile


def _paint(painter: QPainter, track: QRectF, share: float, brush: QBrush, pen: QPen) -> None:
    if share <= LEAST:
        return
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.drawPath(bar_shape(track, share))


def bar_shape(track: QRectF, share: float) -> QPainterPath:
    """Return the outline of a share of a track; the shortest bar has the ends of the longest."""
    width, height = track.width() * min(1.0, share), track.height()
    bar = QRectF(track.left() - height, track.top(), width + height, height)
    return _rounded(bar, height / 2).intersected(_rounded(track, height / 2))


def _rounded(box: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path
