"""A TOML file whose values know the line they stand on.

The standard library's reader tells no lines. A TOML document is a sequence of statements,
each a header or a key with its value, and each parses by itself; so the same reader, given
the lines of one statement after another, says where each begins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KeyPath = tuple[str | int, ...]
"""The way to a value: keys, and indices into arrays of tables."""


class TomlSyntaxError(Exception):
    """The text is not TOML; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Located:
    """What a TOML file says, and on which line it says it.

    Parameters
    ----------
    name : str
        The file's name, as problems shall call it.
    values : dict
        The document as `tomllib` reads it.
    lines : mapping from key path to int
        The line, counted from 1, of each key and header.
    """

    name: str
    values: dict[str, Any]
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Line of `path`, or of the nearest table around it; 1 for the document."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 1


def locate(text: str, name: str) -> Located:
    """Read TOML and note the line of each key.

    Raises
    ------
    TomlSyntaxError
        If `text` is not TOML.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _with_line(error, text) from error
    return Located(name, values, _key_lines(text))


def read_located(path: Path) -> Located:
    """Read the TOML file at `path`, which must be UTF-8; see `locate`."""
    return locate(path.read_text(encoding="utf-8-sig"), path.name)


def _with_line(error: tomllib.TOMLDecodeError, text: str) -> TomlSyntaxError:
    found = re.fullmatch(r"(?P<reason>.*) \(at line (?P<line>\d+), column \d+\)", str(error))
    if found is None:
        reason = str(error).removesuffix(" (at end of document)")
        return TomlSyntaxError(max(1, len(text.splitlines())), reason)
    return TomlSyntaxError(int(found["line"]), found["reason"])


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield the line, the text and the meaning of each statement of valid TOML."""
    pending = ""
    begun = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not pending:
            begun = number
        pending += line + "\n"
        try:
            meaning = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        if meaning:
            yield begun, pending, meaning
        pending = ""


def _key_lines(text: str) -> dict[KeyPath, int]:
    lines: dict[KeyPath, int] = {}
    lengths: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, statement, meaning in _statements(text):
        if statement.lstrip().startswith("["):
            table = _header_path(meaning, lengths)
            lines.setdefault(table, number)
        else:
            _note(lines, table, meaning, number)
    return lines


def _header_path(meaning: dict[str, Any], lengths: dict[KeyPath, int]) -> KeyPath:
    """Give the full path of a header, with the index of each array's latest table."""
    path: KeyPath = ()
    value: Any = meaning
    while isinstance(value, dict) and value:
        key, value = next(iter(value.items()))
        path = (*path, key)
        if isinstance(value, list):
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


def _note(lines: dict[KeyPath, int], table: KeyPath, value: dict[str, Any], line: int) -> None:
    for key, inner in value.items():
        path = (*table, key)
        lines.setdefault(path, line)
        if isinstance(inner, dict):
            _note(lines, path, inner, line)
