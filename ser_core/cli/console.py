"""What commands write: tables and remarks on standard output, progress on standard error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ser_core.cli import interrupt

_Item = TypeVar("_Item")

_PIPE_WIDTH: Final = 200
"""Columns where the output is no terminal, so that tables stay in one piece."""


def output() -> Console:
    """Give the console of standard output; wide where it is a pipe or a file."""
    console = Console(highlight=False, emoji=False, markup=False)
    return (
        console
        if console.is_terminal
        else Console(highlight=False, emoji=False, markup=False, width=_PIPE_WIDTH)
    )


def print_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a plain table below its title; all but the first column are aligned to the right."""
    built = Table(box=None, pad_edge=False)
    for index, heading in enumerate(headings):
        built.add_column(heading, justify="left" if index == 0 else "right")
    for row in rows:
        built.add_row(*row)
    console = output()
    console.print(title, style="bold")
    console.print(built)
    console.print()


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
