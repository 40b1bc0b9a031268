"""What commands write: tables and remarks on standard output, progress on standard error."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final, TextIO, TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ser_core.cli import interrupt

_Item = TypeVar("_Item")

_PIPE_WIDTH: Final = 200
"""Columns where the output is no terminal, so that tables stay in one piece."""
_GAP: Final = 2
"""Columns between two of a table, where there is room; else one."""


def output(file: TextIO | None = None) -> Console:
    """Give the console of a file or else of standard output; wide where it is no terminal."""
    console = Console(file=file, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def print_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a plain table below its title; all but the first column are aligned to the right."""
    console = output()
    console.print(title, style="bold")
    print_rows(console, headings, rows, left=headings[:1])
    console.print()


def print_rows(
    console: Console,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    left: Collection[str],
) -> None:
    """Print a plain table; the columns with the headings in `left` are aligned to the left.

    Where the console is narrow cells break between words, and the columns come closer; no word
    and no figure is ever cut, even if the table is wider than the console.
    """
    rows = list(rows)
    columns = list(zip(headings, *rows, strict=True))
    least = [max(map(cell_len, " ".join(cells).split()), default=0) for cells in columns]
    gaps = len(columns) - 1
    close = sum(least) + _GAP * gaps > console.width
    table = Table(
        box=None,
        pad_edge=False,
        collapse_padding=close,
        width=sum(least) + gaps if close else None,
    )
    for heading, width in zip(headings, least, strict=True):
        table.add_column(
            heading,
            justify="left" if heading in left else "right",
            min_width=width,
            width=width if close else None,
        )
    for row in rows:
        table.add_row(*row)
    console.print(table, crop=False)


@cache
def errors() -> Console:
    """Give the one console of standard error, on which a bar within a bar stands below it."""
    return Console(stderr=True)


def with_progress(items: Iterable[_Item], count: int, what: str) -> Iterable[_Item]:
    """Show a bar on standard error while the items go by; nothing for no items."""
    if count == 0:
        yield from items
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = errors()
    shown = console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as bar:
        for item in bar.track(items, total=count, description=what):
            interrupt.check()
            yield item
