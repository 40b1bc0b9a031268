"""Kernel classifiers whose probabilities mean what they say, and that know when not to know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from ser_core.model.calibration import (
    MAX_DOUBT,
    SURE_OF_PLACES,
    SURE_OF_VOICES,
    fit_temperature,
    unsure_threshold,
)
from ser_core.model.classifier import KernelClassifier, softmax
from ser_core.training.examples import Examples, balanced, joined
from ser_core.training.kernel import KernelSettings, fit_kernel
from ser_core.training.splits import Fold
from ser_core.types import F64

_TINY: Final = 1e-9


class Heard(NamedTuple):
    """Clips as they are heard once place and voice are known, and as they are heard before."""

    known: Examples
    unknown: Examples


class Elsewhere(NamedTuple):
    """What all corpora but one teach, and how the clips of that one are heard by it."""

    learned: Examples
    heard: Heard


class Calibrated(NamedTuple):
    """A classifier whose probabilities mean what they say.

    `doubt` is what a prior needs to say the same before anything was heard; `unsure_below` is
    the confidence from which on results were right as often as promised, on voices that were
    held out and on corpora that were.
    """

    classifier: KernelClassifier
    doubt: float
    unsure_below: float


def fit_calibrated_kernel(
    settings: KernelSettings,
    learned: Examples,
    heard: Heard,
    folds: tuple[Fold, ...],
    elsewhere: Iterable[Elsewhere],
    labels: int,
    seed: int,
) -> Calibrated:
    """Fit on everything; calibrate on scores of speakers and of corpora held out in turn.

    The probabilities are those of a new voice at a known microphone. How sure to be where the
    microphone is new too, only corpora that were held out can tell.

    Parameters
    ----------
    learned : Examples
        What is learned from, varied.
    heard : Heard
        What calibration goes by.
    folds : tuple of Fold
        Grouped by speaker; without any it stays uncalibrated.
    elsewhere : iterable of Elsewhere
        For each corpus that is held out; none where there is only one.
    """
    with threadpool_limits(1):
        classifier = fit_kernel(settings, learned, labels, seed)
        if not folds:
            return Calibrated(classifier, doubt=1.0, unsure_below=0.0)
        scores = _held_out(settings, learned, heard, folds, labels, seed)
    kinship = _kinship(joined(heard), np.concatenate(scores), labels)
    coupling = np.eye(labels) + settings.coupling * kinship
    scores = [found @ coupling for found in scores]
    known, unknown = (
        fit_temperature(found, part.targets, balanced(part))
        for part, found in zip(heard, scores, strict=True)
    )
    doubt = float(np.clip(unknown / known, 1.0, MAX_DOUBT))
    temperatures = (known, known * doubt)
    threshold = _threshold([_results(heard, scores, temperatures)], SURE_OF_VOICES)
    places = []
    for place in elsewhere:
        scores = _scores_elsewhere(settings, place, coupling, seed)
        places.append(_results(place.heard, scores, temperatures))
    if places:
        threshold = max(threshold, _threshold(places, SURE_OF_PLACES))
    calibrated = replace(_coupled(classifier, coupling), temperature=known)
    return Calibrated(calibrated, doubt, threshold)


def _held_out(
    settings: KernelSettings,
    learned: Examples,
    heard: Heard,
    folds: tuple[Fold, ...],
    labels: int,
    seed: int,
) -> list[F64]:
    """Score what is heard of each speaker by what the others teach."""
    scores = [np.zeros((len(part.values), labels)) for part in heard]
    for fold in folds:
        classifier = fit_kernel(settings, learned.part(fold.train), labels, seed)
        for part, found in zip(heard, scores, strict=True):
            held = np.isin(part.clips, fold.test)
            found[held] = classifier.scores(part.values[held])
    return scores


def _scores_elsewhere(
    settings: KernelSettings, place: Elsewhere, coupling: F64, seed: int
) -> list[F64]:
    """Score what is heard in a corpus by what the others teach; what they lack is not chosen."""
    labels = len(coupling)
    with threadpool_limits(1):
        taught = _coupled(fit_kernel(settings, place.learned, labels, seed), coupling)
    absent = ~np.isin(np.arange(labels), place.learned.targets)
    return [np.where(absent, -np.inf, taught.scores(part.values)) for part in place.heard]


class _Results(NamedTuple):
    """How sure results were, whether they were right, and how much each counts."""

    confidence: F64
    right: npt.NDArray[np.bool_]
    weights: F64


def _results(heard: Heard, scores: Sequence[F64], temperatures: Sequence[float]) -> _Results:
    """Let each corpus count the same."""
    parts = [softmax(found / each) for found, each in zip(scores, temperatures, strict=True)]
    probabilities, meant = np.concatenate(parts), joined(heard)
    right = probabilities.argmax(axis=1) == meant.targets
    weights = 1 / np.bincount(meant.corpora)[meant.corpora]
    return _Results(probabilities.max(axis=1), right, weights)


def _threshold(results: Sequence[_Results], accuracy: float) -> float:
    """Find the confidence from which on results are as accurate."""
    confidence, right, weights = (np.concatenate(each) for each in zip(*results, strict=True))
    return unsure_threshold(confidence, right, weights, accuracy=accuracy)


def _kinship(examples: Examples, scores: F64, labels: int) -> F64:
    """Tell how alike emotions sound by what each one's utterances score for the others.

    Each label is regressed against all others, so that calm takes from sad what sounds like
    both, and between sad and disgusted too little is left. What such regressions lose is given
    back where labels resemble each other: 1 would be the same emotion, less than 0 an opposite.
    """
    weights = balanced(examples)
    means = np.zeros((labels, labels))
    for label in range(labels):
        own = examples.targets == label
        if own.any():
            means[label] = np.average(scores[own], axis=0, weights=weights[own])
    means -= means.mean(axis=0)
    alike = means / np.maximum(np.abs(np.diag(means)), _TINY)[:, None]
    alike = np.clip((alike + alike.T) / 2, -1.0, 1.0)
    np.fill_diagonal(alike, 0.0)
    heard = np.bincount(examples.targets, minlength=labels) > 0
    return np.asarray(alike * heard * heard[:, None])


def _coupled(classifier: KernelClassifier, coupling: F64) -> KernelClassifier:
    """Fold a matrix that mixes the scores, shape (K, K), into the weights."""
    mixing = coupling.astype(np.float32)
    return replace(
        classifier,
        linear=classifier.linear @ mixing,
        offsets=classifier.offsets @ mixing,
        likenesses=tuple(
            replace(likeness, weights=likeness.weights @ mixing)
            for likeness in classifier.likenesses
        ),
    )
