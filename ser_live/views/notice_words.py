"""The engine's sentences in the language of the person, with remedies that every window has.

The engine speaks English and knows no screen. What it says is looked up by its template; what
varies in it, another sentence perhaps, is put into the words of the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject

from ser_core import sentences as recordings
from ser_core.sentence import Sentence, Template, Value
from ser_live.log import sentences as logs
from ser_live.views.notice_tables import common_words
from ser_live.views.system_words import system_words

Remedies = Mapping[Template, str]
"""The words for some templates that only one window has."""

COMMON: Final[Remedies] = MappingProxyType({})
"""Of a window without words of its own."""


def notice_words(sentence: str, own: Remedies = COMMON) -> str:
    """Return a sentence in the person's language; what is not known stays as it is.

    Parameters
    ----------
    own : mapping of Template to str
        They come before those of all windows.
    """
    if not sentence:  # as it mostly is, with every reading
        return ""
    if not isinstance(sentence, Sentence):
        return system_words(sentence)
    if sentence.template in COUNTED:
        return _Counts().words(sentence)
    words = own.get(sentence.template) or common_words().get(sentence.template)
    if words is None:
        return str(sentence)
    parts = {name: _part(value, own) for name, value in sentence.values.items()}
    return words.format(**parts)


def _part(value: Value, own: Remedies) -> Value:
    return notice_words(value, own) if isinstance(value, str) else value


COUNTED: Final = (recordings.CHANNELS, logs.ROWS, logs.HELD, logs.GIVEN_UP)
"""How many of something there are: only the number varies, and the words with it."""


class _Counts(QObject):
    """How many there are: lupdate knows the plurals of `tr` alone."""

    def words(self, counted: Sentence) -> str:
        """Return a number of something in the singular or plural of the language."""
        number = int(counted.values["number"])
        return {
            recordings.CHANNELS: self.tr("%n channel(s)", "", number),
            logs.ROWS: self.tr("%n row(s)", "", number),
            logs.HELD: self.tr("%n row(s) are not saved yet", "", number),
            logs.GIVEN_UP: self.tr("%n older row(s) had to be given up.", "", number),
        }[counted.template]
