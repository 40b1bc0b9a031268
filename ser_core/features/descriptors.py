"""What is measured every 10 ms: one row of descriptors for each frame, and nothing between.

A row depends on its own 64 ms only, so that rows computed once serve every window that
covers them. Matrix products are taken over zero-padded batches of fixed size, aligned to the
first sample: the arithmetic of a row is then the same for any chunking, to the last bit.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from scipy import fft

from ser_core.features.filterbanks import (
    chroma_weights,
    dct_weights,
    hann,
    mel_weights,
    tonnetz_weights,
)
from ser_core.features.spec import COLUMNS, DESCRIPTOR_NAMES
from ser_core.frames import overlapping
from ser_core.types import F32, SAMPLE_RATE_HZ

FRAME: Final = 1024
"""Samples behind one row, 64 ms."""
HOP: Final = 160
"""Samples from one row to the next, 10 ms."""
BATCH: Final = 25
"""Rows multiplied together; a multiple of this many rows may be described apart."""

_BATCHES_AT_ONCE: Final = 2
"""More would leave the processor's nearest memory."""
_SHORT: Final = 512
_POWER_FLOOR: Final = 1e-10
_DB: Final = np.float32(10 / np.log(10))
_MIN_LAG: Final = SAMPLE_RATE_HZ // 500
_MAX_LAG: Final = SAMPLE_RATE_HZ // 60
_OCTAVE_COST: Final = 0.02
_BIN_HZ: Final = SAMPLE_RATE_HZ / FRAME
_TWO_KHZ: Final = int(2000 / _BIN_HZ)


def describe(samples: F32) -> F32:
    """Describe every whole frame of a signal.

    Parameters
    ----------
    samples : float32 array, shape (n,)
        Signal at 16 kHz. Row `k` sees samples [160 k, 160 k + 1024).

    Returns
    -------
    float32 array, shape (T, D)
        T = 1 + (n - 1024) // 160, or 0 for a shorter signal; columns are
        `spec.DESCRIPTOR_NAMES`. Levels are in decibels, pitch in semitones over 55 Hz.
    """
    count = max(0, 1 + (samples.size - FRAME) // HOP)
    rows = np.empty((count, len(DESCRIPTOR_NAMES)), np.float32)
    if count == 0:
        return rows
    frames = overlapping(samples, FRAME, HOP)
    step = _BATCHES_AT_ONCE * BATCH
    for start in range(0, count, step):
        some = frames[start : start + step]
        padded = np.zeros((math.ceil(len(some) / BATCH) * BATCH, FRAME), np.float32)
        padded[: len(some)] = some
        rows[start : start + step] = _describe_batches(padded)[: len(some)]
    return rows


class _Weights(NamedTuple):
    """Constant weights over the power spectrum, side by side so that one product does all."""

    power: F32
    bands: F32
    pitch_range: F32
    lag_window: F32
    lag_cost: F32


@cache
def _weights() -> _Weights:
    hz = np.arange(FRAME // 2 + 1) * _BIN_HZ
    power = np.concatenate([mel_weights(128, FRAME), chroma_weights(FRAME)])
    emphasis = 1 + (np.arange(_SHORT // 2 + 1) * SAMPLE_RATE_HZ / _SHORT / 500) ** 2
    bands = mel_weights(32, _SHORT, slaney_norm=False) * emphasis
    pitch_range = np.clip((hz - 50) / 30, 0, 1) * np.clip((2600 - hz) / 400, 0, 1)
    lags = np.arange(_MAX_LAG + 2)
    lag_window = 1 / (0.5 + 0.5 * np.cos(2 * np.pi * lags / FRAME))
    lag_cost = _OCTAVE_COST * np.log2(np.maximum(lags, 1) / _MIN_LAG)
    arrays = (power.T, bands.T, pitch_range, lag_window, lag_cost)
    return _Weights(*(np.ascontiguousarray(a, np.float32) for a in arrays))


def _describe_batches(frames: F32) -> F32:
    weights = _weights()
    spectrum = fft.rfft(frames * hann(FRAME), axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    magnitude = np.sqrt(power)
    sums = _product(power, weights.power)
    middle = frames[:, (FRAME - _SHORT) // 2 : (FRAME + _SHORT) // 2]
    short = fft.rfft(middle * hann(_SHORT), axis=1)
    bands = _product(short.real**2 + short.imag**2, weights.bands)
    rows = np.empty((frames.shape[0], len(DESCRIPTOR_NAMES)), np.float32)
    mel = _decibels(sums[:, :128])
    rows[:, COLUMNS["mel"]] = mel
    rows[:, COLUMNS["mfcc"]] = _product(mel, dct_weights(40, 128).T)
    chroma = sums[:, 128:]
    rows[:, COLUMNS["chroma"]] = chroma / _nonzero(chroma.max(axis=1, keepdims=True))
    chroma = chroma / _nonzero(chroma.sum(axis=1, keepdims=True))
    rows[:, COLUMNS["tonnetz"]] = _product(chroma, tonnetz_weights().T)
    rows[:, COLUMNS["contrast"]] = _contrast(magnitude)
    rows[:, COLUMNS["band"]] = _decibels(bands)
    rows[:, COLUMNS["energy"]] = _decibels(bands[:, 1:30].sum(axis=1, keepdims=True))
    pitch, acf = _pitch(magnitude * weights.pitch_range)
    rows[:, COLUMNS["pitch"]] = pitch
    rows[:, COLUMNS["voice"]] = _voice(power, pitch, acf)
    return rows


def _product(rows: F32, weights: F32) -> F32:
    """Multiply batch by batch: a product of another size may add up in another order."""
    products: F32 = rows.reshape(-1, BATCH, rows.shape[1]) @ weights
    return products.reshape(len(rows), -1)


def _decibels(power: F32) -> F32:
    return _DB * np.log(np.maximum(power, np.float32(_POWER_FLOOR)))


def _nonzero(values: F32) -> F32:
    """Replace vanishing divisors by 1, as librosa's normalisation does."""
    return np.where(values < np.finfo(np.float32).tiny, np.float32(1.0), values)


@cache
def _contrast_bands() -> tuple[tuple[slice, int], ...]:
    """Bins and number of extreme bins of each octave; librosa's edges and 2 % quantile."""
    hz = np.arange(FRAME // 2 + 1) * _BIN_HZ
    edges = np.concatenate(([0.0], 200.0 * 2.0 ** np.arange(7)))
    bands = []
    for index, (low, high) in enumerate(pairwise(edges)):
        inside = np.flatnonzero((hz >= low) & (hz <= high))
        first = int(inside[0]) - (1 if index > 0 else 0)
        last = hz.size if index == 6 else int(inside[-1]) + 1
        extremes = max(1, int(np.rint(0.02 * (last - first))))
        bands.append((slice(first, last if index == 6 else last - 1), extremes))
    return tuple(bands)


def _contrast(magnitude: F32) -> F32:
    """Peak over valley in each octave, in decibels; Jiang et al. 2002."""
    valley = np.empty((magnitude.shape[0], 7), np.float32)
    peak = np.empty_like(valley)
    for index, (bins, extremes) in enumerate(_contrast_bands()):
        band = magnitude[:, bins]
        if extremes == 1:
            band.min(axis=1, out=valley[:, index])
            band.max(axis=1, out=peak[:, index])
        else:
            ordered = np.sort(band, axis=1)
            ordered[:, :extremes].sum(axis=1, out=valley[:, index])
            ordered[:, -extremes:].sum(axis=1, out=peak[:, index])
            valley[:, index] /= extremes
            peak[:, index] /= extremes
    return _decibels(peak) - _decibels(valley)


def _pitch(magnitude: F32) -> tuple[F32, F32]:
    """Pitch in semitones over 55 Hz and strength of voicing, with the autocorrelation.

    The autocorrelation of the magnitude-compressed spectrum, freed of its window's decay
    (after Boersma 1993 and Tolonen & Karjalainen 2000), has its best peak at the period.
    """
    weights = _weights()
    acf = fft.irfft(magnitude, n=FRAME, axis=1)[:, : _MAX_LAG + 2]
    acf *= weights.lag_window / np.maximum(acf[:, :1], np.float32(1e-12))
    inner = acf[:, _MIN_LAG:-1]
    peaks = (inner >= acf[:, _MIN_LAG - 1 : -2]) & (inner > acf[:, _MIN_LAG + 1 :])
    score = np.where(peaks, inner - weights.lag_cost[_MIN_LAG:-1], np.float32(-1.0))
    best = np.argmax(score, axis=1)
    row = np.arange(acf.shape[0])
    voiced, lag = score[row, best] > -1, best + _MIN_LAG
    left, top, right = acf[row, lag - 1], acf[row, lag], acf[row, lag + 1]
    bend = left - 2 * top + right
    shift = np.where(bend < -1e-9, 0.5 * (left - right) / np.minimum(bend, -1e-9), 0)
    period = lag + np.clip(shift, -0.5, 0.5)
    pitch = 12 * np.log2(SAMPLE_RATE_HZ / period / 55.0)
    return np.stack([pitch, np.where(voiced, np.clip(top, 0, 1), 0)], axis=1).astype(
        np.float32
    ), acf


def _voice(power: F32, pitch: F32, acf: F32) -> F32:
    """Voice quality: harmonic differences in dB, subharmonic height, harmonicity in dB."""
    row = np.arange(power.shape[0])
    hz = 55.0 * np.exp2(pitch[:, 0] / 12)
    powers = [power[:, _TWO_KHZ : int(3500 / _BIN_HZ)].max(axis=1)]
    for harmonic in (1, 2):
        at = np.rint(harmonic * hz / _BIN_HZ).astype(np.intp)
        powers.append(power[row[:, None], at[:, None] + np.array([-1, 0, 1])].max(axis=1))
    third, first, second = _decibels(np.stack(powers))
    half = np.rint(SAMPLE_RATE_HZ / hz / 2).astype(np.intp)
    strength = np.clip(pitch[:, 1], 0.01, 0.99)
    columns = (
        first - second,
        first - third,
        acf[row, half],
        10 * np.log10(strength / (1 - strength)),
    )
    return np.stack(columns, axis=1).astype(np.float32)
