"""The formats there are, and how one of them is written to disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ser_core.errors import LogError
from ser_live.exports import audacity, audformat, emotionml, jsonl, table, textgrid
from ser_live.exports.rows import labels_of
from ser_live.log import sentences
from ser_live.log.files import write_atomically
from ser_live.log.row import LogRow

Render = Callable[[Sequence[LogRow], Sequence[str]], Mapping[str, str]]
"""Gives the text of each file, by its name; the name is empty where there is one file.

It is given the rows and the labels of the probabilities that they have or could have."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format of another program.

    Parameters
    ----------
    key : str
        Short name, the same in every language.
    suffix : str
        How the name of the file ends; empty where a folder is written.
    """

    key: str
    suffix: str
    render: Render


FORMATS: Final = (
    ExportFormat("csv", ".csv", table.render),
    ExportFormat("jsonl", ".jsonl", jsonl.render),
    ExportFormat("audacity", ".txt", audacity.render),
    ExportFormat("textgrid", ".TextGrid", textgrid.render),
    ExportFormat("audformat", "", audformat.render),
    ExportFormat("emotionml", ".emotionml", emotionml.render),
)
"""All formats, in the order in which they are offered."""


def write_export(
    export: ExportFormat, rows: Sequence[LogRow], path: Path, labels: Sequence[str] = ()
) -> None:
    """Write rows to a file, or into a folder; raise `LogError` where that cannot be done.

    A file that is there is replaced as a whole or stays as it is. `labels` are those of the
    session's log, which the rows do not tell where none of them has a result.
    """
    labels = tuple(dict.fromkeys([*labels, *labels_of(rows)]))
    try:
        for name, text in export.render(rows, labels).items():
            target = path / name if name else path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, text.encode("utf-8", errors="replace"))
    except OSError as error:
        sentence = sentences.NOT_EXPORTED(path=path, reason=error.strerror)
        raise LogError(sentence, value=str(path)) from error
