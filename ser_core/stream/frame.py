"""Exact frames, and the high-pass in front of everything that listens."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

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

    It filters frame by frame: one matrix gives the samples of a frame and the state after it
    from those before. That is scipy's `sosfilt`, to rounding, without the second that
    importing scipy's signal processing takes.

    Parameters
    ----------
    corner_hz : float
        Frequency that is halved in power.
    """

    def __init__(self, corner_hz: float) -> None:
        self._step = _frame_step(corner_hz)
        self._state: F64 = np.zeros(STATE)
        self._begun: F64 = np.zeros(0)

    def push(self, samples: F32) -> F32:
        """Take consecutive samples, shape (n,), and give them filtered."""
        joined = np.concatenate((self._begun, samples.astype(np.float64)))
        filtered = np.empty(joined.size + FRAME_SAMPLES)
        known = np.zeros(FRAME_SAMPLES + STATE)
        for first in range(0, joined.size, FRAME_SAMPLES):
            frame = joined[first : first + FRAME_SAMPLES]
            known[: frame.size] = frame
            known[frame.size : FRAME_SAMPLES] = 0.0
            known[FRAME_SAMPLES:] = self._state
            # A frame that is not whole yet is computed again with the samples to come, in
            # the same order of additions: the result does not depend on the cutting.
            step = self._step @ known
            filtered[first : first + FRAME_SAMPLES] = step[:FRAME_SAMPLES]
            if frame.size == FRAME_SAMPLES:
                self._state = step[FRAME_SAMPLES:]
        fresh = filtered[self._begun.size : joined.size].astype(np.float32)
        self._begun = joined[joined.size - joined.size % FRAME_SAMPLES :]
        return fresh


STATE: Final = 4
"""Delays of the filter: two for each of its two second-order sections."""


@cache
def _frame_step(corner_hz: float) -> F64:
    """Give the matrix from a frame and the state before it to both after the filter."""
    size = FRAME_SAMPLES + STATE
    sections = _sections(corner_hz)
    step = np.zeros((size, size))
    impulse = np.zeros(FRAME_SAMPLES)
    impulse[0] = 1.0
    response, states = _filter(sections, impulse, np.zeros(STATE))
    for column in range(FRAME_SAMPLES):
        step[column:FRAME_SAMPLES, column] = response[: FRAME_SAMPLES - column]
        step[FRAME_SAMPLES:, column] = states[FRAME_SAMPLES - 1 - column]
    for column in range(STATE):
        response, states = _filter(sections, np.zeros(FRAME_SAMPLES), np.eye(STATE)[column])
        step[:FRAME_SAMPLES, FRAME_SAMPLES + column] = response
        step[FRAME_SAMPLES:, FRAME_SAMPLES + column] = states[-1]
    return step


def _filter(sections: F64, samples: F64, state: F64) -> tuple[F64, F64]:
    """Filter sample by sample (direct form II transposed); give outputs and states."""
    state = state.reshape(-1, 2).copy()
    outputs, states = np.empty(samples.size), np.empty((samples.size, state.size))
    for index, value in enumerate(samples):
        for delays, (b0, b1, b2, a1, a2) in zip(state, sections, strict=True):
            entered = value
            value = b0 * entered + delays[0]  # noqa: PLW2901 - through one section after another
            delays[0] = b1 * entered - a1 * value + delays[1]
            delays[1] = b2 * entered - a2 * value
        outputs[index] = value
        states[index] = state.ravel()
    return outputs, states


def _sections(corner_hz: float) -> F64:
    """Give the filter's second-order sections, rows of b0, b1, b2, a1, a2.

    The bilinear transform of the analogue Butterworth high-pass, prewarped to the corner
    (R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter coefficients).
    """
    angle = 2.0 * np.pi * corner_hz / SAMPLE_RATE_HZ
    sections = []
    for pole in (np.pi / 8.0, 3.0 * np.pi / 8.0):
        alpha = np.sin(angle) * np.cos(pole)
        gain = (1.0 + np.cos(angle)) / 2.0
        row = (gain, -2.0 * gain, gain, -2.0 * np.cos(angle), 1.0 - alpha)
        sections.append(np.array(row) / (1.0 + alpha))
    return np.array(sections)
