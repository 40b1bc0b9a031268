"""The timeline's card without what is drawn on it: quick to make, so that it is there at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ser_live.views.controls import Card, flat_button, muted_label, name_control, section_label
from ser_live.views.theme import SPACE_L, SPACE_M, SPACE_S

translate = QCoreApplication.translate

BUTTONS: Final = ("zoom-out", "zoom-in", "whole", "follow")


class TimelineCard(Card):
    """A heading, buttons that move through time, and a hint where nothing is drawn yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = section_label("", self)
        self._buttons = [flat_button(name, "", self) for name in BUTTONS]
        self._hint = muted_label(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._say_words()
        self._lay_out()
        self.enable(movable=False, followable=False)

    def enable(self, *, movable: bool, followable: bool) -> None:
        """Let be moved through time what has some, and be followed what goes on."""
        for button in self._buttons:
            button.setEnabled(movable)
        self._buttons[-1].setEnabled(movable and followable)

    def changeEvent(self, event: QEvent) -> None:
        """Take other words."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()
        super().changeEvent(event)

    def _say_words(self) -> None:
        self._heading.setText(translate("Timeline", "Timeline"))
        self._hint.setText(
            translate("Timeline", "Level, speech and utterances of the session will appear here.")
        )
        names = (
            translate("Timeline", "Zoom out"),
            translate("Timeline", "Zoom in"),
            translate("Timeline", "Show the whole session"),
            translate("Timeline", "Follow the last two minutes"),
        )
        for button, name in zip(self._buttons, names, strict=True):
            name_control(button, name)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self._heading, 1)
        for button in self._buttons:
            head.addWidget(button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        self._layout.setSpacing(0)
        self._layout.addLayout(head)
        self._layout.addWidget(self._hint, 1)
