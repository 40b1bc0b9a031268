"""Exact frames, and the high-pass in front of everything that listens."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import fft

from ser_core.frames import overlapping
from ser_core.types import F32, SAMPLE_RATE_HZ

FRAME_SAMPLES: Final = 320
"""Samples of one frame of the voice activity detector: exactly 20 ms."""

_FFT: Final = 1024


class FrameCutter:
    """Cut consecutive samples into frames of 20 ms."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)

    def push(self, samples: F32) -> F32:
        """Take samples, shape (n,), and give the frames now whole, shape (m, 320)."""
        joined = np.concatenate((self._rest, samples)) if self._rest.size else samples
        count = joined.size // FRAME_SAMPLES
        whole = count * FRAME_SAMPLES
        self._rest = joined[whole:].copy()
        return joined[:whole].reshape(count, FRAME_SAMPLES)

    def flush(self) -> F32:
        """Give the samples of the frame that never became whole, fewer than 320."""
        rest, self._rest = self._rest, np.zeros(0, np.float32)
        return rest


class HighPass:
    """Butterworth high-pass of fourth order, which takes hum and rumble away.

    Each frame is filtered by itself with the samples before it, by multiplying the spectrum
    of 64 ms: what the filter remembers from before that is more than 70 dB down. Many frames
    cost little more than one, and importing scipy's signal processing is spared.

    Parameters
    ----------
    corner_hz : float
        Frequency that is halved in power, at least 50.
    """

    def __init__(self, corner_hz: float) -> None:
        self._response = _response(corner_hz)
        self._context = np.zeros(_FFT - FRAME_SAMPLES, np.float32)

    def push(self, frames: F32) -> F32:
        """Take consecutive frames, shape (m, 320), at least one, and give them filtered."""
        samples = np.concatenate((self._context, frames.reshape(-1)))
        self._context = samples[frames.size :].copy()
        spans = overlapping(samples, _FFT, FRAME_SAMPLES)
        filtered = fft.irfft(fft.rfft(spans, axis=1) * self._response, _FFT, axis=1)
        return np.ascontiguousarray(filtered[:, -FRAME_SAMPLES:])


def highpassed(samples: F32, corner_hz: float) -> F32:
    """Filter a whole recording, shape (n,), as `HighPass` does a stream."""
    filled = np.pad(samples, (0, -samples.size % FRAME_SAMPLES))
    return HighPass(corner_hz).push(filled.reshape(-1, FRAME_SAMPLES)).reshape(-1)[: samples.size]


@cache
def _response(corner_hz: float) -> npt.NDArray[np.complex64]:
    """Give the frequency response at the transform's bins.

    The bilinear transform of the analogue filter, prewarped to the corner
    (R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter coefficients).
    """
    angle = 2.0 * np.pi * corner_hz / SAMPLE_RATE_HZ
    delay = np.exp(-2j * np.pi * np.arange(_FFT // 2 + 1) / _FFT)
    response = np.ones(delay.size, np.complex128)
    for pole in (np.pi / 8.0, 3.0 * np.pi / 8.0):
        alpha = np.sin(angle) * np.cos(pole)
        below = (1.0 + alpha) - 2.0 * np.cos(angle) * delay + (1.0 - alpha) * delay**2
        response *= (1.0 + np.cos(angle)) / 2.0 * (1.0 - delay) ** 2 / below
    return response.astype(np.complex64)
