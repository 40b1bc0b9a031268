"""Tables lose nothing on narrow terminals; progress is shown, also within other progress."""

from __future__ import annotations

import io

import pytest

from ser_core.cli.console import output, print_rows, print_table, with_progress
from ser_core.cli.tables import HEADINGS, WORDS


def test_a_bar_may_stand_within_a_bar() -> None:
    inner = (list(with_progress("ab", 2, "search")) for _ in range(3))
    assert list(with_progress(inner, 3, "folds")) == [["a", "b"]] * 3


def test_nothing_is_drawn_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_progress("ab", 2, "search")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("columns", [200, 80, 60, 20])
def test_a_narrow_terminal_cuts_no_word_and_no_figure(columns: int) -> None:
    headings = ("recipe", "unweighted recall", "confidence", "level dBFS")
    rows = [("plain", "0.392 (0.391-0.393)", "0.97", "-123.4"), ("seed", "0.5", "0.1", "-3.0")]
    file = io.StringIO()
    console = output(file)
    console.width = columns
    print_rows(console, headings, rows, left=headings[:1])
    words = " ".join(" ".join(line) for line in (headings, *rows)).split()
    assert sorted(file.getvalue().split()) == sorted(words)


def test_a_row_of_results_stands_on_one_line_of_a_common_terminal() -> None:
    file = io.StringIO()
    console = output(file)
    console.width = 80
    row = ("940.52", "944.42", "mono", "too_short", "disgust", "0.91", "negative")
    print_rows(console, HEADINGS, [(*row, "-22.2", "42.2", "0.0")], left=WORDS)
    last = file.getvalue().splitlines()[-1]
    assert last.split() == [*row, "-22.2", "42.2", "0.0"]
    assert len(last) <= 80


def test_tables_without_rows_are_printed_too(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("Nothing", ("name", "figure"), [])
    assert capsys.readouterr().out.split() == ["Nothing", "name", "figure"]
