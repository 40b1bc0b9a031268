"""Corrections that can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from ser_live.log.row import LogRow
from ser_live.views.words import clock, emotion_word

translate = QCoreApplication.translate

Correct = Callable[[int, str], bool]
"""Sets the true emotion of an utterance, an empty one takes the correction away; False: failed."""


def correction_words(row: LogRow, emotion: str) -> str:
    """Return what undoing this would undo."""
    words = (
        translate("Corrections", "correction at {0}: {1}")
        if emotion
        else translate("Corrections", "correction at {0} taken away")
    )
    return words.format(clock(row.start_s), emotion_word(emotion))


class Correction(QUndoCommand):
    """Sets what an utterance truly was, beside its result; one that fails leaves no trace."""

    def __init__(self, correct: Correct, row: LogRow, emotion: str) -> None:
        super().__init__(correction_words(row, emotion))
        self._correct = correct
        self._utterance_id = row.utterance_id
        self._before = row.corrected_emotion
        self._after = emotion

    def redo(self) -> None:
        """Set the true emotion."""
        self.setObsolete(not self._correct(self._utterance_id, self._after))

    def undo(self) -> None:
        """Set what stood there before."""
        self.setObsolete(not self._correct(self._utterance_id, self._before))
