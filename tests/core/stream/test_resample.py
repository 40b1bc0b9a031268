"""Resampling: the right signal at 16 kHz, however it is cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ser_core.stream.resample import Resampler
from ser_core.types import F32
from tests.signals import pieces, tone, white

RATES = (8_000, 16_000, 44_100, 48_000, 192_000)


def resampled(samples: F32, rate: int, sizes: list[int]) -> F32:
    resampler = Resampler(rate)
    parts = [resampler.push(piece) for piece in pieces(samples, sizes)]
    return np.concatenate([*parts, resampler.flush()])


@pytest.mark.parametrize("rate", RATES)
def test_a_second_stays_a_second_and_a_tone_its_pitch(rate: int) -> None:
    heard = resampled(tone(1.0, 440, rate=rate), rate, [480])
    assert heard.dtype == np.float32
    assert abs(heard.size - 16_000) <= 1
    inside = slice(2_000, 14_000)
    expected = tone(1.0, 440)
    np.testing.assert_allclose(heard[:16_000][inside], expected[: heard.size][inside], atol=2e-3)


@pytest.mark.parametrize("rate", RATES)
@settings(max_examples=15)
@given(sizes=st.lists(st.integers(1, 5_000), min_size=1, max_size=5))
def test_cutting_changes_nothing(rate: int, sizes: list[int]) -> None:
    samples = white(0.3, rate=rate)
    np.testing.assert_array_equal(
        resampled(samples, rate, sizes), resampled(samples, rate, [samples.size])
    )
