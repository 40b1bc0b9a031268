"""The measures of a voice, on sounds whose answer is known."""

import numpy as np
import pytest

from ser_core.stream.voicing import CONTEXT_SAMPLES, measure, movement_db
from tests.signals import hum, pink, tone, voice, white


def test_levels_are_those_of_the_frames() -> None:
    samples = np.concatenate((np.zeros(CONTEXT_SAMPLES, np.float32), tone(0.2, 1_000)))
    assert measure(samples).level_dbfs == pytest.approx([-20.0] * 10, abs=0.01)
    assert measure(np.zeros(960, np.float32)).level_dbfs == [-120.0]


@pytest.mark.parametrize("hz", [70, 110, 200, 350, 480])
def test_what_repeats_is_voiced(hz: float) -> None:
    pulses = np.diff(np.floor(np.arange(16_001) / 16_000 * hz)).astype(np.float32)
    assert min(measure(pulses[: 640 + 320 * 40]).voicing) > 0.45


@pytest.mark.parametrize("noise", [white(3.2, seed=1), pink(3.2, seed=1)])
def test_noise_is_not_voiced(noise: np.ndarray) -> None:
    voicing = measure(noise[: 640 + 320 * 150]).voicing
    assert np.percentile(voicing, 99) < 0.18


def test_a_voice_is_voiced_and_moves_but_hum_stands_still() -> None:
    spoken = measure(voice(3.0)[: 640 + 320 * 140])
    still = measure(hum(3.0)[: 640 + 320 * 140]).bands_db
    assert np.median(spoken.voicing) > 0.4
    assert np.median(movement_db(spoken.bands_db[:-5], spoken.bands_db[5:])) > 8.0
    assert max(movement_db(still[:-5], still[5:])) < 1.0


def test_a_band_holds_the_power_of_its_tone() -> None:
    bands = measure(tone(0.5, 1_000)[: 640 + 320 * 10]).bands_db
    assert set(bands.argmax(axis=1)) == {6}  # 920 to 1170 Hz


@pytest.mark.parametrize("together", [1, 2, 3, 7, 50])
def test_a_frame_is_measured_by_itself(together: int) -> None:
    samples = np.concatenate((voice(0.7), white(0.4)))
    whole = measure(samples[: 640 + 320 * 50])
    for first in range(0, 50 - together + 1, together):
        start = 320 * first
        part = measure(samples[start : start + 640 + 320 * together])
        assert part.level_dbfs == whole.level_dbfs[first : first + together]
        assert part.voicing == whole.voicing[first : first + together]
        np.testing.assert_array_equal(part.bands_db, whole.bands_db[first : first + together])


def test_movement_is_the_mean_of_the_five_largest_changes() -> None:
    before = np.zeros((1, 15), np.float32)
    after = np.arange(15, dtype=np.float32)[None]
    assert movement_db(before, -after) == pytest.approx([12.0])


def test_what_lies_far_under_the_loudest_band_does_not_move() -> None:
    before = np.full((1, 15), -90, np.float32)
    before[0, 3] = 0.0
    after = np.full((1, 15), -45, np.float32)
    after[0, 3] = 0.0
    assert movement_db(before, after) == pytest.approx([0.0])
    after[0, :5] = 0.0
    assert movement_db(before, after) == pytest.approx([4 * 35.0 / 5])


def test_a_beginning_and_an_end_are_no_movement() -> None:
    silent, sounding = np.full((1, 15), -60, np.float32), np.full((1, 15), -20, np.float32)
    assert movement_db(silent, sounding) == movement_db(sounding, silent) == [0.0]
