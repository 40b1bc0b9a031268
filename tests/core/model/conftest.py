"""A small model of made-up weights, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ser_core.features.spec import FEATURES
from ser_core.model.bundle import Model, save_model
from ser_core.model.classifier import DenseClassifier
from ser_core.model.emotions import TONES
from ser_core.model.facts import CorpusFact, Figure, ModelFacts
from ser_core.types import ReferencePrior

LABELS = ("neutral", "happy", "angry")


@pytest.fixture(scope="session")
def small_model() -> Model:
    rng = np.random.default_rng(7)
    features = len(FEATURES.names)
    return Model(
        name="small",
        labels=LABELS,
        tones=tuple(TONES[label] for label in LABELS),
        unsure_below=0.4,
        classifier=DenseClassifier(
            rng.normal(size=features),
            rng.uniform(0.5, 2, size=features),
            (
                (rng.normal(size=(features, 4)), rng.normal(size=4)),
                (rng.normal(size=(4, 3)), rng.normal(size=3)),
            ),
            temperature=1.5,
        ),
        prior=ReferencePrior(
            rng.normal(size=features).astype(np.float32),
            rng.uniform(0.5, 2, size=features).astype(np.float32),
            10.0,
            doubt=1.5,
        ),
        facts=ModelFacts(
            recipe="plain",
            seed=0,
            licence="CC BY 4.0",
            corpora=(CorpusFact("emodb", "CC BY 4.0", "Burkhardt et al. 2005", 9, ("03", "08")),),
            figures=(Figure("UAR", 0.6, 0.5, 0.7, "EmoDB; adaptation: none"),),
            versions={"numpy": "2.0"},
        ),
    )


@pytest.fixture
def folder(small_model: Model, tmp_path: Path) -> Path:
    """Return the small model's folder, free to be damaged."""
    path = tmp_path / "small"
    save_model(small_model, path, card="# Small\n")
    return path
