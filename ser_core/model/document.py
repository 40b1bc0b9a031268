"""Reading JSON of untrusted origin: every value is checked for type and bounds as it is taken."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, NoReturn

from ser_core.errors import ModelError
from ser_core.model import sentences
from ser_core.plaintext import is_plain

MAX_TEXT: Final = 20_000
MAX_NAME: Final = 255
"""Characters of a model's name; any folder may lend it hers."""
MAX_ITEMS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON object, and `origin`, the words by which errors name it."""

    content: dict[str, object]
    origin: str

    @classmethod
    def parse(cls, text: str, origin: str) -> Document:
        """Parse a JSON object; raise `ModelError` for anything else."""
        try:
            content = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            fault = f"{origin} is not valid JSON ({error})"
            raise ModelError(sentences.DAMAGED(fault=fault), value=origin) from error
        return cls(_as_object(content, origin), origin)

    def text(self, key: str, *, most: int = MAX_TEXT) -> str:
        """Take a string of at most `most` characters, none of them a control character."""
        value = self._take(key)
        if not isinstance(value, str) or not is_clean(value, most=most):
            self._refuse(key, f"a text of at most {most} characters, none for control")
        return value

    def number(self, key: str, low: float, high: float) -> float:
        """Take a number from `low` to `high`."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse(key, "a number")
        if not low <= value <= high:  # neither does NaN
            self._refuse(key, f"a number from {low:g} to {high:g}")
        return float(value)

    def whole(self, key: str, low: int, high: int) -> int:
        """Take a whole number from `low` to `high`."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self._refuse(key, f"a whole number from {low} to {high}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of strings."""
        value = self._items(key)
        if not all(isinstance(item, str) and is_clean(item) for item in value):
            self._refuse(key, "a list of texts")
        return tuple(str(item) for item in value)

    def child(self, key: str) -> Document:
        """Take an object."""
        return Document(_as_object(self._take(key), f"{key!r} in {self.origin}"), self.origin)

    def children(self, key: str) -> tuple[Document, ...]:
        """Take a list of objects."""
        where = f"an entry of {key!r} in {self.origin}"
        return tuple(Document(_as_object(item, where), self.origin) for item in self._items(key))

    def _items(self, key: str) -> list[object]:
        value = self._take(key)
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            self._refuse(key, f"a list of at most {MAX_ITEMS} entries")
        return value

    def _take(self, key: str) -> object:
        if key not in self.content:
            self._refuse(key, "present")
        return self.content[key]

    def _refuse(self, key: str, wanted: str) -> NoReturn:
        fault = f"{key!r} in {self.origin} is not {wanted}"
        raise ModelError(sentences.DAMAGED(fault=fault), value=key)


def is_clean(text: str, *, most: int = MAX_TEXT) -> bool:
    """Tell whether a text is not too long and can be written to any file and any terminal."""
    return len(text) <= most and is_plain(text)


def _as_object(value: object, origin: str) -> dict[str, object]:
    if not isinstance(value, dict):
        fault = f"{origin} is not a JSON object"
        raise ModelError(sentences.DAMAGED(fault=fault), value=origin)
    return value


def _refuse_constant(name: str) -> NoReturn:
    message = f"the number {name} is not allowed"
    raise ValueError(message)
