"""The utterances as a table model, with sorting by value and filtering by word."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from ser_core.types import Status
from ser_live.log.row import LogRow
from ser_live.views.icons import emotion_icon, icon
from ser_live.views.row_words import cell, cells, columns
from ser_live.views.words import status_reason

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    LENGTH = 1
    CHANNEL = 2
    EMOTION = 3
    CONFIDENCE = 4
    TONE = 5
    STATUS = 6
    CORRECTION = 7


WITH_ICONS = (Column.EMOTION, Column.TONE, Column.STATUS, Column.CORRECTION)
"""The columns whose words have an icon."""
COMPACT = (Column.TONE,)
"""Those that make do with the icon where there is little room."""


class UtteranceModel(QAbstractTableModel):
    """Rows as they stand in the log."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[LogRow] = ()
        self._compact = False

    def be_compact(self, *, compact: bool) -> None:
        """Leave away the words beside the icons of some columns, or show them."""
        if compact != self._compact:
            self.layoutAboutToBeChanged.emit()  # else the filter forgets what is selected
            self._compact = compact
            self.layoutChanged.emit()

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        """Show these rows; where only some were added or changed, only those are told."""
        if rows is self.rows:
            return
        old = self.rows
        shared = min(len(old), len(rows))
        ids = [row.utterance_id for row in rows[:shared]]
        if len(rows) < len(old) or ids != [row.utterance_id for row in old]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        if len(rows) > len(old):
            self.beginInsertRows(ROOT, len(old), len(rows) - 1)
            self.rows = rows
            self.endInsertRows()
        self.rows = rows
        for number in range(shared):
            if old[number] is not rows[number]:
                last = self.index(number, len(Column) - 1)
                self.dataChanged.emit(self.index(number, 0), last)

    def number_of(self, utterance_id: int) -> int | None:
        """Return which row an utterance stands in."""
        ids = (n for n, row in enumerate(self.rows) if row.utterance_id == utterance_id)
        return next(ids, None)

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row for each utterance or gap."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As many columns as there are headings."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return columns()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, icon, alignment, or the value to sort by."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole if self._compact and _icon_name(row, column):
                return "" if column in COMPACT else cell(row, column)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell(row, column)
            case Qt.ItemDataRole.DecorationRole:
                name = _icon_name(row, column)
                return icon(name) if name else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.ToolTipRole if column == Column.STATUS:
                return status_reason(row.status) or None
            case Qt.ItemDataRole.ToolTipRole if column in (*COMPACT, Column.CORRECTION):
                return cell(row, column)
            case role if role == SORT_ROLE:
                return _sort_value(row, column)
        return None


class UtteranceFilter(QSortFilterProxyModel):
    """Keeps the rows in which every word of the filter is found, sorted by value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)

    def keep(self, text: str) -> None:
        """Keep the rows that hold these words in any column."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort, and mark the heading."""
        super().sort(column, order)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings, with an arrow on the one that is sorted by."""
        heading = super().headerData(section, orientation, role)
        sorted_by = orientation == Qt.Orientation.Horizontal and section == self.sortColumn()
        if not sorted_by or role != Qt.ItemDataRole.DisplayRole:
            return heading
        return f"{heading} {'↑' if self.sortOrder() == Qt.SortOrder.AscendingOrder else '↓'}"

    def filterAcceptsRow(self, source_row: int, _source_parent: Index) -> bool:
        """Tell whether a row holds all the words."""
        model = self.sourceModel()
        return not isinstance(model, UtteranceModel) or self._keeps(model.rows[source_row])

    def kept(self) -> list[LogRow]:
        """Return the rows that stay, in the order of the log."""
        model = self.sourceModel()
        rows = model.rows if isinstance(model, UtteranceModel) else ()
        return [row for row in rows if self._keeps(row)]

    def _keeps(self, row: LogRow) -> bool:
        if not self._words:
            return True
        text = "\t".join(cells(row)).casefold()
        return all(word in text for word in self._words)


def _alignment(column: int) -> Qt.AlignmentFlag:
    right = column in (Column.TIME, Column.LENGTH, Column.CONFIDENCE)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _icon_name(row: LogRow, column: int) -> str:
    match column:
        case Column.EMOTION if row.status is Status.OK:
            return emotion_icon(row.emotion)
        case Column.TONE if row.status is Status.OK and row.tone is not None:
            return f"tone-{row.tone.value}"
        case Column.STATUS:
            return f"status-{row.status.value}"
        case Column.CORRECTION if row.corrected_emotion:
            return emotion_icon(row.corrected_emotion)
    return ""


def _sort_value(row: LogRow, column: int) -> float | str:
    match column:
        case Column.TIME:
            return row.start_s
        case Column.LENGTH:
            return row.duration_s
        case Column.CONFIDENCE:
            certain = row.status is Status.OK and row.confidence is not None
            return row.confidence if certain and row.confidence is not None else -1.0
        case _:
            return cell(row, column)
