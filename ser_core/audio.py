"""Recordings on disk: read in blocks, channel by channel, checked before they are analysed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soundfile

from ser_core.errors import AudioError
from ser_core.types import EACH, EACH_CHANNELS, F32, MIX, MONO, AudioBlock

MIN_RATE_HZ: Final = 8_000
MAX_RATE_HZ: Final = 192_000
MAX_MAGNITUDE: Final = 1e6
"""Of a sample, where full scale is 1: more than any recorder or mistaken scale gives."""
MAX_LOADED_SAMPLES: Final = 1 << 26
"""What `load_audio` keeps in memory at most: 70 minutes at 16 kHz, 23 at 48 kHz."""

_BLOCK_SAMPLES: Final = 1 << 16
_LONGEST_HEADER: Final = 4096
"""Bytes; a file without samples is hardly longer."""

ChannelIndex = int | slice | None
"""A column of frames, several of them, or None for the mean of all."""


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What the header of a recording says; `frames` may be a lie of a damaged file."""

    path: Path
    rate_hz: int
    channels: int
    frames: int

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.frames / self.rate_hz


def probe_recording(path: Path | str) -> RecordingFacts:
    """Read the header of a recording.

    Raises
    ------
    AudioError
        Where the file is missing, unreadable, empty, or of a rate or channel count that
        cannot be analysed.
    """
    with _opened(Path(path)) as file:
        return _facts(Path(path), file)


def read_blocks(path: Path | str, *, channel: str | int = MIX) -> Iterator[AudioBlock]:
    """Read a recording block by block, so that its length does not matter.

    Parameters
    ----------
    path : Path or str
        Any file that libsndfile reads.
    channel : str or int
        ``"mix"``, ``"left"``, ``"right"``, the number of a channel, counted from 1, or
        ``"each"``, which gives left and right side by side.

    Yields
    ------
    AudioBlock
        Consecutive blocks at the recording's own rate, of shape (n, 2) for ``"each"``.

    Raises
    ------
    AudioError
        As `probe_recording`; also where the channel does not exist or a sample is NaN,
        infinite or beyond ±`MAX_MAGNITUDE`.
    """
    path = Path(path)
    with _opened(path) as file:
        facts = _facts(path, file)
        index = channel_index(channel, facts.channels, name=str(path))
        size = max(1, _BLOCK_SAMPLES // facts.channels)
        start = 0
        while (frames := _read(path, file, size)).size:
            samples = take_channel(frames, index)
            _check_sound(path, samples, start, facts.rate_hz)
            yield AudioBlock(start, facts.rate_hz, samples)
            start += len(samples)
    if start == 0:
        message = f"{path} holds no samples; record it again or leave it out."
        raise AudioError(message, value=path)


def load_audio(path: Path | str, *, channel: str | int = MIX) -> tuple[F32, int]:
    """Load one channel of a recording, or left and right, into memory.

    Returns
    -------
    samples : float32 array, shape (n,), or (n, 2) for ``"each"``
        Full scale is ±1.
    rate : int
        Sampling rate in hertz.

    Raises
    ------
    AudioError
        As `read_blocks`; also where the recording holds more than `MAX_LOADED_SAMPLES`.
    """
    parts: list[F32] = []
    rate = loaded = 0
    for block in read_blocks(path, channel=channel):
        rate = block.rate
        loaded += block.samples.size
        if loaded > MAX_LOADED_SAMPLES:
            minutes = MAX_LOADED_SAMPLES // block.samples[0].size / rate / 60
            message = (
                f"{path} is longer than {minutes:.0f} minutes, too long to load at once; "
                "use analyze_file, which reads it piece by piece, or split it."
            )
            raise AudioError(message, value=path)
        parts.append(block.samples)
    return np.concatenate(parts), rate


def channel_index(channel: str | int, channels: int, *, name: str) -> ChannelIndex:
    """Turn a channel choice into an index for `take_channel`.

    Parameters
    ----------
    channel : str or int
        ``"mix"``, ``"left"``, ``"right"``, ``"each"`` or a number from 1.
    channels : int
        How many there are.
    name : str
        What the error sentence calls the recording or device.

    Raises
    ------
    AudioError
        Where there is no such channel.
    """
    wanted = str(channel)
    if wanted == MIX:
        return None
    if wanted == EACH and channels >= len(EACH_CHANNELS):
        return slice(len(EACH_CHANNELS))
    index = EACH_CHANNELS.index(wanted) if wanted in EACH_CHANNELS else None
    if index is None and wanted.isascii() and wanted.isdigit() and len(wanted) < 5:
        index = int(wanted) - 1
    if index is None or not 0 <= index < channels:
        choice = (
            "mix or 1"
            if channels == 1
            else f"mix, left, right, each or a number from 1 to {channels}"
        )
        counted = "1 channel" if channels == 1 else f"{channels} channels"
        message = f"{name} has {counted} and no channel {channel!r}; choose {choice}."
        raise AudioError(message, value=channel)
    return index


def channel_name(channel: str | int, channels: int) -> str:
    """Give the name that rows have for a channel choice: "mono" where there is only one.

    Examples
    --------
    >>> channel_name("mix", 1), channel_name("mix", 2), channel_name("02", 2)
    ('mono', 'mix', '2')
    """
    return MONO if channels == 1 else str(channel).lstrip("0")


def take_channel(frames: F32, index: ChannelIndex) -> F32:
    """Take one channel, several, or the mean of all, from frames of shape (n, channels)."""
    if index is not None:
        return np.ascontiguousarray(frames[:, index])
    if frames.shape[1] == 1:
        return frames[:, 0]
    mixed: F32 = frames.mean(axis=1, dtype=np.float32)
    return mixed


def to_int16(samples: F32) -> npt.NDArray[np.int16]:
    """Convert to 16-bit integers; what lies beyond full scale is clipped.

    Examples
    --------
    >>> to_int16(np.array([0.5, 1.5, -1.0], dtype=np.float32)).tolist()
    [16384, 32767, -32768]
    """
    scaled = np.rint(samples * np.float32(32768.0))
    return np.asarray(np.clip(scaled, -32768, 32767), dtype=np.int16)


@contextmanager
def _opened(path: Path) -> Iterator[soundfile.SoundFile]:
    try:
        is_pipe = path.is_fifo()
        if not is_pipe:  # one that nobody writes to could not be opened either, only waited for
            # libsndfile only says "System error"; the operating system says what is wrong.
            with path.open("rb"):
                pass
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        message = f"{str(path)!r} cannot be opened ({reason}); check the path and its permissions."
        raise AudioError(message, value=path) from error
    if is_pipe:
        message = f"{path} is a pipe, which can be read only once; save it to a file first."
        raise AudioError(message, value=path)
    try:
        # As bytes, a name that is not valid UTF-8 is opened too.
        file = soundfile.SoundFile(str(path) if os.name == "nt" else os.fsencode(path))
    except (soundfile.SoundFileError, TypeError, ValueError) as error:
        message = (
            f"{path} is not a recording that can be read ({_reason(error)}); "
            "convert it to WAV, FLAC, OGG or MP3."
        )
        raise AudioError(message, value=path) from error
    with file:
        yield file


def _facts(path: Path, file: soundfile.SoundFile) -> RecordingFacts:
    if file.channels < 1:
        message = f"{path} has {file.channels} channels; at least 1 is needed."
        raise AudioError(message, value=file.channels)
    if not MIN_RATE_HZ <= file.samplerate <= MAX_RATE_HZ:
        message = (
            f"{path} has a sampling rate of {file.samplerate} Hz; "
            f"convert it to a rate from {MIN_RATE_HZ} to {MAX_RATE_HZ} Hz."
        )
        raise AudioError(message, value=file.samplerate)
    if file.frames == 0:
        message = f"{path} holds no samples; record it again or leave it out."
        if path.stat().st_size > _LONGEST_HEADER:
            message = (
                f"{path} says that it holds no samples and yet it is not empty, as a recorder "
                "leaves it that was cut off; import it as raw data and save it anew."
            )
        raise AudioError(message, value=path)
    return RecordingFacts(path, file.samplerate, file.channels, file.frames)


def _read(path: Path, file: soundfile.SoundFile, size: int) -> F32:
    try:
        frames: F32 = file.read(size, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError) as error:
        message = (
            f"{path} is damaged and stops being readable ({_reason(error)}); "
            "repair it or leave it out."
        )
        raise AudioError(message, value=path) from error
    return frames


def is_sound(samples: F32) -> npt.NDArray[np.bool_]:
    """Tell of each sample whether a sound can have it: not NaN, nor beyond ±`MAX_MAGNITUDE`."""
    return np.asarray(np.abs(samples) <= MAX_MAGNITUDE)


def _check_sound(path: Path, samples: F32, start: int, rate_hz: int) -> None:
    sound = is_sound(samples)
    if not sound.all():
        first = np.argwhere(~sound)[0]
        value = float(samples[tuple(first)])
        message = (
            f"{path} holds the value {value:g} at {(start + first[0]) / rate_hz:.3f} s, which is "
            f"no sound (full scale is 1, the limit {MAX_MAGNITUDE:g}); export it again."
        )
        raise AudioError(message, value=value)


def _reason(error: Exception) -> str:
    text = getattr(error, "error_string", "") or str(error)
    return str(text).strip().rstrip(".")
