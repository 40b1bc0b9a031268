"""What is told of noise and clipping, by the settings as they come."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ser_core.analyzer import Analyzer
from ser_core.audio import load_audio
from ser_core.config import AnalyzerConfig
from ser_core.stream.frame import FRAME_SAMPLES, highpassed
from ser_core.types import F32, AudioBlock, Status, UtteranceEnded
from tests.conftest import ROOT
from tests.models import made_up_model
from tests.signals import silence, voice, white

RATE = 16_000
CONFIG = AnalyzerConfig(window=None)
MODEL = made_up_model()
DEMO = load_audio(ROOT / "assets" / "demo.flac")[0][: 5 * RATE]

INTERRUPTIONS = {
    "none": [],
    "a frame of zeros first": [(0, 320)],
    "priming of a decoder": [(0, 1105)],
    "half a second of zeros first": [(0, 8_000)],
    "dropouts of 100 ms": [(8_130, 9_730), (56_130, 57_730)],
    "dropouts of 30 ms": [(start, start + 480) for start in range(2_100, 80_000, 8_000)],
    "dropouts of 5 ms": [(start, start + 80) for start in range(2_100, 80_000, 4_000)],
    "a dropout of 600 ms": [(3_200, 12_800)],
}


def ended(samples: F32) -> list[UtteranceEnded]:
    analyzer = Analyzer(MODEL, CONFIG)
    events = analyzer.push(AudioBlock(0, RATE, samples)) + analyzer.flush()
    return [event for event in events if isinstance(event, UtteranceEnded)]


def statuses(samples: F32) -> set[Status]:
    return {event.reading.status for event in ended(samples)}


def filtered(samples: F32) -> F32:
    return highpassed(samples, CONFIG.vad.highpass_hz)


def speech_power(samples: F32) -> float:
    """Mean power of the frames within 30 dB of the loudest."""
    whole = samples.size // FRAME_SAMPLES * FRAME_SAMPLES
    power = np.square(samples[:whole].reshape(-1, FRAME_SAMPLES)).mean(axis=1)
    return float(power[power > power.max() / 1000].mean())


def in_noise(speech: F32, snr_db: float) -> F32:
    noise = white(speech.size / RATE, seed=5)
    ratio = speech_power(filtered(speech)) / np.square(filtered(noise)).mean()
    return speech + noise * np.float32(np.sqrt(ratio / 10 ** (snr_db / 10)))


def with_zeros(samples: F32, places: list[tuple[int, int]]) -> F32:
    spoilt = samples.copy()
    for start, end in places:
        spoilt[start:end] = 0
    return spoilt


def gated(samples: F32, below_peak_db: float) -> F32:
    """Hear through a noise gate: zeros wherever 10 ms are that far below the loudest."""
    parts = samples[: samples.size // 160 * 160].reshape(-1, 160).copy()
    power = np.square(parts).mean(axis=1)
    parts[power < power.max() / 10 ** (below_peak_db / 10)] = 0
    return np.pad(parts.reshape(-1), RATE // 2)


@pytest.mark.parametrize("places", INTERRUPTIONS.values(), ids=INTERRUPTIONS)
@pytest.mark.parametrize(("snr_db", "noisy"), [(5.0, True), (15.0, False)])
def test_noise_is_told_and_zeros_hide_none(
    snr_db: float, places: list[tuple[int, int]], *, noisy: bool
) -> None:
    results = ended(with_zeros(in_noise(DEMO, snr_db), places))
    assert results
    for event in results:
        # The minimum of noise as steady as this lies less under its mean than is made up for.
        assert event.quality.snr_db == pytest.approx(snr_db - 1.5, abs=2)
        assert (event.reading.status is Status.NOISY) == noisy


def test_speech_behind_a_gate_is_not_noisy() -> None:
    for below_peak_db in (30, 40):
        assert statuses(gated(DEMO, below_peak_db)) == {Status.OK}


def test_noise_and_gates_are_told_apart_on_real_speech(corpora: Path) -> None:
    clips = [load_audio(path)[0] for path in sorted(corpora.glob("emodb/*.flac"))[::40]]
    assert len(clips) > 10
    for clip in clips:
        assert statuses(gated(clip, 40)) == {Status.OK}
        noise = in_noise(clip, 5)
        assert statuses(with_zeros(noise, [(0, 320)])) <= {Status.NOISY, Status.TOO_SHORT}
        assert statuses(with_zeros(noise, [(8_130, 9_730)])) <= {Status.NOISY, Status.TOO_SHORT}


@pytest.mark.parametrize(("share_pct", "clipped"), [(1.0, False), (4.0, True)])
def test_clipping_is_told(share_pct: float, *, clipped: bool) -> None:
    spoken = voice(2.0)
    loud = np.clip(spoken / np.percentile(np.abs(spoken), 100 - share_pct), -1, 1)
    (event,) = ended(np.concatenate((silence(1.0), loud, silence(1.0))))
    assert event.quality.clipped_pct == pytest.approx(share_pct, rel=0.2)
    assert event.reading.status is (Status.CLIPPED if clipped else Status.OK)
