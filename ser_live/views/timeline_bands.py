"""The utterances and gaps of the timeline, painted in pixels so that words stay sharp."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from ser_core.types import Status
from ser_live.log.row import LogRow
from ser_live.views.bar import hatched
from ser_live.views.icons import emotion_icon, paint_icon
from ser_live.views.lanes import Lane, make_lanes
from ser_live.views.palette import LIGHT, Palette, on_color
from ser_live.views.row_words import result_word

GAP_PX: Final = 1.5
RADIUS_PX: Final = 5.0
INSET_PX: Final = 4.0


class Bands(QGraphicsObject):
    """A band for each row, in seconds across and 0 to 1 upwards."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[LogRow] = ()
        self._channels: tuple[str, ...] = ()
        self._lanes = make_lanes((), ())
        self._end_s = 0.0
        self._selected: int | None = None
        self._palette = LIGHT
        self._font = QFont()

    def dress(self, palette: Palette, font: QFont) -> None:
        """Paint in these colours and this font from now on."""
        self._palette, self._font = palette, font
        self.update()

    @property
    def lanes(self) -> Sequence[Lane]:
        """Where the bands stand, the uppermost first."""
        return self._lanes

    def show_rows(self, rows: Sequence[LogRow], channels: tuple[str, ...] = ()) -> None:
        """Show these rows, those of each of these channels in a lane of their own."""
        if rows is self._rows and channels == self._channels:
            return
        self.prepareGeometryChange()
        self._rows, self._channels = rows, channels
        self._lanes = make_lanes(channels, rows)
        self._end_s = max((row.end_s for row in rows), default=0.0)
        self.update()

    def select(self, utterance_id: int | None) -> None:
        """Frame the band of an utterance, or none."""
        if utterance_id != self._selected:
            self._selected = utterance_id
            self.update()

    def row_at(self, time_s: float, height: float = 1.0) -> LogRow | None:
        """Return the row that covers a moment, in the lane that is nearest to a height."""
        nearest = sorted(self._lanes, key=lambda lane: abs(lane.middle - height))
        return next((row for lane in nearest if (row := lane.at(time_s))), None)

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
        for lane in self._lanes:
            self._paint_lane(painter, transform, lane.within(seen.left(), seen.right()), lane)
        painter.restore()

    def _paint_lane(
        self, painter: QPainter, transform: QTransform, rows: Sequence[LogRow], lane: Lane
    ) -> None:
        """Paint bands; of a day's, of which many share a pixel, the first and what stands out."""
        painted_to = gaps_to = -math.inf
        for row in rows:
            ends = transform.m11() * row.end_s + transform.dx()
            is_gap = row.status is Status.GAP
            is_seen = ends > (gaps_to if is_gap else painted_to)
            if not is_seen and row.utterance_id != self._selected:
                continue
            box = self._box(transform, row, lane)
            self._paint_band(painter, box, row, lane)
            painted_to = max(painted_to, math.ceil(box.right()))
            if is_gap:
                gaps_to = painted_to

    def _is_tall(self, row: LogRow) -> bool:
        """Tell whether a band is as high as all: a gap in the only lane is."""
        return row.status is Status.GAP and len(self._lanes) == 1

    def _box(self, transform: QTransform, row: LogRow, lane: Lane) -> QRectF:
        bottom, top = (0.0, 1.0) if self._is_tall(row) else (lane.bottom, lane.top)
        box = QRectF(
            transform.map(QPointF(row.start_s, top)), transform.map(QPointF(row.end_s, bottom))
        ).normalized()
        box.adjust(0, 0, -GAP_PX, 0)
        box.setWidth(max(box.width(), 2.0))
        return box

    def _paint_band(self, painter: QPainter, box: QRectF, row: LogRow, lane: Lane) -> None:
        is_tall = self._is_tall(row)
        color = QColor(self._color(row))
        if row.status is Status.OK:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
        else:
            painter.setPen(QPen(color, 1.0))
            painter.setBrush(hatched(painter, color, em=QFontMetricsF(self._font).height()))
        radius = 0.0 if is_tall else min(RADIUS_PX, box.width() / 2)
        painter.drawRoundedRect(box, radius, radius)
        if row.utterance_id == self._selected:
            painter.setPen(QPen(QColor(self._palette.text), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, radius, radius)
        # The words of a gap, which is taller, stand in line with those of the bands.
        share = 1.0 - lane.middle if is_tall else 0.5
        self._paint_words(painter, box, row, box.top() + share * box.height())

    def _paint_words(self, painter: QPainter, box: QRectF, row: LogRow, middle: float) -> None:
        metrics = QFontMetricsF(self._font)
        side = metrics.height()
        if box.width() < side + 4:
            return
        certain = row.status is Status.OK
        word = result_word(row)
        icon = emotion_icon(row.emotion) if certain else f"status-{row.status.value}"
        ink = on_color(self._color(row)) if certain else self._palette.text
        room = box.width() - 2 * INSET_PX - side - 4
        fits = metrics.horizontalAdvance(word) <= room
        left = box.left() + INSET_PX if fits else box.center().x() - side / 2
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
