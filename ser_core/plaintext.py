"""Text that only stands for itself: none of it moves a cursor, breaks a line or hides the rest."""

from __future__ import annotations

import unicodedata
from typing import Final

_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control and format characters, lone surrogates, and what ends a line."""


def is_plain(text: str) -> bool:
    """Tell whether a text can be written to any file and any terminal."""
    return not any(unicodedata.category(each) in _CONTROLS for each in text)


def plain(text: str) -> str:
    r"""Escape whatever is more than a character to be read.

    Examples
    --------
    >>> plain("caf\u00e9\x1b[2J\n")
    'café\\x1b[2J\\n'
    """
    return "".join(
        each if is_plain(each) else each.encode("unicode_escape").decode() for each in text
    )


def counted(number: int, word: str) -> str:
    """Name a number of things whose word ends in "s" where there are several.

    Examples
    --------
    >>> counted(1, "utterance"), counted(0, "utterance")
    ('1 utterance', '0 utterances')
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
