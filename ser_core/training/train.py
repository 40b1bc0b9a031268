"""Train a model on everything at hand, and measure its recipe on speakers held out."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import numpy as np

from ser_core.model.bundle import Model
from ser_core.model.emotions import TONES
from ser_core.model.facts import CorpusFact, Figure, ModelFacts
from ser_core.training.cache import Progress, silently
from ser_core.training.corpora import CORPORA, Clip
from ser_core.training.data import Dataset
from ser_core.training.evaluate import (
    Adaptation,
    Measured,
    Recogniser,
    Scores,
    held_out,
    predict,
    score,
)
from ser_core.training.fit import Fitted
from ser_core.training.metrics import Estimate
from ser_core.training.recipes import Recipe
from ser_core.training.splits import Folds, Indices, speaker_folds

_LIBRARIES: Final = ("numpy", "scipy", "scikit-learn", "soxr")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The clips of one corpus, and the recognisers that did not hear them."""

    corpus: str
    data: Dataset
    measured: tuple[Measured, ...]
    protocol: str


def fit_folds(
    recipe: Recipe,
    data: Dataset,
    folds: Folds,
    *,
    labels: Sequence[str],
    seed: int,
    progress: Progress = silently,
) -> tuple[Fitted, ...]:
    """Fit the recipe once for each fold, on the speakers outside it."""
    shown = progress(folds.folds, len(folds.folds), f"folds of the recipe {recipe.name}")
    return tuple(recipe.fit(data.part(fold.train), labels, seed=seed) for fold in shown)


def parts_by_corpus(
    recognisers: Sequence[Recogniser], data: Dataset, folds: Folds
) -> tuple[Part, ...]:
    """Split what was held out by corpus, since each has its own emotions."""
    names = np.array([clip.corpus for clip in data.clips])
    parts = []
    for name in np.unique(names):
        inside = np.flatnonzero(names == name)
        measured = tuple(
            Measured(one.recogniser, test)
            for one in held_out(recognisers, folds)
            if (test := _positions(inside, one.test)).size
        )
        parts.append(Part(str(name), data.part(inside), measured, folds.protocol))
    return tuple(parts)


def _positions(inside: Indices, test: Indices) -> Indices:
    return np.flatnonzero(np.isin(inside, test))


def train_model(
    recipe: Recipe, data: Dataset, *, name: str, seed: int, progress: Progress = silently
) -> Model:
    """Measure the recipe on speakers held out, then fit it on every speaker.

    Returns
    -------
    Model
        Not yet saved; its figures say how the recipe did on voices it did not hear.
    """
    labels, folds = data.labels, speaker_folds(data.clips)
    recognisers = fit_folds(recipe, data, folds, labels=labels, seed=seed, progress=progress)
    figures = tuple(
        figure
        for part in parts_by_corpus(recognisers, data, folds)
        for figure in _figures(recipe, part, seed)
    )
    fitted = recipe.fit(data, labels, seed=seed)
    return Model(
        name=name,
        labels=labels,
        tones=tuple(TONES[label] for label in labels),
        unsure_below=fitted.unsure_below,
        classifier=fitted.classifier,
        prior=fitted.prior,
        facts=ModelFacts(
            recipe=recipe.name,
            seed=seed,
            licence=licence_for({clip.corpus for clip in data.clips}),
            corpora=corpus_facts(data.clips),
            figures=figures,
            versions={"python": platform.python_version()}
            | {library: version(library) for library in _LIBRARIES},
        ),
    )


def _figures(recipe: Recipe, part: Part, seed: int) -> tuple[Figure, ...]:
    """Measure one corpus without and with adaptation."""
    values = part.data.features(recipe.features)
    figures: list[Figure] = []
    for adaptation in (Adaptation.NONE, Adaptation.RANDOM):
        scores = score(predict(part.measured, part.data, values, adaptation=adaptation, seed=seed))
        figures += _named(scores, part, adaptation)
    return tuple(figures)


def _named(scores: Scores, part: Part, adaptation: Adaptation) -> list[Figure]:
    title = CORPORA[part.corpus].title
    protocol = (
        f"{title}, {len(part.data.clips)} clips, {len(part.data.labels)} emotions, "
        f"{part.protocol}; adaptation: {adaptation}"
    )
    exact = Estimate(*[scores.calibration_error] * 3)
    named = {
        "UAR": scores.uar,
        "accuracy": scores.accuracy,
        "UAR of the tone": scores.tone_uar,
        "UAR of the most certain half": scores.certain_half_uar,
        "calibration error (ECE, 15 bins)": exact,
    }
    return [Figure(measure, *estimate, protocol) for measure, estimate in named.items()]


def corpus_facts(clips: Sequence[Clip]) -> tuple[CorpusFact, ...]:
    """List the corpora of some clips with the speakers heard there."""
    facts = []
    for name, corpus in CORPORA.items():
        own = [clip for clip in clips if clip.corpus == name]
        if own:
            speakers = tuple(sorted({clip.speaker for clip in own}))
            facts.append(CorpusFact(name, corpus.licence, corpus.source, len(own), speakers))
    return tuple(facts)


def licence_for(corpora: set[str]) -> str:
    """Give the licence that a model may have by the corpora that it learned from."""
    titles = " and ".join(CORPORA[name].title for name in CORPORA if name in corpora)
    if all(CORPORA[name].commercial for name in corpora):
        return f"CC BY 4.0; may be used at work, naming {titles} as the source."
    return f"CC BY-NC-SA 4.0, NON-COMMERCIAL use only, because it learned from {titles}."
