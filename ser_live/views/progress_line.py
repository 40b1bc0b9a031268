"""A recording being analysed: how far it is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ser_live.messages import Phase, SourceKind
from ser_live.session import SessionState
from ser_live.views.controls import muted_label
from ser_live.views.theme import SPACE_M
from ser_live.views.words import percent

BUSY = (Phase.LISTENING, Phase.PAUSED)


class ProgressLine(QWidget):
    """Shows the progress of a recording while it is analysed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = muted_label(self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the recording"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._words)
        layout.addWidget(self._bar, 1)
        self.setVisible(False)

    def show_state(self, state: SessionState) -> None:
        """Show the progress, or nothing."""
        source = state.source
        busy = (
            state.progress is not None
            and state.phase in BUSY
            and source is not None
            and source.kind is SourceKind.RECORDING
        )
        self.setVisible(busy)
        if busy and source is not None and state.progress is not None:
            words = self.tr("Analysing {0}: {1}").format(source.name, percent(state.progress))
            self._words.setText(words)
            self._bar.setValue(round(state.progress * 1000))
