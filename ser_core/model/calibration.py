"""Probabilities that mean what they say, and the threshold under which a result is unsure."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ser_core.model.classifier import softmax
from ser_core.types import F64

SURE_OF_VOICES: Final = 0.75
SURE_OF_PLACES: Final = 2 / 3
"""Share of right results promised among those that are not called unsure: on voices that were
held out, and on corpora that were, whose microphones and rooms are unheard too."""
MAX_DOUBT: Final = 10.0
"""Largest temperature before anything was heard, relative to that once the voice is known."""
_LARGEST_LOG_TEMPERATURE: Final = 3.0


def fit_temperature(scores: F64, targets: npt.NDArray[np.intp], weights: F64) -> float:
    """Find the temperature that makes held-out scores calibrated.

    Temperature scaling after Guo et al. 2017, "On Calibration of Modern Neural Networks":
    one number, which leaves the ranking as it is.

    Parameters
    ----------
    scores : float64 array, shape (N, K)
        Scores of clips whose speakers the classifier did not hear.
    targets : int array, shape (N,)
    weights : float64 array, shape (N,)
        How much each clip counts.

    Returns
    -------
    float
        Divides scores before the softmax; positive.
    """

    def loss(log_temperature: float) -> float:
        probabilities = softmax(scores / np.exp(log_temperature))
        right = probabilities[np.arange(targets.size), targets]
        return -float(weights @ np.log(np.maximum(right, 1e-12)))

    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - only training needs it

    limits = (-_LARGEST_LOG_TEMPERATURE, _LARGEST_LOG_TEMPERATURE)
    return float(np.exp(minimize_scalar(loss, bounds=limits, method="bounded").x))


def unsure_threshold(
    confidence: F64, right: npt.NDArray[np.bool_], weights: F64, *, accuracy: float
) -> float:
    """Find the lowest confidence from which on results reach a stated accuracy.

    Parameters
    ----------
    confidence : float64 array, shape (N,)
        Probability of the leading label of clips that were held out.
    right : bool array, shape (N,)
        Whether it was the intended label.
    weights : float64 array, shape (N,)
        How much each clip counts.
    accuracy : float
        Share of right results wanted among those that are shown as sure.

    Returns
    -------
    float
        0 where all results together are accurate enough, 1 where no choice of them is.
    """
    order = np.argsort(-confidence)
    ranked = confidence[order]
    counted = weights[order]
    reached = np.cumsum(counted * right[order]) / np.cumsum(counted)
    # Equal confidences are sure or unsure together.
    last_of_equals = np.append(ranked[1:] < ranked[:-1], True)
    enough = np.flatnonzero(last_of_equals & (reached >= accuracy))
    if enough.size == 0:
        return 1.0
    last = int(enough[-1])
    return 0.0 if last == right.size - 1 else float(ranked[last])
