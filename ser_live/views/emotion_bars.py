"""A bar for each emotion, moving calmly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ser_live.views.bar import paint_bar, paint_doubt, paint_track
from ser_live.views.glide import Glide
from ser_live.views.icons import emotion_icon, paint_icon
from ser_live.views.meter_face import Look
from ser_live.views.palette import Palette
from ser_live.views.theme import SPACE_S, SPACE_XS, palette_of
from ser_live.views.words import emotion_word, percent, sureness

MAX_ROW_EM: Final = 3.2
MIN_ROW_EM: Final = 1.35
GAP_EM: Final = 0.4
"""Between icon, word, bar and number, but at least `SPACE_S`."""

FADED: Final = 0.45
"""How much of the bars is left when the result is of the past."""


class EmotionBars(QWidget):
    """The probabilities of all labels, side by side, the leading one in bold.

    Attributes
    ----------
    painted : Signal()
        After each repaint.
    """

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._words: Mapping[str, str] = {}
        self._look = Look.EMPTY
        self._past = False
        self._leader = -1
        self._loading = True
        self._seen: dict[int, tuple[int, int]] = {}
        self._glide = Glide(self, self._repaint_moved)
        self._measure()
        self.setAccessibleName(self.tr("Probability of each emotion"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def name_labels(self, words: Mapping[str, str]) -> None:
        """Call the emotions by these words instead of the program's own."""
        if words != self._words:
            self._words = words
            self.updateGeometry()
            self.update()

    def say_why_empty(self, *, loading: bool) -> None:
        """Say what the first bars wait for: the model that is being loaded, or Start."""
        if loading != self._loading:
            self._loading = loading
            self.update()

    def show_probs(
        self, labels: tuple[str, ...], probs: Sequence[float], look: Look, *, past: bool = False
    ) -> None:
        """Show these probabilities, parallel to the labels; without them no number is shown."""
        if labels != self._labels:
            self._labels = labels
            self._seen.clear()
            self.updateGeometry()
            self.update()
        shares = list(probs) if len(probs) == len(labels) else [0.0] * len(labels)
        look = look if any(shares) else Look.EMPTY
        leader = max(range(len(shares)), key=shares.__getitem__) if any(shares) else -1
        if (look, past, leader) != (self._look, self._past, self._leader):
            self._look, self._past, self._leader = look, past, leader
            self.update()
        if self._glide.move_to(shares):
            self.setAccessibleDescription(
                ", ".join(
                    f"{self._word(label)} {sureness(share)}"
                    for label, share in zip(labels, shares, strict=True)
                )
            )

    def sizeHint(self) -> QSize:
        """As little as it can do with: two meters then share all further height alike."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for every bar, close together."""
        return self._size(MIN_ROW_EM)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint in other colours, another font or another language."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are asked for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._labels:
            painter.setPen(QColor(palette_of(self).muted))
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(centred), self._why_empty())
        for index, label in enumerate(self._labels):
            box = self._row_box(index)
            if event.region().intersects(box.toAlignedRect()):
                self._paint_row(painter, box, label, index)
        painter.end()
        self.painted.emit()

    def _why_empty(self) -> str:
        if self._loading:
            return self.tr("Each emotion gets its bar here as soon as the model is loaded.")
        return self.tr("The bars appear once you press Start.")

    def _paint_row(self, painter: QPainter, box: QRectF, label: str, index: int) -> None:
        palette = palette_of(self)
        share = self._glide.values[index]
        firm = index == self._leader and self._look is Look.CERTAIN
        ink = palette.text if firm else palette.muted
        em = self._em
        paint_icon(painter, emotion_icon(label), ink, QRectF(0, box.center().y() - em / 2, em, em))
        painter.setFont(self._word_font(bold=firm))
        painter.setPen(QColor(ink))
        word_box = QRectF(em + self._gap, box.top(), self._words_width, box.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(word_box, middle | Qt.AlignmentFlag.AlignLeft, self._word(label))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, self._number(index))
        track = QRectF(word_box.right() + self._gap, 0, 0, min(box.height() * 0.5, em))
        track.setRight(box.right() - self._number_width - self._gap)
        track.moveTop(box.center().y() - track.height() / 2)
        self._paint_bar(painter, track, share, palette, label)

    def _paint_bar(
        self, painter: QPainter, track: QRectF, share: float, palette: Palette, label: str
    ) -> None:
        paint_track(painter, track, palette.track)
        if self._look is Look.CERTAIN:
            color = QColor(palette.emotion(label))
            color.setAlphaF(FADED if self._past else 1.0)
            paint_bar(painter, track, share, color)
        else:
            paint_doubt(painter, track, share, QColor(palette.muted), em=self._em)

    def _size(self, row_em: float) -> QSize:
        self._measure()
        width = self._em * 6 + self._words_width + self._number_width + 3 * self._gap
        return QSize(round(width), round(self._em * max(1.0, len(self._labels) * row_em)))

    def _measure(self) -> None:
        metrics = QFontMetricsF(self._word_font(bold=True))
        self._em = metrics.height()
        self._gap = max(SPACE_S, GAP_EM * self._em)
        words = [metrics.horizontalAdvance(self._word(label)) for label in self._labels]
        self._words_width = max(words, default=0.0) + SPACE_XS
        self._number_width = metrics.horizontalAdvance(percent(1.0)) + SPACE_XS

    def _row_box(self, index: int) -> QRectF:
        height = min(self.height() / len(self._labels), self._em * MAX_ROW_EM)
        return QRectF(0, index * height, self.width(), height)

    def _repaint_moved(self) -> None:
        """Repaint the rows whose bar or number differs from what was painted."""
        moved = zip(self._glide.values, self._glide.targets, strict=True)
        for index, (share, target) in enumerate(moved):
            seen = (round(share * self.width()), round(target * 100))
            if self._seen.get(index) != seen:
                self._seen[index] = seen
                self.update(self._row_box(index).toAlignedRect())

    def _number(self, index: int) -> str:
        """Return the number of the reading at once; only the bar takes its time."""
        return sureness(self._glide.targets[index]) if self._look is not Look.EMPTY else "–"

    def _word(self, label: str) -> str:
        return self._words.get(label) or emotion_word(label)

    def _word_font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font
