"""What can go wrong, said in one sentence that names the value and the remedy."""

from __future__ import annotations

import errno
from typing import Final

from ser_core.sentence import PLAIN, Sentence

DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
"""What a disk answers, or its quota, that has no room left."""


class SerError(Exception):
    """An error that a person can act on; the base of all errors of this project.

    Parameters
    ----------
    message : str
        One sentence: what was found, what was expected, what to do. What a window may have to
        say is a `Sentence`.
    value : object
        The offending value, kept for programs; never audio.
    """

    def __init__(self, message: str, *, value: object = None) -> None:
        super().__init__(message)
        self.value = value

    @property
    def sentence(self) -> Sentence:
        """The message as a value, for a window that says it in another language."""
        message = self.args[0]
        return message if isinstance(message, Sentence) else PLAIN(text=message)


class ConfigError(SerError):
    """A setting lies outside its limits."""


class AudioError(SerError):
    """A recording cannot be read, or its samples cannot be analysed."""


class ModelError(SerError):
    """A model folder is missing, damaged, or does not match this program."""


class CorpusError(SerError):
    """A speech corpus cannot be learned from or evaluated on."""


class DeviceError(SerError):
    """An audio device is missing, busy or faulty."""


class LogError(SerError):
    """A session log cannot be written or read."""
