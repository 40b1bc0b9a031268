"""The utterances and gaps of the timeline, painted in pixels so that words stay sharp."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from ser_core.types import Status
from ser_live.log.row import LogRow
from ser_live.views.icons import emotion_icon, paint_icon
from ser_live.views.palette import LIGHT, Palette, on_color
from ser_live.views.words import emotion_word, status_word

BAND_BOTTOM: Final = 0.60
BAND_TOP: Final = 0.97
GAP_PX: Final = 1.5
RADIUS_PX: Final = 5.0
INSET_PX: Final = 6.0


class Bands(QGraphicsObject):
    """A band for each row, in seconds across and 0 to 1 upwards."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[LogRow] = ()
        self._starts: list[float] = []
        self._end_s = 0.0
        self._selected: int | None = None
        self._palette = LIGHT
        self._font = QFont()

    def dress(self, palette: Palette, font: QFont) -> None:
        """Paint in these colours and this font from now on."""
        self._palette, self._font = palette, font
        self.update()

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        """Show these rows, in the order of time."""
        if rows is self._rows:
            return
        self.prepareGeometryChange()
        self._rows = rows
        self._starts = [row.start_s for row in rows]
        self._end_s = max((row.end_s for row in rows), default=0.0)
        self.update()

    def select(self, utterance_id: int | None) -> None:
        """Frame the band of an utterance, or none."""
        if utterance_id != self._selected:
            self._selected = utterance_id
            self.update()

    def row_at(self, time_s: float) -> LogRow | None:
        """Return the row that covers a moment."""
        index = bisect_right(self._starts, time_s) - 1
        if index < 0 or self._rows[index].end_s < time_s:
            return None
        return self._rows[index]

    def boundingRect(self) -> QRectF:
        """All the time there is."""
        return QRectF(0.0, 0.0, max(self._end_s, 1.0), 1.0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Paint the bands that can be seen."""
        seen = option.exposedRect
        transform = QTransform(painter.worldTransform())
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(0, bisect_left(self._starts, seen.left()) - 1)
        last = bisect_right(self._starts, seen.right())
        for row in self._rows[first:last]:
            self._paint_band(painter, transform, row)
        painter.restore()

    def _paint_band(self, painter: QPainter, transform: QTransform, row: LogRow) -> None:
        is_gap = row.status is Status.GAP
        bottom, top = (0.0, 1.0) if is_gap else (BAND_BOTTOM, BAND_TOP)
        box = QRectF(
            transform.map(QPointF(row.start_s, top)), transform.map(QPointF(row.end_s, bottom))
        ).normalized()
        box.adjust(0, 0, -GAP_PX, 0)
        box.setWidth(max(box.width(), 2.0))
        color = QColor(self._color(row))
        if row.status is Status.OK:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
        else:
            painter.setPen(QPen(color, 1.0))
            painter.setBrush(QBrush(color, Qt.BrushStyle.BDiagPattern))
        radius = 0.0 if is_gap else min(RADIUS_PX, box.width() / 2)
        painter.drawRoundedRect(box, radius, radius)
        if row.utterance_id == self._selected:
            painter.setPen(QPen(QColor(self._palette.text), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, radius, radius)
        self._paint_words(painter, box, row)

    def _paint_words(self, painter: QPainter, box: QRectF, row: LogRow) -> None:
        metrics = QFontMetricsF(self._font)
        side = metrics.height()
        if box.width() < side + 4:
            return
        certain = row.status is Status.OK
        word = emotion_word(row.emotion) if certain else status_word(row.status)
        icon = emotion_icon(row.emotion) if certain else f"status-{row.status.value}"
        ink = on_color(self._color(row)) if certain else self._palette.text
        room = box.width() - 2 * INSET_PX - side - 4
        fits = metrics.horizontalAdvance(word) <= room
        left = box.left() + INSET_PX if fits else box.center().x() - side / 2
        middle = _middle(box, is_gap=row.status is Status.GAP)
        icon_box = QRectF(left, middle - side / 2, side, side)
        words = QRectF(icon_box.right() + 4, icon_box.top(), metrics.horizontalAdvance(word), side)
        if not certain:
            self._paint_ground(painter, icon_box.united(words) if fits else icon_box)
        paint_icon(painter, icon, ink, icon_box)
        if fits:
            painter.setFont(self._font)
            painter.setPen(QColor(ink))
            painter.drawText(words.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, word)

    def _paint_ground(self, painter: QPainter, words: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.surface))
        painter.drawRoundedRect(words.adjusted(-3, -1, 3, 1), 4, 4)

    def _color(self, row: LogRow) -> str:
        if row.status is Status.OK:
            return self._palette.emotion(row.emotion)
        return self._palette.warning if row.status is Status.GAP else self._palette.muted


def _middle(box: QRectF, *, is_gap: bool) -> float:
    # The words of a gap, which is taller, stand in line with those of the bands.
    share = 1.0 - (BAND_BOTTOM + BAND_TOP) / 2 if is_gap else 0.5
    return box.top() + share * box.height()
