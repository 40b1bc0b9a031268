"""PortAudio through python-sounddevice: loaded when first needed, one sentence for its errors.

Loading it asks the system for all its devices, which can take a second, so it is never done
on the way to the first paint. PortAudio's list of devices is as old as its initialisation;
`restart` renews it, and is only done while no stream is open, because it ends them all.
"""

from __future__ import annotations

import atexit
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import ModuleType
from typing import Final, Protocol

from ser_core.errors import DeviceError
from ser_core.sentence import Sentence
from ser_live.audio import sentences

DEVICE_UNAVAILABLE: Final = -9985
INVALID_SAMPLE_RATE: Final = -9997
INVALID_CHANNELS: Final = -9998


class Stream(Protocol):
    """What is used of `sounddevice.InputStream`."""

    latency: float

    def start(self) -> None:
        """Let the callbacks begin."""

    def abort(self, *, ignore_errors: bool) -> None:
        """Stop at once, without waiting for what is buffered."""

    def close(self, *, ignore_errors: bool) -> None:
        """Give the device back."""


_lock = threading.Lock()
_open_streams = 0
_listed = False


def load() -> ModuleType:
    """Return the module `sounddevice`; raise `DeviceError` where PortAudio is missing."""
    try:
        return import_module("sounddevice")
    except OSError as error:
        raise DeviceError(sentences.NO_PORTAUDIO()) from error


def restart() -> None:
    """Let PortAudio look for devices again, unless a stream is open or it just did.

    Raises
    ------
    DeviceError
        Where it cannot; it can be told to again.
    """
    global _listed
    sounddevice = load()
    with _lock:
        just_loaded, _listed = not _listed, True
        if _open_streams == 0 and not just_loaded:
            with suppress(sounddevice.PortAudioError):  # it may not have been initialised
                sounddevice._terminate()  # noqa: SLF001 - there is no public way (its issue 125)
            with listing_errors_named():
                sounddevice._initialize()  # noqa: SLF001


def open_stream(**settings: object) -> Stream:
    """Open and start a `sounddevice.InputStream`, counted until `close_stream`."""
    global _open_streams  # noqa: PLW0603 - PortAudio itself is one for the process
    sounddevice = load()
    with _lock:
        _open_streams += 1
    try:
        stream: Stream = sounddevice.InputStream(**settings)
        try:
            stream.start()
        except BaseException:
            stream.close(ignore_errors=True)
            raise
    except BaseException:
        _count_closed()
        raise
    return stream


def close_stream(stream: Stream) -> None:
    """Close a stream that `open_stream` returned, whatever state its device is in."""
    try:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)
    finally:
        _count_closed()


def give_up() -> None:
    """Leave a stream that hangs in its driver to the system, else the program would never end."""
    sounddevice = sys.modules.get("sounddevice")
    if sounddevice is not None:
        atexit.unregister(sounddevice._exit_handler)  # noqa: SLF001 - it terminates PortAudio


@contextmanager
def errors_named(name: str) -> Iterator[None]:
    """Turn PortAudio's errors into one sentence about the device of this name."""
    sounddevice = load()
    try:
        yield
    except sounddevice.PortAudioError as error:
        raise DeviceError(_refusal(name, error), value=name) from error


@contextmanager
def listing_errors_named() -> Iterator[None]:
    """Turn PortAudio's errors into one sentence about the devices of this computer."""
    sounddevice = load()
    try:
        yield
    except sounddevice.PortAudioError as error:
        raise DeviceError(sentences.NOT_LISTED(reason=_words(error))) from error


def error_code(error: BaseException | None) -> int:
    """Return PortAudio's number of an error, 0 where it has none."""
    code = error.args[1] if error is not None and len(error.args) > 1 else 0
    return code if isinstance(code, int) else 0


def _refusal(name: str, error: BaseException) -> Sentence:
    match error_code(error):
        case code if code == DEVICE_UNAVAILABLE:
            return sentences.IN_USE(name=name)
        case code if code == INVALID_SAMPLE_RATE:
            return sentences.RATE_REFUSED(name=name)
        case code if code == INVALID_CHANNELS:
            return sentences.CHANNELS_REFUSED(name=name)
        case _:
            return sentences.REFUSED(name=name, reason=_words(error))


def _words(error: BaseException) -> str:
    return str(error.args[0]) if error.args else type(error).__name__


def _count_closed() -> None:
    global _open_streams  # noqa: PLW0603
    with _lock:
        _open_streams -= 1
