"""The kernel classifier is what its formula and scikit-learn say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import Ridge

from ser_core.features.spec import FEATURES
from ser_core.model.classifier import LANDMARK_PRECISION, KernelClassifier, standardise
from ser_core.training.calibrated import Elsewhere, Heard, fit_calibrated_kernel
from ser_core.training.examples import (
    Examples,
    balanced,
    deviations,
    relative_so_far,
    relative_to_speaker,
)
from ser_core.training.kernel import KernelSettings, fit_kernel
from ser_core.training.splits import Fold

COUNT, LABELS = 240, 3
RNG = np.random.default_rng(1)
TARGETS = np.arange(COUNT) % LABELS
VALUES = RNG.normal(size=(COUNT, len(FEATURES.names))).astype(np.float32)
VALUES[:, 300:400] += TARGETS[:, None]
SETTINGS = KernelSettings(
    linear_penalty=50.0, kernel_penalty=0.5, width=0.3, landmarks=60, coupling=0.5
)


def examples(corpora: np.ndarray) -> Examples:
    return Examples(VALUES, TARGETS, corpora, np.ones(COUNT), np.arange(COUNT))


ONE = examples(np.zeros(COUNT, np.intp))


def test_scores_equal_scikit_learns_nystroem_and_ridge() -> None:
    classifier = fit_kernel(SETTINGS, ONE, LABELS, 0)
    points = standardise(VALUES, classifier.center, classifier.gain)
    meant = np.eye(LABELS)[TARGETS]
    found = [Ridge(SETTINGS.linear_penalty).fit(points, meant).predict(points)]
    for likeness in classifier.likenesses:
        mapping = Nystroem(gamma=likeness.gamma, n_components=len(likeness.landmarks))
        mapped = mapping.fit(likeness.landmarks).transform(points[:, likeness.columns])
        found.append(Ridge(SETTINGS.kernel_penalty).fit(mapped, meant).predict(mapped))
    mean = np.average(found, axis=0, weights=[1, 1, 0.5])
    np.testing.assert_allclose(classifier.scores(VALUES), 10 * mean, atol=2e-2)


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


def test_a_large_corpus_does_not_drown_a_small_one() -> None:
    """It counts by the square root of its size, each of its emotions the same."""
    corpora = (np.arange(COUNT) >= COUNT * 4 // 5).astype(np.intp)
    weights = balanced(examples(corpora))
    shares = [weights[corpora == corpus].sum() for corpus in (0, 1)]
    assert shares[0] / shares[1] == pytest.approx(2.0)
    assert weights.mean() == pytest.approx(1.0)
    cells = [weights[(corpora == 1) & (label == TARGETS)].sum() for label in range(LABELS)]
    np.testing.assert_allclose(cells, shares[1] / LABELS)


def test_each_corpus_gives_as_many_landmarks() -> None:
    corpora = (np.arange(COUNT) >= COUNT * 4 // 5).astype(np.intp)
    classifier = fit_kernel(replace(SETTINGS, landmarks=30), examples(corpora), LABELS, 0)
    likeness = classifier.likenesses[0]
    points = standardise(VALUES, classifier.center, classifier.gain)[:, likeness.columns]
    points = points.astype(LANDMARK_PRECISION)
    chosen = [(points == landmark).all(axis=1).argmax() for landmark in likeness.landmarks]
    assert np.bincount(corpora[chosen]).tolist() == [30, 30]


def test_coupling_lets_emotions_that_sound_alike_share_evidence() -> None:
    """Of three emotions two are nearly the same: what speaks for one speaks for the other."""
    values = RNG.normal(size=VALUES.shape).astype(np.float32)
    values[:, 300:400] += np.array([1.0, 1.0, -1.0], np.float32)[TARGETS, None]
    values[:, 400:410] += np.array([1.0, -1.0, 0.0], np.float32)[TARGETS, None]
    heard = replace(ONE, values=values)
    folds = tuple(
        Fold(
            np.flatnonzero(np.arange(COUNT) % 2 != half),
            np.flatnonzero(np.arange(COUNT) % 2 == half),
        )
        for half in (0, 1)
    )
    firsts = values[TARGETS == 0]
    leads = []
    for coupling in (0.0, 0.5):
        settings = replace(SETTINGS, coupling=coupling)
        fitted = fit_calibrated_kernel(settings, heard, Heard(heard, heard), folds, (), LABELS, 0)
        scores = fitted.classifier.scores(firsts).mean(axis=0)
        assert scores.argmax() == 0
        leads.append((scores[1] - scores[2]) / (scores[0] - scores[2]))
    assert leads[1] > leads[0] + 0.1


@pytest.mark.parametrize(
    "folds", [(), (Fold(np.arange(0, COUNT, 2), np.arange(1, COUNT, 2)),)], ids=("none", "one")
)
def test_an_emotion_that_nobody_has_is_never_heard(folds: tuple[Fold, ...]) -> None:
    """A training part may lack an emotion, or be too small for folds of its own."""
    fitted = fit_calibrated_kernel(SETTINGS, ONE, Heard(ONE, ONE), folds, (), LABELS + 1, 0)
    found = fitted.classifier.probabilities(VALUES)
    assert np.isfinite(found).all()
    assert set(found.argmax(axis=1)) == {0, 1, 2}
    assert not deviations(ONE, LABELS + 1)[LABELS].any()


def test_a_corpus_that_others_hear_wrong_makes_more_results_unsure() -> None:
    """Where they hear it as well as a new voice, it changes nothing."""
    train, test = np.arange(0, COUNT, 2), np.arange(1, COUNT, 2)
    taught, there = ONE.part(train), ONE.part(test)
    other = (there.targets + 1) % LABELS
    confused = replace(there, targets=np.where(test % 5 < 2, there.targets, other))
    hardly = replace(there, targets=np.where(test % 5 < 1, there.targets, other))
    found = {
        name: fit_calibrated_kernel(
            SETTINGS,
            ONE,
            Heard(ONE, ONE),
            (Fold(train, test), Fold(test, train)),
            [Elsewhere(taught, Heard(place, place)) for place in places],
            LABELS,
            0,
        ).unsure_below
        for name, places in {
            "nowhere": (),
            "heard right": (there,),
            "heard wrong": (confused,),
            "one of each": (there, confused),
            "heard hardly": (hardly,),
        }.items()
    }
    assert found["heard right"] == found["nowhere"]
    assert found["nowhere"] < found["heard wrong"]
    assert found["one of each"] < found["heard wrong"] <= found["heard hardly"]


def test_arrays_travel_through_their_names() -> None:
    classifier = replace(fit_kernel(SETTINGS, ONE, LABELS, 0), temperature=0.7)
    again = KernelClassifier.from_arrays(
        classifier.arrays(), features=VALUES.shape[1], labels=LABELS
    )
    np.testing.assert_array_equal(again.probabilities(VALUES), classifier.probabilities(VALUES))


@pytest.mark.parametrize(
    ("name", "spoilt", "words"),
    [
        ("gain", np.zeros_like, "expected"),
        ("gammas", np.zeros_like, "not positive"),
        ("gammas", lambda _: np.ones(3), "other groups"),
        ("groups", lambda a: np.full_like(a, 7), "other groups than those of the 2 gammas"),
        ("landmarks", lambda a: np.full_like(a, 9.0), "a landmark beyond"),
        ("temperature", lambda _: np.array([-1.0]), "temperature below"),
        ("weights", lambda _: np.zeros((3, LABELS)), "expected"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(
    name: str, spoilt: Callable[[np.ndarray], np.ndarray], words: str
) -> None:
    arrays = fit_kernel(SETTINGS, ONE, LABELS, 0).arrays()
    arrays[name] = spoilt(arrays[name])
    with pytest.raises(ValueError, match=words):
        KernelClassifier.from_arrays(arrays, features=VALUES.shape[1], labels=LABELS)


def test_what_tells_the_place_is_not_learned_from() -> None:
    classifier = fit_kernel(SETTINGS, ONE, LABELS, 0)
    left_out = {FEATURES.names[n] for n in np.flatnonzero(classifier.gain == 0)}
    seeds = {n for n, f in zip(FEATURES.names, FEATURES.families, strict=True) if f == "seed"}
    assert {n.partition(".")[0] for n in left_out - seeds} == {"contrast_00", "contrast_01"}


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
