"""What stands where nothing is yet: a drawing, a sentence, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ser_live.views.controls import action_button, muted_label
from ser_live.views.face_icon import FaceIcon
from ser_live.views.theme import SPACE_S, TITLE, scaled_font


class EmptyState(QWidget):
    """A calm word instead of an empty table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[QToolButton] = []
        self._icon = FaceIcon(self)
        self._title = QLabel(self)
        self._title.setFont(scaled_font(self.font(), TITLE, QFont.Weight.DemiBold))
        self._detail = muted_label(self)
        for label in (self._title, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_S)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE_S)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._title)
        layout.addWidget(self._detail)
        layout.addLayout(self._buttons)
        layout.addStretch(1)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Offer what helps here as buttons."""
        self._offered = [action_button(action, self) for action in actions]
        for number, button in enumerate(self._offered, start=1):
            self._buttons.insertWidget(number, button)

    def show_offers(self, *, shown: bool) -> None:
        """Show the buttons, or hide them where nothing need be done."""
        for button in self._offered:
            button.setVisible(shown)

    def show_words(self, icon: str, title: str, detail: str) -> None:
        """Show what is missing, and what helps."""
        self._icon.show_icon(icon, "")
        self._title.setText(title)
        self._detail.setText(detail)
        for button in self._offered:
            button.setAccessibleName(button.text())  # it depends on what is missing
