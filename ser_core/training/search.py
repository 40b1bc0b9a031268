"""A search over a recipe's hyperparameters, no speaker and, of several, no corpus on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from ser_core.errors import CorpusError
from ser_core.training import metrics
from ser_core.training.cache import FeatureSet, Progress, silently
from ser_core.training.corpora import FEWEST_EMOTIONS, Clip
from ser_core.training.data import Dataset
from ser_core.training.evaluate import Adaptation, Measured, predict
from ser_core.training.fit import Fitted
from ser_core.training.recipes import Grid, Recipe
from ser_core.training.splits import Fold, corpus_folds, grouped_folds
from ser_core.training.yardstick import Part, study_elsewhere

SEARCH_FOLDS: Final = 4

Parameters = Mapping[str, float | str]


@dataclass(frozen=True, slots=True)
class Trial:
    """Hyperparameters and the UAR that they reached on what was held out inside the data.

    It is the mean of that before anything was heard, and of that with the voice's own
    utterances behind it; of several corpora each counts the same.
    """

    parameters: Parameters
    uar: float


def search(
    recipe: Recipe,
    data: Dataset,
    labels: Sequence[str],
    *,
    seed: int,
    progress: Progress = silently,
) -> tuple[Trial, ...]:
    """Try the values of one hyperparameter after the other, each beside the best of those before.

    The best trial comes first. A grid of four times three values takes 9 trials, not 81.
    All folds lie inside `data`. Of several corpora each is held out in turn, because what harms
    at another microphone shows nowhere else; of a single one speakers are (scikit-learn's
    GroupKFold).

    Raises
    ------
    CorpusError
        Where nobody can be held out, so that there is nothing to choose by.
    """
    names = list(recipe.grid)
    steps = [(name, value) for name, values in recipe.grid.items() for value in values]
    best = Trial({name: getattr(recipe, name) for name in names}, -1.0)
    trials: dict[tuple[float | str, ...], Trial] = {}
    for name, value in progress(steps, len(steps), f"search of {', '.join(names)}"):
        parameters = {**best.parameters, name: value}
        key = tuple(parameters.values())
        if key not in trials:
            trials[key] = _try(recipe, parameters, data, labels, seed)
        best = max(best, trials[key], key=lambda trial: trial.uar)
    return tuple(sorted(trials.values(), key=lambda trial: -trial.uar))


def check_searchable(parts: Iterable[Sequence[Clip]]) -> None:
    """Raise `CorpusError` as `search` would on any of some training parts, before it is trained."""
    for clips in parts:
        if not corpus_folds(clips):
            _speakers_held_out(clips)


def _try(
    recipe: Recipe, parameters: Parameters, data: Dataset, labels: Sequence[str], seed: int
) -> Trial:
    held_out = _held_out(with_parameters(recipe, parameters), data, labels, seed)
    found = [
        _unweighted(part, recipe.features, adaptation, seed)
        for part in held_out
        for adaptation in (Adaptation.NONE, Adaptation.RANDOM)
    ]
    return Trial(parameters, float(np.mean(found)))


def _held_out(
    candidate: Recipe, data: Dataset, labels: Sequence[str], seed: int
) -> tuple[Part, ...]:
    """Hold out corpora where there are several that share emotions, else speakers."""
    places = study_elsewhere(candidate, data, seed=seed).parts
    if places:
        return places
    measured = tuple(
        Measured(candidate.fit(data.part(fold.train), labels, seed=seed), fold.test)
        for fold in _speakers_held_out(data.clips)
    )
    return (Part(data.clips[0].corpus, data, measured, "speakers held out"),)


def _speakers_held_out(clips: Sequence[Clip]) -> tuple[Fold, ...]:
    folds = grouped_folds(clips, SEARCH_FOLDS)
    if not folds:
        voices = sorted({clip.voice for clip in clips})
        message = (
            f"Nobody can be held out of {', '.join(voices)} to choose hyperparameters by: other "
            f"speakers of at least {FEWEST_EMOTIONS} emotions must be left; add recordings or "
            "leave out --search."
        )
        raise CorpusError(message, value=voices)
    return folds


def _unweighted(part: Part, features: FeatureSet, adaptation: Adaptation, seed: int) -> float:
    """Give the UAR of what is held out."""
    values = part.data.features(features)
    heard = predict(part.measured, part.data, values, adaptation=adaptation, seed=seed)
    heard = heard.among(part.data.labels)
    counts = metrics.confusion(heard.targets, heard.predicted, len(heard.labels))
    return float(metrics.unweighted_recall(counts))


def with_parameters(recipe: Recipe, parameters: Parameters) -> Recipe:
    """Give the recipe with other hyperparameters."""
    return replace(recipe, **parameters)


@dataclass(frozen=True, slots=True)
class Searched:
    """A recipe that first chooses its hyperparameters among the clips that it may learn from.

    Measuring it on folds is a nested cross-validation: what is chosen for a fold is chosen
    without the voices held out. `chosen` keeps the best trial of each fit, in order.
    """

    recipe: Recipe
    progress: Progress = silently
    chosen: list[Trial] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name of the recipe."""
        return self.recipe.name

    @property
    def features(self) -> FeatureSet:
        """What the recipe listens to."""
        return self.recipe.features

    @property
    def grid(self) -> Grid:
        """What is tried."""
        return self.recipe.grid

    def fit(self, data: Dataset, labels: Sequence[str], *, seed: int) -> Fitted:
        """Search, then learn with the best hyperparameters."""
        best = search(self.recipe, data, labels, seed=seed, progress=self.progress)[0]
        self.chosen.append(best)
        return with_parameters(self.recipe, best.parameters).fit(data, labels, seed=seed)
