"""Which frames are speech: webrtcvad, and a second gate that asks for a voice.

Both hear the frames behind a high-pass. webrtcvad alone calls hum, hiss and running water
speech. A frame passes the second gate
where it stands above the noise floor and something in the last tenths of a second was
periodic like a voice (hiss and water are not) while the spectrum moved (hum does not).
"""

from __future__ import annotations

import math
from collections import deque
from typing import Final, NamedTuple

import numpy as np
import webrtcvad

from ser_core.audio import to_int16
from ser_core.config import VadConfig
from ser_core.stream.frame import FRAME_SAMPLES, HighPass
from ser_core.stream.voicing import CONTEXT_SAMPLES, measure, movement_db
from ser_core.types import F32, SAMPLE_RATE_HZ, VadFrame

FULL_SCALE: Final = 0.995
"""Magnitude from which a sample counts as clipped; resampling rounds the corners a little."""

_PART_SAMPLES: Final = 40
_STILL: Final = 2e-5
"""Range of samples that stand still; the steps of 16 bits are wider."""
_MINIMUM_BIAS_DB: Final = 3.0
"""How far the minimum of steady noise lies under its mean."""
_MOVEMENT_LAG: Final = 5
_MOVEMENT_FRAMES: Final = 8
_EVIDENCE_FRAMES: Final = 25
_RECENT_FRAMES: Final = 10
_RECENT_EVIDENCE: Final = 0.3
_VOICING_SPAN: Final = 0.15
_SNR_SPAN_DB: Final = 10.0
_MOVEMENT_SPAN_DB: Final = 5.0


class VoiceActivityDetector:
    """Give each frame of 20 ms its verdict.

    Parameters
    ----------
    config : VadConfig
    start : int
        Sample index of the first frame.
    """

    def __init__(self, config: VadConfig, start: int = 0) -> None:
        self._config = config
        self._position = start
        self._highpass = HighPass(config.highpass_hz)
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)
        self._bands = np.zeros((0, 0), np.float32)
        self._floor = NoiseFloor()
        self._webrtc = _WebRtc(int(config.aggressiveness))
        self._movements = deque([0.0], maxlen=_MOVEMENT_FRAMES)
        self._evidence = deque([0.0], maxlen=_EVIDENCE_FRAMES)
        self._recent = deque([0.0], maxlen=_RECENT_FRAMES)

    def push(self, frames: F32) -> list[VadFrame]:
        """Judge consecutive frames, shape (m, 320)."""
        if not len(frames):
            return []
        filtered = self._highpass.push(frames)
        samples = np.concatenate((self._context, filtered.reshape(-1)))
        self._context = samples[-CONTEXT_SAMPLES:]
        measures = measure(samples)
        movements = self._movement(measures.bands_db)
        clipped = np.count_nonzero(np.abs(frames) >= FULL_SCALE, axis=1).tolist()
        heard = self._webrtc.judge(filtered, measures.level_dbfs)
        interrupted = _interrupted(frames)
        verdicts = []
        for index, level in enumerate(measures.level_dbfs):
            floor = self._floor.push(level, interrupted=interrupted[index])
            snr_db = level - floor.assumed_dbfs
            voiced = self._learn(measures.voicing[index], snr_db, movements[index])
            sound = (heard[index] or voiced) and snr_db >= self._config.min_snr_db
            verdicts.append(
                VadFrame(
                    start=self._position + index * FRAME_SAMPLES,
                    samples=filtered[index],
                    sound=sound,
                    speech=sound and sum(self._recent) >= _RECENT_EVIDENCE,
                    voice=sum(self._evidence) / self._config.min_evidence,
                    level_dbfs=level,
                    snr_db=level - floor.heard_dbfs - _MINIMUM_BIAS_DB,
                    clipped=clipped[index],
                )
            )
        self._position += frames.size
        return verdicts

    def filtered_rest(self, samples: F32) -> F32:
        """Filter the samples of a last frame that never became whole, fewer than 320."""
        frame = np.pad(samples, (0, FRAME_SAMPLES - samples.size))
        return self._highpass.push(frame[None])[0, : samples.size]

    def _movement(self, bands_db: F32) -> list[float]:
        """Compare each frame with the one 100 ms before it; 0 where there is none."""
        joined = np.concatenate((self._bands, bands_db)) if self._bands.size else bands_db
        fresh = len(bands_db)
        self._bands = joined[-_MOVEMENT_LAG:]
        compared = min(fresh, max(0, len(joined) - _MOVEMENT_LAG))
        after = joined[len(joined) - compared :]
        before = joined[len(joined) - compared - _MOVEMENT_LAG : len(joined) - _MOVEMENT_LAG]
        return [0.0] * (fresh - compared) + movement_db(before, after)

    def _learn(self, voicing: float, snr_db: float, movement: float) -> bool:
        """Weigh the evidence of one frame; say whether it counts as voiced."""
        config = self._config
        self._movements.append(movement)
        moved = sum(self._movements) / len(self._movements)
        evidence = (
            _share(voicing - config.min_voicing, _VOICING_SPAN, most=2.0)
            * _share(snr_db - config.min_snr_db, _SNR_SPAN_DB)
            * _share(moved - config.min_movement_db, _MOVEMENT_SPAN_DB)
        )
        self._evidence.append(evidence)
        self._recent.append(evidence)
        return evidence > 0.0


class Floor(NamedTuple):
    """The level of the background as it was heard, and as the gate assumes it."""

    heard_dbfs: float
    assumed_dbfs: float


class NoiseFloor:
    """Level of the background: causal minimum statistics over 4 s (after Martin 2001).

    Until 4 s were heard the gate assumes silence, so that somebody who speaks at once is
    not taken for the background.

    Where the sound is interrupted, as by a dropout, a noise gate or the priming of a decoder,
    nothing is learned: digital silence is no background. But a gate closes where the sound
    has come down to the background, so the last frame before it counts as it is, unsmoothed,
    and so does the first one after it.
    """

    _SILENCE_DBFS: Final = -100.0
    _PARTS: Final = 8
    _FRAMES_OF_A_PART: Final = 25
    _SMOOTHING: Final = 0.7

    def __init__(self) -> None:
        self._minima = deque[float](maxlen=self._PARTS)
        self._minimum = math.inf
        self._frames = 0
        self._power: float | None = None
        self._last_dbfs = math.inf

    def push(self, level_dbfs: float, *, interrupted: bool = False) -> Floor:
        """Take the level of the next frame and give the floor after it.

        While nothing was learned, the frame itself is all that is known of the background.
        """
        if interrupted:
            self._break_off()
        else:
            self._learn(level_dbfs)
        known = min(self._minimum, *self._minima, math.inf)
        heard = max(self._SILENCE_DBFS, level_dbfs if known == math.inf else known)
        assumed = heard if len(self._minima) == self._PARTS else self._SILENCE_DBFS
        return Floor(heard, assumed)

    def _learn(self, level_dbfs: float) -> None:
        if self._frames == self._FRAMES_OF_A_PART:
            self._minima.append(self._minimum)
            self._minimum, self._frames = math.inf, 0
        power = 10.0 ** (level_dbfs / 10.0)
        before = power if self._power is None else self._power
        self._power = self._SMOOTHING * before + (1 - self._SMOOTHING) * power
        self._minimum = min(self._minimum, 10.0 * math.log10(self._power))
        self._last_dbfs = level_dbfs
        self._frames += 1

    def _break_off(self) -> None:
        self._minimum = min(self._minimum, self._last_dbfs)
        self._last_dbfs = math.inf
        self._power = None


class _WebRtc:
    """webrtcvad behind a slow gain, because it does not hear quiet speech."""

    _TARGET_DBFS: Final = -20.0
    _MAX_GAIN_DB: Final = 40.0
    _FALL_DB: Final = 0.05
    _LOWEST_PEAK_DBFS: Final = -60.0

    def __init__(self, aggressiveness: int) -> None:
        self._vad = webrtcvad.Vad(aggressiveness)
        self._peak_dbfs = self._LOWEST_PEAK_DBFS

    def judge(self, frames: F32, levels_dbfs: list[float]) -> list[bool]:
        """Judge consecutive frames, shape (m, 320), of these levels."""
        gains = np.array([self._gain(level) for level in levels_dbfs], np.float32)
        scaled = to_int16(frames * gains[:, None])
        return [self._vad.is_speech(frame.tobytes(), SAMPLE_RATE_HZ) for frame in scaled]

    def _gain(self, level_dbfs: float) -> float:
        self._peak_dbfs = max(level_dbfs, self._peak_dbfs - self._FALL_DB)
        gain_db = min(self._TARGET_DBFS - self._peak_dbfs, self._MAX_GAIN_DB)
        return float(10.0 ** (gain_db / 20.0))


def _interrupted(frames: F32) -> list[bool]:
    """Tell which frames, shape (m, 320), hold digital silence for a part of their 20 ms."""
    parts = frames.reshape(len(frames), -1, _PART_SAMPLES)
    still = np.ptp(parts, axis=2) <= _STILL
    marks: list[bool] = still.any(axis=1).tolist()
    return marks


def _share(excess: float, span: float, *, most: float = 1.0) -> float:
    """How far a measure exceeds its threshold, in spans, from 0 to `most`."""
    return 0.0 if excess <= 0.0 else min(excess / span, most)
