"""A button for fingers: large, with an icon and words that wrap."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ser_live.kiosk.style import TOUCH_EM, chosen_look, colors_of, edge_of, readable
from ser_live.views.icons import paint_icon
from ser_live.views.palette import Palette

WIDEST_EM: Final = 15.0
PADDING_EM: Final = 1.1
LEAST_PADDING_EM: Final = 0.5
"""Above and below words of several lines, together."""

ICON_EM: Final = 1.7
GAP_EM: Final = 0.6

_BY_KEYS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class Weight(Enum):
    """How loudly a button speaks."""

    PRIMARY = auto()
    PLAIN = auto()
    QUIET = auto()


class TouchButton(QAbstractButton):
    """An icon and wrapped words on a rounded ground; at least as high as a finger needs.

    Attributes
    ----------
    ringed : bool
        Whether it was the keys that were last used on it, so that its focus is to be seen.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        weight: Weight = Weight.PLAIN,
        icon: str = "",
        step: str = "plain",
    ) -> None:
        super().__init__(parent)
        self._weight = weight
        self._icon = icon
        self._icon_emotion = ""
        self._hovered = False
        self.ringed = False
        self._peer: TouchButton | None = None
        self.setProperty("step", step)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str) -> None:
        """Show these words; screen readers say the same."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def weigh(self, weight: Weight) -> None:
        """Speak this loudly from now on."""
        self._weight = weight
        self.update()

    def be_as_wide_as(self, peer: TouchButton) -> None:
        """Take no less room than another answer to the same question."""
        self._peer = peer

    def show_emotion(self, icon: str, label: str) -> None:
        """Show an emotion's icon in its colour."""
        self._icon, self._icon_emotion = icon, label
        self.update()

    def wanted_width(self) -> int:
        """Return the width that this button wants by itself."""
        em = self._em()
        words = QFontMetricsF(self._font()).horizontalAdvance(self.text()) + 2
        return round(max(min(words, WIDEST_EM * em) + self._around() * em, TOUCH_EM * em))

    def sizeHint(self) -> QSize:
        """As wide as the words want, up to a limit from which they wrap."""
        width = max(self.wanted_width(), self._peer.wanted_width() if self._peer else 0)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the longest word."""
        em = self._em()
        metrics = QFontMetricsF(self._font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        width = round(max(longest + 2 + self._around() * em, TOUCH_EM * em))
        return QSize(width, round(TOUCH_EM * em))

    def heightForWidth(self, width: int) -> int:
        """High enough for the wrapped words, and for a finger."""
        em = self._em()
        room = max(em, width - self._around() * em)
        words = self._wrapped(room).height()
        return round(max(TOUCH_EM * em, words + LEAST_PADDING_EM * em))

    def changeEvent(self, event: QEvent) -> None:
        """Take another font or other colours."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus to whoever uses the keys; fingers need no ring."""
        self.ringed = event.reason() in _BY_KEYS
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show no focus to a finger, also where the keys had brought it."""
        self.ringed = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the return key press it too, once: held down it would press the next page's, too."""
        self.ringed = True
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Answer the pointer."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Answer the pointer."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the icon and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        ink = self._paint_ground(painter, colors)
        self._paint_words(painter, colors, ink)
        painter.end()

    def _paint_ground(self, painter: QPainter, colors: Palette) -> QColor:
        em = _em(self.window().font())  # one look for all buttons of a page
        line = max(1.5, em * 0.09)
        ground, edge, ink = self._look(colors)
        ink = readable(ground or colors.window, ink)
        if self.isDown():
            ground = colors.selection if self._weight is not Weight.PRIMARY else ground
            edge = colors.accent if self._weight is not Weight.PRIMARY else colors.text
        box = QRectF(self.rect()).adjusted(line, line, -line, -line)
        if self.hasFocus() and self.ringed:
            filled = self._weight is Weight.PRIMARY or self.isChecked()
            edge, line = (colors.text if filled else colors.accent), line * 2
        elif self._hovered and self.isEnabled() and self._weight is not Weight.PRIMARY:
            edge = colors.accent
        if self._weight is Weight.QUIET:
            self._underline(painter, edge, line)
            return QColor(ink)
        painter.setPen(QPen(QColor(edge), line) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        radius = em * 0.8
        painter.drawRoundedRect(box, radius, radius)
        return QColor(ink)

    def _underline(self, painter: QPainter, edge: str, line: float) -> None:
        """Answer below the words: a frame would cut into the icon, which stands on the margin."""
        em = self._em()
        right = min(self.width(), self.wanted_width()) - PADDING_EM * em
        below = self.height() / 2 + em
        painter.setPen(QPen(QColor(edge), line) if edge else Qt.PenStyle.NoPen)
        painter.drawLine(QPointF(line, below), QPointF(right, below))

    def _look(self, colors: Palette) -> tuple[str, str, str]:
        if not self.isEnabled():
            return colors.raised, colors.border, colors.muted
        if self.isChecked():
            return chosen_look(colors)
        match self._weight:
            case Weight.PRIMARY:
                return colors.accent, colors.accent, colors.on_accent
            case Weight.PLAIN:
                return colors.surface, edge_of(colors), colors.text
            case Weight.QUIET:
                return "", "", colors.text

    def _paint_words(self, painter: QPainter, colors: Palette, ink: QColor) -> None:
        em = self._em()
        box = QRectF(self.rect()).adjusted(self._indent() * em, 0, -PADDING_EM * em, 0)
        text_box = QRectF(box)
        if self._icon:
            side = ICON_EM * em
            text_box.setLeft(box.left() + side + GAP_EM * em)
            words = self._wrapped(text_box.width()).width()
            whole = side + GAP_EM * em + words if self.text() else side
            centred = box.center().x() - whole / 2
            left = box.left() if self._weight is Weight.QUIET else centred
            icon_box = QRectF(left, box.center().y() - side / 2, side, side)
            color = colors.emotion(self._icon_emotion) if self._icon_emotion else ink.name()
            paint_icon(painter, self._icon, color, icon_box)
            text_box = QRectF(icon_box.right() + GAP_EM * em, box.top(), words + 1, box.height())
        painter.setFont(self._font())
        painter.setPen(ink)
        painter.drawText(text_box, self._flags(), self.text())

    def _wrapped(self, width: float) -> QRectF:
        """Return the room that the words take where they wrap at this width."""
        bounds = QRectF(0, 0, width, 10_000)
        return QFontMetricsF(self._font()).boundingRect(bounds, self._flags(), self.text())

    def _flags(self) -> int:
        middle = Qt.AlignmentFlag.AlignVCenter
        side = Qt.AlignmentFlag.AlignLeft if self._icon else Qt.AlignmentFlag.AlignHCenter
        return int(middle) | int(side) | int(Qt.TextFlag.TextWordWrap)

    def _around(self) -> float:
        """Width of everything but the words, in letters."""
        return self._indent() + PADDING_EM + (ICON_EM + GAP_EM if self._icon else 0.0) + 0.2

    def _indent(self) -> float:
        """Room before the icon: a button without a ground stands on the page's margin."""
        return 0.0 if self._weight is Weight.QUIET else PADDING_EM

    def _em(self) -> float:
        return _em(self.font())

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium)
        return font


def _em(font: QFont) -> float:
    return QFontMetricsF(font).height() * 0.85
