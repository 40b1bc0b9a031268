"""The utterances as a table model, with sorting by value and filtering by word."""

from __future__ import annotations

from bisect import bisect_right
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
    """The rows of the log, in the order of one column's values.

    It sorts by itself, each value asked for once: a proxy that sorts asks again for each
    comparison, which takes seconds where a day was logged.

    Attributes
    ----------
    rows : sequence of LogRow
        As they stand in the log.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[LogRow] = ()
        self._numbers: list[int] = []
        """Those of the rows in the log, their values rising."""
        self._words: dict[int, str] = {}
        self._column: int = Column.TIME
        self._order = Qt.SortOrder.AscendingOrder
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
        ids = [row.utterance_id for row in rows[: len(old)]]
        if not old or ids != [row.utterance_id for row in old]:
            self.beginResetModel()
            self.rows = rows
            self._numbers = self._sorted()
            self._words.clear()
            self.endResetModel()
            return
        self.rows = rows
        self._tell_changes(old)
        for number in range(len(old), len(rows)):
            self._insert(number)

    def number_at(self, place: int) -> int:
        """Return which row of the log stands there; both are counted from 0."""
        return self._numbers[place if self._rising else -1 - place]

    def row_at(self, place: int) -> LogRow:
        """Return the row that stands there."""
        return self.rows[self.number_at(place)]

    def words_of(self, number: int) -> str:
        """Return what a row of the log says, for a search without regard to case."""
        if number not in self._words:
            self._words[number] = "\t".join(cells(self.rows[number])).casefold()
        return self._words[number]

    def place_of(self, utterance_id: int) -> int | None:
        """Return where an utterance stands."""
        places = range(len(self._numbers))
        return next((p for p in places if self.row_at(p).utterance_id == utterance_id), None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort, and mark the heading."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self.number_at(index.row()) for index in before]
        self._column, self._order = column, order
        self._numbers = self._sorted()
        places = self._places()
        after = [
            self.index(places[number], index.column())
            for number, index in zip(numbers, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row for each utterance or gap."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As many columns as there are headings."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings, with an arrow on the one that is sorted by."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            heading = columns()[section]
            arrow = "↑" if self._rising else "↓"
            return f"{heading} {arrow}" if section == self._column else heading
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, icon, alignment or tooltip."""
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), index.column()
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
        return None

    @property
    def _rising(self) -> bool:
        return self._order == Qt.SortOrder.AscendingOrder

    def _places(self) -> dict[int, int]:
        """Return where each row of the log stands."""
        return {self.number_at(place): place for place in range(len(self._numbers))}

    def _sorted(self) -> list[int]:
        return sorted(range(len(self.rows)), key=self._value)

    def _value(self, number: int) -> float | str:
        return _sort_value(self.rows[number], self._column)

    def _tell_changes(self, old: Sequence[LogRow]) -> None:
        changed = [number for number, row in enumerate(old) if row is not self.rows[number]]
        if not changed:
            return
        for number in changed:
            self._words.pop(number, None)
        self.sort(self._column, self._order)
        places = self._places()
        for number in changed:
            place = places[number]
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def _insert(self, number: int) -> None:
        place = bisect_right(self._numbers, self._value(number), key=self._value)
        shown_at = place if self._rising else len(self._numbers) - place
        self.beginInsertRows(ROOT, shown_at, shown_at)
        self._numbers.insert(place, number)
        self.endInsertRows()


class UtteranceFilter(QSortFilterProxyModel):
    """Keeps the rows in which every word of the filter is found, in the model's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def keep(self, text: str) -> None:
        """Keep the rows that hold these words in any column."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the model sort."""
        self.sourceModel().sort(column, order)

    def filterAcceptsRow(self, source_row: int, _source_parent: Index) -> bool:
        """Tell whether a row holds all the words."""
        if not self._words:  # Qt asks of every row of a day, more than once
            return True
        model = self.sourceModel()
        return isinstance(model, UtteranceModel) and self._keeps(model, model.number_at(source_row))

    def kept(self) -> list[LogRow]:
        """Return the rows that stay, in the order of the log."""
        model = self.sourceModel()
        if not isinstance(model, UtteranceModel):
            return []
        return [row for number, row in enumerate(model.rows) if self._keeps(model, number)]

    def _keeps(self, model: UtteranceModel, number: int) -> bool:
        return all(word in model.words_of(number) for word in self._words)


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
