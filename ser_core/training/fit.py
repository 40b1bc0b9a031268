"""From feature vectors to a calibrated classifier: scikit-learn fits, plain arrays remain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from ser_core.model.calibration import SURE_OF_VOICES, fit_temperature, unsure_threshold
from ser_core.model.classifier import Classifier, DenseClassifier, softmax
from ser_core.training.metrics import Labels
from ser_core.training.splits import Fold
from ser_core.types import F32, F64, ReferencePrior

_NEVER: Final = -1e3


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What a recipe learns: all of a model but its name and its history."""

    labels: tuple[str, ...]
    classifier: Classifier
    prior: ReferencePrior
    unsure_below: float


def logistic_pipeline(penalty: float, seed: int) -> Pipeline:
    """Standardise, then a multinomial logistic regression; rare emotions count as much."""
    learner = LogisticRegression(
        C=1 / penalty, class_weight="balanced", max_iter=300, tol=1e-3, random_state=seed
    )
    return Pipeline([("scale", StandardScaler()), ("learn", learner)])


def fold_in(pipeline: Pipeline, labels: int) -> DenseClassifier:
    """Turn a fitted pipeline, an optional scaler and a linear model or MLP, into plain arrays.

    A label that the training part lacked gets a score so low that it is never chosen.
    """
    scaler, learner = pipeline.named_steps["scale"], pipeline.named_steps["learn"]
    if isinstance(learner, MLPClassifier):
        layers = list(zip(learner.coefs_, learner.intercepts_, strict=True))
    else:
        layers = [(learner.coef_.T, learner.intercept_)]
    weights, offsets = layers[-1]
    if offsets.size == 1:
        # Two labels share one score; a softmax wants a score for each.
        weights, offsets = np.hstack([np.zeros_like(weights), weights]), np.append(0.0, offsets)
    spread_out = np.zeros((weights.shape[0], labels))
    spread_out[:, learner.classes_] = weights
    lifted = np.full(labels, _NEVER)
    lifted[learner.classes_] = offsets
    layers[-1] = (spread_out, lifted)
    width = layers[0][0].shape[0]
    return DenseClassifier(
        np.zeros(width) if scaler == "passthrough" else np.asarray(scaler.mean_, np.float64),
        np.ones(width) if scaler == "passthrough" else np.asarray(scaler.scale_, np.float64),
        tuple((np.asarray(w, np.float64), np.asarray(b, np.float64)) for w, b in layers),
    )


def fit_calibrated(
    pipeline: Pipeline, values: F32, targets: Labels, folds: tuple[Fold, ...], labels: int
) -> tuple[DenseClassifier, float]:
    """Fit on everything; calibrate on scores of speakers held out in turn.

    Parameters
    ----------
    pipeline : Pipeline
        A scaler (or "passthrough") named "scale" and a learner named "learn"; fitted anew.
    values : float32 array, shape (N, F)
    targets : int array, shape (N,)
    folds : tuple of Fold
        Grouped by speaker, inside the training part; without any it stays uncalibrated.
    labels : int
        How many labels there are.

    Returns
    -------
    classifier : DenseClassifier
    unsure_below : float
        Confidence from which on held-out results were right as often as promised.
    """
    scores = np.zeros((targets.size, labels))
    with threadpool_limits(1):
        for fold in folds:
            pipeline.fit(values[fold.train], targets[fold.train])
            scores[fold.test] = fold_in(pipeline, labels).scores(values[fold.test])
        pipeline.fit(values, targets)
    classifier = fold_in(pipeline, labels)
    if not folds:
        return classifier, 0.0
    temperature = fit_temperature(scores, targets, _balanced(targets))
    probabilities = softmax(scores / temperature)
    right = probabilities.argmax(axis=1) == targets
    threshold = unsure_threshold(
        probabilities.max(axis=1), right, np.ones(targets.size), accuracy=SURE_OF_VOICES
    )
    return replace(classifier, temperature=temperature), threshold


def _balanced(targets: Labels) -> F64:
    counts = np.bincount(targets)
    return np.asarray(1.0 / counts[targets])
