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

from ser_core import sentences
from ser_core.errors import AudioError
from ser_core.types import EACH, EACH_CHANNELS, F32, MIX, MONO, AudioBlock, is_channel

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
        raise AudioError(sentences.NO_SAMPLES(path=path), value=path)


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
            raise AudioError(sentences.TOO_LONG(path=path, minutes=minutes), value=path)
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
        What the error sentence calls the recording or device; `QUOTED` marks a name.

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
    if index is None and wanted != EACH and is_channel(wanted):
        index = int(wanted) - 1
    if index is None or index >= channels:
        choice = (
            "mix or 1"
            if channels == 1
            else f"mix, left, right, each or a number from 1 to {channels}"
        )
        several = sentences.CHANNELS(number=channels)
        counted = sentences.ONE_CHANNEL() if channels == 1 else several
        sentence = sentences.NO_CHANNEL(name=name, counted=counted, channel=channel, choice=choice)
        raise AudioError(sentence, value=channel)
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
        raise AudioError(sentences.CANNOT_OPEN(path=path, reason=reason), value=path) from error
    if is_pipe:
        raise AudioError(sentences.PIPE(path=path), value=path)
    try:
        # As bytes, a name that is not valid UTF-8 is opened too.
        file = soundfile.SoundFile(str(path) if os.name == "nt" else os.fsencode(path))
    except (soundfile.SoundFileError, TypeError, ValueError) as error:
        sentence = sentences.NO_RECORDING(path=path, reason=_reason(error))
        raise AudioError(sentence, value=path) from error
    with file:
        yield file


def _facts(path: Path, file: soundfile.SoundFile) -> RecordingFacts:
    if file.channels < 1:
        sentence = sentences.NO_CHANNELS(path=path, channels=file.channels)
        raise AudioError(sentence, value=file.channels)
    if not MIN_RATE_HZ <= file.samplerate <= MAX_RATE_HZ:
        sentence = sentences.RATE(
            path=path, rate=file.samplerate, least=MIN_RATE_HZ, greatest=MAX_RATE_HZ
        )
        raise AudioError(sentence, value=file.samplerate)
    if file.frames == 0:
        if path.stat().st_size > _LONGEST_HEADER:
            raise AudioError(sentences.CUT_OFF(path=path), value=path)
        raise AudioError(sentences.NO_SAMPLES(path=path), value=path)
    return RecordingFacts(path, file.samplerate, file.channels, file.frames)


def _read(path: Path, file: soundfile.SoundFile, size: int) -> F32:
    try:
        frames: F32 = file.read(size, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError) as error:
        sentence = sentences.DAMAGED(path=path, reason=_reason(error))
        raise AudioError(sentence, value=path) from error
    return frames


def is_sound(samples: F32) -> npt.NDArray[np.bool_]:
    """Tell of each sample whether a sound can have it: not NaN, nor beyond ±`MAX_MAGNITUDE`."""
    return np.asarray(np.abs(samples) <= MAX_MAGNITUDE)


def _check_sound(path: Path, samples: F32, start: int, rate_hz: int) -> None:
    sound = is_sound(samples)
    if not sound.all():
        first = np.argwhere(~sound)[0]
        value = float(samples[tuple(first)])
        at_s = float((start + first[0]) / rate_hz)
        sentence = sentences.NO_SOUND(path=path, value=value, at_s=at_s, limit=MAX_MAGNITUDE)
        raise AudioError(sentence, value=value)


_NO_FILE: Final = "File does not exist"
"""So libsndfile begins what it says of an MP3 in which it finds no frame; the file is there."""


def _reason(error: Exception) -> str:
    text = str(getattr(error, "error_string", "") or error).strip().rstrip(".")
    return "Format not recognised" if text.startswith(_NO_FILE) else text
