"""What the system says when a file cannot be had, in the program's own words."""

from __future__ import annotations

import errno
import os

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def system_words(message: str) -> str:
    """Return our words for a message of the system; one that is not known stays as it is."""
    return _by_message().get(message, message)


def system_detail(sentence: str) -> str:
    """Return what the system itself said, where a sentence of the engine holds it."""
    return next((message for message in _by_message() if f"({message})" in sentence), "")


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
