"""Typed values out of a TOML table, every mistake collected with its line and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from ser_core.errors import ConfigError
from ser_live.kiosk.located import KeyPath, Located


class KioskConfigError(ConfigError):
    """The kiosk's file has mistakes; `problems` holds one sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems), value=self.problems)


class Problems:
    """The mistakes found so far."""

    def __init__(self, document: Located) -> None:
        self._document = document
        self._found: list[tuple[int, str]] = []

    def add(self, path: KeyPath, sentence: str) -> None:
        """Note a mistake of the value at `path`."""
        line = self._document.line(path)
        self._found.append((line, f"{self._document.name}:{line}: {sentence}"))

    def raise_if_any(self) -> None:
        """Raise `KioskConfigError` with every mistake, in the order of the file."""
        if self._found:
            raise KioskConfigError(sentence for _, sentence in sorted(self._found))


class Reader:
    """Takes typed values out of one table.

    A value that is missing or wrong becomes a problem, and a harmless one is returned, so
    that one reading finds every mistake of the file.
    """

    def __init__(self, document: Located, problems: Problems, path: KeyPath = ()) -> None:
        self._document = document
        self._problems = problems
        self._path = path
        self._known: dict[str, None] = {}
        self._values = _value_at(document.values, path)

    def name(self, key: str) -> str:
        """Give the key as people write it, with the tables around it."""
        parts = [str(part) for part in self._path if not isinstance(part, int)]
        return ".".join([*parts, *([key] if key else [])])

    def problem(self, key: str, sentence: str) -> None:
        """Note a mistake of `key` (of the table itself where it is empty).

        The sentence begins after the key's name.
        """
        self._problems.add((*self._path, key), f"{self.name(key)} {sentence}")

    def has(self, key: str) -> bool:
        """Whether the file gives this key."""
        self._known[key] = None
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """Text that is not blank; without a default it must be there."""
        value = self._take(key, str, "text in quotes", required=default is None)
        if value is None:
            return default or ""
        if not value.strip():
            leave = "" if default is None else " or leave the key out"
            self.problem(key, f"is blank; write some text{leave}.")
        return str(value)

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """Return a number from `low` to `high`."""
        value = self._take(key, (int, float), "a number", required=False)
        if value is None:
            return default
        if not low <= value <= high:
            self.problem(key, f"is {value:g}; choose a value from {low:g} to {high:g}.")
            return default
        return float(value)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        value = self.number(key, default, low, high)
        if value != int(value):
            self.problem(key, f"is {value:g}; choose a whole number from {low} to {high}.")
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key, bool, "true or false", required=False)
        return default if value is None else bool(value)

    def choice(self, key: str, default: str, options: Iterable[str]) -> str:
        """Return one of `options`."""
        options = tuple(options)
        value = self.text(key, default)
        if value not in options:
            self.problem(key, f"is {quoted(value)}; {_remedy(value, options)}")
            return default
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of different texts, not empty."""
        value = self._take(key, list, "a list of texts", required=False)
        if value is None:
            return default
        if not value or not all(isinstance(item, str) for item in value):
            self.problem(key, 'must be a list of texts, such as ["a", "b"].')
            return default
        for item in sorted({item for item in value if value.count(item) > 1}):
            self.problem(key, f"names {quoted(item)} twice; name it once.")
        return tuple(dict.fromkeys(value))

    def table(self, key: str) -> Reader:
        """Return the table `key`, empty where the file has none."""
        self._known[key] = None
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self.problem(key, f"must be a table; write [{self.name(key)}] and its keys below.")
        return Reader(self._document, self._problems, (*self._path, key))

    def tables(self, key: str) -> list[Reader]:
        """Return the array of tables `key`."""
        self._known[key] = None
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(key, f"must be tables; write [[{self.name(key)}]] before each.")
            return []
        return [
            Reader(self._document, self._problems, (*self._path, key, index))
            for index in range(len(value))
        ]

    def keys(self) -> tuple[str, ...]:
        """Return the keys that the file gives."""
        return tuple(self._values)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._values:
            if key not in self._known:
                self.problem(key, f"is not a setting here; {_remedy(key, self._known)}")

    def _take(self, key: str, kind: type | tuple[type, ...], words: str, *, required: bool) -> Any:  # noqa: ANN401  a TOML value of the kind asked for
        self._known[key] = None
        value = self._values.get(key)
        if value is None:
            if required:
                self.problem(key, f"is missing; add it as {words}.")
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.problem(key, f"is {quoted(value)}; write {words}.")
            return None
        return value


def quoted(value: object) -> str:
    """Show a value as TOML writes it, cut where it is long."""
    match value:
        case bool():
            shown = str(value).lower()
        case str():
            shown = f'"{value}"'
        case _:
            shown = str(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _remedy(value: str, options: Iterable[str]) -> str:
    options = tuple(options)
    near = difflib.get_close_matches(value, options, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"choose one of {', '.join(options)}." if options else "take it out."


def _value_at(values: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    inner: Any = values
    for part in path:
        if isinstance(part, int):
            inner = inner[part]
        else:
            inner = inner.get(part, {}) if isinstance(inner, dict) else {}
    return inner if isinstance(inner, dict) else {}
