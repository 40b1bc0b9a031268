"""Exact frames, and the high-pass in front of everything that listens."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from scipy import signal

from ser_core.types import F32, F64, SAMPLE_RATE_HZ

FRAME_SAMPLES: Final = 320
"""Samples of one frame of the voice activity detector: exactly 20 ms."""


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

    Parameters
    ----------
    corner_hz : float
        Frequency that is halved in power.
    """

    def __init__(self, corner_hz: float) -> None:
        self._sections = _sections(corner_hz)
        self._state = np.zeros((self._sections.shape[0], 2))

    def push(self, samples: F32) -> F32:
        """Take consecutive samples, shape (n,), and give them filtered."""
        if samples.size == 0:
            return samples
        filtered, self._state = signal.sosfilt(
            self._sections, samples.astype(np.float64), zi=self._state
        )
        return np.asarray(filtered, np.float32)


@cache
def _sections(corner_hz: float) -> F64:
    return np.asarray(
        signal.butter(4, corner_hz, "highpass", fs=SAMPLE_RATE_HZ, output="sos"), np.float64
    )
