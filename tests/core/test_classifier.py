"""The kernel classifier is what its formula and scikit-learn say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import Ridge

from ser_core.features.spec import FEATURES
from ser_core.model.classifier import KernelClassifier, standardise
from ser_core.training.kernel import (
    Examples,
    KernelSettings,
    fit_kernel,
    relative_so_far,
    relative_to_speaker,
)

COUNT, LABELS = 240, 3
RNG = np.random.default_rng(1)
TARGETS = np.arange(COUNT) % LABELS
VALUES = RNG.normal(size=(COUNT, len(FEATURES.names))).astype(np.float32)
VALUES[:, 300:400] += TARGETS[:, None]
SETTINGS = KernelSettings(linear_penalty=50.0, kernel_penalty=0.5, width=0.3, landmarks=60)


def examples(corpora: np.ndarray) -> Examples:
    return Examples(VALUES, TARGETS, corpora, np.ones(COUNT), np.arange(COUNT))


ONE = examples(np.zeros(COUNT, np.intp))


def test_scores_equal_scikit_learns_nystroem_and_ridge() -> None:
    classifier = fit_kernel(SETTINGS, ONE, LABELS, 0)
    points = standardise(VALUES, classifier.center, classifier.gain)
    meant = np.eye(LABELS)[TARGETS]
    mapping = Nystroem(gamma=classifier.gamma, n_components=len(classifier.landmarks))
    mapped = mapping.fit(classifier.landmarks).transform(points)
    linear = Ridge(SETTINGS.linear_penalty).fit(points, meant).predict(points)
    kernel = Ridge(SETTINGS.kernel_penalty).fit(mapped, meant).predict(mapped)
    np.testing.assert_allclose(classifier.scores(VALUES), 5 * (linear + kernel), atol=2e-2)


def test_it_tells_unseen_examples_apart() -> None:
    classifier = fit_kernel(SETTINGS, ONE.part(np.arange(120)), LABELS, 0)
    found = classifier.probabilities(VALUES[120:]).argmax(axis=1)
    assert (found == TARGETS[120:]).mean() > 0.7


def test_a_label_that_a_corpus_lacks_is_not_pushed_down_by_it() -> None:
    """Clips that look like label 2 but come from a corpus without it do not count against it."""
    corpora = np.arange(COUNT) // (COUNT // 2)
    keep = np.flatnonzero((corpora == 0) | (TARGETS != 2))
    both = examples(corpora).part(keep)
    alone = examples(corpora).part(np.flatnonzero(corpora == 0))
    scores = [fit_kernel(SETTINGS, part, LABELS, 0).scores(VALUES)[:, 2] for part in (both, alone)]
    assert np.corrcoef(scores[0], scores[1])[0, 1] > 0.9


def test_arrays_travel_through_their_names() -> None:
    classifier = replace(fit_kernel(SETTINGS, ONE, LABELS, 0), temperature=0.7)
    again = KernelClassifier.from_arrays(
        classifier.arrays(), features=VALUES.shape[1], labels=LABELS
    )
    np.testing.assert_array_equal(again.probabilities(VALUES), classifier.probabilities(VALUES))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("gain", np.zeros(VALUES.shape[1]), "expected"),
        ("gamma", np.zeros(1), "not positive"),
        ("temperature", np.array([-1.0]), "not positive"),
        ("weights", np.zeros((3, LABELS)), "expected"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(name: str, value: np.ndarray, words: str) -> None:
    arrays = fit_kernel(SETTINGS, ONE, LABELS, 0).arrays() | {name: value}
    with pytest.raises(ValueError, match=words):
        KernelClassifier.from_arrays(arrays, features=VALUES.shape[1], labels=LABELS)


def test_a_landmark_further_than_any_example_is_refused() -> None:
    arrays = fit_kernel(SETTINGS, ONE, LABELS, 0).arrays()
    arrays["landmarks"] = np.full_like(arrays["landmarks"], 1e30)
    with pytest.raises(ValueError, match="a landmark beyond"):
        KernelClassifier.from_arrays(arrays, features=VALUES.shape[1], labels=LABELS)


def test_rows_do_not_depend_on_each_other() -> None:
    classifier = fit_kernel(SETTINGS, ONE, LABELS, 0)
    alone = np.concatenate([classifier.probabilities(row[None]) for row in VALUES[:20]])
    np.testing.assert_allclose(alone, classifier.probabilities(VALUES[:20]), atol=1e-5)


def test_a_speakers_own_mean_is_taken_away() -> None:
    voices = np.repeat(["a", "b"], COUNT // 2)
    shifted = VALUES + np.where(voices == "b", 8, 0)[:, None].astype(np.float32)
    relative = relative_to_speaker(shifted, list(voices), np.zeros(COUNT, np.intp))
    gap = relative[voices == "b"].mean() - relative[voices == "a"].mean()
    assert abs(gap) < 0.2


def test_a_voice_is_known_the_better_the_more_of_it_was_heard() -> None:
    rng = np.random.default_rng(0)
    place = np.zeros(COUNT, np.intp)
    alone = [f"voice {number}" for number in range(COUNT)]
    unknown = relative_so_far(VALUES, alone, place, rng)
    np.testing.assert_allclose(unknown, relative_to_speaker(VALUES, alone, place) * 11 / 10, 1e-3)
    voices = np.repeat(["a", "b"], COUNT // 2)
    shifted = VALUES + np.where(voices == "b", 8, 0)[:, None].astype(np.float32)
    gaps = [
        abs(relative[voices == "b"].mean() - relative[voices == "a"].mean())
        for relative in (
            relative_so_far(shifted, list(voices), place, rng),
            relative_to_speaker(shifted, list(voices), place),
        )
    ]
    assert gaps[0] > gaps[1]
