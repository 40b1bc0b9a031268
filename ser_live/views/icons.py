"""Icons: one-coloured drawings, tinted with the palette and sharp at any scale."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ser_core.model.emotions import TONES
from ser_live.assets import asset
from ser_live.views.theme import app_palette


def paint_icon(painter: QPainter, name: str, color: str, rect: QRectF) -> None:
    """Paint an icon in one colour into a square."""
    ratio = painter.device().devicePixelRatioF()
    pixmap = _pixmap(name, color, round(rect.width() * ratio), ratio)
    on_the_grid = QPointF(round(rect.x() * ratio) / ratio, round(rect.y() * ratio) / ratio)
    painter.drawPixmap(on_the_grid, pixmap)


def paint_on_disc(
    painter: QPainter, room: QRectF, name: str, ink: str, ground: str, share: float
) -> None:
    """Paint an icon on the largest disc in a room, of which it takes this share."""
    side = min(room.width(), room.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(square(side, room.center()))
    paint_icon(painter, name, ink, square(side * share, room.center()))


def square(side: float, center: QPointF) -> QRectF:
    """Return a square around its middle."""
    return QRectF(center.x() - side / 2, center.y() - side / 2, side, side)


def emotion_icon(label: str) -> str:
    """Return the name of an emotion's icon; one serves all labels that are not known."""
    return f"emotion-{label}" if label in TONES else "emotion-other"


def icon(name: str, ink: str = "text") -> QIcon:
    """Return an icon in a colour of the palette, light or dark as it is at the moment."""
    return QIcon(_TintedEngine(name, ink))


class _TintedEngine(QIconEngine):
    """Paints an icon in a colour of the palette of the moment, at the left of its room."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        disabled = mode == QIcon.Mode.Disabled
        color = str(getattr(app_palette(), "disabled" if disabled else self._ink))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(rect.width(), rect.height())
        square = QRectF(rect.left(), rect.center().y() + 0.5 - side / 2, side, side)
        paint_icon(painter, self._name, color, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._ink)


@lru_cache(maxsize=512)
def _pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, color).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    drawing = asset(f"icons/{name}.svg").read_text(encoding="utf-8").replace("#000", color)
    return QSvgRenderer(QByteArray(drawing.encode()))
