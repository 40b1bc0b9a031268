"""A new session: for which service, and a note."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ser_live.engine.commands import MAX_NOTE, MAX_SERVICE
from ser_live.views.controls import name_control
from ser_live.views.sheet import Sheet


class SessionDialog(Sheet):
    """Asks for the names that will stand in the log."""

    def __init__(self, service: str, *, running: bool, parent: QWidget | None = None) -> None:
        title = self.tr("New session")
        sentence = self.tr("Both are written to the log; you may leave them empty.")
        if running:
            ending = self.tr("The session that is running ends; its log stays.")
            sentence = f"{sentence} {ending}"
        super().__init__(title, sentence, parent)
        self.service = QLineEdit(service, self)
        self.service.setMaxLength(MAX_SERVICE)
        self.service.setPlaceholderText(self.tr("for example: Returns"))
        name_control(self.service, self.tr("Service"))
        self.note = QLineEdit(self)
        self.note.setMaxLength(MAX_NOTE)
        self.note.setPlaceholderText(self.tr("for example: new headset"))
        name_control(self.note, self.tr("Note"))
        self.add_fields((self.tr("&Service"), self.service), (self.tr("&Note"), self.note))
        self.body_layout.addStretch(1)
        self.add_end(self.tr("Begin"), self.tr("Cancel"))
        self.fit(30, 17)

    def names(self) -> tuple[str, str]:
        """Return service and note."""
        return self.service.text().strip(), self.note.text().strip()
