"""What the system says when a file cannot be had, in the program's own words."""

from __future__ import annotations

import errno
import os

from PySide6.QtCore import QCoreApplication

from ser_core.sentence import Sentence

translate = QCoreApplication.translate


def system_words(message: str) -> str:
    """Return our words for a message of the system; one that is not known stays as it is."""
    return _by_message().get(message, message)


def system_detail(sentence: Sentence) -> str:
    """Return what the system itself said, where a sentence of the engine holds it."""
    known = _by_message()
    values = sentence.values.values()
    details = (system_detail(each) if isinstance(each, Sentence) else each for each in values)
    return next((str(detail) for detail in details if detail in known), "")


def _by_message() -> dict[str, str]:
    return {os.strerror(number): words for number, words in _words().items()}


def _words() -> dict[int, str]:
    full = translate("SystemWords", "the disk is full")
    forbidden = translate("SystemWords", "the permission is missing")
    gone = translate("SystemWords", "the file or its folder is not there")
    return {
        errno.ENOSPC: full,
        errno.EDQUOT: full,
        errno.EACCES: forbidden,
        errno.EPERM: forbidden,
        errno.ENOENT: gone,
        errno.ENOTDIR: gone,
        errno.EROFS: translate("SystemWords", "the disk can only be read"),
        errno.EIO: translate("SystemWords", "the disk fails"),
        errno.EISDIR: translate("SystemWords", "this is a folder"),
        errno.EBUSY: translate("SystemWords", "another program is using it"),
        errno.ENAMETOOLONG: translate("SystemWords", "the name is too long"),
    }
