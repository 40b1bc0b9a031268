"""What moves on the kiosk: the level ring, the waves of the first page, large pictures."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_live.kiosk.page import LetterSized
from ser_live.kiosk.style import colors_of, readable
from ser_live.views.glide import Glide
from ser_live.views.icons import paint_icon, paint_on_disc, square
from ser_live.views.level_meter import level_share
from ser_live.views.palette import on_color

WAVE_MS: Final = 50
WAVE_PERIOD_S: Final = 9.0
WAVES: Final = 3
TURN_S: Final = 1.8
"""How long the part of a ring that means work takes to go round."""

ICON_SHARE: Final = 0.58
"""How much of its disc a picture's icon takes."""


class Picture(LetterSized):
    """A large icon on a disc, in an emotion's colour, the accent, or grey."""

    def __init__(self, parent: QWidget, *, size_em: float = 6.0) -> None:
        super().__init__(parent)
        self._size_em = size_em
        self._icon = "microphone"
        self._emotion = ""
        self._accent = True

    def show_icon(self, icon: str, *, emotion: str = "", accent: bool = True) -> None:
        """Show an icon; without an emotion on the accent, or on grey."""
        self._icon, self._emotion, self._accent = icon, emotion, accent
        self.update()

    def sizeHint(self) -> QSize:
        """As large as some letters are high."""
        side = round(self.fontMetrics().height() * self._size_em)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc and the icon."""
        colors = colors_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colors.muted
        if self._emotion:
            ground = colors.emotion(self._emotion)
        elif self._accent:
            ground = colors.accent
        room = QRectF(self.rect())
        paint_on_disc(painter, room, self._icon, on_color(ground), ground, ICON_SHARE)
        painter.end()


class MovingPicture(QWidget):
    """A picture that moves, while it can be seen and there is something to move."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._moves = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setInterval(WAVE_MS)
        self._timer.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def turn(self, period_s: float) -> float:
        """Return which part of a turn is over, 0 to 1, where one takes so long."""
        return (self._clock.elapsed() / 1000 / period_s) % 1.0

    def move_on(self, *, moves: bool) -> None:
        """Move from now on, or stand still."""
        self._moves = moves
        self._run(visible=self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        """Move, if there is something to move."""
        self._run(visible=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        self._run(visible=False)
        super().hideEvent(event)

    def _run(self, *, visible: bool) -> None:
        if visible and self._moves:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()


class Waves(MovingPicture):
    """Rings that spread slowly from a microphone: somebody may speak here.

    They stand still at night.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._moves = True

    def sizeHint(self) -> QSize:
        """As large as the page lets it be."""
        em = self.fontMetrics().height()
        return QSize(em * 14, em * 10)

    def minimumSizeHint(self) -> QSize:
        """Large enough to be a picture."""
        em = self.fontMetrics().height()
        return QSize(em * 6, em * 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rings and the microphone."""
        colors = colors_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QRectF(self.rect()).center()
        outer = min(self.width(), self.height()) / 2
        core = outer * 0.42
        phase = self.turn(WAVE_PERIOD_S) if self._moves else 0.35
        painter.setPen(Qt.PenStyle.NoPen)
        for wave in range(WAVES):
            share = (phase + wave / WAVES) % 1.0
            color = QColor(colors.accent)
            color.setAlphaF(0.22 * sin(pi * share) ** 1.2)
            painter.setBrush(color)
            radius = core + (outer - core) * share
            painter.drawEllipse(center, radius, radius)
        painter.setBrush(QColor(colors.accent))
        painter.drawEllipse(center, core, core)
        ink = readable(colors.accent, colors.on_accent)
        paint_icon(painter, "microphone", ink, square(core * 1.05, center))
        painter.end()


class LevelRing(MovingPicture):
    """How loud it is, how much time is left, and what is heard, in one round picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._left = 1.0
        self._icon = "microphone"
        self._emotion = ""
        self._listening = False
        self._glide = Glide(self)
        self._glide.move_to([0.0])

    def show_level(self, level_dbfs: float, *, listening: bool) -> None:
        """Show an input level in decibels below full scale."""
        if listening != self._listening:
            self._listening = listening
            self.update()
        self._glide.move_to([level_share(level_dbfs) if listening else 0.0])

    def show_work(self, *, working: bool) -> None:
        """Go round while something is worked out."""
        if working != self._moves:
            self.move_on(moves=working)

    def show_left(self, share: float) -> None:
        """Show which share of the time is left, 0 to 1."""
        if abs(share - self._left) > 0.001:
            self._left = share
            self.update()

    def show_icon(self, icon: str, emotion: str) -> None:
        """Show an icon in the middle, in the colour of an emotion or in the accent's."""
        if (icon, emotion) != (self._icon, self._emotion):
            self._icon, self._emotion = icon, emotion
            self.update()

    def sizeHint(self) -> QSize:
        """As large as the page lets it be."""
        em = self.fontMetrics().height()
        return QSize(em * 14, em * 14)

    def minimumSizeHint(self) -> QSize:
        """Large enough to be read."""
        em = self.fontMetrics().height()
        return QSize(em * 8, em * 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the level, the time and the icon."""
        colors = colors_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QRectF(self.rect()).center()
        outer = min(self.width(), self.height()) / 2
        line = outer * 0.045
        self._paint_time(painter, center, outer - line, line)
        color = QColor(colors.emotion(self._emotion) if self._emotion else colors.accent)
        if not self._listening:
            color = QColor(colors.muted)
        core = outer * 0.46
        reach = core + (outer * 0.86 - core) * self._glide.values[0]
        painter.setPen(Qt.PenStyle.NoPen)
        for share, alpha in ((1.0, 0.16), (0.55, 0.28)):
            halo = QColor(color)
            halo.setAlphaF(alpha)
            painter.setBrush(halo)
            radius = core + (reach - core) * share
            painter.drawEllipse(center, radius, radius)
        painter.setBrush(color)
        painter.drawEllipse(center, core, core)
        paint_icon(painter, self._icon, on_color(color.name()), square(core * 1.1, center))
        painter.end()

    def _paint_time(self, painter: QPainter, center: QPointF, radius: float, line: float) -> None:
        colors = colors_of(self)
        box = square(2 * radius, center)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colors.border), line))
        painter.drawEllipse(box)
        if self._moves:
            self._paint_work(painter, box, line)
            return
        if self._left <= 0:
            return
        pen = QPen(QColor(colors.accent if self._listening else colors.muted), line)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(box, 90 * 16, round(360 * 16 * self._left))
        angle = pi / 2 + 2 * pi * self._left
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.text))
        tip = QPointF(center.x() + radius * cos(angle), center.y() - radius * sin(angle))
        painter.drawEllipse(tip, line * 0.95, line * 0.95)

    def _paint_work(self, painter: QPainter, box: QRectF, line: float) -> None:
        pen = QPen(QColor(colors_of(self).accent), line)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(box, round((90 - 360 * self.turn(TURN_S)) * 16), -90 * 16)
