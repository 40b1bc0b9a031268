"""What is no sound is refused, and the same values come out of any number of threads."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from ser_core.errors import AudioError
from ser_core.features.extract import extract_features
from ser_core.stream.resample import Resampler
from tests.signals import voice


def test_more_threads_of_linear_algebra_change_nothing() -> None:
    samples = voice(1.0)
    with threadpool_limits(1):
        expected = extract_features(samples).values
    with threadpool_limits(4):
        before = threadpool_info()
        np.testing.assert_array_equal(extract_features(samples).values, expected)
        assert threadpool_info() == before


@pytest.mark.parametrize("rate_hz", [8_000, 44_100])
def test_another_rate_is_resampled_as_by_the_analyzer(rate_hz: int) -> None:
    samples = voice(1.0, rate=rate_hz)
    resampler = Resampler(rate_hz)
    at_16_khz = np.concatenate((resampler.push(samples), resampler.flush()))
    np.testing.assert_array_equal(
        extract_features(samples, rate_hz=rate_hz).values, extract_features(at_16_khz).values
    )


@pytest.mark.parametrize("rate_hz", [0, 7_999, 192_001])
def test_an_impossible_rate_is_refused(rate_hz: int) -> None:
    with pytest.raises(AudioError, match=f"a rate of {rate_hz} Hz; pass a rate from 8000"):
        extract_features(voice(1.0), rate_hz=rate_hz)


@pytest.mark.parametrize(
    ("samples", "said"),
    [
        (np.zeros((16_000, 2), np.float32), "pass one channel"),
        (np.zeros(1_000, np.float32), "pass at least 1024"),
        (np.zeros(16_000, np.int16), "int16; pass float32 with full scale ±1"),
    ],
)
def test_what_is_no_sound_is_refused(samples: np.ndarray, said: str) -> None:
    with pytest.raises(AudioError, match=said):
        extract_features(samples)


@pytest.mark.parametrize("rate_hz", [16_000, 44_100])
@pytest.mark.parametrize(
    "value", [np.float32(np.nan), np.float32(-np.inf), np.float32(1e30), np.float64(1e300)]
)
def test_a_value_that_no_sound_has_is_refused_and_told(value: np.floating, rate_hz: int) -> None:
    samples = np.zeros(44_100, value.dtype)
    samples[100] = value
    with pytest.raises(AudioError, match=r"which is no sound .*the limit 1e\+06") as refused:
        extract_features(samples, rate_hz=rate_hz)
    np.testing.assert_equal(refused.value.value, float(value))
