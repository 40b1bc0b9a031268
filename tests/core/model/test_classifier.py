"""Plain arrays give what scikit-learn's pipelines give."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from ser_core.model.classifier import DenseClassifier, softmax
from ser_core.training.fit import fold_in

RNG = np.random.default_rng(3)
VALUES = RNG.normal(size=(300, 12)).astype(np.float32) * 3 + 1


def targets(labels: int) -> np.ndarray:
    return np.digitize(
        VALUES[:, 0] + RNG.normal(size=300),
        np.quantile(VALUES[:, 0], np.arange(1, labels) / labels),
    )


@pytest.mark.parametrize("labels", [2, 5])
@pytest.mark.parametrize(
    "learner",
    [
        LogisticRegression(C=0.3),
        MLPClassifier((20, 10), max_iter=60, early_stopping=True, tol=10, random_state=0),
    ],
    ids=["linear", "mlp"],
)
def test_arrays_equal_the_fitted_pipeline(learner: object, labels: int) -> None:
    pipeline = Pipeline([("scale", StandardScaler()), ("learn", learner)])
    pipeline.fit(VALUES, targets(labels))
    classifier = fold_in(pipeline, labels)
    assert np.abs(classifier.probabilities(VALUES) - pipeline.predict_proba(VALUES)).max() < 1e-6


def test_a_label_that_training_lacked_is_never_chosen() -> None:
    pipeline = Pipeline([("scale", "passthrough"), ("learn", LogisticRegression())])
    pipeline.fit(VALUES, np.where(targets(2) == 1, 2, 0))
    probabilities = fold_in(pipeline, 3).probabilities(VALUES)
    assert probabilities[:, 1].max() < 1e-12
    np.testing.assert_allclose(probabilities[:, [0, 2]], pipeline.predict_proba(VALUES), atol=1e-6)


def test_arrays_travel_through_their_names() -> None:
    pipeline = Pipeline([("scale", StandardScaler()), ("learn", LogisticRegression())])
    classifier = fold_in(pipeline.fit(VALUES, targets(4)), 4)
    again = DenseClassifier.from_arrays(classifier.arrays(), features=12, labels=4)
    np.testing.assert_array_equal(again.probabilities(VALUES), classifier.probabilities(VALUES))


def test_rows_do_not_depend_on_each_other() -> None:
    pipeline = Pipeline([("scale", StandardScaler()), ("learn", LogisticRegression())])
    classifier = fold_in(pipeline.fit(VALUES, targets(4)), 4)
    alone = np.concatenate([classifier.probabilities(row[None]) for row in VALUES])
    np.testing.assert_allclose(alone, classifier.probabilities(VALUES), atol=1e-12)


def test_softmax_neither_overflows_nor_forgets() -> None:
    np.testing.assert_allclose(softmax(np.array([[1e4, 1e4, -1e4]])), [[0.5, 0.5, 0.0]])
