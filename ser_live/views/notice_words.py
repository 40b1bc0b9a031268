"""The engine's sentences in the language of the person.

The engine speaks English and knows no screen; here its sentences are recognised by their
fixed part, and what varies in them is carried over.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def notice_words(text: str) -> str:
    """Return a sentence in the person's language; one that is not known stays as it is."""
    for pattern, words in _known():
        if found := re.fullmatch(pattern, text, flags=re.DOTALL):
            return words.format(*found.groups())
    return text


def _known() -> list[tuple[str, str]]:
    return [
        (
            r"This is the built-in demo recording, not a microphone\.",
            translate("Notices", "This is the built-in demo recording, not a microphone."),
        ),
    ]
