"""Train a model on everything at hand, and measure its recipe on speakers held out."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from ser_core.model.bundle import Model
from ser_core.model.emotions import TONES
from ser_core.model.facts import RECALL_OF, RIGHT_WHEN_SURE, SURE, CorpusFact, Figure, ModelFacts
from ser_core.training.cache import Progress, silently
from ser_core.training.corpora import Clip, Corpus, corpora_of
from ser_core.training.data import Dataset
from ser_core.training.evaluate import Scores
from ser_core.training.metrics import Estimate
from ser_core.training.recipes import Recipe
from ser_core.training.yardstick import (
    Evaluation,
    clean_rows,
    measure,
    study_elsewhere,
    study_recipe,
)

_LIBRARIES: Final = ("numpy", "scipy", "scikit-learn", "soxr")


def train_model(
    recipe: Recipe,
    chosen: Recipe,
    data: Dataset,
    *,
    name: str,
    seed: int,
    progress: Progress = silently,
) -> Model:
    """Measure a recipe on speakers and on corpora held out, then fit it on every speaker.

    Parameters
    ----------
    recipe : Recipe
        What is measured; with a search it is a `Searched` one, which chooses in each fold.
    chosen : Recipe
        What is fitted on everything: the same recipe, its hyperparameters chosen.

    Returns
    -------
    Model
        Not yet saved; its figures say how the recipe did on voices that it did not hear.
    """
    studies = [
        study_recipe(recipe, data, seed=seed, progress=progress),
        study_elsewhere(recipe, data, seed=seed, progress=progress),
    ]
    labels = data.labels
    fitted = chosen.fit(data, labels, seed=seed)
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
            licence=licence_for(corpora_of(data.clips)),
            corpora=corpus_facts(data.clips),
            figures=tuple(
                figure for study in studies for figure in figures_of(measure(study, seed=seed))
            ),
            versions={"python": platform.python_version()}
            | {library: version(library) for library in _LIBRARIES},
        ),
    )


def figures_of(evaluation: Evaluation) -> tuple[Figure, ...]:
    """Choose the figures that a model's card shows, each with its protocol."""
    parts = {part.corpus: part for part in evaluation.study.parts}
    figures = []
    for row in clean_rows(evaluation):
        part = parts[row.corpus]
        protocol = (
            f"{row.corpus.title}, {len(part.data.clips)} clips, "
            f"{len(part.data.labels)} emotions; {part.protocol}; adaptation: {row.adaptation}"
        )
        figures += [Figure(name, *estimate, protocol) for name, estimate in _named(row.scores)]
    return tuple(figures)


def _named(scores: Scores) -> list[tuple[str, Estimate]]:
    return [
        ("UAR", scores.uar),
        ("accuracy", scores.accuracy),
        ("UAR of the tone", scores.tone_uar),
        ("UAR of the most certain half", scores.certain_half_uar),
        ("calibration error", Estimate(*[scores.calibration_error] * 3)),
        (SURE, scores.sure),
        *([(RIGHT_WHEN_SURE, scores.sure_accuracy)] if scores.sure_accuracy else []),
        *((f"{RECALL_OF}{label}", recall) for label, recall in scores.recalls.items()),
    ]


def corpus_facts(clips: Sequence[Clip]) -> tuple[CorpusFact, ...]:
    """List the corpora of some clips with the speakers heard there."""
    facts = []
    for corpus in corpora_of(clips):
        own = [clip for clip in clips if clip.corpus == corpus]
        speakers = tuple(sorted({clip.speaker for clip in own}))
        facts.append(CorpusFact(corpus.name, corpus.licence, corpus.source, len(own), speakers))
    return tuple(facts)


def licence_for(corpora: Sequence[Corpus]) -> str:
    """Give the licence that a model may have by the corpora that it learned from."""
    restricted = _titles(corpora, commercial=False)
    free = _titles(corpora, commercial=True)
    unstated = _titles(corpora, commercial=None)
    if unstated:
        asked = (
            f"Not stated: it learned from {unstated}, and it is for the owner of those recordings "
            "to say whether it may be used at work"
        )
        if restricted:
            return f"{asked}; NON-COMMERCIAL use only, because it learned from {restricted} too."
        return f"{asked}, naming {free} as a source." if free else f"{asked}."
    if restricted:
        return f"CC BY-NC-SA 4.0, NON-COMMERCIAL use only, because it learned from {restricted}."
    return f"CC BY 4.0; may be used at work, naming {free} as the source."


def _titles(corpora: Sequence[Corpus], *, commercial: bool | None) -> str:
    return " and ".join(corpus.title for corpus in corpora if corpus.commercial is commercial)
