"""A voice is speech at any level; hum, hiss and water are not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ser_core.config import VadConfig
from ser_core.stream.frame import FRAME_SAMPLES, FrameCutter, highpassed
from ser_core.stream.vad import NoiseFloor, VoiceActivityDetector
from ser_core.types import F32, VadFrame
from tests.signals import beeps, hum, pieces, pink, silence, talk, tone, voice, white


def judged(samples: F32, sizes: list[int] | None = None) -> list[VadFrame]:
    detector, cutter = VoiceActivityDetector(VadConfig()), FrameCutter()
    frames = []
    for piece in pieces(samples, sizes or [samples.size]):
        frames += detector.push(cutter.push(piece))
    return frames


def verdicts(frames: list[VadFrame]) -> list[tuple[object, ...]]:
    return [
        (f.start, f.sound, f.speech, f.voice, f.level_dbfs, f.snr_db, f.clipped) for f in frames
    ]


@settings(max_examples=25)
@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=6))
def test_verdicts_do_not_depend_on_the_cutting(sizes: list[int]) -> None:
    samples = np.concatenate((silence(0.5), voice(0.8), white(0.3)))
    assert verdicts(judged(samples, sizes)) == verdicts(judged(samples))


def test_the_last_samples_are_filtered_as_in_a_whole_recording() -> None:
    samples = (voice(0.5) + np.float32(0.1))[:-170]
    detector, cutter = VoiceActivityDetector(VadConfig()), FrameCutter()
    parts = [frame.samples for frame in detector.push(cutter.push(samples))]
    parts.append(detector.filtered_rest(cutter.flush()))
    whole = highpassed(samples, VadConfig().highpass_hz)
    np.testing.assert_allclose(np.concatenate(parts), whole, atol=1e-6)


@pytest.mark.parametrize("gain_db", [20, 0, -20, -40])
def test_a_voice_is_heard_at_any_level(gain_db: int) -> None:
    samples = np.concatenate((silence(1.0), voice(2.0))) * np.float32(10 ** (gain_db / 20))
    frames = judged(samples)
    before, while_talking = frames[:48], frames[60:145]
    assert not any(frame.speech for frame in before)
    assert np.mean([frame.speech for frame in while_talking]) > 0.9
    assert max(frame.voice for frame in while_talking) > 1.0


@pytest.mark.parametrize(
    "noise",
    [
        hum(6),
        hum(6, mains_hz=60),
        white(6),
        white(6, level_dbfs=-20),
        pink(6),
        pink(6, level_dbfs=-20),
        hum(6, mains_hz=110),
        tone(6, 300),
        np.concatenate([part for hz in (400, 500, 600) for part in (tone(0.4, hz), silence(0.3))]),
        beeps(6, hertz=(1000,), on_s=0.2, off_s=0.3),
        beeps(6, hertz=(440, 880, 1320, 1760), on_s=0.2, off_s=0.3),
        beeps(6, hertz=(440, 880, 1320, 1760), on_s=0.1, off_s=0.1),
        beeps(6, hertz=(440, 480), on_s=1.0, off_s=1.0),
        beeps(6, hertz=(770, 1336), on_s=0.15, off_s=0.25),
    ],
    ids=[
        "hum 50 Hz",
        "hum 60 Hz",
        "white",
        "loud white",
        "pink",
        "loud pink",
        "fan",
        "tone",
        "beeps",
        "even beeps",
        "rich beeps",
        "quick beeps",
        "telephone rings",
        "key tones",
    ],
)
def test_noise_is_no_voice(noise: F32) -> None:
    for samples in (noise, np.concatenate((silence(1.0), noise))):
        assert max(frame.voice for frame in judged(samples)) < 0.5


def test_somebody_who_speaks_at_once_is_heard_at_once() -> None:
    frames = judged(voice(1.0))
    assert next(index for index, frame in enumerate(frames) if frame.voice >= 1.0) < 25


def test_a_voice_over_noise_is_heard() -> None:
    samples = white(4.0, level_dbfs=-40)
    samples[32_000:] += voice(2.0)
    frames = judged(samples)
    assert not any(frame.speech for frame in frames[:95])
    assert np.mean([frame.speech for frame in frames[110:190]]) > 0.8


def test_clipped_samples_are_counted() -> None:
    samples = np.zeros(3 * FRAME_SAMPLES, np.float32)
    samples[330:335] = 1.0
    samples[700] = -1.2
    assert [frame.clipped for frame in judged(samples)] == [0, 5, 1]


def test_frames_carry_the_filtered_signal_and_its_index() -> None:
    samples = talk()
    detector, cutter = VoiceActivityDetector(VadConfig(), start=32_000), FrameCutter()
    frames = detector.push(cutter.push(samples))
    assert [frame.start for frame in frames[:2]] == [32_000, 32_320]
    np.testing.assert_array_equal(
        np.concatenate([frame.samples for frame in frames]),
        highpassed(samples, VadConfig().highpass_hz)[: len(frames) * 320],
    )


def test_the_floor_follows_the_background_up_and_down() -> None:
    floor = NoiseFloor()
    for _ in range(250):
        quiet = floor.push(-60.0)
    for _ in range(20):
        assert floor.push(-20.0).assumed_dbfs == pytest.approx(-60.0, abs=0.01)
    for _ in range(230):
        loud = floor.push(-30.0)
    assert quiet.assumed_dbfs == pytest.approx(-60.0)
    assert loud.assumed_dbfs == pytest.approx(-30.0, abs=0.01)
    for _ in range(60):
        fallen = floor.push(-70.0)
    assert fallen.heard_dbfs < -65.0


def test_the_first_seconds_are_no_background_yet() -> None:
    floor = NoiseFloor()
    first = floor.push(-30.0)
    assert first.heard_dbfs == pytest.approx(-30.0)
    assert first.assumed_dbfs == -100.0
