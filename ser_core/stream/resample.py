"""Any sampling rate in, 16 kHz out."""

from __future__ import annotations

import numpy as np
import soxr

from ser_core.types import F32, SAMPLE_RATE_HZ


class Resampler:
    """Bring consecutive samples to 16 kHz; a signal at 16 kHz passes untouched.

    soxr's stream delays its output by up to 0.07 s but not the signal: output sample `k`
    belongs to the time `k / 16000` after the first input sample.
    """

    def __init__(self, rate: int) -> None:
        self._stream = (
            None
            if rate == SAMPLE_RATE_HZ
            else soxr.ResampleStream(rate, SAMPLE_RATE_HZ, 1, dtype="float32", quality="HQ")
        )

    def push(self, samples: F32) -> F32:
        """Take consecutive samples, shape (n,), and give what is ready of the output."""
        return self._resampled(samples, last=False)

    def flush(self) -> F32:
        """Give the rest of the output; nothing may be pushed afterwards."""
        return self._resampled(np.zeros(0, np.float32), last=True)

    def _resampled(self, samples: F32, *, last: bool) -> F32:
        if self._stream is None:
            return samples
        resampled: F32 = self._stream.resample_chunk(samples, last=last)
        return resampled
