"""Voices as other mouths, rooms, microphones and lines would have given them.

Only for training. Noise and rooms are synthetic, so that every recorded noise and the
measured room stay unheard until evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import soxr
from scipy import fft
from scipy.signal import fftconvolve

from ser_core.config import VadConfig
from ser_core.training.conditions import mix, telephone
from ser_core.training.corpora import Clip
from ser_core.types import F32, SAMPLE_RATE_HZ

HIGHPASS_HZ: Final = VadConfig().highpass_hz
_FRAME: Final = 320
_PREROLL: Final = round(0.2 * SAMPLE_RATE_HZ)
_POSTROLL: Final = round(0.6 * SAMPLE_RATE_HZ)
_RANGE_DB: Final = 30.0


@dataclass(frozen=True, slots=True)
class Varied:
    """A clip as another voice in another place would have given it.

    All clips of a voice get the same throat, room, noise, line and microphone: what makes a
    voice and a place stays for the reference to learn, as it does for a real voice.

    Parameters
    ----------
    copy : int
        Tells the variations of one voice apart.
    rough : float
        Probability of each of noise and room, 0 to 1, and half that of a telephone line;
        speed and the colour of the spectrum vary in any case.
    """

    copy: int
    rough: float

    @property
    def key(self) -> str:
        """Name in the cache."""
        return f"varied-2-{self.copy}-{self.rough:g}"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Vary, and perhaps cut."""
        place = np.random.default_rng((self.copy, crc32(clip.voice.encode())))
        voice = sped(spoken(samples), place.uniform(0.87, 1.15))
        voice = tilted(voice, place)
        if rng.random() < 0.4:
            voice = cropped(voice, rng.uniform(1.0, 4.0), rng)
        if place.random() < self.rough:
            voice = in_a_room(voice, place)
        noise_db, seed = place.uniform(3.0, 25.0), int(place.integers(2**32))
        if place.random() < self.rough:
            voice = mix(voice, noise(voice.size, np.random.default_rng(seed)), noise_db)
        if place.random() < 0.5 * self.rough:
            voice = telephone(voice)
        return voice


@dataclass(frozen=True, slots=True)
class Noisy:
    """A clip as another voice would have given it, in noise that differs from clip to clip.

    Where soft emotions were recorded with the same noise floor as loud ones, the floor tells
    the emotion, and every clean recording sounds angry. Noise that has nothing to do with the
    emotion unties the two.

    Parameters
    ----------
    copy : int
        Tells the variations of one voice apart.
    """

    copy: int

    @property
    def key(self) -> str:
        """Name in the cache."""
        return f"noisy-{self.copy}"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Vary the voice, then add noise 2 to 20 dB below it."""
        place = np.random.default_rng((self.copy, crc32(clip.voice.encode())))
        voice = tilted(sped(spoken(samples), place.uniform(0.9, 1.12)), place)
        return mix(voice, noise(voice.size, rng), rng.uniform(2.0, 20.0))


def spoken(samples: F32) -> F32:
    """Cut silence from both ends as segmentation does: 0.2 s stay before, 0.6 s after.

    Segmentation itself keeps 0.2 s after; docs/recognition.md says what that costs.
    """
    count = samples.size // _FRAME
    frames = samples[: count * _FRAME].reshape(count, _FRAME).astype(np.float64)
    level = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-10)
    threshold = max(np.percentile(level, 95) - _RANGE_DB, np.percentile(level, 10) + 6)
    loud = np.flatnonzero(level > min(threshold, np.percentile(level, 95)))
    if loud.size == 0:
        return samples
    start = max(0, loud[0] * _FRAME - _PREROLL)
    return samples[start : (loud[-1] + 1) * _FRAME + _POSTROLL]


def sped(samples: F32, factor: float) -> F32:
    """Play at another speed: pitch, formants and tempo change together."""
    played = soxr.resample(samples, round(SAMPLE_RATE_HZ * factor), SAMPLE_RATE_HZ, quality="MQ")
    return np.asarray(played, dtype=np.float32)


def cropped(samples: F32, seconds: float, rng: np.random.Generator) -> F32:
    """Keep a random stretch, as a live window does."""
    length = round(seconds * SAMPLE_RATE_HZ)
    start = int(rng.integers(max(1, samples.size - length + 1)))
    return samples[start : start + length]


def _shaped(samples: F32, gains: F32, size: int) -> F32:
    shaped = fft.irfft(fft.rfft(samples, size) * gains, size)
    return np.asarray(shaped[: samples.size], dtype=np.float32)


def tilted(samples: F32, rng: np.random.Generator) -> F32:
    """Colour the spectrum: a tilt of up to 3 dB an octave and a smooth random curve."""
    size = int(fft.next_fast_len(samples.size + 1024, real=True))
    octaves = np.log2(np.maximum(fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ), 60.0) / 1000)
    curve = rng.uniform(-3, 3) * octaves
    nodes = np.linspace(-4.1, 3.1, 9)
    curve += np.interp(octaves, nodes, rng.normal(0, 2.5, nodes.size))
    return _shaped(samples, (10 ** (np.clip(curve, -20, 20) / 20)).astype(np.float32), size)


def in_a_room(samples: F32, rng: np.random.Generator) -> F32:
    """Convolve with exponentially decaying noise after the direct sound; Polack 1988."""
    decay_s = rng.uniform(0.15, 0.7)
    time = np.arange(round(0.8 * decay_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    tail = rng.normal(size=time.size) * 10 ** (-3 * time / decay_s)
    delay = round(rng.uniform(0.002, 0.02) * SAMPLE_RATE_HZ)
    tail[:delay] = 0.0
    tail *= 10 ** (-rng.uniform(-4.0, 10.0) / 20) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    return np.asarray(fftconvolve(samples, tail)[: samples.size], dtype=np.float32)


def noise(length: int, rng: np.random.Generator) -> F32:
    """Make noise of a random colour, often fluctuating, sometimes with hum or rattle."""
    size = int(fft.next_fast_len(length + 1024, real=True))
    hertz = np.maximum(fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ), 50.0)
    octaves = np.log2(hertz / 1000)
    nodes = np.linspace(-4.4, 3.1, 9)
    curve = rng.uniform(-8, 2) * octaves + np.interp(octaves, nodes, rng.normal(0, 4, nodes.size))
    gains = (10 ** (curve / 20)).astype(np.float32)
    sound = _shaped(rng.normal(size=length).astype(np.float32), gains, size)
    sound /= np.sqrt(np.mean(sound**2)) + 1e-9
    time = np.arange(length) / SAMPLE_RATE_HZ
    if rng.random() < 0.5:
        steps = rng.normal(0, rng.uniform(2, 7), 2 + int(time[-1] * rng.uniform(1, 8)))
        envelope = np.interp(time, np.linspace(0, time[-1], steps.size), steps)
        sound *= (10 ** (envelope / 20)).astype(np.float32)
    if rng.random() < 0.2:
        hum = sum(rng.random() * np.sin(2 * np.pi * 50 * k * time) for k in (1, 2, 3, 4, 6))
        sound += np.asarray(hum, dtype=np.float32)
    if rng.random() < 0.3:
        hits = rng.random(length) < rng.uniform(1, 6) / SAMPLE_RATE_HZ
        ring = rng.normal(size=800) * np.exp(-np.arange(800) / rng.uniform(30, 300))
        rattle = rng.uniform(2, 8) * fftconvolve(hits.astype(np.float64), ring)[:length]
        sound += rattle.astype(np.float32)
    return sound
