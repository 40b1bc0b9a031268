"""Clips together with the way to their features: what recipes learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ser_core.training.cache import CLEAN, Extractor, FeatureSet, Transform
from ser_core.training.corpora import Clip, labels_of
from ser_core.training.splits import Indices
from ser_core.types import F32


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Usable clips, and the extractor that describes them."""

    clips: tuple[Clip, ...]
    extractor: Extractor

    @property
    def labels(self) -> tuple[str, ...]:
        """The emotions that occur, in the order in which models list them."""
        return labels_of(self.clips)

    @property
    def voices(self) -> tuple[str, ...]:
        """The speaker of each clip, unique across corpora."""
        return tuple(clip.voice for clip in self.clips)

    def targets(self, labels: Sequence[str]) -> Indices:
        """Give the index in `labels` of each clip's emotion."""
        index = {label: number for number, label in enumerate(labels)}
        return np.array([index[clip.emotion] for clip in self.clips], dtype=np.intp)

    def features(self, features: FeatureSet, transform: Transform = CLEAN) -> F32:
        """Give the features of every clip; shape (N, F)."""
        return self.extractor.features(self.clips, features, transform)

    def part(self, indices: Indices) -> Dataset:
        """Give the chosen clips as a data set of their own."""
        return Dataset(tuple(self.clips[index] for index in indices), self.extractor)
