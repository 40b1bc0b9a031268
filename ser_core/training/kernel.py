"""Learning by likeness: ridge regression on features and on a Gaussian kernel, averaged.

Emotions that a corpus lacks are neither right nor wrong for its clips: each label is
regressed on the corpora that have it. Every emotion of a corpus counts as much as another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from sklearn.linear_model import Ridge
from threadpoolctl import threadpool_limits

from ser_core.features.spec import FEATURES
from ser_core.model.calibration import MAX_DOUBT, fit_temperature, unsure_threshold
from ser_core.model.classifier import (
    KernelClassifier,
    gaussian_kernel,
    softmax,
    standardise,
)
from ser_core.training.metrics import Labels
from ser_core.training.splits import Fold, Indices
from ser_core.types import F32, F64, ReferencePrior

PRIOR_WEIGHT: Final = 10.0
SURE_ACCURACY: Final = 0.75
"""Share of right results promised among those that are not called unsure."""
_SHARPNESS: Final = 10.0
"""Brings scores of 0 to 1 into the range of a logistic regression's."""
_JITTER: Final = 1e-4
_SMALLEST: Final = 1e-3


@dataclass(frozen=True, slots=True)
class KernelSettings:
    """Hyperparameters: penalties of both regressions, width and size of the kernel."""

    linear_penalty: float
    kernel_penalty: float
    width: float
    landmarks: int


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Normalised features with what was meant, where it comes from, and how much it counts.

    `clips` are indices into the data set, so that folds can choose.
    """

    values: F32
    targets: Labels
    corpora: Labels
    weights: F64
    clips: Indices

    def part(self, chosen: Indices) -> Examples:
        """Give the examples of some clips."""
        rows = np.isin(self.clips, chosen)
        return Examples(
            self.values[rows],
            self.targets[rows],
            self.corpora[rows],
            self.weights[rows],
            self.clips[rows],
        )


def joined(parts: Sequence[Examples]) -> Examples:
    """Put examples together."""
    return Examples(
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.corpora for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.clips for part in parts]),
    )


def pooled_prior(values: F32) -> ReferencePrior:
    """Give mean and spread over all clips as a prior."""
    spread = values.std(axis=0, dtype=np.float64) + _SMALLEST
    center = values.mean(axis=0, dtype=np.float64)
    return ReferencePrior(center.astype(np.float32), spread.astype(np.float32), PRIOR_WEIGHT)


def relative_to_prior(values: F32, prior: ReferencePrior) -> F32:
    """Normalise as the live program does before it has heard anything."""
    return (values - prior.center) / prior.spread


def relative_to_speaker(values: F32, voices: Sequence[str], corpora: Labels) -> F32:
    """Normalise as the live program does once it knows the place and the voice."""
    relative = np.empty_like(values)
    for place, spread, own in _voices_at_places(values, voices, corpora):
        heard = PRIOR_WEIGHT * place + values[own].sum(axis=0, dtype=np.float64)
        relative[own] = (values[own] - heard / (PRIOR_WEIGHT + own.size)) / spread
    return relative


def relative_so_far(
    values: F32, voices: Sequence[str], corpora: Labels, rng: np.random.Generator
) -> F32:
    """Normalise as the live program does while it learns the voice.

    The reference of each clip has heard a random number of the voice's other clips.
    """
    relative = np.empty_like(values)
    for place, spread, own in _voices_at_places(values, voices, corpora):
        for clip in own:
            others = rng.permutation(own[own != clip])[: rng.integers(own.size)]
            heard = PRIOR_WEIGHT * place + values[others].sum(axis=0, dtype=np.float64)
            relative[clip] = (values[clip] - heard / (PRIOR_WEIGHT + others.size)) / spread
    return relative


def _voices_at_places(
    values: F32, voices: Sequence[str], corpora: Labels
) -> Iterator[tuple[F64, F64, Indices]]:
    """Give mean and spread of each voice's corpus, and which clips are the voice's."""
    names = np.asarray(voices)
    for corpus in np.unique(corpora):
        there = corpora == corpus
        place = values[there].astype(np.float64)
        mean, spread = place.mean(axis=0), place.std(axis=0) + _SMALLEST
        for voice in np.unique(names[there]):
            yield mean, spread, np.flatnonzero(names == voice)


def fit_kernel(
    settings: KernelSettings, examples: Examples, labels: int, seed: int
) -> KernelClassifier:
    """Fit both regressions; the result gives their mean.

    Parameters
    ----------
    settings : KernelSettings
    examples : Examples
        With N examples of F features.
    labels : int
    seed : int
        Of the choice of landmarks.
    """
    center = examples.values.mean(axis=0)
    used = np.array(FEATURES.families) != "seed"
    gain = np.where(used, 1 / (examples.values.std(axis=0) + _SMALLEST), 0).astype(np.float32)
    points = standardise(examples.values, center, gain)
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(points))[: settings.landmarks]
    landmarks, gamma = points[np.sort(chosen)], settings.width / points.shape[1]
    gram = gaussian_kernel(landmarks, landmarks, gamma).astype(np.float64)
    # Nyström's map (as in scikit-learn's Nystroem) by Cholesky: features whose products
    # are the kernel's values.
    lower = cholesky(gram + _JITTER * np.eye(len(gram)), lower=True)
    likeness = gaussian_kernel(points, landmarks, gamma)
    mapped = solve_triangular(lower, likeness.T.astype(np.float64), lower=True).T
    linear, offsets = _regress(points, examples, labels, settings.linear_penalty)
    inner, more = _regress(mapped.astype(np.float32), examples, labels, settings.kernel_penalty)
    weights = solve_triangular(lower, inner, lower=True, trans="T")
    half = _SHARPNESS / 2
    return KernelClassifier(
        center=center,
        gain=gain,
        landmarks=landmarks,
        gamma=gamma,
        linear=(half * linear).astype(np.float32),
        weights=(half * weights).astype(np.float32),
        offsets=(half * (offsets + more)).astype(np.float32),
    )


def _regress(points: F32, examples: Examples, labels: int, penalty: float) -> tuple[F64, F64]:
    """Regress each label's indicator on the corpora that have it."""
    weights = _balanced(examples)
    having = {
        label: tuple(np.unique(examples.corpora[examples.targets == label]))
        for label in range(labels)
    }
    coefficients, offsets = np.zeros((points.shape[1], labels)), np.zeros(labels)
    for corpora in set(having.values()):
        own = [label for label in range(labels) if having[label] == corpora]
        rows = np.isin(examples.corpora, corpora)
        meant = (examples.targets[rows, None] == np.array(own)).astype(np.float32)
        ridge = Ridge(penalty, solver="cholesky")
        ridge.fit(points[rows], meant, sample_weight=weights[rows].astype(np.float32))
        coefficients[:, own] = ridge.coef_.reshape(len(own), -1).T
        offsets[own] = ridge.intercept_
    return coefficients, offsets


def _balanced(examples: Examples) -> F64:
    """Let each emotion of a corpus count the same, and a corpus by its size; the mean is 1."""
    corpora, targets, weights = examples.corpora, examples.targets, examples.weights
    cells = np.unique(np.stack([corpora, targets]), axis=1, return_inverse=True)[1]
    share = np.zeros(len(weights))
    for corpus in np.unique(corpora):
        own = corpora == corpus
        share[own] = weights[own].sum() / np.unique(targets[own]).size
    balanced = weights * share / np.bincount(cells, weights)[cells]
    return np.asarray(balanced / balanced.mean())


class Calibrated(NamedTuple):
    """A classifier whose probabilities mean what they say.

    `doubt` is what a prior needs to say the same before anything was heard; `unsure_below` is
    the confidence from which on held-out results were right as often as promised.
    """

    classifier: KernelClassifier
    doubt: float
    unsure_below: float


def fit_calibrated_kernel(
    settings: KernelSettings,
    learned: Examples,
    heard: tuple[Examples, Examples],
    folds: tuple[Fold, ...],
    labels: int,
    seed: int,
) -> Calibrated:
    """Fit on everything; calibrate on scores of speakers held out in turn.

    Parameters
    ----------
    learned : Examples
        What is learned from, varied.
    heard : tuple of Examples, Examples
        What calibration goes by: clips as they are heard once place and voice are known, and
        as they are heard before.
    folds : tuple of Fold
        Grouped by speaker.
    """
    scores = [np.zeros((len(part.values), labels)) for part in heard]
    with threadpool_limits(1):
        for fold in folds:
            classifier = fit_kernel(settings, learned.part(fold.train), labels, seed)
            for part, found in zip(heard, scores, strict=True):
                held = np.isin(part.clips, fold.test)
                found[held] = classifier.scores(part.values[held])
        classifier = fit_kernel(settings, learned, labels, seed)
    known, unknown = (
        fit_temperature(found, part.targets, _balanced(part))
        for part, found in zip(heard, scores, strict=True)
    )
    doubt = float(np.clip(unknown / known, 1.0, MAX_DOUBT))
    probabilities = softmax(np.concatenate([scores[0] / known, scores[1] / (known * doubt)]))
    right = probabilities.argmax(axis=1) == np.concatenate([part.targets for part in heard])
    threshold = unsure_threshold(probabilities.max(axis=1), right, accuracy=SURE_ACCURACY)
    return Calibrated(replace(classifier, temperature=known), doubt, threshold)


def deviations(examples: Examples, labels: int) -> F32:
    """Average each emotion's normalised features, each corpus that has it as much as another."""
    means = []
    for label in range(labels):
        rows = examples.targets == label
        corpora = np.unique(examples.corpora[rows])
        parts = [examples.values[rows & (examples.corpora == c)].mean(axis=0) for c in corpora]
        means.append(np.mean(parts, axis=0))
    return np.stack(means).astype(np.float32)
