"""Frozen settings of the analysis, with their units in their names.

Constructors only store. `AnalyzerConfig.validate` is the one explicit check; it names the
value, the limit and the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from numbers import Real
from typing import Final

from ser_core import sentences
from ser_core.errors import ConfigError

MIN_UTTERANCE_S: Final = 0.5
"""Speech shorter than this is too short for a result."""
MAX_UTTERANCE_S: Final = 300.0
"""The longest utterance that settings may ask for, and the longest recording taken as one."""


@dataclass(frozen=True, slots=True)
class VadConfig:
    """Which 20 ms frames are speech.

    Parameters
    ----------
    highpass_hz : float
        Corner of the high-pass before everything else; takes away hum and rumble.
    aggressiveness : int
        webrtcvad's mode, 0 (lenient) to 3 (strict).
    min_snr_db : float
        How far a speech frame stands above the tracked noise floor.
    min_voicing : float
        Height of the normalised autocorrelation's peak from which a frame counts as voiced,
        0 to 1.
    min_movement_db : float
        How much the loudest-changing bands of the spectrum move within 100 ms; hum stands
        still, and noise trembles by a few decibels.
    min_evidence : float
        How many clearly voiced and moving frames within half a second make a voice.
    """

    highpass_hz: float = 80.0
    aggressiveness: int = 2
    min_snr_db: float = 6.0
    min_voicing: float = 0.2
    min_movement_db: float = 6.0
    min_evidence: float = 1.7


@dataclass(frozen=True, slots=True)
class SegmentConfig:
    """How speech frames become utterances.

    Parameters
    ----------
    onset_s, onset_window_s : float
        Speech heard within the window from which an utterance begins.
    hangover_s : float
        Silence after which it ends.
    preroll_s, postroll_s : float
        Audio kept from before the first speech frame and after the last.
    min_utterance_s, max_utterance_s : float
        A shorter one is dropped or called too short; a longer one is cut and goes on.
    """

    onset_s: float = 0.14
    onset_window_s: float = 0.30
    hangover_s: float = 0.70
    preroll_s: float = 0.20
    postroll_s: float = 0.20
    min_utterance_s: float = MIN_UTTERANCE_S
    max_utterance_s: float = 30.0


@dataclass(frozen=True, slots=True)
class WindowConfig:
    """The sliding windows of the live reading.

    Parameters
    ----------
    length_s, hop_s : float
        Length of a full window and distance from one to the next.
    first_s : float
        Speech after which the first, shorter window is read.
    smoothing_s : float
        Time constant of the exponential smoothing of the posteriors; 0 shows each as it is.
    """

    length_s: float = 3.0
    hop_s: float = 0.25
    first_s: float = 1.0
    smoothing_s: float = 0.75


@dataclass(frozen=True, slots=True)
class QualityConfig:
    """When a recording is too poor to say anything honest about the voice.

    Parameters
    ----------
    min_snr_db : float
        Level of the speech frames over the noise; below it the result is called noisy.
    max_clipped_pct : float
        Share of samples at full scale; above it the result is called clipped.
    """

    min_snr_db: float = 8.0
    max_clipped_pct: float = 2.0


@dataclass(frozen=True, slots=True)
class AnalyzerConfig:
    """Everything that the analysis can be told.

    `window=None` computes no live readings, only the one result for each utterance, which
    does not depend on them. `segment=None` takes everything up to the flush as one utterance,
    however long.
    """

    vad: VadConfig = field(default_factory=VadConfig)
    segment: SegmentConfig | None = field(default_factory=SegmentConfig)
    window: WindowConfig | None = field(default_factory=WindowConfig)
    quality: QualityConfig = field(default_factory=QualityConfig)

    def validate(self) -> None:
        """Raise `ConfigError` for the first setting outside its limits."""
        vad, segment, window, quality = self.vad, self.segment, self.window, self.quality
        within("vad.highpass_hz", vad.highpass_hz, 50.0, 300.0)
        within("vad.aggressiveness", vad.aggressiveness, 0, 3)
        if vad.aggressiveness % 1 != 0:
            sentence = sentences.AGGRESSIVENESS(value=vad.aggressiveness)
            raise ConfigError(sentence, value=vad.aggressiveness)
        within("vad.min_snr_db", vad.min_snr_db, 0.0, 40.0)
        within("vad.min_voicing", vad.min_voicing, 0.0, 1.0)
        within("vad.min_movement_db", vad.min_movement_db, 0.0, 30.0)
        within("vad.min_evidence", vad.min_evidence, 0.1, 25.0)
        if segment is not None:
            within("segment.onset_window_s", segment.onset_window_s, 0.02, 2.0)
            within("segment.onset_s", segment.onset_s, 0.02, segment.onset_window_s)
            within("segment.hangover_s", segment.hangover_s, 0.2, 5.0)
            within("segment.preroll_s", segment.preroll_s, 0.0, 2.0)
            within("segment.postroll_s", segment.postroll_s, 0.0, segment.hangover_s)
            within("segment.min_utterance_s", segment.min_utterance_s, 0.1, 5.0)
            shortest_s = max(2.0, segment.min_utterance_s)
            within("segment.max_utterance_s", segment.max_utterance_s, shortest_s, MAX_UTTERANCE_S)
        if window is not None:
            within("window.length_s", window.length_s, 0.5, 30.0)
            within("window.hop_s", window.hop_s, 0.05, window.length_s)
            within("window.first_s", window.first_s, 0.3, window.length_s)
            within("window.smoothing_s", window.smoothing_s, 0.0, 10.0)
        within("quality.min_snr_db", quality.min_snr_db, 0.0, 40.0)
        within("quality.max_clipped_pct", quality.max_clipped_pct, 0.0, 100.0)


def within(name: str, value: float, low: float, high: float) -> None:
    """Raise `ConfigError` unless `value` is a number from `low` to `high`."""
    if not is_number(value):
        sentence = sentences.NO_NUMBER(name=name, value=value, least=low, greatest=high)
        raise ConfigError(sentence, value=value)
    if not low <= value <= high:
        sentence = sentences.LIMITS(name=name, value=float(value), least=low, greatest=high)
        raise ConfigError(sentence, value=value)


def is_number(value: object) -> bool:
    """Tell a number of any kind, numpy's too, from what only looks like one."""
    return isinstance(value, Real)
