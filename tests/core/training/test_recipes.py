"""The default recipe learns from small corpora of made-up voices, together and alike each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ser_core.features.spec import FEATURES
from ser_core.model.classifier import KernelClassifier
from ser_core.training.cache import Extractor
from ser_core.training.corpora import find_clips
from ser_core.training.data import Dataset
from ser_core.training.evaluate import Measured, predict
from ser_core.training.examples import relative_to_prior
from ser_core.training.fit import Fitted
from ser_core.training.recipes import DEFAULT_RECIPE, RECIPES, Recipe

from .conftest import crema_d_name, write_corpus

RECIPE = RECIPES[DEFAULT_RECIPE]


@pytest.fixture(scope="module")
def both(corpus: Path, extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Four speakers of three emotions, and two speakers of two of them in another corpus."""
    others = write_corpus(
        tmp_path_factory.mktemp("others"), ("1001", "1002"), emotions="WT", name=crema_d_name
    )
    return Dataset(tuple(find_clips([corpus, others])), extractor)


@pytest.fixture(scope="module")
def fitted(both: Dataset) -> Fitted:
    return RECIPE.fit(both, both.labels, seed=0)


def test_two_corpora_with_other_emotions_are_learned_together(
    both: Dataset, fitted: Fitted, extractor: Extractor, tmp_path: Path
) -> None:
    assert fitted.labels == ("neutral", "sad", "angry")
    assert fitted.prior.deviations is not None
    assert fitted.prior.deviations.shape == (3, len(FEATURES.names))
    assert fitted.prior.doubt >= 1.0
    assert 0.0 <= fitted.unsure_below <= 1.0
    unheard = Dataset(tuple(find_clips([write_corpus(tmp_path / "new", ("11",))])), extractor)
    found = predict(
        (Measured(fitted, np.arange(len(unheard.clips))),),
        unheard,
        unheard.features(RECIPE.features),
    )
    assert found.right.mean() > 0.8


def test_what_only_one_speaker_taught_is_not_calibrated(both: Dataset) -> None:
    one = both.part(np.flatnonzero(np.array(both.voices) == "emodb/03"))
    fitted = RECIPE.fit(one, one.labels, seed=0)
    assert isinstance(fitted.classifier, KernelClassifier)
    assert fitted.classifier.temperature == 1.0
    assert fitted.prior.doubt == 1.0
    assert fitted.unsure_below == 0.0


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_speakers_of_one_emotion_each_are_learned_from(both: Dataset, recipe: Recipe) -> None:
    says = {"emodb/03": "angry", "emodb/08": "neutral"}
    chosen = [says.get(clip.voice) == clip.emotion for clip in both.clips]
    apart = both.part(np.flatnonzero(chosen))
    fitted = recipe.fit(apart, apart.labels, seed=0)
    assert fitted.unsure_below == 0.0


def test_the_same_seed_gives_the_same_classifier(both: Dataset, fitted: Fitted) -> None:
    again = RECIPE.fit(both, both.labels, seed=0)
    values = relative_to_prior(both.features(RECIPE.features), fitted.prior)
    np.testing.assert_array_equal(
        again.classifier.probabilities(values), fitted.classifier.probabilities(values)
    )
    assert again.unsure_below == fitted.unsure_below
