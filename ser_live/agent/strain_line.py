"""The one line that speaks up: the caller has sounded negative for a while, or it eased."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ser_live.agent.mood import Strain
from ser_live.views.announce import announce
from ser_live.views.hint import paint_hint
from ser_live.views.theme import SPACE_M, SPACE_S, palette_of


class StrainLine(QFrame):
    """A sentence on a hint of colour; it comes and goes without a sound or a flicker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strain = Strain.NONE
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        em = self.fontMetrics().height()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M + em + SPACE_S, SPACE_S, SPACE_M, SPACE_S)
        layout.addWidget(self._words)
        self.setVisible(False)

    @property
    def words(self) -> str:
        """What it says; empty while it says nothing."""
        return "" if self._strain is Strain.NONE else self._words.text()

    def show_strain(self, strain: Strain) -> None:
        """Say it, or say nothing."""
        if strain is self._strain:
            return
        self._strain = strain
        sentences = {
            Strain.NONE: "",
            Strain.NEGATIVE: self.tr("The caller has sounded negative for a while."),
            Strain.EASED: self.tr("The caller sounds calmer again."),
        }
        self._words.setText(sentences[strain])
        self.setAccessibleName(sentences[strain])
        self.setVisible(strain is not Strain.NONE)
        if self.words:
            announce(self, self.words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the icon."""
        palette = palette_of(self)
        if self._strain is Strain.EASED:
            paint_hint(self, "check", palette.good)
        else:
            paint_hint(self, "tone-negative", palette.warning)
