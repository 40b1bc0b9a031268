"""The list of utterances: sort, filter, copy, correct."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ser_core.types import Status
from ser_live.log.row import LogRow
from ser_live.session import SessionState
from ser_live.summary import count_utterances
from ser_live.views.controls import (
    Card,
    flat_button,
    muted_label,
    name_control,
    section_label,
    set_icon_room,
    text_button,
)
from ser_live.views.empty_state import EmptyState
from ser_live.views.icons import emotion_icon, icon
from ser_live.views.lanes import channels_apart
from ser_live.views.row_words import as_text, result_word, widest_cells
from ser_live.views.style import CELL_PX, HEADING_PX
from ser_live.views.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, scaled_font
from ser_live.views.utterance_model import (
    COMPACT,
    WITH_ICONS,
    Column,
    Index,
    UtteranceFilter,
    UtteranceModel,
)
from ser_live.views.words import clock, emotion_word

SPARE_EM = 5
"""How much wider than its words a column gets at most where there is room."""


class UtteranceTable(Card):
    """Shows the rows of the log and lets a person say what was wrong."""

    selected = Signal(object)
    """The id of an utterance, or None where no row is selected any more."""
    corrected = Signal(object, str)
    """A `LogRow` and its true emotion, empty to take the correction away."""
    offers_changed = Signal()
    """What can be done with the rows may be something else now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self.model = UtteranceModel(self)
        self.filter = UtteranceFilter(self)
        self.filter.setSourceModel(self.model)
        self.view = _table(self.filter, self)
        self.view.setColumnHidden(Column.CHANNEL, True)  # noqa: FBT003 - Qt's own argument
        self.view.resized.connect(self._set_widths)
        self.ring_for(self.view)
        self.view.setAccessibleName(self.tr("Utterances"))
        self.view.horizontalHeader().setAccessibleName(self.tr("Columns of the utterances"))
        self.view.verticalHeader().setAccessibleName(self.tr("Rows of the utterances"))
        self._set_widths()
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.filter_line = QLineEdit(self)
        self.wrong: QPushButton = text_button(self.tr("That was wrong"), self)
        self.copy = flat_button("copy", self.tr("Copy the rows as text"), self)
        self._pages = QStackedWidget(self)
        self.empty = EmptyState(self)
        self._lay_out()
        self._connect()

    def show_state(self, state: SessionState) -> None:
        """Show the rows of the state."""
        if state.model is not None:
            self._learn(state.model.labels)
        stays_at_end = self.view.at_end
        grew = len(state.rows) > len(self.model.rows)
        if state.rows is not self.model.rows:
            self.model.show_rows(state.rows)
            self._tell_count()
        self._show_channels(shown=bool(channels_apart(state)))
        if grew and stays_at_end:
            self.view.scrollToBottom()
        self._pages.setCurrentIndex(1 if state.rows else 0)
        self._enable()

    def select(self, utterance_id: int) -> None:
        """Select the row of an utterance and bring it into sight, even if the filter hides it."""
        place = self.model.place_of(utterance_id)
        if place is None:
            return
        if not self.filter.mapFromSource(self.model.index(place, 0)).isValid():
            self.filter_line.clear()  # else another row would stay the one to correct
        index = self.filter.mapFromSource(self.model.index(place, 0))
        if not self._is_chosen(index):
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def current_row(self) -> LogRow | None:
        """Return the row that is selected; of several the one that the keys are at."""
        chosen = self.view.selectionModel().selectedRows()
        if not chosen:
            return None
        current = self.view.currentIndex().siblingAtColumn(0)
        index = current if current in chosen else chosen[0]
        return self._row(index)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard; all that are shown where none is."""
        if not self.copy.isEnabled():
            return
        chosen = {index.row() for index in self.view.selectionModel().selectedRows()}
        numbers = sorted(chosen) or range(self.filter.rowCount())
        rows = [self._row(self.filter.index(number, 0)) for number in numbers]
        QGuiApplication.clipboard().setText(as_text(rows))

    def ask_correction(self) -> None:
        """Open the list of emotions below the button."""
        if self.wrong.isEnabled():
            menu = self.correction_menu()
            menu.popup(self.wrong.mapToGlobal(QPoint(0, self.wrong.height())))

    def correction_menu(self) -> QMenu:
        """Return the emotions that the selected utterance may truly have had."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.current_row()
        if row is None:
            return menu
        question = self.tr("{0} {1} – what was it truly?").format(
            clock(row.start_s), result_word(row)
        )
        menu.setAccessibleName(question)
        menu.addAction(_heading(question, menu))
        for label in self._labels:
            action = menu.addAction(icon(emotion_icon(label)), emotion_word(label))
            action.setCheckable(True)
            action.setChecked(label == row.corrected_emotion)
            action.triggered.connect(lambda _=False, e=label: self.corrected.emit(row, e))
        menu.addSeparator()
        none = menu.addAction(self.tr("No correction"))
        none.setEnabled(bool(row.corrected_emotion))
        none.triggered.connect(lambda _=False: self.corrected.emit(row, ""))
        return menu

    def _row(self, index: QModelIndex) -> LogRow:
        return self.model.row_at(self.filter.mapToSource(index).row())

    def _is_chosen(self, index: QModelIndex) -> bool:
        is_current = index.row() == self.view.currentIndex().row()
        return is_current and self.view.selectionModel().isSelected(index)

    def _learn(self, labels: tuple[str, ...]) -> None:
        if labels != self._labels:
            self._labels = labels
            self._set_widths()

    def _show_channels(self, *, shown: bool) -> None:
        if self.view.isColumnHidden(Column.CHANNEL) == shown:
            self.view.setColumnHidden(Column.CHANNEL, not shown)
            self._set_widths()

    def _set_widths(self) -> None:
        # Known words have known widths; columns that grow with the rows would jump about.
        widths = self._widths(compact=False)
        compact = sum(widths) > self.view.viewport().width()
        if compact:
            widths = self._widths(compact=True)
        self.model.be_compact(compact=compact)
        rest = max(0, self.view.viewport().width() - sum(widths)) // len(WITH_ICONS)
        for spread in () if compact else WITH_ICONS:  # else the last column has the rest
            widths[spread] += min(rest, SPARE_EM * self.fontMetrics().height())
        for column, width in enumerate(widths):
            if width:
                self.view.setColumnWidth(column, width)

    def _widths(self, *, compact: bool) -> list[int]:
        metrics, bold = self.fontMetrics(), QFont.Weight.DemiBold
        heading_metrics = QFontMetrics(scaled_font(self.font(), 1.0, bold))
        icon_width = metrics.height() + SPACE_S
        widths = []
        for column, words in enumerate(widest_cells(self._labels)):
            heading = heading_metrics.horizontalAdvance(self._heading(column))
            widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
            if column in (*COMPACT, Column.CORRECTION) and compact:
                widest = 0
            room = icon_width if column in WITH_ICONS else 0
            cell_px = widest + room + 2 * CELL_PX + SPACE_XS + 2
            width = max(cell_px, heading + 2 * HEADING_PX + SPACE_XS + 2)
            widths.append(0 if self.view.isColumnHidden(column) else width)
        return widths

    def _heading(self, column: int) -> str:
        role = Qt.ItemDataRole.DisplayRole
        return str(self.filter.headerData(column, Qt.Orientation.Horizontal, role))

    def _connect(self) -> None:
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._set_widths)
        self.filter_line.textChanged.connect(self.filter.keep)
        self.filter_line.textChanged.connect(self._tell_count)
        self.filter_line.textChanged.connect(self._enable)
        # The keys do not come to the button in it that does the same.
        keys = QShortcut(Qt.Key.Key_Escape, self.filter_line, self.filter_line.clear)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.wrong.clicked.connect(self.ask_correction)
        self.copy.clicked.connect(self.copy_rows)
        self.view.selectionModel().currentRowChanged.connect(self._on_selected)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.view.customContextMenuRequested.connect(self._on_context_menu)

    def _on_selected(self) -> None:
        self._enable()
        row = self.current_row()
        self.selected.emit(None if row is None else row.utterance_id)

    def _on_context_menu(self, where: QPoint) -> None:
        if self._correctable():
            self.correction_menu().popup(self.view.viewport().mapToGlobal(where))

    def _correctable(self) -> bool:
        row = self.current_row()
        return row is not None and row.status is not Status.GAP

    def _enable(self) -> None:
        self.wrong.setEnabled(self._correctable())
        self.copy.setEnabled(self.filter.rowCount() > 0)
        self.offers_changed.emit()

    def _tell_count(self) -> None:
        shown, there = count_utterances(self.filter.kept()), count_utterances(self.model.rows)
        words = str(there) if shown == there else self.tr("{0} of {1}").format(shown, there)
        gaps = self.filter.rowCount() - shown
        if gaps:
            words = self.tr("{0} and {1}").format(words, self.tr("%n gap(s)", "", gaps))
        self.count.setText(words if self.model.rows else "")

    def _lay_out(self) -> None:
        self.filter_line.setPlaceholderText(self.tr("Filter"))
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.setAcceptDrops(False)  # a file is for the window, not words to filter by
        name_control(
            self.filter_line,
            self.tr("Filter the utterances"),
            self.tr("Rows that hold all these words stay, for example: angry unsure"),
        )
        self.wrong.setIcon(icon("correct"))
        set_icon_room(self.wrong)
        self.wrong.setToolTip(
            self.tr("Say what the selected utterance truly was. The result itself stays as it is.")
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(section_label(self.tr("Utterances"), self))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.filter_line, 2)
        head.addWidget(self.wrong)
        head.addWidget(self.copy)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)


class RowsView(QTableView):
    """A table of whole rows that tells when its room is another.

    Attributes
    ----------
    follows : bool
        Whether it stays at its end while the session goes on.
    """

    resized = Signal()
    follows = True

    @property
    def least_row_px(self) -> int:
        """The height of a row where there is little room."""
        return round(self.fontMetrics().height() * 1.75)

    @property
    def at_end(self) -> bool:
        """Whether the last row is in sight, and shall stay there."""
        bar = self.verticalScrollBar()
        return self.follows and bar.value() >= bar.maximum() - 1

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select a row in sight for who comes by key, so that it is seen what the keys act on."""
        by_key = event.reason() != Qt.FocusReason.MouseFocusReason
        if by_key and not self.selectionModel().hasSelection():
            self._select_one()
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        was_at_end = self.at_end
        super().resizeEvent(event)
        if was_at_end:
            self.scrollToBottom()
        self.resized.emit()

    def updateGeometries(self) -> None:
        """Make the rows so high that whole ones fill the room: half a row is no row."""
        super().updateGeometries()
        margins = self.viewportMargins()
        height = self.viewport().height() + margins.bottom()
        count = max(1, height // self.least_row_px)
        row_px = max(self.least_row_px, height // count)
        if row_px != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(row_px)
        margins.setBottom(max(0, height - count * row_px))
        self.setViewportMargins(margins)

    def _select_one(self) -> None:
        """Select the row that the keys are at; else the newest, or the first in sight."""
        row = self.currentIndex().row()
        if row < 0:
            row = self.model().rowCount() - 1 if self.at_end else self.rowAt(0)
        self.selectRow(row)
        self.scrollTo(self.currentIndex())


class ShortenedDelegate(QStyledItemDelegate):
    """Draws words that may be shortened; the tooltip has them whole."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for no width."""
        return QSize(0, super().sizeHint(option, index).height())


def _heading(words: str, menu: QMenu) -> QWidgetAction:
    """Return what stands above a menu's entries: the words of a section are not drawn."""
    label = muted_label(menu, words)
    label.setFont(scaled_font(menu.font(), 1.0, QFont.Weight.DemiBold))
    label.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_S)
    action = QWidgetAction(menu)
    action.setDefaultWidget(label)
    action.setText(words)
    action.setEnabled(False)  # the keys pass it by
    return action


def _table(model: UtteranceFilter, parent: UtteranceTable) -> RowsView:
    view = RowsView(parent)
    view.setModel(model)
    view.setItemDelegateForColumn(Column.CORRECTION, ShortenedDelegate(view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setSortingEnabled(True)
    view.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)
    view.setShowGrid(False)
    line = view.fontMetrics().height()
    view.setIconSize(QSize(line, line))
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(view.least_row_px)
    header = view.horizontalHeader()
    header.setSortIndicatorShown(False)  # the heading's own arrow needs no room of its own
    header.setStretchLastSection(True)
    header.setHighlightSections(False)
    return view
