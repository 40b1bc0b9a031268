"""A search goes through one hyperparameter after the other, on what is held out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
import pytest

from ser_core.errors import CorpusError
from ser_core.training import search as searching
from ser_core.training.cache import Extractor, FeatureSet
from ser_core.training.corpora import find_clips
from ser_core.training.data import Dataset
from ser_core.training.evaluate import Adaptation, Measured, Predictions
from ser_core.training.recipes import LIVE, Grid
from ser_core.training.search import Searched, Trial, search

from .conftest import ravdess_name, write_corpus

TRY = searching._try


@dataclass(frozen=True, slots=True)
class Hilly:
    """Best where `first` is 2 and `second` 30."""

    name: ClassVar[str] = "hilly"
    features: ClassVar[FeatureSet] = LIVE
    grid: ClassVar[Grid] = {"first": (1.0, 2.0, 3.0), "second": (10.0, 30.0)}

    first: float = 1.0
    second: float = 10.0

    def fit(self, *_: object, **__: object) -> tuple[float, float]:
        return self.first, self.second


@pytest.fixture
def data(corpus: Path) -> Dataset:
    return Dataset(find_clips([corpus]), Extractor())


@pytest.fixture
def ravdess(tmp_path: Path) -> Path:
    """Return a second corpus of two speakers."""
    return write_corpus(tmp_path / "ravdess", ("01", "02"), name=ravdess_name)


@pytest.fixture(autouse=True)
def voices_tried(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Score by the hyperparameters alone, and keep which voices a choice could rest on."""
    voices: list[set[str]] = []

    def uphill(
        recipe: object,
        parameters: Mapping[str, float],
        data: Dataset,
        labels: object,
        seed: int,
    ) -> Trial:
        voices.append(set(data.voices))
        off = abs(parameters["first"] - 2) + abs(parameters["second"] - 30) / 100
        return Trial(parameters, 1.0 - off / 10)

    monkeypatch.setattr(searching, "_try", uphill)
    return voices


def test_the_best_of_each_is_kept_and_nothing_is_tried_twice(data: Dataset) -> None:
    trials = search(Hilly(), data, data.labels, seed=0)
    assert dict(trials[0].parameters) == {"first": 2.0, "second": 30.0}
    tried = [tuple(trial.parameters.values()) for trial in trials]
    assert sorted(tried) == [(1.0, 10.0), (2.0, 10.0), (2.0, 30.0), (3.0, 10.0)]


def test_what_is_chosen_is_chosen_among_the_clips_learned_from(
    data: Dataset, voices_tried: list[set[str]]
) -> None:
    rows = [number for number, voice in enumerate(data.voices) if voice != data.voices[0]]
    searched = Searched(Hilly())
    assert searched.fit(data.part(rows), data.labels, seed=0) == (2.0, 30.0)
    assert [dict(best.parameters) for best in searched.chosen] == [{"first": 2.0, "second": 30.0}]
    assert voices_tried
    assert all(data.voices[0] not in voices for voices in voices_tried)


class Heard(NamedTuple):
    """What the fake below was fitted on."""

    labels: tuple[str, ...]
    voices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listener(Hilly):
    """Remembers whom it heard."""

    def fit(self, data: Dataset, labels: Sequence[str], **_: object) -> Heard:
        return Heard(tuple(labels), frozenset(data.voices))


class Asked(NamedTuple):
    """Who had been heard before whose clips were measured."""

    heard: frozenset[str]
    measured: frozenset[str]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Let a search measure nothing: all is right before anything is heard, and in RAVDESS."""
    asked: list[Asked] = []

    def told(
        measured: Sequence[Measured], data: Dataset, *_: object, adaptation: Adaptation, seed: int
    ) -> Predictions:
        for one in measured:
            assert isinstance(one.recogniser, Heard)
            voices = frozenset(data.part(one.test).voices)
            asked.append(Asked(one.recogniser.voices, voices))
        right = np.eye(len(data.labels))[data.targets(data.labels)]
        easy = adaptation is Adaptation.NONE or data.clips[0].corpus.name == "ravdess"
        probabilities = right if easy else np.roll(right, 1, axis=1)
        return Predictions(data.clips, data.labels, probabilities, np.zeros(len(data.clips)))

    monkeypatch.setattr(searching, "predict", told)
    return asked


def test_the_start_of_a_session_counts_as_much_as_what_follows(
    data: Dataset, asked: list[Asked]
) -> None:
    assert TRY(Listener(), {"first": 1.0}, data, data.labels, 0).uar == 0.5


def test_within_a_corpus_each_speaker_is_held_out_once(data: Dataset, asked: list[Asked]) -> None:
    TRY(Listener(), {"first": 1.0}, data, data.labels, 0)
    everyone = frozenset(data.voices)
    assert set(asked) == {Asked(everyone - {voice}, frozenset({voice})) for voice in everyone}


def test_of_several_corpora_each_is_held_out_and_counts_the_same(
    data: Dataset, ravdess: Path, asked: list[Asked]
) -> None:
    both = Dataset(data.clips + find_clips([ravdess]), data.extractor)
    assert TRY(Listener(), {"first": 1.0}, both, both.labels, 0).uar == 0.75
    german = frozenset(data.voices)
    american = frozenset(both.voices) - german
    assert set(asked) == {Asked(german, american), Asked(american, german)}


def test_one_speaker_leaves_nothing_to_choose_by(data: Dataset) -> None:
    rows = [number for number, voice in enumerate(data.voices) if voice == data.voices[0]]
    with pytest.raises(CorpusError, match="Nobody can be held out of emodb/03 to choose"):
        TRY(Hilly(), {"first": 1.0}, data.part(rows), data.labels, 0)


def test_a_search_within_a_fold_says_how_far_it_is(data: Dataset) -> None:
    seen: list[object] = []

    def watched(items: Iterable[object], count: int, what: str) -> Iterable[object]:
        assert count == 5
        assert what == "search of first, second"
        for item in items:
            seen.append(item)
            yield item

    Searched(Hilly(), watched).fit(data, data.labels, seed=0)
    assert len(seen) == 5
