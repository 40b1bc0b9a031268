"""Sounds made from formulas: a voice that moves, and noises that no voice made."""

from __future__ import annotations

import numpy as np
from scipy import signal

from ser_core.types import F32, SAMPLE_RATE_HZ

VOWELS_HZ = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480))
SYLLABLE_S = 0.22


def voice(
    seconds: float, *, rate: int = SAMPLE_RATE_HZ, level_dbfs: float = -20.0, seed: int = 0
) -> F32:
    """Speak nonsense: glottal pulses of moving pitch through moving formants, in syllables."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(round(seconds * rate)) / rate
    hz = 150 * 2 ** (0.4 * np.sin(2 * np.pi * 0.7 * time_s + rng.uniform(0, 6)))
    phase = np.cumsum(hz) / rate
    pulses = np.diff(np.floor(phase), prepend=0.0)
    spoken = np.zeros(time_s.size)
    syllables = np.floor(time_s / SYLLABLE_S).astype(int)
    for number in range(syllables[-1] + 1):
        here = syllables == number
        sound = pulses
        for formant in VOWELS_HZ[rng.integers(len(VOWELS_HZ))]:
            if formant < 0.45 * rate:
                sound = signal.lfilter(*signal.iirpeak(formant, formant / 90, fs=rate), sound)
        spoken[here] = sound[here]
    spoken *= 0.15 + np.sin(np.pi * (time_s / SYLLABLE_S % 1.0))
    return at_level(spoken + 1e-3 * rng.standard_normal(time_s.size) * spoken.std(), level_dbfs)


def silence(seconds: float, *, rate: int = SAMPLE_RATE_HZ, level_dbfs: float = -75.0) -> F32:
    """Room tone: weak white noise."""
    return white(seconds, rate=rate, level_dbfs=level_dbfs, seed=99)


def talk(rate: int = SAMPLE_RATE_HZ, *, pauses: int = 3) -> F32:
    """Utterances of 1.6 s between pauses of 1.2 s."""
    parts = [silence(1.2, rate=rate)]
    for number in range(pauses - 1):
        parts += [voice(1.6, rate=rate, seed=number), silence(1.2, rate=rate)]
    return np.concatenate(parts)


def white(
    seconds: float, *, rate: int = SAMPLE_RATE_HZ, level_dbfs: float = -30.0, seed: int = 0
) -> F32:
    """White noise."""
    return at_level(np.random.default_rng(seed).standard_normal(round(seconds * rate)), level_dbfs)


def pink(seconds: float, *, level_dbfs: float = -30.0, seed: int = 0) -> F32:
    """Pink noise: 3 dB less for each octave."""
    count = round(seconds * SAMPLE_RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    weights = np.sqrt(np.maximum(np.arange(spectrum.size), 1))
    return at_level(np.fft.irfft(spectrum / weights, count), level_dbfs)


def hum(seconds: float, *, mains_hz: float = 50.0, level_dbfs: float = -30.0) -> F32:
    """Mains hum with its harmonics."""
    time_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    partials = (np.sin(2 * np.pi * mains_hz * k * time_s + k) / k for k in range(1, 12))
    return at_level(np.sum(list(partials), axis=0), level_dbfs)


def tone(seconds: float, hz: float, *, rate: int = SAMPLE_RATE_HZ, level_dbfs: float = -20) -> F32:
    """A sine."""
    time_s = np.arange(round(seconds * rate)) / rate
    return at_level(np.sin(2 * np.pi * hz * time_s), level_dbfs)


def beeps(
    seconds: float, *, hertz: tuple[float, ...], on_s: float, off_s: float, level_dbfs: float = -20
) -> F32:
    """Sines that sound together, on and off, over room tone."""
    sound = np.mean([tone(on_s, hz) for hz in hertz], axis=0)
    ramp = np.minimum(1.0, np.minimum(np.arange(sound.size), np.arange(sound.size)[::-1]) / 80)
    turn = np.concatenate((sound * ramp, np.zeros(round(off_s * SAMPLE_RATE_HZ))))
    count = round(seconds * SAMPLE_RATE_HZ)
    return at_level(np.resize(turn, count), level_dbfs) + silence(seconds, level_dbfs=-70)[:count]


def at_level(samples: np.ndarray, level_dbfs: float) -> F32:
    """Scale to an RMS level."""
    rms = np.sqrt(np.mean(np.square(samples)))
    return (samples * (10 ** (level_dbfs / 20) / rms)).astype(np.float32)


def pieces(samples: F32, sizes: list[int]) -> list[F32]:
    """Cut into pieces of these sizes, over and over, until nothing is left."""
    cut, start, turn = [], 0, 0
    while start < samples.size:
        size = sizes[turn % len(sizes)]
        cut.append(samples[start : start + size])
        start, turn = start + size, turn + 1
    return cut
