"""Figures of merit on cases whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, confusion_matrix

from ser_core.training import metrics

results = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=80)


@given(pairs=results)
def test_confusion_and_uar_equal_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    targets, predicted = np.array(pairs).T
    counts = metrics.confusion(targets, predicted, 5)
    expected = confusion_matrix(targets, predicted, labels=range(5))
    np.testing.assert_array_equal(counts, expected)
    assert metrics.accuracy(counts) == pytest.approx((targets == predicted).mean())
    if set(predicted) <= set(targets) and len(set(targets)) > 1:
        wanted = balanced_accuracy_score(targets, predicted)
        assert metrics.unweighted_recall(counts) == pytest.approx(wanted)


def test_a_label_that_no_clip_has_has_no_recall() -> None:
    counts = metrics.confusion(np.array([0, 0, 2]), np.array([0, 1, 2]), 3)
    np.testing.assert_array_equal(metrics.recalls(counts), [0.5, np.nan, 1.0])
    assert metrics.unweighted_recall(counts) == 0.75


def test_speakers_who_agree_have_no_interval_and_those_who_do_not_have_one() -> None:
    same = np.stack([np.array([[3.0, 1.0], [1.0, 3.0]])] * 8)
    estimate = metrics.over_speakers(same, metrics.unweighted_recall)
    assert estimate == (0.75, 0.75, 0.75)
    mixed = np.stack([np.eye(2) * 4, np.eye(2)[::-1] * 4] * 8)
    estimate = metrics.over_speakers(mixed, metrics.unweighted_recall)
    assert estimate.value == 0.5
    # Sixteen fair coins: the mean's standard deviation is 1/8.
    assert estimate.low == pytest.approx(0.5 - 1.96 / 8, abs=0.03)
    assert estimate.high == pytest.approx(0.5 + 1.96 / 8, abs=0.03)


def test_speaker_counts_add_up() -> None:
    targets, predicted = np.array([0, 1, 1, 0]), np.array([0, 1, 0, 0])
    counts = metrics.speaker_counts(targets, predicted, ["b", "a", "b", "a"], 2)
    np.testing.assert_array_equal(counts.sum(axis=0), metrics.confusion(targets, predicted, 2))
    np.testing.assert_array_equal(counts[0], [[1, 0], [0, 1]])


def test_calibration_error_of_known_bins() -> None:
    confidence = np.repeat([0.9, 0.5], 100)
    right = np.concatenate([np.arange(100) < 90, np.arange(100) < 20])
    assert metrics.calibration_error(confidence, right) == pytest.approx(0.15)
    assert metrics.calibration_error(np.ones(4), np.ones(4, dtype=bool)) == 0.0


def test_few_clips_seem_badly_calibrated_by_chance() -> None:
    confidence = np.random.default_rng(1).uniform(0.3, 1.0, 10_000)
    few, many = (metrics.calibration_error_by_chance(confidence[:size]) for size in (100, 10_000))
    assert 0.07 < few < 0.15
    assert many < 0.015
    assert metrics.calibration_error_by_chance(np.ones(10)) == 0.0


def test_risk_rises_as_doubtful_clips_are_answered() -> None:
    confidence = np.array([0.9, 0.4, 0.8, 0.6])
    right = np.array([True, False, True, False])
    coverage, risk = metrics.risk_coverage(confidence, right)
    np.testing.assert_allclose(coverage, [0.25, 0.5, 0.75, 1.0])
    np.testing.assert_allclose(risk, [0, 0, 1 / 3, 0.5])
    np.testing.assert_array_equal(metrics.most_certain(confidence, 0.5), [0, 2])
