"""What the world does to a voice on its way: noise, babble, telephone, room, gain, clipping.

Each condition is a `Transform`, so that its features go through the same cache.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soxr
from scipy.signal import butter, fftconvolve, sosfiltfilt

from ser_core.errors import CorpusError
from ser_core.training.cache import CLEAN, Transform, load_at_16_khz
from ser_core.training.corpora import AUDIO_SUFFIXES, Clip
from ser_core.types import F32, SAMPLE_RATE_HZ

NOISE_SNRS_DB: Final = (20, 10, 5)
BABBLE_SNR_DB: Final = 10
BABBLE_VOICES: Final = 6
GAINS_DB: Final = (-12, 12)
CLIPPING_DB: Final = 6
WINDOWS_S: Final = (1, 2, 3)

_KITCHEN: Final = frozenset({"kitchen", "tap", "dish", "dishes"})
_BABBLE_POOL: Final = 48
_PREROLL_S: Final = 0.2
_ONSET_RANGE_DB: Final = 25.0
_TELEPHONE_RATE_HZ: Final = 8000
_TELEPHONE_BAND_HZ: Final = (300.0, 3400.0)
_MU_LAW_BIAS: Final = 33
_MU_LAW_TOP: Final = 8158


@dataclass(frozen=True, slots=True)
class Noise:
    """A stretch of a recorded noise under the voice, at a ratio of their mean powers."""

    recordings: tuple[Path, ...]
    snr_db: float

    @property
    def key(self) -> str:
        """Name in the cache."""
        return f"noise-{self.snr_db:g}dB-{_digest(self.recordings)}"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Mix a random stretch of a random recording under the voice."""
        del clip
        recording = _loaded(self.recordings[rng.integers(len(self.recordings))])
        return mix(samples, _stretch(recording, samples.size, rng), self.snr_db)


@dataclass(frozen=True, slots=True)
class Babble:
    """Other people speaking at once, equally loud, under the voice."""

    others: tuple[Clip, ...]
    snr_db: float

    @property
    def key(self) -> str:
        """Name in the cache."""
        return f"babble-{self.snr_db:g}dB-{_digest(tuple(other.path for other in self.others))}"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Mix in voices that are not the clip's own."""
        others = [other for other in self.others if other.voice != clip.voice]
        babble = np.zeros(samples.size, dtype=np.float32)
        for index in rng.permutation(len(others))[:BABBLE_VOICES]:
            voice = _stretch(_loaded(others[index].path), samples.size, rng)
            babble += voice / (_rms(voice) + np.float32(1e-9))
        return mix(samples, babble, self.snr_db)


@dataclass(frozen=True, slots=True)
class Room:
    """The voice at a distance in a room, by the room's impulse response."""

    response: Path

    @property
    def key(self) -> str:
        """Name in the cache."""
        return f"room-{_digest((self.response,))}"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Convolve; the level stays, and the tail after the recording's end is cut."""
        del clip, rng
        wet = fftconvolve(samples, _loaded(self.response))[: samples.size]
        return np.asarray(wet * (_rms(samples) / (_rms(wet) + 1e-9)), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Effect:
    """A condition without randomness, by a function of samples."""

    key: str
    apply: Callable[[F32], F32]

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Apply the function."""
        del clip, rng
        return self.apply(samples)


@dataclass(frozen=True, slots=True)
class Gain:
    """Louder or softer; what goes beyond full scale is clipped, as a converter does."""

    decibels: float

    @property
    def key(self) -> str:
        """Name in the cache."""
        return f"gain-{self.decibels:g}dB"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Scale and limit."""
        del clip, rng
        return np.asarray(np.clip(samples * np.float32(10 ** (self.decibels / 20)), -1, 1))


@dataclass(frozen=True, slots=True)
class Opening:
    """The first seconds of speech only, as the live meter sees them."""

    seconds: float

    @property
    def key(self) -> str:
        """Name in the cache."""
        return f"first-{self.seconds:g}s"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Cut from shortly before the speech begins."""
        del clip, rng
        start = max(0, onset(samples) - round(_PREROLL_S * SAMPLE_RATE_HZ))
        length = round(self.seconds * SAMPLE_RATE_HZ)
        return samples[min(start, max(0, samples.size - length)) :][:length]


def mix(voice: F32, noise: F32, snr_db: float) -> F32:
    """Add noise so that the voice's mean power stands `snr_db` above it; both shape (n,)."""
    level = _rms(voice) / (_rms(noise) + 1e-9) * 10 ** (-snr_db / 20)
    return np.asarray(voice + np.float32(level) * noise, dtype=np.float32)


def telephone(samples: F32) -> F32:
    """Pass samples through a narrow-band line: 300–3400 Hz, 8 kHz, G.711 µ-law."""
    narrow = soxr.resample(samples, SAMPLE_RATE_HZ, _TELEPHONE_RATE_HZ)
    band = butter(4, _TELEPHONE_BAND_HZ, btype="bandpass", fs=_TELEPHONE_RATE_HZ, output="sos")
    coded = mu_law(np.asarray(sosfiltfilt(band, narrow), dtype=np.float32))
    back = soxr.resample(coded, _TELEPHONE_RATE_HZ, SAMPLE_RATE_HZ)[: samples.size]
    return np.asarray(np.pad(back, (0, samples.size - back.size)), dtype=np.float32)


def mu_law(samples: F32) -> F32:
    """Code and decode samples with the 8 bits of ITU-T G.711 µ-law.

    A sign, three bits for the segment (its steps double from one to the next) and four for
    the step within it.
    """
    whole = np.clip(np.round(np.abs(samples) * (_MU_LAW_TOP + _MU_LAW_BIAS)), 0, _MU_LAW_TOP)
    biased = whole + _MU_LAW_BIAS
    segment = np.floor(np.log2(biased)) - 5
    step = np.floor(biased / 2 ** (segment + 1)) - 16
    decoded = (2 * step + 33) * 2**segment - _MU_LAW_BIAS
    return np.asarray(np.sign(samples) * decoded / (_MU_LAW_TOP + _MU_LAW_BIAS), dtype=np.float32)


def overdrive(samples: F32) -> F32:
    """Clip at half the recording's own peak, as a microphone that is set too hot."""
    limit = np.float32(np.abs(samples).max() * 10 ** (-CLIPPING_DB / 20))
    return np.clip(samples, -limit, limit)


def onset(samples: F32) -> int:
    """Find the first sample whose 20 ms are within 25 dB of the loudest ones."""
    frame = SAMPLE_RATE_HZ // 50
    frames = samples[: samples.size // frame * frame].reshape(-1, frame)
    level = 10 * np.log10(np.mean(frames.astype(np.float64) ** 2, axis=1) + 1e-10)
    return int(np.argmax(level > np.percentile(level, 95) - _ONSET_RANGE_DB)) * frame


def conditions(
    clips: Sequence[Clip], noise: Sequence[Path], response: Path | None
) -> dict[str, Transform]:
    """Name every condition that can be made from what is at hand.

    Parameters
    ----------
    clips : sequence of Clip
        The babble is made of some of these.
    noise : sequence of Path
        Recordings of noise; without any there is no condition of noise.
    response : Path or None
        A room impulse response; without it there is no condition of a room.
    """
    found: dict[str, Transform] = {"clean": CLEAN}
    if noise:
        found |= {f"noise {snr} dB": Noise(tuple(noise), snr) for snr in NOISE_SNRS_DB}
    found[f"babble {BABBLE_SNR_DB} dB"] = Babble(_pool(clips), BABBLE_SNR_DB)
    found["telephone"] = Effect("telephone", telephone)
    if response is not None:
        found["room"] = Room(response)
    found |= {f"gain {gain:+d} dB": Gain(gain) for gain in GAINS_DB}
    found["clipping"] = Effect("overdrive", overdrive)
    return found | {f"first {seconds} s": Opening(seconds) for seconds in WINDOWS_S}


def noise_below(folder: Path) -> tuple[Path, ...]:
    """Find all recordings anywhere below a folder.

    Raises
    ------
    CorpusError
        Where the folder holds no recording.
    """
    recordings = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in AUDIO_SUFFIXES]
    if not recordings:
        message = f"{folder} holds no .wav or .flac file; name a folder of noise recordings."
        raise CorpusError(message, value=folder)
    return tuple(recordings)


def kitchen_noise(folder: Path) -> tuple[Path, ...]:
    """Find recordings of kitchens, taps and dishes by words of their names, or else all.

    Raises
    ------
    CorpusError
        Where the folder holds no recording.
    """
    recordings = noise_below(folder)
    kitchen = (p for p in recordings if _KITCHEN & set(re.findall("[a-z]+", p.stem.lower())))
    return tuple(kitchen) or recordings


def check_audible(recordings: Iterable[Path]) -> None:
    """Load recordings of noise or of a room, before anything is measured through them.

    Raises
    ------
    AudioError
        Where one cannot be loaded.
    CorpusError
        Where one is silent: through it voices would come as they are, or not at all.
    """
    for path in recordings:
        if not _loaded(path).any():
            message = f"{path} is silent and tells nothing; leave it out or name another recording."
            raise CorpusError(message, value=path)


def _pool(clips: Sequence[Clip]) -> tuple[Clip, ...]:
    """Choose clips for the babble, spread evenly over the speakers."""
    ordered = sorted(clips, key=lambda clip: (clip.voice, clip.path.stem))
    chosen = np.linspace(0, len(ordered) - 1, min(_BABBLE_POOL, len(ordered))).round()
    return tuple(ordered[int(index)] for index in np.unique(chosen))


def _stretch(recording: F32, size: int, rng: np.random.Generator) -> F32:
    """Take a random stretch; a recording that is too short is repeated."""
    repeated = np.tile(recording, 1 + size // recording.size)
    start = int(rng.integers(repeated.size - size + 1))
    return repeated[start : start + size]


def _rms(samples: npt.NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


@lru_cache(maxsize=16)
def _digest(paths: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=64)
def _loaded(path: Path) -> F32:
    return load_at_16_khz(path)
