"""From samples straight to named values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import soxr

from ser_core.audio import MAX_MAGNITUDE, MAX_RATE_HZ, MIN_RATE_HZ, is_sound
from ser_core.errors import AudioError
from ser_core.features.descriptors import FRAME, describe
from ser_core.features.functionals import summarize
from ser_core.features.spec import FEATURES
from ser_core.one_thread import in_one_thread
from ser_core.types import F32, SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True, eq=False)
class FeatureVector:
    """Named features of one stretch of speech.

    Parameters
    ----------
    names : tuple of str
        `contour.statistic`, in the order of `spec.FEATURES`.
    values : float32 array, shape (F,)
    """

    names: tuple[str, ...]
    values: F32

    def as_dict(self) -> Mapping[str, float]:
        """Return the values by name."""
        return dict(zip(self.names, self.values.tolist(), strict=True))


@in_one_thread
def extract_features(samples: F32, *, rate_hz: int = SAMPLE_RATE_HZ) -> FeatureVector:
    """Compute the features of a whole recording.

    Parameters
    ----------
    samples : float32 array, shape (n,)
        One channel, full scale ±1, at least 64 ms.
    rate_hz : int
        Sampling rate; what is not at 16 kHz is resampled as by the analyzer.

    Raises
    ------
    AudioError
        If there are too few samples, more than one channel, whole numbers, values that are
        NaN, infinite or beyond ±`MAX_MAGNITUDE`, or a rate outside 8 to 192 kHz.

    Examples
    --------
    >>> tone = 0.1 * np.sin(2 * np.pi * 220 / 16_000 * np.arange(16_000, dtype=np.float32))
    >>> round(extract_features(tone).as_dict()["pitch.p50"])
    24
    """
    if samples.ndim != 1:
        message = f"The samples have {samples.ndim} dimensions; pass one channel, shape (n,)."
        raise AudioError(message, value=samples.shape)
    if not np.issubdtype(samples.dtype, np.floating):
        message = f"The samples are {samples.dtype}; pass float32 with full scale ±1."
        raise AudioError(message, value=samples.dtype)
    sound = is_sound(samples)
    if not sound.all():
        value = float(samples[~sound][0])
        message = (
            f"The samples hold the value {value:g}, which is no sound (full scale is 1, the limit "
            f"{MAX_MAGNITUDE:g}); repair the recording first."
        )
        raise AudioError(message, value=value)
    if not MIN_RATE_HZ <= rate_hz <= MAX_RATE_HZ:
        message = (
            f"The samples have a rate of {rate_hz} Hz; "
            f"pass a rate from {MIN_RATE_HZ} to {MAX_RATE_HZ} Hz."
        )
        raise AudioError(message, value=rate_hz)
    if rate_hz != SAMPLE_RATE_HZ:
        samples = soxr.resample(np.asarray(samples, np.float32), rate_hz, SAMPLE_RATE_HZ)
    if samples.size < FRAME:
        message = (
            f"The recording has {samples.size} samples at 16 kHz; pass at least {FRAME}"
            f" ({1000 * FRAME // SAMPLE_RATE_HZ} ms)."
        )
        raise AudioError(message, value=samples.size)
    return FeatureVector(FEATURES.names, summarize(describe(samples)))
