"""What speech sounds like here: a reference that is learned without labels as speech comes."""

from __future__ import annotations

import numpy as np

from ser_core.types import F32, F64, ReferencePrior


class Reference:
    """Mean and spread of each feature, from a prior towards what was heard.

    The prior counts as `prior.weight` utterances; each utterance counts as one.

    Parameters
    ----------
    prior : ReferencePrior
        Where it begins.
    """

    def __init__(self, prior: ReferencePrior) -> None:
        self._prior = prior
        self._sum = np.zeros(prior.center.size)
        self._squares = np.zeros(prior.center.size)
        self.weight = 0.0
        """How many utterances were learned from."""

    def normalize(self, values: F32) -> F32:
        """Give features, shape (F,), relative to the reference as it stands."""
        prior, total = self._prior, self._prior.weight + self.weight
        if self.weight == 0.0:
            return (values - prior.center) / prior.spread
        center = (prior.weight * prior.center + self._sum) / total
        second = prior.weight * (prior.spread.astype(np.float64) ** 2 + prior.center**2)
        variance = (second + self._squares) / total - center**2
        spread = np.sqrt(np.maximum(variance, (0.1 * prior.spread) ** 2))
        return np.asarray((values - center) / spread, dtype=np.float32)

    def learn(self, values: F32, probs: F64) -> None:
        """Take in an utterance that was classified with these probabilities."""
        del probs
        self._sum += values
        self._squares += values.astype(np.float64) ** 2
        self.weight += 1.0
