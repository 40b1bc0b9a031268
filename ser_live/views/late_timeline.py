"""Holds the timeline's place until it is brought in, after the window's first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ser_live.views.store import SessionStore
from ser_live.views.timeline_card import TimelineCard

if TYPE_CHECKING:
    from ser_live.views.timeline import Timeline

ZOOM: Final = 1.5
"""By how much one step shows more time, or less."""


class LateTimeline(QWidget):
    """A `Timeline` that comes a moment later: pyqtgraph and NumPy take time to import."""

    selected = Signal(int)
    loaded = Signal()

    def __init__(self, store: SessionStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._asked = False
        self.timeline: Timeline | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._empty = TimelineCard(self)
        self._layout.addWidget(self._empty)

    def load(self) -> Timeline:
        """Bring the timeline in now."""
        if self.timeline is None:
            from ser_live.views.timeline import Timeline  # noqa: PLC0415 - heavy

            self.timeline = Timeline(self._store, self)
            self.timeline.selected.connect(self.selected)
            self._layout.replaceWidget(self._empty, self.timeline)
            self._empty.hide()
            self._empty.deleteLater()
            self.loaded.emit()
        return self.timeline

    def begin_anew(self) -> None:
        """Follow a session that begins; its utterances are counted anew."""
        if self.timeline is not None:
            self.timeline.select(None)
            self.timeline.show_recent()

    def select(self, utterance_id: int | None) -> None:
        """Frame an utterance, or none."""
        if self.timeline is not None:
            self.timeline.select(utterance_id)

    def sizeHint(self) -> QSize:
        """Room for three lanes."""
        em = self.fontMetrics().height()
        return QSize(em * 40, em * 10)

    def minimumSizeHint(self) -> QSize:
        """Less room where there is little."""
        em = self.fontMetrics().height()
        return QSize(em * 16, em * 9)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask for the timeline once the window has been painted."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            QTimer.singleShot(0, self.load)
