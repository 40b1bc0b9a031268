"""A calm reading from the posteriors of overlapping windows."""

from __future__ import annotations

import math

from ser_core.types import F64


class Smoother:
    """Exponential smoothing of probabilities.

    Parameters
    ----------
    time_constant_s : float
        Time after which an old posterior's weight has fallen to 1/e; 0 smooths nothing.
    step_s : float
        Time from one posterior to the next.
    """

    def __init__(self, time_constant_s: float, step_s: float) -> None:
        self._keep = math.exp(-step_s / time_constant_s) if time_constant_s > 0 else 0.0
        self._smoothed: F64 | None = None

    def push(self, probabilities: F64) -> F64:
        """Take the next posterior, shape (K,), and give the smoothed one; it sums to 1."""
        if self._smoothed is None:
            self._smoothed = probabilities
        else:
            self._smoothed = self._keep * self._smoothed + (1 - self._keep) * probabilities
        return self._smoothed
