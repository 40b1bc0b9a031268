"""What a PulseAudio (or PipeWire) server tells of its sources and streams, by its own library.

`pactl` takes too long to be asked 25 times a second, translates what it tells into the desktop's
language, and drops names that are not ASCII. ALSA's `pulse` device needs this library, so it is
there wherever that device is.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

LIBRARY: Final = "libpulse.so.0"
TIMEOUT_S: Final = 2.0
_READY: Final = 4
_FAILED: Final = (5, 6)
_NO_AUTOSPAWN: Final = 1
_PROCESS: Final = b"application.process.id"
_NONE: Final = 0xFFFFFFFF
"""The number of what is not there."""
_CHANNELS_MAX: Final = 32

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class PulseSource:
    """A source of the sound server; `monitor` where it carries what an output plays."""

    name: str
    description: str
    channels: int
    rate_hz: int
    monitor: bool


@dataclass(frozen=True, slots=True)
class RecordingStream:
    """A stream that records, the process it belongs to, and the source it records from now."""

    index: int
    process: str
    source: int


class _SampleSpec(ctypes.Structure):
    _fields_ = (
        ("format", ctypes.c_int),
        ("rate", ctypes.c_uint32),
        ("channels", ctypes.c_uint8),
    )


class _ChannelMap(ctypes.Structure):
    _fields_ = (("channels", ctypes.c_uint8), ("map", ctypes.c_int * _CHANNELS_MAX))


class _Volume(ctypes.Structure):
    _fields_ = (("channels", ctypes.c_uint8), ("values", ctypes.c_uint32 * _CHANNELS_MAX))


class _Source(ctypes.Structure):
    """The beginning of `pa_source_info`."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("index", ctypes.c_uint32),
        ("description", ctypes.c_char_p),
        ("sample_spec", _SampleSpec),
        ("channel_map", _ChannelMap),
        ("owner_module", ctypes.c_uint32),
        ("volume", _Volume),
        ("mute", ctypes.c_int),
        ("monitor_of_sink", ctypes.c_uint32),
    )


class _SourceOutput(ctypes.Structure):
    """The beginning of `pa_source_output_info`."""

    _fields_ = (
        ("index", ctypes.c_uint32),
        ("name", ctypes.c_char_p),
        ("owner_module", ctypes.c_uint32),
        ("client", ctypes.c_uint32),
        ("source", ctypes.c_uint32),
        ("sample_spec", _SampleSpec),
        ("channel_map", _ChannelMap),
        ("buffer_usec", ctypes.c_uint64),
        ("source_usec", ctypes.c_uint64),
        ("resample_method", ctypes.c_char_p),
        ("driver", ctypes.c_char_p),
        ("proplist", ctypes.c_void_p),
    )


_SourceTold = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(_Source), ctypes.c_int, ctypes.c_void_p
)
_SourceOutputTold = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(_SourceOutput), ctypes.c_int, ctypes.c_void_p
)


class Connection:
    """A connection to the user's sound server; used on one thread.

    Everything raises `OSError` where the library is missing or the server does not answer
    within `TIMEOUT_S`.
    """

    def __init__(self) -> None:
        self._library = _load()
        self._loop: int | None = self._library.pa_mainloop_new()
        api = self._library.pa_mainloop_get_api(self._loop)
        self._context = self._library.pa_context_new(api, b"ser-live")
        try:
            self._library.pa_context_connect(self._context, None, _NO_AUTOSPAWN, None)
            self._wait(lambda: self._state() == _READY)
        except OSError:
            self.close()
            raise

    def sources(self) -> list[PulseSource]:
        """Return all sources, in the server's order."""
        ask = self._library.pa_context_get_source_info_list
        return self._answers(_SourceTold, _source, ask)

    def source_index(self, name: str) -> int | None:
        """Return the number of the source of this name, None where there is none."""
        ask = self._library.pa_context_get_source_info_by_name
        found = self._answers(_SourceTold, lambda info: int(info.index), ask, name.encode())
        return found[0] if found else None

    def recording_streams(self) -> list[RecordingStream]:
        """Return all streams that record."""
        ask = self._library.pa_context_get_source_output_info_list
        return self._answers(_SourceOutputTold, self._recording_stream, ask)

    def close(self) -> None:
        """Part from the server. Allowed more than once."""
        if self._loop is not None:
            loop, self._loop = self._loop, None
            self._library.pa_context_disconnect(self._context)
            self._library.pa_context_unref(self._context)
            self._library.pa_mainloop_free(loop)

    def _recording_stream(self, info: _SourceOutput) -> RecordingStream:
        process = self._library.pa_proplist_gets(info.proplist, _PROCESS)
        return RecordingStream(info.index, _text(process), info.source)

    def _answers(
        self,
        told: Callable[..., object],
        read: Callable[[Any], _Read],
        ask: Callable[..., int | None],
        *words: bytes,
    ) -> list[_Read]:
        """Ask, wait for the end of the answer, and return what was read of each entry."""
        found: list[_Read] = []
        over = False

        def hear(_context: int, entries: Sequence[ctypes.Structure], end: int, _data: int) -> None:
            nonlocal over
            if end:  # negative where what was asked for is not there
                over = True
            else:
                found.append(read(entries[0]))

        heard = told(hear)  # kept until the end, or the library would call what is no more
        operation = ask(self._context, *words, heard, None)
        if not operation:
            message = "The sound server takes no question."
            raise OSError(message)
        try:
            self._wait(lambda: over)
        finally:
            self._library.pa_operation_cancel(operation)
            self._library.pa_operation_unref(operation)
        return found

    def _wait(self, reached: Callable[[], bool]) -> None:
        deadline = time.monotonic() + TIMEOUT_S
        while not reached():
            left_s = deadline - time.monotonic()
            if left_s <= 0.0 or self._state() in _FAILED or not self._turn(left_s):
                message = "The sound server does not answer."
                raise OSError(message)

    def _turn(self, longest_s: float) -> bool:
        """Let the library do what is due; return False where it cannot go on."""
        return bool(
            self._library.pa_mainloop_prepare(self._loop, round(longest_s * 1e6)) >= 0
            and self._library.pa_mainloop_poll(self._loop) >= 0
            and self._library.pa_mainloop_dispatch(self._loop) >= 0
        )

    def _state(self) -> int:
        return int(self._library.pa_context_get_state(self._context))


def _source(info: _Source) -> PulseSource:
    name = _text(info.name)
    return PulseSource(
        name=name,
        description=_text(info.description) or name,
        channels=info.sample_spec.channels,
        rate_hz=info.sample_spec.rate,
        monitor=info.monitor_of_sink != _NONE,
    )


def _text(told: bytes | None) -> str:
    return (told or b"").decode(errors="replace")


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(LIBRARY)
    pointer, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    signatures = {
        "pa_mainloop_new": (pointer, ()),
        "pa_mainloop_get_api": (pointer, (pointer,)),
        "pa_mainloop_prepare": (number, (pointer, number)),
        "pa_mainloop_poll": (number, (pointer,)),
        "pa_mainloop_dispatch": (number, (pointer,)),
        "pa_mainloop_free": (None, (pointer,)),
        "pa_context_new": (pointer, (pointer, text)),
        "pa_context_connect": (number, (pointer, text, number, pointer)),
        "pa_context_get_state": (number, (pointer,)),
        "pa_context_disconnect": (None, (pointer,)),
        "pa_context_unref": (None, (pointer,)),
        "pa_context_get_source_info_by_name": (pointer, (pointer, text, _SourceTold, pointer)),
        "pa_context_get_source_info_list": (pointer, (pointer, _SourceTold, pointer)),
        "pa_context_get_source_output_info_list": (pointer, (pointer, _SourceOutputTold, pointer)),
        "pa_operation_cancel": (None, (pointer,)),
        "pa_operation_unref": (None, (pointer,)),
        "pa_proplist_gets": (text, (pointer, text)),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
