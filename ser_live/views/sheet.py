"""The form of all dialogs: a title, a sentence, what it is about, buttons at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ser_live.views.controls import muted_label
from ser_live.views.theme import SPACE_L, SPACE_M, SPACE_S, TITLE, scaled_font

Role = QDialogButtonBox.ButtonRole


class Sheet(QDialog):
    """A dialog whose body scrolls where the screen is small."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(True)
        heading = QLabel(title, self)
        heading.setFont(scaled_font(self.font(), TITLE * 1.15, QFont.Weight.DemiBold))
        self._sentence = muted_label(self, sentence)
        self._sentence.setWordWrap(True)
        self.body = QWidget(self)
        self.body.setObjectName("scrolled")
        self.body_layout = QVBoxLayout(self.body)
        self.body_layout.setContentsMargins(0, 0, SPACE_S, 0)
        self.body_layout.setSpacing(SPACE_M)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.body)
        self.buttons = QDialogButtonBox(self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(heading)
        layout.addWidget(self._sentence)
        layout.addWidget(area, 1)
        layout.addWidget(self.buttons)

    def add_button(self, text: str, role: Role, *, primary: bool = False) -> QPushButton:
        """Add a button at the end; the primary one is pressed by Enter."""
        button = self.buttons.addButton(text, role)
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(primary)
        button.setDefault(primary)
        if primary:
            button.setProperty("role", "primary")
        return button

    def fit(self, width_em: float, height_em: float) -> None:
        """Take this size, or what the screen has."""
        em = self.fontMetrics().height()
        room = self.screen().availableSize()
        width = min(round(width_em * em), room.width() - 2 * SPACE_L)
        height = min(round(height_em * em), room.height() - 4 * SPACE_L)
        self.resize(width, height)
