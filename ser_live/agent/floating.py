"""A window that floats above all others: moved by mouse or keys, and kept on its screen.

Where the desktop alone decides about that (Wayland), the window keeps its frame, so that the
desktop's own menu can do both.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent, QMoveEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

STEP_PX: Final = 24
"""How far an arrow key moves the window."""

MOVES: Final = {
    "Ctrl+Left": QPoint(-STEP_PX, 0),
    "Ctrl+Right": QPoint(STEP_PX, 0),
    "Ctrl+Up": QPoint(0, -STEP_PX),
    "Ctrl+Down": QPoint(0, STEP_PX),
}


class FloatingWindow(QWidget):
    """Is as high as its parts ask for, and rises where that has no room below it.

    Attributes
    ----------
    whole : QVBoxLayout
        Takes the parts.
    """

    def __init__(self) -> None:
        super().__init__(None, _flags())
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.whole = QVBoxLayout(self)
        self._grabbed: QPoint | None = None
        self._top: int | None = None
        self._raised_to: int | None = None
        for keys, step in MOVES.items():
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.move_by, step))

    def fit(self) -> None:
        """Take the size that the parts need, on the screen."""
        self.whole.activate()
        hint = self.sizeHint()
        room = self.screen().availableGeometry().width()
        width = min(max(self.width(), hint.width()), room)
        height = self.whole.heightForWidth(width) if self.whole.hasHeightForWidth() else -1
        size = QSize(width, height if height > 0 else hint.height())
        if size != self.size():
            self.resize(size)
        self._stay_on_the_screen()

    def move_by(self, step: QPoint) -> None:
        """Move as far as the screen goes."""
        room = self.screen().availableGeometry()
        wanted = QRect(self.pos() + step, self.size())
        self.move(_within(wanted, room).topLeft())

    def event(self, event: QEvent) -> bool:
        """Take the height that the parts need, whenever they need another one."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def changeEvent(self, event: QEvent) -> None:
        """Follow another font."""
        if event.type() == QEvent.Type.FontChange:
            self.fit()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the window be taken anywhere between its controls."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self.windowHandle().startSystemMove():
            self._grabbed = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move where the window system does not do it itself."""
        if self._grabbed is not None:
            self.move(event.globalPosition().toPoint() - self._grabbed)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember where the window was put, which is not where its height raised it to."""
        if event.pos().y() != self._raised_to:
            self._top = event.pos().y()
        super().moveEvent(event)

    def _stay_on_the_screen(self) -> None:
        """Rise where what the window says has no room below it, and come down again after it."""
        if self._top is None:
            return
        put = QRect(QPoint(self.x(), self._top), self.size())
        raised_to = min(self._top, _within(put, self.screen().availableGeometry()).y())
        self._raised_to = raised_to if raised_to < self._top else None
        self.move(self.x(), raised_to)


def desktop_decides() -> bool:
    """Tell whether the window system leaves places and order to the desktop alone."""
    return QGuiApplication.platformName().startswith("wayland")


def _within(place: QRect, room: QRect) -> QRect:
    """Return the place, moved so that all of it lies in the room; its top left at the least."""
    left = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
    top = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
    return QRect(QPoint(left, top), place.size())


def _flags() -> Qt.WindowType:
    flags = Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint
    return flags if desktop_decides() else flags | Qt.WindowType.FramelessWindowHint
