"""The constant matrices behind the descriptors, each made once.

The mel and chroma weights and the tonnetz basis follow librosa 0.11 (ISC licence:
`librosa.filters.mel`, `librosa.filters.chroma`, `librosa.feature.tonnetz`), so that the
rows equal librosa's without importing it; a test compares them.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ser_core.types import F32, F64, SAMPLE_RATE_HZ


def _hz_to_mel(hz: F64) -> F64:
    """Slaney's scale: linear below 1 kHz, logarithmic above."""
    linear = hz / (200.0 / 3)
    return np.where(
        hz < 1000.0, linear, 15.0 + 27 * np.log(np.maximum(hz, 1e-9) / 1000) / np.log(6.4)
    )


def _mel_to_hz(mel: F64) -> F64:
    return np.where(mel < 15.0, mel * (200.0 / 3), 1000.0 * np.exp(np.log(6.4) * (mel - 15.0) / 27))


@cache
def mel_weights(n_mels: int, n_fft: int, *, slaney_norm: bool = True) -> F32:
    """Triangular mel filters from 0 Hz to Nyquist, shape (n_mels, 1 + n_fft // 2).

    `slaney_norm` gives each filter unit area in hertz, as librosa does; without it each
    has unit height, so that a band holds energy and not density.
    """
    bins = np.linspace(0, SAMPLE_RATE_HZ / 2, 1 + n_fft // 2)
    edges = np.linspace(0.0, _hz_to_mel(np.array(SAMPLE_RATE_HZ / 2)), n_mels + 2)
    centres = _mel_to_hz(edges)
    ramps = centres[:, None] - bins
    lower = -ramps[:-2] / np.diff(centres)[:-1, None]
    upper = ramps[2:] / np.diff(centres)[1:, None]
    weights: F64 = np.maximum(0.0, np.minimum(lower, upper))
    if slaney_norm:
        weights *= (2.0 / (centres[2:] - centres[:-2]))[:, None]
    return weights.astype(np.float32)


@cache
def chroma_weights(n_fft: int) -> F32:
    """Twelve pitch classes from C, tuned to A440, shape (12, 1 + n_fft // 2)."""
    frequencies = np.linspace(0, SAMPLE_RATE_HZ, n_fft, endpoint=False)[1:]
    bins = 12 * np.log2(frequencies / (440.0 / 16))
    bins = np.concatenate(([bins[0] - 18.0], bins))
    widths = np.concatenate((np.maximum(np.diff(bins), 1.0), [1.0]))
    distance = np.remainder(bins - np.arange(12.0)[:, None] + 126.0, 12.0) - 6.0
    weights: F64 = np.exp(-0.5 * (2 * distance / widths) ** 2)
    weights /= np.sqrt(np.sum(weights**2, axis=0))
    weights *= np.exp(-0.5 * ((bins / 12 - 5.0) / 2.0) ** 2)
    return np.roll(weights, -3, axis=0)[:, : 1 + n_fft // 2].astype(np.float32)


@cache
def tonnetz_weights() -> F32:
    """Six tonal centroids of twelve chroma that sum to 1, shape (6, 12); Harte et al. 2006."""
    scale = np.array([7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3])
    angles = np.outer(scale, np.arange(12.0))
    angles[::2] -= 0.5
    radius = np.array([1, 1, 1, 1, 0.5, 0.5])
    return (radius[:, None] * np.cos(np.pi * angles)).astype(np.float32)


@cache
def dct_weights(n_out: int, n_in: int) -> F32:
    """Orthonormal DCT-II, shape (n_out, n_in)."""
    angles = np.pi / n_in * np.outer(np.arange(n_out), np.arange(n_in) + 0.5)
    weights: F64 = np.sqrt(2.0 / n_in) * np.cos(angles)
    weights[0] /= np.sqrt(2.0)
    return weights.astype(np.float32)


@cache
def hann(length: int) -> F32:
    """Periodic Hann window, shape (length,)."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)).astype(np.float32)
