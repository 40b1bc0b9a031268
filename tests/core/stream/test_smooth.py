"""Smoothing keeps probabilities probabilities and has its time constant."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.stream.smooth import Smoother


def test_a_step_is_followed_with_the_time_constant() -> None:
    smoother = Smoother(time_constant_s=0.75, step_s=0.25)
    smoother.push(np.array([1.0, 0.0]))
    for _ in range(3):
        smoothed = smoother.push(np.array([0.0, 1.0]))
    assert smoothed[0] == pytest.approx(np.exp(-1.0))


def test_without_a_time_constant_each_is_shown_as_it_is() -> None:
    smoother = Smoother(time_constant_s=0.0, step_s=0.25)
    for probabilities in (np.array([0.9, 0.1]), np.array([0.2, 0.8])):
        np.testing.assert_array_equal(smoother.push(probabilities), probabilities)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.floats(0, 10))
def test_probabilities_stay_probabilities(values: list[float], time_constant_s: float) -> None:
    smoother = Smoother(time_constant_s, 0.25)
    for value in values:
        smoothed = smoother.push(np.array([value, 1 - value]))
        assert smoothed.sum() == pytest.approx(1.0)
        assert (smoothed >= 0).all()
