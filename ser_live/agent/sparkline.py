"""The caller's tone over the last minute, as one calm line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_core.types import Tone
from ser_live.agent.trace import SHOWN_S, TonePoint, Trace
from ser_live.views.icons import paint_icon
from ser_live.views.palette import Palette
from ser_live.views.theme import SPACE_XS, palette_of

JOINED_S: Final = 1.6
"""Points further apart are not joined: nothing was heard between them."""

STEADY: Final = 0.15
"""A mean lean within this much of nothing is called neutral."""


class Sparkline(QWidget):
    """Above the middle positive, below it negative; thin and dashed where it is unsure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trace = Trace()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The caller's tone over the last minute"))

    def show_trace(self, trace: Trace) -> None:
        """Show the last minute."""
        if trace is self._trace:
            return
        self._trace = trace
        words = self._words()
        self.setAccessibleDescription(words)
        self.setToolTip(f"{self.accessibleName()}\n{words}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as a few words, as high as two lines."""
        em = self.fontMetrics().height()
        return QSize(em * 11, round(em * 2.2))

    def minimumSizeHint(self) -> QSize:
        """Wide enough to see a change."""
        em = self.fontMetrics().height()
        return QSize(em * 5, round(em * 1.6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the middle, the line and the two icons."""
        palette = palette_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._paint_ends(painter, palette)
        painter.setPen(QPen(QColor(palette.border), 1.0))
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        gradient = QLinearGradient(box.topLeft(), box.bottomLeft())
        gradient.setColorAt(0.0, QColor(palette.tones[Tone.POSITIVE]))
        gradient.setColorAt(0.5, QColor(palette.tones[Tone.NEUTRAL]))
        gradient.setColorAt(1.0, QColor(palette.tones[Tone.NEGATIVE]))
        for certain, points in _stretches(self._trace.points):
            line = QPolygonF([self._place(box, point) for point in points])
            pen = QPen(gradient, 2.4) if certain else QPen(QColor(palette.muted), 1.4)
            if not certain:
                pen.setStyle(Qt.PenStyle.DotLine)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(line)
        painter.end()

    def _paint_ends(self, painter: QPainter, palette: Palette) -> QRectF:
        side = min(self.fontMetrics().height() * 0.85, self.height() / 2.2)
        top = QRectF(0, 0, side, side)
        bottom = QRectF(0, self.height() - side, side, side)
        paint_icon(painter, "tone-positive", palette.tones[Tone.POSITIVE], top)
        paint_icon(painter, "tone-negative", palette.tones[Tone.NEGATIVE], bottom)
        left = side + SPACE_XS
        return QRectF(left, 2, max(1.0, self.width() - left - 2), self.height() - 4)

    def _place(self, box: QRectF, point: TonePoint) -> QPointF:
        age_s = max(0.0, self._trace.now_s - point.at_s)
        lean = point.lean or 0.0
        x = box.right() - box.width() * min(1.0, age_s / SHOWN_S)
        return QPointF(x, box.center().y() - lean * box.height() / 2)

    def _words(self) -> str:
        since_s = self._trace.now_s - SHOWN_S
        leans = [
            point.lean
            for point in self._trace.points
            if point.certain and point.lean is not None and point.at_s >= since_s
        ]
        if not leans:
            return self.tr("Nothing certain was heard.")
        mean = sum(leans) / len(leans)
        if abs(mean) <= STEADY:
            return self.tr("Neutral on the whole.")
        if mean < 0:
            return self.tr("Negative on the whole.")
        return self.tr("Positive on the whole.")


def _stretches(points: Sequence[TonePoint]) -> Iterator[tuple[bool, list[TonePoint]]]:
    """Yield the lines between points that belong together, each certain or not."""
    line: list[TonePoint] = []
    certain = False
    for point in points:
        far = bool(line) and point.at_s - line[-1].at_s > JOINED_S
        if point.lean is None or far:
            if len(line) > 1:
                yield certain, line
            line = []
        if point.lean is None:
            continue
        if line and len(line) > 1 and point.certain != certain:
            yield certain, line
            line = [line[-1]]
        certain = point.certain
        line.append(point)
    if len(line) > 1:
        yield certain, line
