"""Tables of a folder's recordings: who speaks in which, and which emotion was meant."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PureWindowsPath
from typing import Final, NamedTuple, NoReturn

from ser_core.errors import CorpusError
from ser_core.model.document import MAX_NAME, is_clean
from ser_core.model.emotions import TONES

TABLE: Final = "clips.csv"
"""What the table is called that makes any folder a corpus."""

UNSPECIFIED: Final = "unspecified"

_NEEDED: Final = ("file", "speaker", "emotion")
_COLUMNS: Final = (*_NEEDED, "sentence", "intensity")
_SEPARATORS: Final = ",;"


@dataclass(frozen=True, slots=True)
class Listed:
    """A recording as its line in the table has it; the path begins with the table's folder."""

    path: Path
    speaker: str
    emotion: str
    intensity: str
    sentence: str


class _Line(NamedTuple):
    """A line of a table: its number, from 1, and its cells by column, without blanks around."""

    table: Path
    number: int
    cells: Mapping[str, str]

    def refuse(self, why: str, value: object) -> NoReturn:
        message = f"{self.table}, line {self.number}: {why}"
        raise CorpusError(message, value=value)


def read_table(table: Path) -> tuple[Listed, ...]:
    """Read a table: RFC 4180, UTF-8, a comma or a semicolon between cells.

    The first line names the columns `file` (a path from the table's folder on), `speaker`,
    `emotion` (one of `TONES`) and, if known, `sentence` and `intensity`, in any order; other
    columns are ignored, and so are lines without a word.

    Raises
    ------
    CorpusError
        Where it cannot be read, or a line does not say what is needed; the first such line.
    """
    lines = _lines(table, _text(table))
    listed = tuple(
        Listed(
            _path(line),
            _speaker(line),
            _emotion(line),
            line.cells.get("intensity") or UNSPECIFIED,
            line.cells.get("sentence") or UNSPECIFIED,
        )
        for line in lines
    )
    if not listed:
        message = f"{table} lists no recording; write a line for each, below the first."
        raise CorpusError(message, value=table)
    _check_listed_once(lines, listed)
    _check_spelled_alike(lines, listed)
    return listed


def _text(table: Path) -> str:
    try:
        return table.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{table} cannot be opened ({error.strerror}); check its permissions."
        raise CorpusError(message, value=table) from error
    except UnicodeDecodeError as error:
        number = 1 + error.object[: error.start].count(b"\n")
        message = f"{table}, line {number}: this is not UTF-8; save the table as CSV in UTF-8."
        raise CorpusError(message, value=table) from error


def _lines(table: Path, text: str) -> list[_Line]:
    """Read the cells under the names of their columns."""
    separator = _separator(text)
    records = _records(table, text, separator)
    first, header = next(records, (1, []))
    columns = [column.casefold() for column in header]
    _check_columns(_Line(table, first, {}), columns)
    lines = []
    for number, cells in records:
        named = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
        lines.append(_Line(table, number, named))
        if any(cells[len(columns) :]):
            why = (
                f"there are {len(cells)} cells for {len(columns)} columns; put into double quotes "
                f"what holds a {separator!r}."
            )
            lines[-1].refuse(why, cells)
    return lines


def _separator(text: str) -> str:
    """Give the one that parts more of the columns that we know."""
    header = text.lstrip().partition("\n")[0].casefold()

    def known(separator: str) -> int:
        return len({cell.strip(' \t\r"') for cell in header.split(separator)} & set(_COLUMNS))

    return max(_SEPARATORS, key=known)


def _records(table: Path, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Split into cells; give each record that has any with the number of its first line."""
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    while True:
        number = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            why = (
                f"this is no CSV ({error}); close every double quote, and double it inside a cell."
            )
            _Line(table, number, {}).refuse(why, str(error))
        if any(cells):
            yield number, cells


def _check_columns(line: _Line, columns: Sequence[str]) -> None:
    asked = "name file, speaker and emotion, each once, with , or ; between them."
    for column in _NEEDED:
        if column not in columns:
            line.refuse(f"there is no column {column!r}; {asked}", column)
    for column in _COLUMNS:
        if columns.count(column) > 1:
            line.refuse(f"there are several columns {column!r}; {asked}", column)


def _path(line: _Line) -> Path:
    written, folder = line.cells["file"], line.table.parent
    parts = PureWindowsPath(written)  # which knows both kinds of slashes
    if parts.anchor or ".." in parts.parts:
        why = f"{written!r} leads out of the folder; write a path from {folder} on, without '..'."
        line.refuse(why, written)
    paths = [folder.joinpath(*PureWindowsPath(each).parts) for each in _spellings(written)]
    try:
        found = next((path for path in paths if path.is_file()), None)
    except OSError as error:
        why = f"{written!r} cannot be opened ({error.strerror}); check its name and permissions."
        line.refuse(why, written)
    if found is None:
        why = f"there is no file {written!r} in {folder}; correct the name or remove the line."
        line.refuse(why, written)
    return found


def _spellings(name: str) -> tuple[str, ...]:
    """Give a name as it is, and as other systems store its accents: in one letter, or beside it."""
    return name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)


def _speaker(line: _Line) -> str:
    speaker = unicodedata.normalize("NFC", line.cells["speaker"])
    if not speaker:
        line.refuse("there is no speaker; write who speaks, a number will do.", speaker)
    if not is_clean(speaker, most=MAX_NAME):
        why = (
            f"the speaker {speaker!r} cannot be written everywhere; take at most {MAX_NAME} "
            "characters, none for control."
        )
        line.refuse(why, speaker)
    return speaker


def _emotion(line: _Line) -> str:
    written = line.cells["emotion"]
    emotion = written.casefold()
    if emotion not in TONES:
        why = f"the emotion {written!r} is not known; choose from {', '.join(TONES)}."
        line.refuse(why, written)
    return emotion


def _check_listed_once(lines: Sequence[_Line], listed: Sequence[Listed]) -> None:
    """Refuse a file under two names, too."""
    first: dict[Path, int] = {}
    for line, each in zip(lines, listed, strict=True):
        before = first.setdefault(each.path.resolve(), line.number)
        if before != line.number:
            written = line.cells["file"]
            line.refuse(f"{written!r} is that of line {before} again; remove one.", written)


def _check_spelled_alike(lines: Sequence[_Line], listed: Sequence[Listed]) -> None:
    """Refuse one speaker under two names, who would be measured by what was learned of him."""
    spelled: dict[str, str] = {}
    for line, each in zip(lines, listed, strict=True):
        before = spelled.setdefault(each.speaker.casefold(), each.speaker)
        if before != each.speaker:
            why = (
                f"the speaker {each.speaker!r} was {before!r} further up; write a speaker the same "
                "everywhere, and others by more than capitals."
            )
            line.refuse(why, each.speaker)
