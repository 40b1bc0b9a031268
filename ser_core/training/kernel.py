"""Learning by likeness: ridge regressions on features and on Gaussian kernels, averaged.

Emotions that a corpus lacks are neither right nor wrong for its clips: each label is
regressed on the corpora that have it. Every emotion of a corpus counts as much as another, and
a large corpus does not drown a small one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.linalg import solve

from ser_core.features.spec import FEATURES
from ser_core.model.classifier import (
    LANDMARK_PRECISION,
    KernelClassifier,
    Likeness,
    gaussian_kernel,
    standardise,
)
from ser_core.training.examples import SMALLEST_SPREAD, Examples, balanced
from ser_core.training.splits import Indices
from ser_core.types import F32, F64

_SHARPNESS: Final = 10.0
"""Brings scores of 0 to 1 into the range of a logistic regression's."""
_JITTER: Final = 1e-4
_OF_THE_PLACE: Final = ("contrast_00", "contrast_01")
"""Below 400 Hz the valleys of the spectral contrast are the place's noise floor: beside CREMA-D's,
voices of two clean corpora lie two to three spreads higher there, and all of them sounded angry."""


class LeftOut(StrEnum):
    """Features that are not learned from."""

    NOTHING = "nothing"
    SEED = "the seed's"
    PLACE = "the seed's, the place's"


@dataclass(frozen=True, slots=True)
class KernelSettings:
    """Hyperparameters: penalties of the regressions, width and size of the kernels, coupling.

    `landmarks` is how many examples are drawn from each corpus, `words_share` the weight of the
    regression on acoustic words in the mean, that of each other one being 1, `coupling` how much
    of the evidence for an emotion counts for those that sound like it.
    """

    linear_penalty: float = 16_000.0
    kernel_penalty: float = 0.3
    width: float = 1.0
    landmarks: int = 1500
    words_share: float = 0.5
    left_out: LeftOut = LeftOut.PLACE
    coupling: float = 0.5


def fit_kernel(
    settings: KernelSettings, examples: Examples, labels: int, seed: int
) -> KernelClassifier:
    """Fit a linear regression, and one on likeness by functionals and by words; take the mean.

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
    used = _used(settings.left_out)
    gain = np.where(used, 1 / (examples.values.std(axis=0) + SMALLEST_SPREAD), 0).astype(np.float32)
    learned = replace(examples, values=standardise(examples.values, center, gain))
    words = np.array(FEATURES.families)[used] == "words"
    landmarks = _draw(learned, settings.landmarks, np.random.default_rng(seed))
    share = _SHARPNESS / (2 + settings.words_share)
    penalty = settings.linear_penalty * np.eye(words.size)
    linear, offsets = _regress(learned, labels, penalty)
    offsets *= share
    likenesses = []
    for columns, own_share in ((~words, share), (words, share * settings.words_share)):
        likeness, own_offsets = _regress_likeness(
            settings, learned, landmarks, np.flatnonzero(columns), labels
        )
        likenesses.append(replace(likeness, weights=own_share * likeness.weights))
        offsets += own_share * own_offsets
    return KernelClassifier(
        center=center,
        gain=gain,
        linear=(share * linear).astype(np.float32),
        offsets=offsets.astype(np.float32),
        likenesses=tuple(likenesses),
    )


def _used(left_out: LeftOut) -> npt.NDArray[np.bool_]:
    """Tell which features are learned from; shape (F,)."""
    families = np.array(FEATURES.families)
    contours = [name.partition(".")[0] for name in FEATURES.names]
    used = (families != "seed") | (left_out == LeftOut.NOTHING)
    return np.asarray(used & ~(np.isin(contours, _OF_THE_PLACE) & (left_out == LeftOut.PLACE)))


def _draw(learned: Examples, count: int, rng: np.random.Generator) -> F32:
    """Draw landmarks, as many from each corpus, at the precision that a model keeps."""
    drawn = [
        rng.permutation(np.flatnonzero(learned.corpora == corpus))[:count]
        for corpus in np.unique(learned.corpora)
    ]
    landmarks = learned.values[np.sort(np.concatenate(drawn))].astype(LANDMARK_PRECISION)
    return np.asarray(landmarks, np.float32)


def _regress_likeness(
    settings: KernelSettings, learned: Examples, landmarks: F32, columns: Indices, labels: int
) -> tuple[Likeness, F64]:
    """Regress on likeness to the landmarks by some columns; give it and its offsets.

    The subset of regressors approximation (Smola & Bartlett 2001), which is ridge regression
    on Nyström's map: a function's squared length is its weights' product with the kernel.
    """
    own = landmarks[:, columns]
    gamma = settings.width / columns.size
    gram = gaussian_kernel(own, own, gamma).astype(np.float64) + _JITTER * np.eye(len(own))
    alike = replace(learned, values=gaussian_kernel(learned.values[:, columns], own, gamma))
    weights, offsets = _regress(alike, labels, settings.kernel_penalty * gram)
    return Likeness(columns, own, gamma, weights.astype(np.float32)), offsets


def _regress(learned: Examples, labels: int, penalty: F64) -> tuple[F64, F64]:
    """Regress each label's indicator on the corpora that have it; without any it stays 0.

    Least squares with a penalty (Tikhonov): coefficients c add ``c @ penalty @ c``, the
    offset nothing.
    """
    weights = balanced(learned)
    having = {
        label: tuple(np.unique(learned.corpora[learned.targets == label]))
        for label in range(labels)
    }
    coefficients, offsets = np.zeros((len(penalty), labels)), np.zeros(labels)
    for corpora in set(having.values()) - {()}:
        own = [label for label in range(labels) if having[label] == corpora]
        rows = np.isin(learned.corpora, corpora)
        given = learned.values[rows].astype(np.float64)
        meant = (learned.targets[rows, None] == np.array(own)).astype(np.float64)
        given_mean, meant_mean = (_centre(part, weights[rows]) for part in (given, meant))
        found = solve(given.T @ given + penalty, given.T @ meant, assume_a="pos")
        coefficients[:, own] = found
        offsets[own] = meant_mean - given_mean @ found
    return coefficients, offsets


def _centre(values: F64, weights: F64) -> F64:
    """Give the weighted mean of the rows; take it away and weigh them, in place."""
    mean: F64 = weights @ values / weights.sum()
    values -= mean
    values *= np.sqrt(weights)[:, None]
    return mean
