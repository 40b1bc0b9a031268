"""Figures of merit, each from predictions alone, with intervals bootstrapped over speakers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ser_core.types import F64

Labels = npt.NDArray[np.intp]
Counts = npt.NDArray[np.float64]

BOOTSTRAPS: Final = 2000
CHANCE_DRAWS: Final = 200
CALIBRATION_BINS: Final = 15


class Estimate(NamedTuple):
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float


def confusion(targets: Labels, predicted: Labels, count: int) -> Counts:
    """Count clips by intended (row) and predicted (column) label; shape (K, K)."""
    flat = np.bincount(targets * count + predicted, minlength=count * count)
    return flat.reshape(count, count).astype(np.float64)


def recalls(counts: Counts) -> F64:
    """Give the recall of each label, NaN where no clip has it; shape (..., K)."""
    totals = counts.sum(axis=-1)
    right = np.diagonal(counts, axis1=-2, axis2=-1)
    nothing = np.full_like(totals, np.nan)
    return np.asarray(np.divide(right, totals, out=nothing, where=totals > 0))


def unweighted_recall(counts: Counts) -> F64:
    """Give the UAR, the mean recall of the labels that occur; shape (...)."""
    return np.asarray(np.nanmean(recalls(counts), axis=-1))


def accuracy(counts: Counts) -> F64:
    """Give the share of right predictions; shape (...)."""
    right = np.diagonal(counts, axis1=-2, axis2=-1).sum(axis=-1)
    return np.asarray(right / counts.sum(axis=(-2, -1)))


def over_speakers(counts: Counts, figure: Callable[[Counts], F64]) -> Estimate:
    """Estimate a figure of confusion counts, resampling speakers with replacement.

    Clips of one speaker are no independent evidence, so the bootstrap (Efron 1979,
    percentile interval) draws whole speakers.

    Parameters
    ----------
    counts : float64 array, shape (S, K, K)
        Confusion counts of each speaker.
    figure : callable
        From counts of shape (..., K, K) to values of shape (...).
    """
    speakers = counts.shape[0]
    rng = np.random.default_rng(0)
    draws = rng.multinomial(speakers, np.full(speakers, 1 / speakers), size=BOOTSTRAPS)
    resampled = np.tensordot(draws.astype(np.float64), counts, axes=1)
    low, high = np.nanquantile(figure(resampled), [0.025, 0.975])
    return Estimate(float(figure(counts.sum(axis=0))), float(low), float(high))


def speaker_counts(targets: Labels, predicted: Labels, voices: Sequence[str], count: int) -> Counts:
    """Count confusions of each speaker; shape (S, K, K), speakers in sorted order."""
    names, number = np.unique(np.asarray(voices), return_inverse=True)
    return np.stack(
        [
            confusion(targets[number == speaker], predicted[number == speaker], count)
            for speaker in range(names.size)
        ]
    )


def calibration_error(confidence: F64, right: npt.NDArray[np.bool_]) -> float:
    """Give the expected calibration error over 15 equal bins (Guo et al. 2017)."""
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(np.intp), CALIBRATION_BINS - 1)
    gaps = np.bincount(bins, weights=confidence - right, minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / confidence.size)


def calibration_error_by_chance(confidence: F64) -> float:
    """Give the calibration error to expect of so many results whose probabilities are exact.

    Few clips fill a bin, and their share of right ones strays from what is true by chance alone;
    so draw at random what is right, as the confidences have it (Vaicenavicius et al. 2019).
    """
    rng = np.random.default_rng(0)
    draws = rng.random((CHANCE_DRAWS, confidence.size)) < confidence
    return float(np.mean([calibration_error(confidence, right) for right in draws]))


def most_certain(confidence: F64, share: float) -> Labels:
    """Give the indices of the most certain share of clips, the most certain first."""
    order = np.argsort(-confidence, kind="stable")
    return order[: max(1, round(share * confidence.size))]


def risk_coverage(confidence: F64, right: npt.NDArray[np.bool_]) -> tuple[F64, F64]:
    """Give the error among the most certain clips (risk) against their share (coverage).

    Returns
    -------
    coverage, risk : float64 arrays, shape (N,)
        After El-Yaniv & Wiener 2010.
    """
    wrong = ~right[np.argsort(-confidence, kind="stable")]
    kept = np.arange(1, wrong.size + 1)
    return kept / wrong.size, np.cumsum(wrong) / kept
