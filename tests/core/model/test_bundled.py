"""The models that come with the program are whole, small, and say what they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ser_core.audio import load_audio
from ser_core.errors import ModelError
from ser_core.features.spec import FEATURES
from ser_core.model import DEFAULT_MODEL, bundled_names, load_model
from ser_core.model.bundled import bundled_folder, find_model
from ser_core.model.card import render_card
from ser_core.stream.reference import Reference
from ser_core.training.corpora import find_clips
from ser_core.training.recipes import live_features

LARGEST_BYTES = 20 * 10**6


def test_the_default_comes_first() -> None:
    assert bundled_names()[0] == DEFAULT_MODEL
    assert set(bundled_names()) == {DEFAULT_MODEL, "ravdess", "research"}


@pytest.mark.parametrize("name", bundled_names())
def test_a_bundled_model_is_whole_small_and_measured(name: str) -> None:
    model = load_model(name)
    folder = bundled_folder() / name
    assert model.name == name
    assert sum(path.stat().st_size for path in folder.iterdir()) < LARGEST_BYTES
    assert {"UAR", "accuracy"} <= {figure.measure for figure in model.facts.figures}
    assert (folder / "CARD.md").read_text() == render_card(model)
    probabilities = model.classifier.probabilities(model.prior.center[None] * 0)
    assert probabilities.shape == (1, len(model.labels))
    assert np.isclose(probabilities.sum(), 1.0)
    assert model.prior.center.shape == (len(FEATURES.names),)


def test_a_model_of_ravdess_says_that_it_is_not_for_work() -> None:
    for name in bundled_names():
        model = load_model(name)
        learned_from_ravdess = any(fact.name == "ravdess" for fact in model.facts.corpora)
        assert ("NON-COMMERCIAL" in model.facts.licence) == learned_from_ravdess


def test_the_default_may_be_used_at_work_and_knows_its_sources() -> None:
    model = load_model(DEFAULT_MODEL)
    assert {fact.name for fact in model.facts.corpora} == {"crema-d", "emodb"}
    assert "may be used at work" in model.facts.licence


def test_a_path_is_a_model_too_and_a_name_is_not_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / DEFAULT_MODEL).mkdir()
    assert find_model(DEFAULT_MODEL) == bundled_folder() / DEFAULT_MODEL
    assert find_model(Path(DEFAULT_MODEL)) == Path(DEFAULT_MODEL)
    assert find_model(tmp_path / DEFAULT_MODEL) == tmp_path / DEFAULT_MODEL
    with pytest.raises(ModelError, match="name a model folder or one of open"):
        find_model("closed")
    with pytest.raises(ModelError, match="name a model folder or one of open"):
        find_model("a" * 300)  # no folder can have this name


def test_a_model_folder_that_may_not_be_entered_is_refused_with_the_reason(
    closed_folder: Path,
) -> None:
    with pytest.raises(ModelError, match=r"cannot be read \(Permission denied\); check"):
        find_model(closed_folder)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "corpus"), [("open", "emodb"), ("ravdess", "ravdess"), ("research", "emodb")]
)
def test_the_files_hold_what_was_trained(corpora: Path, name: str, corpus: str) -> None:
    model = load_model(name)
    clips = find_clips([corpora / corpus])[::12]
    right = 0
    for clip in clips:
        values = live_features(load_audio(clip.path)[0])
        probs = model.classifier.probabilities(Reference(model.prior).normalize(values)[None])
        right += model.labels[int(probs.argmax())] == clip.emotion
    assert right / len(clips) > 0.7  # heard in training: this is no measure of quality
