"""The monitor's three cards, side by side where there is room and behind tabs where not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QTabWidget, QWidget

from ser_live.session import Phase, SessionState
from ser_live.views.emotion_meter import EmotionMeter
from ser_live.views.late_timeline import LateTimeline
from ser_live.views.meter_face import row_face
from ser_live.views.store import SessionStore
from ser_live.views.theme import SPACE_M
from ser_live.views.utterance_table import UtteranceTable

WIDE_EM = 52
TALL_EM = 24
SHOWING_ROWS = (Phase.IDLE, Phase.FINISHED, Phase.FAILED)


class MonitorPage(QWidget):
    """Meter, timeline and utterances of one store, each selecting in the other."""

    def __init__(
        self, store: SessionStore, *, can_correct: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.meter = EmotionMeter(self)
        self.table = UtteranceTable(can_correct=can_correct, parent=self)
        self.timeline = LateTimeline(store, self)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.setAccessibleName(self.tr("Parts of the monitor"))
        self._grid_page = QWidget(self)
        self._grid = QGridLayout(self._grid_page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_M)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._grid_page)
        self._pages.addWidget(self._tabs)
        self._arrange(wide=True)
        self.table.selected.connect(self._on_row_selected)
        self.timeline.selected.connect(self.table.select)
        store.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the state."""
        state = self._store.state
        self.table.show_state(state)
        self._show_meter(state)

    def select(self, utterance_id: int) -> None:
        """Select an utterance everywhere."""
        self.table.select(utterance_id)
        self.timeline.select(utterance_id)

    def show_filter(self) -> None:
        """Put the cursor into the filter of the utterances."""
        self._tabs.setCurrentIndex(self._tabs.indexOf(self.table))
        self.table.filter_line.setFocus()

    def minimumSizeHint(self) -> QSize:
        """Room for a few lines; the tabs make do with little."""
        em = self.fontMetrics().height()
        return QSize(em * 20, em * 9)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between side by side and tabs."""
        em = self.fontMetrics().height()
        size = event.size()
        self._arrange(wide=size.width() >= WIDE_EM * em and size.height() >= TALL_EM * em)
        self.meter.lie_down(lying=size.height() < TALL_EM * em * 0.8)
        super().resizeEvent(event)

    def _arrange(self, *, wide: bool) -> None:
        page = self._grid_page if wide else self._tabs
        if self._grid.count() + self._tabs.count() and self._pages.currentWidget() is page:
            return
        if wide:
            self._grid.addWidget(self.meter, 0, 0)
            self._grid.addWidget(self.table, 0, 1)
            self._grid.addWidget(self.timeline, 1, 0, 1, 2)
            for card in (self.meter, self.table, self.timeline):
                card.setVisible(True)  # the tabs hid all but one
            self._grid.setColumnStretch(0, 1)
            self._grid.setColumnStretch(1, 2)
            self._grid.setRowStretch(0, 5)
            self._grid.setRowStretch(1, 2)
        else:
            self._tabs.addTab(self.meter, self.tr("Meter"))
            self._tabs.addTab(self.timeline, self.tr("Timeline"))
            self._tabs.addTab(self.table, self.tr("Utterances"))
            self._tabs.setCurrentIndex(0)
        self._pages.setCurrentWidget(page)

    def _on_row_selected(self, utterance_id: int) -> None:
        self.timeline.select(utterance_id)
        self._show_meter(self._store.state)

    def _show_meter(self, state: SessionState) -> None:
        row = self.table.current_row()
        if row is not None and state.phase in SHOWING_ROWS:
            self.meter.show_face(row_face(row), tuple(label for label, _ in row.probs))
        else:
            self.meter.show_state(state)
