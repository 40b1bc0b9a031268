"""The order of the utterances: right in every column, whatever comes while they are sorted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from scripts import scenes
from ser_core.types import Status
from ser_live.log.row import LogRow
from ser_live.session import SessionState
from ser_live.views.utterance_model import Column
from ser_live.views.utterance_table import UtteranceTable

RISING, FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
ROWS = tuple(
    replace(
        scenes.row(number),
        start_s=float(number * 37 % 60),
        end_s=number * 37 % 60 + 1.0 + number * 7 % 15,
        channel="left" if number % 3 else "right",
        corrected_emotion=("", "sad", "calm")[number % 3],
    )
    for number in range(len(scenes.TALK))
)
COLUMNS = tuple(Column)
ORDERS = pytest.mark.parametrize("order", [RISING, FALLING], ids=["rising", "falling"])
EACH_COLUMN = pytest.mark.parametrize("column", COLUMNS, ids=[column.name for column in COLUMNS])


@pytest.fixture
def table(qtbot: QtBot) -> UtteranceTable:
    table = UtteranceTable()
    qtbot.addWidget(table)
    return table


def show(table: UtteranceTable, rows: tuple[LogRow, ...]) -> None:
    table.show_state(SessionState(rows=rows))


def words(table: UtteranceTable, column: Column) -> list[str]:
    there = table.filter
    return [there.index(number, column).data() for number in range(there.rowCount())]


def ids(table: UtteranceTable) -> list[int]:
    there = table.filter
    numbers = (there.mapToSource(there.index(n, 0)).row() for n in range(there.rowCount()))
    return [table.model.row_at(number).utterance_id for number in numbers]


def value(row: LogRow, column: Column, words_of: dict[int, str]) -> float | str:
    match column:
        case Column.TIME:
            return row.start_s
        case Column.LENGTH:
            return row.end_s - row.start_s
        case Column.CONFIDENCE:
            return row.confidence or -1.0 if row.status is Status.OK else -1.0
        case _:
            return words_of[row.utterance_id]


def in_order(table: UtteranceTable, column: Column, order: Qt.SortOrder) -> bool:
    """Tell whether every row is there once, and the values never go the other way."""
    words_of = dict(zip(ids(table), words(table, column), strict=True))
    row_of = {row.utterance_id: row for row in table.model.rows}
    values = [value(row_of[each], column, words_of) for each in ids(table)]
    return sorted(ids(table)) == sorted(row_of) and values == sorted(
        values,  # type: ignore[type-var]
        reverse=order == FALLING,
    )


@EACH_COLUMN
@ORDERS
def test_the_rows_are_in_the_order_of_each_column(
    table: UtteranceTable, column: Column, order: Qt.SortOrder
) -> None:
    show(table, ROWS)
    table.view.sortByColumn(column, order)
    assert in_order(table, column, order)
    arrow = "↑" if order == RISING else "↓"
    heading = table.filter.headerData(column, Qt.Orientation.Horizontal)
    assert str(heading).endswith(f" {arrow}")


@EACH_COLUMN
@ORDERS
def test_what_comes_takes_its_place_in_the_order(
    table: UtteranceTable, column: Column, order: Qt.SortOrder
) -> None:
    table.view.sortByColumn(column, order)
    show(table, ROWS[:4])
    table.select(ROWS[2].utterance_id)
    for count in range(5, len(ROWS) + 1):
        show(table, ROWS[:count])
        assert table.current_row() == ROWS[2]
    assert in_order(table, column, order)


@ORDERS
def test_a_correction_takes_its_place_and_the_selection_stays(
    table: UtteranceTable, order: Qt.SortOrder
) -> None:
    show(table, ROWS)
    table.view.sortByColumn(Column.CORRECTION, order)
    table.select(ROWS[4].utterance_id)
    corrected = (*ROWS[:4], replace(ROWS[4], corrected_emotion="angry"), *ROWS[5:])
    show(table, corrected)
    assert in_order(table, Column.CORRECTION, order)
    assert table.current_row() == corrected[4]


@EACH_COLUMN
def test_the_selection_stays_with_its_row(table: UtteranceTable, column: Column) -> None:
    show(table, ROWS)
    table.select(ROWS[6].utterance_id)
    for order in (RISING, FALLING):
        table.view.sortByColumn(column, order)
        assert table.current_row() == ROWS[6]


def test_what_is_filtered_is_in_order_and_looked_at_anew_once_it_is_corrected(
    table: UtteranceTable,
) -> None:
    show(table, ROWS)
    table.filter_line.setText("angry")
    table.view.sortByColumn(Column.CONFIDENCE, FALLING)
    assert words(table, Column.CONFIDENCE) == ["91%", "84%"]
    show(table, (replace(ROWS[0], corrected_emotion="angry"), *ROWS[1:]))
    assert words(table, Column.CONFIDENCE) == ["91%", "84%", "81%"]


def test_escape_shows_all_rows_again(qtbot: QtBot, table: UtteranceTable) -> None:
    show(table, ROWS)
    table.show()
    with qtbot.waitActive(table):
        table.activateWindow()
    table.filter_line.setFocus()
    qtbot.keyClicks(table.filter_line, "angry")
    assert len(ids(table)) < len(ROWS)
    qtbot.keyClick(table.filter_line, Qt.Key.Key_Escape)
    assert len(ids(table)) == len(ROWS)
    assert table.filter_line.hasFocus()


def test_another_session_is_in_order_too(table: UtteranceTable) -> None:
    show(table, ROWS)
    table.view.sortByColumn(Column.LENGTH, FALLING)
    table.filter_line.setText("clear")
    others = tuple(replace(row, utterance_id=row.utterance_id + 100) for row in ROWS[5:])
    show(table, others)
    assert set(words(table, Column.STATUS)) == {"Clear"}
    table.filter_line.clear()
    assert in_order(table, Column.LENGTH, FALLING)
    assert len(ids(table)) == len(others)
