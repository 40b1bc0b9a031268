"""The yardstick: one recogniser or recipe, corpora, conditions and adaptations; all figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np

from ser_core.errors import CorpusError
from ser_core.model.bundle import Model
from ser_core.model.facts import TRAINED_ON
from ser_core.training.cache import (
    CLEAN,
    Extractor,
    FeatureSet,
    Progress,
    Skipped,
    Transform,
    silently,
)
from ser_core.training.corpora import Clip, Corpus, check_emotions, corpora_of
from ser_core.training.data import Dataset
from ser_core.training.evaluate import (
    Adaptation,
    Measured,
    OneEmotion,
    Recogniser,
    Scores,
    held_out,
    one_emotion_streams,
    predict,
    score,
    shared_labels,
)
from ser_core.training.recipes import Recipe
from ser_core.training.splits import Folds, Indices, corpus_folds, speaker_folds
from ser_core.types import F32

EVERY_EMOTION: Final = "clean, every emotion"
"""The condition in which all that the recogniser knows may be chosen, as live."""

EVERYWHERE: Final = (Adaptation.NONE, Adaptation.RANDOM)
"""The adaptations that are measured under every condition, not on clean recordings only."""

CLEAN_ONLY: Final[Mapping[str, Transform]] = MappingProxyType({CLEAN.key: CLEAN})


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The clips of one corpus, who is measured on which of them, and how in words."""

    corpus: Corpus
    data: Dataset
    measured: tuple[Measured, ...]
    protocol: str


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What is to be measured.

    Parameters
    ----------
    subject : str
        The model or recipe.
    features : FeatureSet
        What it listens to.
    parts : tuple of Part
    skipped : tuple of Skipped
        Clips that could not be used.
    unknown : mapping of str to int
        Clips left out because the model does not know their emotion, by emotion.
    heard : tuple of str
        Measured voices that were in the training of the model.
    """

    subject: str
    features: FeatureSet
    parts: tuple[Part, ...]
    skipped: tuple[Skipped, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The figures of one corpus under one condition with one adaptation."""

    corpus: Corpus
    condition: str
    adaptation: Adaptation
    scores: Scores


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """Everything that `ser evaluate` has to say.

    `streams` tells for each corpus and emotion what a voice that never changes does to the
    recall; `conditions` are what the voices came through, by name.
    """

    study: Study
    rows: tuple[Row, ...]
    streams: Mapping[Corpus, Mapping[str, OneEmotion]]
    conditions: Mapping[str, Transform]


def usable_data(
    clips: Sequence[Clip], features: FeatureSet, extractor: Extractor
) -> tuple[Dataset, tuple[Skipped, ...]]:
    """Describe the clips; leave out those that cannot be used.

    Raises
    ------
    CorpusError
        Where too little is left to learn from or to measure on.
    """
    kept, skipped = extractor.usable(clips, features)
    if not kept:
        message = f"None of {len(skipped)} clips can be used; the first one: {skipped[0].reason}"
        raise CorpusError(message, value=skipped)
    check_emotions(kept)
    return Dataset(kept, extractor), skipped


def study_recipe(
    recipe: Recipe,
    data: Dataset,
    *,
    seed: int,
    progress: Progress = silently,
    skipped: tuple[Skipped, ...] = (),
) -> Study:
    """Fit a recipe on the committed folds, each speaker held out once.

    Each corpus has its own emotions, so each is measured by itself.
    """
    folds, labels = speaker_folds(data.clips), data.labels
    shown = progress(folds.folds, len(folds.folds), f"folds of the recipe {recipe.name}")
    fitted = [recipe.fit(data.part(fold.train), labels, seed=seed) for fold in shown]
    measured = held_out(fitted, folds)
    parts = []
    for corpus, inside in by_corpus(data.clips).items():
        own = tuple(
            Measured(one.recogniser, test)
            for one in measured
            if (test := np.flatnonzero(np.isin(inside, one.test))).size
        )
        parts.append(Part(corpus, data.part(inside), own, folds.protocol))
    return Study(f"recipe {recipe.name}", recipe.features, tuple(parts), skipped)


def overall(
    recipe: Recipe, data: Dataset, folds: Folds, *, seed: int, progress: Progress = silently
) -> Scores:
    """Score a recipe on any folds, all corpora together, without adaptation."""
    shown = progress(folds.folds, len(folds.folds), f"folds of the recipe {recipe.name}")
    fitted = [recipe.fit(data.part(fold.train), data.labels, seed=seed) for fold in shown]
    values = data.features(recipe.features)
    return score(predict(held_out(fitted, folds), data, values, seed=seed))


def study_across(
    recipe: Recipe,
    training: Dataset,
    data: Dataset,
    *,
    seed: int,
    skipped: tuple[Skipped, ...] = (),
) -> Study:
    """Fit a recipe on some corpora, to measure it on others."""
    check_apart(training.clips, data.clips)
    fitted = recipe.fit(training, training.labels, seed=seed)
    known, unknown = _known(data, fitted.labels)
    trained = " and ".join(corpus.title for corpus in corpora_of(training.clips))
    parts = _whole(fitted, known, f"{TRAINED_ON}{trained} only")
    return Study(f"recipe {recipe.name}", recipe.features, parts, skipped, unknown)


def check_apart(training: Sequence[Clip], test: Sequence[Clip]) -> None:
    """Raise `CorpusError` where a speaker is in both."""
    both = sorted({clip.voice for clip in training} & {clip.voice for clip in test})
    if both:
        message = f"The speaker {both[0]} is in the training and in the test; separate them."
        raise CorpusError(message, value=both)


def study_elsewhere(
    recipe: Recipe, data: Dataset, *, seed: int, progress: Progress = silently
) -> Study:
    """Fit a recipe on all corpora but one, to measure it on that one, each in turn.

    A corpus that shares too few emotions with the others has no part; see `corpus_folds`.
    """
    folds = corpus_folds(data.clips)
    parts: list[Part] = []
    shown = progress(folds, len(folds), f"corpora held out of the recipe {recipe.name}")
    for fold in shown:
        others, place = data.part(fold.train), data.part(fold.test)
        parts += study_across(recipe, others, place, seed=seed).parts
    return Study(f"recipe {recipe.name}", recipe.features, tuple(parts))


def study_model(
    model: Model, features: FeatureSet, data: Dataset, *, skipped: tuple[Skipped, ...] = ()
) -> Study:
    """Take a trained model as it is; voices that it heard in training are named."""
    known, unknown = _known(data, model.labels)
    heard = {
        clip.voice for clip in known.clips if model.facts.heard(clip.corpus.name, clip.speaker)
    }
    parts = _whole(model, known, "the model as it is")
    return Study(f"model {model.name}", features, parts, skipped, unknown, tuple(sorted(heard)))


def measure(
    study: Study,
    conditions: Mapping[str, Transform] = CLEAN_ONLY,
    *,
    seed: int,
    progress: Progress = silently,
) -> Evaluation:
    """Measure under every condition without and with adaptation, and the rest when clean."""
    rows: list[Row] = []
    streams = {}
    for part in study.parts:
        shown = progress(conditions.items(), len(conditions), f"conditions of {part.corpus.name}")
        for condition, transform in shown:
            values = part.data.features(study.features, transform)
            for adaptation in Adaptation:
                if condition == CLEAN.key or adaptation in EVERYWHERE:
                    rows += _rows(part, condition, values, adaptation, seed)
            if condition == CLEAN.key:
                streams[part.corpus] = one_emotion_streams(
                    part.measured, part.data, values, seed=seed
                )
    return Evaluation(study, tuple(rows), streams, conditions)


def _rows(
    part: Part, condition: str, values: F32, adaptation: Adaptation, seed: int
) -> Iterator[Row]:
    """Score among the emotions of the corpus and, when clean, among all that may be said live."""
    heard = predict(part.measured, part.data, values, adaptation=adaptation, seed=seed)
    meant = part.data.labels
    yield Row(part.corpus, condition, adaptation, score(heard.among(meant)))
    if condition == CLEAN.key and set(heard.labels) > set(meant):
        yield Row(part.corpus, EVERY_EMOTION, adaptation, score(heard))


def clean_rows(evaluation: Evaluation) -> tuple[Row, ...]:
    """Give the rows of the recordings as they are, each among the emotions of its corpus."""
    return tuple(row for row in evaluation.rows if row.condition == CLEAN.key)


def by_corpus(clips: Sequence[Clip]) -> dict[Corpus, Indices]:
    """Give the indices of the clips of each corpus."""
    names = np.array([clip.corpus.name for clip in clips])
    return {corpus: np.flatnonzero(names == corpus.name) for corpus in corpora_of(clips)}


def _known(data: Dataset, labels: Sequence[str]) -> tuple[Dataset, dict[str, int]]:
    """Leave out the clips whose emotion the recogniser does not know, and count them."""
    shared = shared_labels(labels, data.labels)
    emotions = np.array([clip.emotion for clip in data.clips])
    unknown = {
        label: int((emotions == label).sum()) for label in data.labels if label not in shared
    }
    return data.part(np.flatnonzero(np.isin(emotions, shared))), unknown


def _whole(recogniser: Recogniser, data: Dataset, protocol: str) -> tuple[Part, ...]:
    return tuple(
        Part(
            corpus,
            data.part(inside),
            (Measured(recogniser, np.arange(inside.size)),),
            f"{protocol}; posterior restricted to the emotions of the corpus",
        )
        for corpus, inside in by_corpus(data.clips).items()
    )
