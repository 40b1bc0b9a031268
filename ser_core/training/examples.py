"""What is learned from: features relative to a prior, a place and a voice, and their weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from ser_core.training.data import Dataset
from ser_core.training.metrics import Labels
from ser_core.training.splits import Indices
from ser_core.types import F32, F64, ReferencePrior

SMALLEST_SPREAD: Final = 1e-3
PRIOR_WEIGHT: Final = 10.0
"""Utterances as many as which the prior counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Normalised features with what was meant, where it comes from, and how much it counts.

    `clips` are indices into the data set, so that folds can choose.
    """

    values: F32
    targets: Labels
    corpora: Labels
    weights: F64
    clips: Indices

    def part(self, chosen: Indices) -> Examples:
        """Give the examples of some clips."""
        rows = np.isin(self.clips, chosen)
        return Examples(
            self.values[rows],
            self.targets[rows],
            self.corpora[rows],
            self.weights[rows],
            self.clips[rows],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """Whose clips they are, where they were recorded and what was meant; makes examples of values.

    `corpora` and `targets` have shape (N,), as many as `voices`; values have shape (N, F).
    """

    voices: tuple[str, ...]
    corpora: Labels
    targets: Labels

    @classmethod
    def of(cls, data: Dataset, labels: Sequence[str]) -> Self:
        """Take them from the clips of a data set; `labels` are what the targets point into."""
        corpora = np.unique([clip.corpus.name for clip in data.clips], return_inverse=True)[1]
        return cls(data.voices, corpora, data.targets(labels))

    def known(self, values: F32, weight: float = 1.0) -> Examples:
        """Normalise as the live program does once it knows the place and the voice."""
        return self._examples(relative_to_speaker(values, self.voices, self.corpora), weight)

    def so_far(self, values: F32, rng: np.random.Generator) -> Examples:
        """Normalise as the live program does while it learns the voice."""
        return self._examples(relative_so_far(values, self.voices, self.corpora, rng), 1.0)

    def unknown(self, values: F32, prior: ReferencePrior, weight: float = 1.0) -> Examples:
        """Normalise as the live program does before it has heard anything."""
        return self._examples(relative_to_prior(values, prior), weight)

    def _examples(self, relative: F32, weight: float) -> Examples:
        count = self.targets.size
        return Examples(
            relative, self.targets, self.corpora, np.full(count, weight), np.arange(count)
        )


def joined(parts: Sequence[Examples]) -> Examples:
    """Put examples together."""
    return Examples(
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.corpora for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.clips for part in parts]),
    )


def pooled_prior(values: F32) -> ReferencePrior:
    """Give mean and spread over all clips as a prior."""
    spread = values.std(axis=0, dtype=np.float64) + SMALLEST_SPREAD
    center = values.mean(axis=0, dtype=np.float64)
    return ReferencePrior(center.astype(np.float32), spread.astype(np.float32), PRIOR_WEIGHT)


def relative_to_prior(values: F32, prior: ReferencePrior) -> F32:
    """Normalise as the live program does before it has heard anything."""
    return (values - prior.center) / prior.spread


def relative_to_speaker(values: F32, voices: Sequence[str], corpora: Labels) -> F32:
    """Normalise as the live program does once it knows the place and the voice."""
    relative = np.empty_like(values)
    for place, spread, own in _voices_at_places(values, voices, corpora):
        heard = PRIOR_WEIGHT * place + values[own].sum(axis=0, dtype=np.float64)
        relative[own] = (values[own] - heard / (PRIOR_WEIGHT + own.size)) / spread
    return relative


def relative_so_far(
    values: F32, voices: Sequence[str], corpora: Labels, rng: np.random.Generator
) -> F32:
    """Normalise as the live program does while it learns the voice.

    The reference of each clip has heard a random number of the voice's other clips.
    """
    relative = np.empty_like(values)
    for place, spread, own in _voices_at_places(values, voices, corpora):
        for clip in own:
            others = rng.permutation(own[own != clip])[: rng.integers(own.size)]
            heard = PRIOR_WEIGHT * place + values[others].sum(axis=0, dtype=np.float64)
            relative[clip] = (values[clip] - heard / (PRIOR_WEIGHT + others.size)) / spread
    return relative


def _voices_at_places(
    values: F32, voices: Sequence[str], corpora: Labels
) -> Iterator[tuple[F64, F64, Indices]]:
    """Give mean and spread of each voice's corpus, and which clips are the voice's."""
    names = np.asarray(voices)
    for corpus in np.unique(corpora):
        there = corpora == corpus
        place = values[there].astype(np.float64)
        mean, spread = place.mean(axis=0), place.std(axis=0) + SMALLEST_SPREAD
        for voice in np.unique(names[there]):
            yield mean, spread, np.flatnonzero(names == voice)


def balanced(examples: Examples) -> F64:
    """Let each emotion of a corpus count the same; the mean is 1.

    A corpus counts by the square root of its size, so that a small one is not drowned, nor
    its few voices learned by heart.
    """
    corpora, targets, weights = examples.corpora, examples.targets, examples.weights
    cells = np.unique(np.stack([corpora, targets]), axis=1, return_inverse=True)[1]
    share = np.zeros(len(weights))
    for corpus in np.unique(corpora):
        own = corpora == corpus
        share[own] = np.sqrt(weights[own].sum()) / np.unique(targets[own]).size
    balanced = weights * share / np.bincount(cells, weights)[cells]
    return np.asarray(balanced / balanced.mean())


def deviations(examples: Examples, labels: int) -> F32:
    """Average each emotion's normalised features, each corpus that has it as much as another.

    Of an emotion that nobody has, nothing is known: it does not deviate.
    """
    means = np.zeros((labels, examples.values.shape[1]), dtype=np.float32)
    for label in np.unique(examples.targets):
        rows = examples.targets == label
        corpora = np.unique(examples.corpora[rows])
        parts = [examples.values[rows & (examples.corpora == c)].mean(axis=0) for c in corpora]
        means[label] = np.mean(parts, axis=0)
    return means
