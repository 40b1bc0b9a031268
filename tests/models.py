"""A model of made-up weights that listens to the real features."""

from __future__ import annotations

import numpy as np

from ser_core.features.spec import FEATURES
from ser_core.model import Model
from ser_core.model.classifier import DenseClassifier
from ser_core.model.emotions import TONES
from ser_core.model.facts import ModelFacts
from ser_core.types import ReferencePrior

LABELS = ("neutral", "happy", "angry")


def made_up_model(*, unsure_below: float = 0.0) -> Model:
    """Return a model whose probabilities depend on every feature."""
    rng = np.random.default_rng(7)
    count = len(FEATURES.names)
    layer = (rng.normal(size=(count, 3)) / np.sqrt(count), np.zeros(3))
    return Model(
        name="made-up",
        labels=LABELS,
        tones=tuple(TONES[label] for label in LABELS),
        unsure_below=unsure_below,
        classifier=DenseClassifier(np.zeros(count), np.ones(count), (layer,)),
        prior=ReferencePrior(np.zeros(count, np.float32), np.ones(count, np.float32), 10.0),
        facts=ModelFacts("plain", 0, "none", (), (), {}),
    )
