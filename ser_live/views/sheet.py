"""The form of all dialogs: a title, a sentence, what it is about, buttons at the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from ser_live.views.controls import muted_label, text_button, title_label
from ser_live.views.theme import SPACE_L, SPACE_M, SPACE_S, TITLE


class Sheet(QDialog):
    """A dialog whose body scrolls where the screen is small."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.heading = title_label(title, self, TITLE * 1.15)
        self._sentence = muted_label(self, sentence)
        self._sentence.setWordWrap(True)
        self.body = QWidget(self)
        self.body.setObjectName("scrolled")
        self.body_layout = QVBoxLayout(self.body)
        self.body_layout.setContentsMargins(0, 0, 0, 0)
        self.body_layout.setSpacing(SPACE_M)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.body)
        self._bar = area.verticalScrollBar()
        self._bar.rangeChanged.connect(self._make_room_for_bar)
        self._tools = 0
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_S)
        self._buttons.addStretch(1)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.heading)
        layout.addWidget(self._sentence)
        layout.addWidget(area, 1)
        layout.addLayout(self._buttons)

    def add_fields(self, *fields: tuple[str, QWidget]) -> list[QLabel]:
        """Add fields below each other, each behind its name; return the names."""
        grid = QGridLayout()
        grid.setSpacing(SPACE_M)
        labels = []
        for row, (name, field) in enumerate(fields):
            label = QLabel(name, self)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            labels.append(label)
        grid.setColumnStretch(1, 1)
        self.body_layout.addLayout(grid)
        return labels

    def add_below(self, widget: QWidget) -> None:
        """Put a widget between the body and the buttons."""
        self._layout.insertWidget(self._layout.count() - 1, widget)

    def add_tool(self, text: str, act: Callable[[], object]) -> QPushButton:
        """Add a button on the side of the beginning, which leaves the dialog open."""
        button = text_button(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        self._buttons.insertWidget(self._tools, button)
        self._tools += 1
        return button

    def add_end(self, accept: str, cancel: str = "") -> None:
        """Add the buttons that close the dialog; Enter presses the one that accepts."""
        if cancel:
            button = text_button(cancel, self)
            button.setAutoDefault(False)
            button.clicked.connect(self.reject)
            self._buttons.addWidget(button)
        self.accept_button = text_button(accept, self, primary=True)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self._buttons.addWidget(self.accept_button)

    def fit(self, width_em: float, height_em: float) -> None:
        """Take this size, or what the screen has."""
        em = self.fontMetrics().height()
        wanted = QSize(round(width_em * em), round(height_em * em))
        self.resize(wanted.boundedTo(room_on_screen(self)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by key, wherever the focus is."""
        moves = {
            Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
            Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
            Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
            Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self._bar.triggerAction(move)

    def _make_room_for_bar(self, _least: int, most: int) -> None:
        """Keep the body off the scroll bar, and in line with the buttons where there is none."""
        self.body_layout.setContentsMargins(0, 0, SPACE_S if most > 0 else 0, 0)


def room_on_screen(window: QWidget) -> QSize:
    """Return how large a window may be at first: what the screen has, less room for its frame."""
    return window.screen().availableSize() - QSize(2 * SPACE_L, 4 * SPACE_L)
