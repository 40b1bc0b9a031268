"""What a window of rows comes to: a fixed list of values whatever its length.

Everything is relative to the window's own speech level, so that gain does not matter;
frames count by how surely they are speech, or voiced speech; the noise between the words is
taken away and the same soft noise added under every voice, so that the noise floor of the
recording matters little.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ser_core.features.filterbanks import dct_weights
from ser_core.features.spec import COLUMNS, SCALES, SHAPES
from ser_core.features.words import word_shares
from ser_core.frames import overlapping
from ser_core.types import F32

COMFORT_DB: Final = -30.0
"""Noise that is added to each band, relative to the speech level."""
NOISE_SHARE: Final = 0.1
"""Part of the rows, the softest, that is taken for noise."""
NOISE_TAKEN: Final = 1.5
"""How much of the noise is taken away; more than all, since what remains of it flickers."""
NOISE_LIMIT_DB: Final = -12.0
"""What is louder than this, relative to the speech, is no noise."""
MIN_ROWS: Final = 8
"""Shorter windows are filled up with their last row."""
_TINY: Final = np.float32(1e-6)
_DB: Final = np.float32(10 / np.log(10))
_COMFORT: Final = np.float32(10 ** (COMFORT_DB / 10))
_LOW: Final = slice(1, 13)
_HIGH: Final = slice(13, 25)
"""Bands of about 100 to 1200 Hz, and from there to 3800 Hz."""
_ALPHA: Final = SHAPES.index("alpha_ratio")


class _Window(NamedTuple):
    """The rows of a window made relative, and how much each counts; weights sum to 1."""

    seed: F32
    bands: F32
    cepstra: F32
    shape: F32
    voice: F32
    level: F32
    pitch: F32
    voicing: F32
    speech: F32
    voiced: F32


def summarize(rows: F32) -> F32:
    """Summarise the descriptor rows of a window.

    Parameters
    ----------
    rows : float32 array, shape (T, D)
        At least one row, as `describe` returns them.

    Returns
    -------
    float32 array, shape (F,)
        Values of `spec.FEATURES.names`, all finite.
    """
    if rows.shape[0] < MIN_ROWS:
        rows = np.pad(rows, ((0, MIN_ROWS - rows.shape[0]), (0, 0)), mode="edge")
    window = _prepare(rows)
    blocks = (
        *_seed(window),
        *_timbre(window),
        *_modulation(window),
        _trend(window),
        *_correlation(window),
        _energy(window),
        _pitch(window),
        _voicing(window),
        _rhythm(window),
        *_words(window),
    )
    values = np.concatenate([np.ravel(block) for block in blocks]).astype(np.float32)
    return np.nan_to_num(values, copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _prepare(rows: F32) -> _Window:
    level = rows[:, COLUMNS["energy"]][:, 0]
    top, floor = _percentiles(level, (95, 10))
    threshold = max(top - 28, min(floor + 6, top - 6))
    speech: F32 = np.clip((level - threshold) / 6 + 0.5, 0, 1).astype(np.float32)
    speech /= speech.sum()
    voicing = rows[:, COLUMNS["pitch"]][:, 1]
    sure = _sureness(voicing) + np.float32(1e-3)
    voiced: F32 = speech * sure
    voiced /= voiced.sum()
    reference = speech @ level
    power = np.exp((rows[:, COLUMNS["band"]] - reference) / _DB)
    power = _without_noise(power, level, speech) + _COMFORT
    bands: F32 = _DB * np.log(power)
    cepstra: F32 = bands @ dct_weights(17, 32)[1:].T
    total = power.sum(axis=1)
    seed = rows[:, : COLUMNS["band"].start].copy()
    seed[:, COLUMNS["mel"]] -= reference
    seed[:, 0] -= reference * np.float32(np.sqrt(128))
    voice = np.concatenate([rows[:, COLUMNS["contrast"]], rows[:, COLUMNS["voice"]]], axis=1)
    pitch = _median5(rows[:, COLUMNS["pitch"]][:, 0])
    shape, loudness = _shape(power, bands, total), _DB * np.log(total)
    return _Window(seed, bands, cepstra, shape, voice, loudness, pitch, voicing, speech, voiced)


def _without_noise(power: F32, level: F32, speech: F32) -> F32:
    """Subtract the spectrum of the softest rows; spectral subtraction, Boll 1979."""
    count = max(3, int(level.size * NOISE_SHARE))
    softest = np.argpartition(level, count)[:count]
    limit = (speech @ power) * np.float32(10 ** (NOISE_LIMIT_DB / 10))
    noise = np.minimum(power[softest].mean(axis=0), limit)
    left: F32 = np.maximum(power - np.float32(NOISE_TAKEN) * noise, 0)
    return left


@cache
def _slope_weights() -> F32:
    """Least-squares slopes of the bands under 1 kHz, of 1 to 4 kHz and of nearly all."""
    weights = np.zeros((32, 3))
    for column, (first, last) in enumerate(((2, 12), (11, 25), (1, 30))):
        position = np.arange(first, last) - (first + last - 1) / 2
        weights[first:last, column] = position / np.sum(position**2)
    return weights.astype(np.float32)


def _shape(power: F32, bands: F32, total: F32) -> F32:
    """Shape of each row's spectrum: place, width, flatness, balance, slopes."""
    position = np.arange(32, dtype=np.float32)
    centroid = power @ position / total
    spread = np.sqrt(np.maximum(power @ position**2 / total - centroid**2, 0))
    flatness = bands.mean(axis=1) - _DB * np.log(total)
    low, high = power[:, _LOW].sum(axis=1), power[:, _HIGH].sum(axis=1)
    alpha_ratio = _DB * np.log(high / low)
    hammarberg = bands[:, _LOW].max(axis=1) - bands[:, _HIGH].max(axis=1)
    slopes = (bands @ _slope_weights()).T
    return np.stack([centroid, spread, flatness, alpha_ratio, hammarberg, *slopes], axis=1)


def _percentiles(values: F32, shares: tuple[int, ...]) -> list[float]:
    ordered = np.sort(values)
    return [float(ordered[round(share / 100 * (ordered.size - 1))]) for share in shares]


def _weighted_percentiles(values: F32, weights: F32, shares: tuple[int, ...]) -> F32:
    order = np.argsort(values)
    cumulated = np.cumsum(weights[order])
    at = np.searchsorted(cumulated, np.array(shares) / 100 * cumulated[-1])
    chosen: F32 = values[order[np.minimum(at, values.size - 1)]]
    return chosen


def _median5(values: F32) -> F32:
    padded = np.concatenate((values[[0, 0]], values, values[[-1, -1]]))
    middle: F32 = np.sort(overlapping(padded, 5, 1), axis=1)[:, 2]
    return middle


def _moments(weights: F32, values: F32) -> tuple[F32, F32]:
    mean: F32 = weights @ values
    spread: F32 = np.sqrt(weights @ (values - mean) ** 2)
    return mean, spread


def _skewness(weights: F32, values: F32) -> F32:
    mean, spread = _moments(weights, values)
    centred = (values - mean) / (spread + np.float32(0.05))
    skewness: F32 = weights @ (centred * centred * centred)
    return skewness


def _seed(window: _Window) -> tuple[F32, ...]:
    _, spread = _moments(window.speech, window.seed[:, COLUMNS["mfcc"]])
    return window.speech @ window.seed, spread


def _timbre(window: _Window) -> tuple[F32, ...]:
    contours = np.concatenate([window.bands, window.cepstra, window.shape, window.voice], axis=1)
    speech = _moments(window.speech, contours)
    voiced = _moments(window.voiced, contours)
    lopsided = contours[:, window.bands.shape[1] : -window.voice.shape[1]]
    return (*speech, *voiced, _skewness(window.speech, lopsided))


def _modulation(window: _Window) -> tuple[F32, F32]:
    timbre = [window.bands, window.cepstra[:, :12], window.level[:, None], window.shape]
    voice = np.stack([window.pitch, 10 * window.voicing], axis=1)
    return _haar(np.concatenate(timbre, axis=1), window.speech), _haar(voice, window.voiced)


def _haar(contours: F32, weights: F32) -> F32:
    """Log of the mean size of Haar wavelet coefficients: movement at each rate.

    A first-order scattering transform with the shortest wavelet there is (after Andén &
    Mallat 2014); unlike a spectrum it is at home in windows of any length.
    """
    count = contours.shape[0]
    sums = np.zeros((count + 1, contours.shape[1]))
    np.cumsum(contours, axis=0, out=sums[1:])
    counted = np.concatenate([[0.0], np.cumsum(weights)])
    sizes = np.empty((len(SCALES), contours.shape[1]))
    for row, wanted in enumerate(SCALES):
        scale = min(wanted, count // 2)
        boxes = sums[scale:] - sums[:-scale]
        steps = boxes[scale:] - boxes[:-scale]
        weight = counted[2 * scale :] - counted[: -2 * scale]
        sizes[row] = weight @ np.abs(steps, out=steps) / (weight.sum() * scale)
    return np.log(sizes + 0.1).astype(np.float32)


def _trend(window: _Window) -> F32:
    """First two cosine terms of contours over the window, in their own units."""
    time = (np.arange(window.level.size, dtype=np.float32) + 0.5) / window.level.size
    basis = np.stack([np.cos(np.pi * time), np.cos(2 * np.pi * time)])
    contours = np.stack(
        [window.level, window.pitch, window.shape[:, _ALPHA], *window.cepstra[:, :4].T], axis=1
    )
    weights = np.stack([window.speech, window.voiced, *[window.speech] * 5], axis=1)
    centred = contours - np.sum(weights * contours, axis=0)
    trend: F32 = basis @ (weights * centred)
    return trend


def _correlation(window: _Window) -> tuple[F32, F32]:
    """How contours move together, over voiced speech and over all speech."""
    level, alpha = window.level, window.shape[:, _ALPHA]
    voice = [level, window.pitch, 10 * window.voicing, alpha, window.shape[:, 0]]
    voiced = np.stack([*voice, *window.cepstra[:, :12].T], axis=1)
    spoken = np.stack([level, alpha, *window.cepstra[:, :10].T], axis=1)
    return _correlations(voiced, window.voiced), _correlations(spoken, window.speech)


def _correlations(contours: F32, weights: F32) -> F32:
    centred = contours - weights @ contours
    covariance = (centred * weights[:, None]).T @ centred
    spread = np.sqrt(np.diag(covariance)) + np.float32(0.05)
    upper: F32 = (covariance / np.outer(spread, spread))[_upper(spread.size)]
    return upper


@cache
def _upper(size: int) -> npt.NDArray[np.bool_]:
    """Say where a square matrix holds each pair once."""
    return np.triu(np.ones((size, size), np.bool_), 1)


def _energy(window: _Window) -> F32:
    level = window.level
    _, spread = _moments(window.speech, level)
    steps = np.diff(level)
    weights = window.speech[1:] + _TINY
    rise = weights @ np.maximum(steps, 0) / weights.sum()
    fall = weights @ np.maximum(-steps, 0) / weights.sum()
    percentiles = _percentiles(level, (5, 10, 25, 50, 75, 90, 95))
    shape = _skewness(window.speech, level)
    return np.array([*percentiles, spread, shape, np.log(rise + 0.1), np.log(fall + 0.1)])


def _pitch(window: _Window) -> F32:
    pitch, voiced, level = window.pitch, window.voiced, window.level
    mean, spread = _moments(voiced, pitch)
    p05, p25, p50, p75, p95 = _weighted_percentiles(pitch, voiced, (5, 25, 50, 75, 95))
    both = np.minimum(voiced[1:], voiced[:-1]) + _TINY / voiced.size
    both = both / both.sum()
    steps = np.clip(np.diff(pitch), -3, 3)
    movement = both @ np.abs(steps)
    rise, fall = both @ np.maximum(steps, 0), both @ np.maximum(-steps, 0)
    jitter = both[1:] @ np.abs(np.diff(steps))
    shimmer = both[1:] @ np.abs(np.diff(level, n=2))
    half = np.cumsum(voiced) < 0.3
    onset = voiced[half] @ pitch[half] / (voiced[half].sum() + _TINY) - mean if half.any() else 0.0
    late = np.cumsum(voiced) > 0.7
    offset = voiced[late] @ pitch[late] / (voiced[late].sum() + _TINY) - mean
    logs = np.log(np.array([movement, rise, fall, jitter, shimmer]) + 0.02)
    skewness = _skewness(voiced, pitch)
    return np.array(
        [mean, spread, skewness, p05, p25, p50, p75, p95, p95 - p05, *logs, onset, offset]
    )


def _voicing(window: _Window) -> F32:
    mean, spread = _moments(window.speech, window.voicing)
    return np.array([mean, spread, *_weighted_percentiles(window.voicing, window.speech, (50, 90))])


def _rhythm(window: _Window) -> F32:
    """Shares of voice and pause, and how fast voiced stretches and loud peaks follow."""
    speaking = window.speech > 0.5 * window.speech.max()
    voiced = speaking & (window.voicing > 0.6)
    seconds = max(0.01 * speaking.sum(), 0.1)
    starts = np.count_nonzero(voiced[1:] & ~voiced[:-1]) + int(voiced[0])
    smooth = np.convolve(window.level, np.full(7, 1 / 7), mode="same")
    peak = (smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]) & speaking[1:-1]
    heights = smooth[1:-1][peak]
    return np.array(
        [
            voiced.sum() / max(speaking.sum(), 1),
            1.0 - speaking.mean(),
            np.log(0.01 * voiced.sum() / max(starts, 1) + 0.02),
            starts / seconds,
            peak.sum() / seconds,
            heights.mean() if heights.size else 0.0,
        ]
    )


def _words(window: _Window) -> tuple[F32, ...]:
    return word_shares(_contours(window), window.speech)


def _contours(window: _Window) -> F32:
    """Put side by side what acoustic words are made of."""
    pitch = (window.pitch - window.voiced @ window.pitch) * _sureness(window.voicing)
    voice = np.stack([window.level, pitch, 10 * window.voicing], axis=1)
    return np.concatenate([window.bands, voice], axis=1, dtype=np.float32)


def _sureness(voicing: F32) -> F32:
    """Tell how surely frames are voiced, 0 to 1."""
    return np.asarray(np.clip((voicing - 0.45) / 0.3, 0, 1), dtype=np.float32)


def contours_of(rows: F32) -> tuple[F32, F32]:
    """Give what acoustic words are learned from.

    Parameters
    ----------
    rows : float32 array, shape (T, D)
        As `describe` returns them, at least `MIN_ROWS`.

    Returns
    -------
    contours : float32 array, shape (T, words.CONTOURS)
    speech : float32 array, shape (T,)
        How surely each row is speech; sums to 1.
    """
    window = _prepare(rows)
    return _contours(window), window.speech
