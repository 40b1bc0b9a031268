"""Calibration is found where it is known; the threshold keeps its promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.model.calibration import fit_temperature, unsure_threshold
from ser_core.model.classifier import softmax


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_a_known_temperature_is_found(temperature: float) -> None:
    rng = np.random.default_rng(1)
    honest = rng.normal(size=(20_000, 5)) * 2
    cumulated = softmax(honest).cumsum(axis=1)
    targets = (cumulated < rng.uniform(size=(20_000, 1))).sum(axis=1)
    found = fit_temperature(honest * temperature, targets, np.ones(20_000))
    assert found == pytest.approx(temperature, rel=0.05)


@given(
    results=st.lists(
        st.tuples(st.floats(0.2, 1.0), st.booleans(), st.sampled_from([0.5, 1.0, 4.0])),
        min_size=1,
        max_size=60,
    ),
    accuracy=st.floats(0.3, 0.95),
)
def test_results_above_the_threshold_are_as_right_as_promised(
    results: list[tuple[float, bool, float]], accuracy: float
) -> None:
    confidence = np.array([each[0] for each in results])
    right = np.array([each[1] for each in results])
    weights = np.array([each[2] for each in results])
    threshold = unsure_threshold(confidence, right, weights, accuracy=accuracy)
    sure = confidence >= threshold
    kept = not sure.any() or np.average(right[sure], weights=weights[sure]) >= accuracy
    assert kept or threshold == 1.0


def test_no_threshold_where_all_are_right_and_none_is_enough_where_all_are_wrong() -> None:
    confidence, weights = np.linspace(0.3, 0.9, 7), np.ones(7)
    assert unsure_threshold(confidence, np.ones(7, dtype=bool), weights, accuracy=0.8) == 0.0
    assert unsure_threshold(confidence, np.zeros(7, dtype=bool), weights, accuracy=0.8) == 1.0


def test_what_counts_more_moves_the_threshold() -> None:
    confidence = np.array([0.9, 0.8, 0.7])
    right = np.array([True, True, False])
    for weights, threshold in (([1.0, 1.0, 1.0], 0.8), ([9.0, 9.0, 1.0], 0.0)):
        assert unsure_threshold(confidence, right, np.array(weights), accuracy=0.9) == threshold
