"""The monitor's cards, side by side where there is room and behind tabs where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from ser_live.messages import Phase
from ser_live.session import SessionState
from ser_live.views.emotion_meter import EmotionMeter
from ser_live.views.lanes import channels_apart
from ser_live.views.late_timeline import LateTimeline
from ser_live.views.meter_face import row_face
from ser_live.views.store import SessionStore
from ser_live.views.theme import SPACE_M
from ser_live.views.utterance_table import UtteranceTable
from ser_live.views.words import channel_title

ROOM_EM = {1: (52, 24), 2: (68, 32)}
"""From which width and height on one meter, or two, stand beside the rest."""
LOW_EM = 19
"""Where a meter has less height than this, its bars stand beside its words."""
UPPER_SHARE = 5 / 7
"""How much of the height meters and utterances take, side by side."""
SHOWING_ROWS = (Phase.IDLE, Phase.FINISHED, Phase.FAILED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is on the page."""

    utterance_id: int | None
    filter_words: str
    sort_column: int
    sort_order: Qt.SortOrder
    tab: int


class MonitorPage(QWidget):
    """Meters, timeline and utterances of one store, each selecting in the other.

    There is one meter, or one for each channel that is heard by itself. A timeline that is
    there already is taken over.
    """

    def __init__(
        self,
        store: SessionStore,
        timeline: LateTimeline | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._apart: tuple[str, ...] = ()
        self._arranged: tuple[bool, int] | None = None
        self._meters = (EmotionMeter(self), EmotionMeter(self))
        self.meter = self._meters[0]
        self._meters[1].explanation_wanted.connect(self.meter.explanation_wanted)
        self.table = UtteranceTable(self)
        self.timeline = timeline or LateTimeline(store, self)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        # Else Tab comes to the bar from two places, and goes in a circle.
        self._tabs.setFocusProxy(None)  # type: ignore[arg-type]
        self._tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tabs.tabBar().setDrawBase(False)
        for named in (self._tabs, self._tabs.tabBar()):
            named.setAccessibleName(self.tr("Parts of the monitor"))
        self._grid_page = QWidget(self)
        self._grid = QGridLayout(self._grid_page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_M)
        self._grid.setRowStretch(0, 5)
        self._grid.setRowStretch(1, 2)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_M)
        self._grid.addLayout(self._column, 0, 0)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._grid_page)
        self._pages.addWidget(self._tabs)
        self._arrange(self.minimumSizeHint() * ROOM_EM[1][0])
        self.table.selected.connect(self._on_row_selected)
        self.timeline.selected.connect(self.table.select)
        store.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the state."""
        state = self._store.state
        self.table.show_state(state)
        apart = channels_apart(state)
        if apart != self._apart:
            self._apart = apart
            self._arrange(self.size())
            self._name_meters()
        self._show_meters(state)

    def select(self, utterance_id: int) -> None:
        """Select an utterance everywhere."""
        self.table.select(utterance_id)
        self.timeline.select(utterance_id)

    def parts(self) -> tuple[QWidget, ...]:
        """Return the parts in the order in which Tab goes through them."""
        table = self.table
        above = (table.filter_line, table.wrong, table.copy, table.empty, table.view)
        return (self._tabs.tabBar(), *self._meters, *above, self.timeline)

    def place(self) -> Place:
        """Return where the person is: what is selected, filtered, sorted by, and seen."""
        row, header = self.table.current_row(), self.table.view.horizontalHeader()
        return Place(
            None if row is None else row.utterance_id,
            self.table.filter_line.text(),
            header.sortIndicatorSection(),
            header.sortIndicatorOrder(),
            self._tabs.currentIndex(),
        )

    def go_to(self, place: Place) -> None:
        """Go where the person was."""
        self.table.view.sortByColumn(place.sort_column, place.sort_order)
        self._tabs.setCurrentIndex(place.tab)
        if place.utterance_id is not None:
            self.select(place.utterance_id)
        # Last: to select what these words hide, in another language, would empty the filter.
        self.table.filter_line.setText(place.filter_words)
        self.table.view.scrollTo(self.table.view.currentIndex())

    def show_filter(self) -> None:
        """Put the cursor into the filter of the utterances."""
        self._tabs.setCurrentIndex(self._tabs.indexOf(self.table))
        self.table.filter_line.setFocus()

    def show_table(self) -> None:
        """Put the focus on the utterances, and on the first where none is selected."""
        if self.table.current_row() is None:
            self.table.view.selectRow(0)
        self._tabs.setCurrentIndex(self._tabs.indexOf(self.table))
        self.table.view.setFocus()

    def minimumSizeHint(self) -> QSize:
        """Room for a few lines; the tabs make do with little."""
        em = self.fontMetrics().height()
        return QSize(em * 20, em * 9)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between side by side and tabs."""
        self._arrange(event.size())
        super().resizeEvent(event)

    def _arrange(self, size: QSize) -> None:
        em = self.fontMetrics().height()
        shown = self._meters[: max(1, len(self._apart))]
        wide_em, tall_em = ROOM_EM[len(shown)]
        wide = size.width() >= wide_em * em and size.height() >= tall_em * em
        if self._arranged != (wide, len(shown)):
            self._arranged = (wide, len(shown))
            focused = self.focusWidget()
            self._put_side_by_side(shown) if wide else self._put_behind_tabs(shown)
            self._keep_focus(focused)
            self._name_meters()
        # Where two stand on top of each other, each has half of the upper row.
        height = size.height() * UPPER_SHARE / len(shown) if wide else size.height()
        for meter in self._meters:
            meter.lie_down(lying=height < LOW_EM * em and not (wide and len(shown) == 1))

    def _keep_focus(self, focused: QWidget | None) -> None:
        """Keep what had the keyboard's focus in sight, and the focus on it."""
        for card in (*self._meters, self.timeline, self.table):
            if focused is not None and card.isAncestorOf(focused):
                self._tabs.setCurrentIndex(self._tabs.indexOf(card))
                focused.setFocus()

    def _put_side_by_side(self, meters: Sequence[EmotionMeter]) -> None:
        for meter in self._meters:
            self._column.addWidget(meter, 1)
        self._grid.addWidget(self.table, 0, 1)
        self._grid.addWidget(self.timeline, 1, 0, 1, 2)
        for card in (self.table, self.timeline, *self._meters):
            card.setVisible(card not in self._meters or card in meters)  # tabs hide all but one
        self._grid.setColumnStretch(0, 3 if len(meters) > 1 else 2)
        self._grid.setColumnStretch(1, 4)
        self._pages.setCurrentWidget(self._grid_page)

    def _put_behind_tabs(self, meters: Sequence[EmotionMeter]) -> None:
        self._tabs.clear()
        for meter in self._meters:
            if meter in meters:
                self._tabs.addTab(meter, self.tr("Meter"))
            else:
                meter.setParent(self)
                meter.hide()
        self._tabs.addTab(self.timeline, self.tr("Timeline"))
        self._tabs.addTab(self.table, self.tr("Utterances"))
        self._tabs.setCurrentIndex(0)
        self._pages.setCurrentWidget(self._tabs)

    def _name_meters(self) -> None:
        """Say once which meter is of which channel: on its tab, or on itself."""
        for meter, channel in zip(self._meters, self._apart or ("", ""), strict=True):
            index = self._tabs.indexOf(meter)
            meter.name_channel(channel, headed=index < 0)
            if index >= 0 and channel:
                self._tabs.setTabText(index, self.tr("Meter: {0}").format(channel_title(channel)))

    def _on_row_selected(self, utterance_id: int | None) -> None:
        self.timeline.select(utterance_id)
        self._show_meters(self._store.state)

    def _show_meters(self, state: SessionState) -> None:
        row = self.table.current_row() if state.phase in SHOWING_ROWS else None
        channels = self._apart or ("",)
        for meter, channel in zip(self._meters, channels, strict=False):
            if row is not None and channel in ("", row.channel):
                meter.show_face(row_face(row), tuple(label for label, _ in row.probs))
            else:
                meter.show_state(_of_channel(state, channel))


def _of_channel(state: SessionState, channel: str) -> SessionState:
    voice = next((voice for voice in state.voices if voice.channel == channel), None)
    return state if voice is None else state.alone(voice)
