"""The frozen values that flow through the library and out of it.

Time is an integer sample index at 16 kHz, counted from the first sample after the
resampler; seconds exist only at the edges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # a window is painted sooner without numpy
    import numpy as np
    import numpy.typing as npt

F32: TypeAlias = "npt.NDArray[np.float32]"
F64: TypeAlias = "npt.NDArray[np.float64]"

SAMPLE_RATE_HZ = 16_000
"""The rate at which everything after the resampler runs, in hertz."""


MIX = "mix"
"""The channel choice that averages all channels."""

MONO = "mono"
"""The name of the only channel of a source, whatever the choice."""

EACH = "each"
"""The channel choice that keeps left and right apart and analyses both at the same time."""

EACH_CHANNELS = ("left", "right")
"""The names of those two, in the order of their columns."""

_NAMED_CHOICES = (MIX, EACH, *EACH_CHANNELS)
CHANNEL_CHOICE = f"{', '.join(_NAMED_CHOICES)}, or the number of a channel from 1"
"""In words, for a person who chose none of these."""


def is_channel(name: str) -> bool:
    """Tell whether a channel could bear this name, in whatever source.

    Examples
    --------
    >>> is_channel("left"), is_channel("12"), is_channel("0"), is_channel("lft")
    (True, True, False, False)
    """
    return name in _NAMED_CHOICES or re.fullmatch("0*[1-9][0-9]{0,3}", name) is not None


def heard_channels(channel: str) -> tuple[str, ...]:
    """Return the names of the channels that a choice keeps apart: left and right, or itself."""
    return EACH_CHANNELS if channel == EACH else (channel,)


class Status(StrEnum):
    """What a result is worth. Silence is never "neutral": what is no result says so."""

    OK = "ok"
    UNSURE = "unsure"
    TOO_SHORT = "too_short"
    NOISY = "noisy"
    CLIPPED = "clipped"
    NO_SPEECH = "no_speech"
    GAP = "gap"


class Tone(StrEnum):
    """The coarse colour of an emotion, often all that a service desk needs."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True, eq=False)
class AudioBlock:
    """Consecutive samples, as a source delivered them.

    Parameters
    ----------
    start : int
        Index of the first sample since the source was opened, at `rate`. A block whose
        start is not the end of the one before it reports a loss.
    rate : int
        Sampling rate in hertz.
    samples : float32 array, shape (n,) or (n, channels)
        Full scale is ±1. An `Analyzer` takes one channel, a `MultichannelAnalyzer` several.
    """

    start: int
    rate: int
    samples: F32


@dataclass(frozen=True, slots=True, eq=False)
class VadFrame:
    """One exact 20 ms frame with the verdict of the voice activity detector.

    `samples` has shape (320,) and is high-passed, as `level_dbfs` is; `clipped` counts those
    at full scale before the filter, and `snr_db` is that level over the tracked noise
    floor. `sound` tells what stands above the floor and may be speech by itself; `speech`
    also asks for a voice just before, and `voice` reaches 1 where the last half second is
    enough to be sure of one.
    """

    start: int
    samples: F32
    sound: bool
    speech: bool
    voice: float
    level_dbfs: float
    snr_db: float
    clipped: int


@dataclass(frozen=True, slots=True, eq=False)
class ReferencePrior:
    """What the features of speech look like before anything was heard at a place.

    Parameters
    ----------
    center, spread : float32 array, shape (F,)
        Mean and standard deviation of each feature, within and across speakers in training;
        `spread` is positive.
    weight : float
        How many utterances of a new voice the prior is worth.
    deviations : float32 array, shape (K, F), or None
        Mean of each emotion, relative to `center` and in units of `spread`: what of an
        utterance is emotion and not voice or place. None where that is not known.
    doubt : float
        Temperature of the probabilities while nothing was heard of the place and the voice,
        relative to that once both are known; at least 1.
    resting : tuple of int
        Which rows of `deviations` are of a voice at rest.
    """

    center: F32
    spread: F32
    weight: float
    deviations: F32 | None = None
    doubt: float = 1.0
    resting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a stretch of audio was recorded.

    Parameters
    ----------
    level_dbfs : float
        RMS level of the speech frames, in decibels below full scale.
    snr_db : float
        Level of the speech frames over the noise floor, in decibels.
    clipped_pct : float
        Share of samples at full scale, in per cent.
    """

    level_dbfs: float
    snr_db: float
    clipped_pct: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """Calibrated probabilities of the model's labels for the samples [start, end).

    `probs` runs parallel to the model's `labels` and sums to 1.
    """

    start: int
    end: int
    probs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A posterior with what may honestly be said of it.

    Parameters
    ----------
    posterior : Posterior
        For a live reading the smoothed one.
    status : Status
        `OK` only where the emotion is worth showing as a result.
    emotion : str
        The leading label, also where the status says that it is not certain; empty where
        nothing was classified.
    confidence : float
        Calibrated probability of `emotion`, 0 to 1.
    tone : Tone or None
        The coarse tone; None where nothing was classified.
    reference : float
        How much unlabelled speech stood behind the normalisation, in utterances.
    """

    posterior: Posterior
    status: Status
    emotion: str
    confidence: float
    tone: Tone | None
    reference: float = 0.0


@dataclass(frozen=True, slots=True)
class Level:
    """Input level of a few frames, spoken or not; drives the level meter."""

    start: int
    end: int
    level_dbfs: float
    clipped: int
    speech: bool


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Somebody began to speak at `start` (pre-roll included)."""

    utterance_id: int
    start: int


@dataclass(frozen=True, slots=True)
class EmotionUpdated:
    """A sliding window of the utterance in progress was classified."""

    utterance_id: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    """An utterance is over; its one result was computed over the whole of it.

    `final` is False where the utterance was cut at its maximum length and the next one
    goes on without a pause.
    """

    utterance_id: int
    start: int
    end: int
    reading: Reading
    quality: Quality
    final: bool


@dataclass(frozen=True, slots=True)
class AudioGap:
    """Samples [start, end) were lost before they reached the analysis."""

    start: int
    end: int


Event = Level | SpeechStarted | EmotionUpdated | UtteranceEnded | AudioGap
