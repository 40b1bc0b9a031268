"""The input level: how loud it is, and whether it is overloaded."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_live.session import FLOOR_DBFS, SILENCE_DBFS
from ser_live.views.bar import paint_bar, paint_track
from ser_live.views.glide import Glide
from ser_live.views.palette import Palette
from ser_live.views.theme import palette_of
from ser_live.views.words import channel_word

LOUD_DBFS: Final = -9.0
OUTLINE: Final = 0.5
"""How much of the lesser words' colour the track is framed in."""


def level_share(level_dbfs: float) -> float:
    """Return where a level stands between the floor and full scale, 0 to 1."""
    return min(1.0, max(0.0, 1.0 - level_dbfs / FLOOR_DBFS))


class LevelMeter(QWidget):
    """A bar from -60 dBFS to full scale; an overload is marked and said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clipped = False
        self._channel = ""
        self._glide = Glide(self)
        self._glide.move_to([0.0])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Input level"))
        self.show_level(SILENCE_DBFS, clipped=False)

    def name_channel(self, channel: str) -> None:
        """Say which channel's level this is; empty where there is one."""
        if channel == self._channel:
            return
        self._channel = channel
        name = self.tr("Input level")
        self.setAccessibleName(f"{name}, {channel_word(channel)}" if channel else name)

    def show_level(self, level_dbfs: float, *, clipped: bool) -> None:
        """Show a level in decibels below full scale."""
        if clipped != self._clipped:
            self._clipped = clipped
            self.update()
        self._glide.move_to([level_share(level_dbfs)])
        words = self.tr("Input level: {0} dBFS").format(round(level_dbfs))
        if level_dbfs <= SILENCE_DBFS:
            words = self.tr("Input level: nothing is heard")
        if clipped:
            words = self.tr("The input is overloaded. Turn it down.")
        if self._channel:
            words = f"{channel_word(self._channel)}: {words}"
        if words != self.toolTip():
            self.setToolTip(words)
            self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        """As wide as a few words, as tall as a small letter."""
        em = self.fontMetrics().height()
        return QSize(em * 8, round(em * 0.6))

    def minimumSizeHint(self) -> QSize:
        """Half as wide."""
        hint = self.sizeHint()
        return QSize(hint.width() // 3, hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track, the level, and the zone that is too loud."""
        palette = palette_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.rect())
        paint_track(painter, track, palette.bad if self._clipped else palette.track)
        share = self._glide.values[0]
        paint_bar(painter, track, share, QColor(self._color(palette, share)))
        outline = QColor(palette.muted)  # the track itself is lost on a row that is selected
        outline.setAlphaF(OUTLINE)
        painter.setPen(QPen(outline, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = track.height() / 2
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    def _color(self, palette: Palette, share: float) -> str:
        if not self.isEnabled():
            return palette.disabled
        if self._clipped:
            return palette.bad
        return palette.warning if share > level_share(LOUD_DBFS) else palette.accent
