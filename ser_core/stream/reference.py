"""What speech sounds like here: references that are learned without labels as speech comes.

A *site* is a microphone in its room, as all voices heard there have shown it; a *speaker*
reference begins at the site's and moves to the voice at hand. Both are means in which the
model's prior counts as a few utterances (maximum a posteriori). Before an utterance is
learned from, the deviation that its emotion explains is taken away, so that a voice that is
angry from the first word to the last does not become the norm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ser_core.types import F32, F64, ReferencePrior

SITE_SHARE: Final = 0.3
"""Part of its weight that the model's prior has against what a new site has shown."""
SITE_MEMORY: Final = 300.0
SPEAKER_MEMORY: Final = 40.0
"""Utterances after which the oldest begin to be forgotten."""
_SPREAD_SHARE: Final = 3.0
_EMPHASIS: Final = 1.2
"""Makes up for probabilities that are spread over emotions that were not meant."""
_MIXED: Final = 0.25
_PREVAILING: Final = 0.4
"""Mean probability of an emotion up to which it is no deviation, and from which it is one."""


@dataclass(frozen=True, slots=True, eq=False)
class SiteReference:
    """Speech as one microphone in its room gives it; numbers only, never audio.

    Parameters
    ----------
    center : float32 array, shape (F,)
        Mean of each feature over the utterances heard there.
    squares : float32 array, shape (F,)
        Mean squared distance of utterances from their speaker's reference.
    weight : float
        How many utterances it was learned from.
    """

    center: F32
    squares: F32
    weight: float

    def fits(self, prior: ReferencePrior) -> bool:
        """Tell whether these can be numbers of a site for this model's features."""
        shape = prior.center.shape
        return (
            self.center.shape == self.squares.shape == shape
            and bool(np.isfinite(self.center).all() and np.isfinite(self.squares).all())
            and bool((self.squares >= 0).all())
            and 0 <= self.weight <= SITE_MEMORY
        )


class Reference:
    """The centre and spread against which a voice is heard.

    Parameters
    ----------
    prior : ReferencePrior
        Where it begins.
    site : SiteReference, optional
        What this microphone has shown before; one that does not fit is left aside.
    """

    def __init__(self, prior: ReferencePrior, site: SiteReference | None = None) -> None:
        self._prior = prior
        self._site = site if site is not None and site.fits(prior) else _empty(prior)
        self._start, self._spread = _seen_through(prior, self._site)
        self._sum = np.zeros(prior.center.size)
        self._emotions = np.zeros(0 if prior.deviations is None else len(prior.deviations))
        self._counted = 0.0
        self._center = self._start
        self.weight = 0.0
        """How many utterances were learned from."""

    @property
    def site(self) -> SiteReference:
        """The site with what was heard until now."""
        return self._site

    def normalize(self, values: F32) -> F32:
        """Give features, shape (F,), relative to the reference as it stands."""
        return np.asarray((values - self._center) / self._spread, dtype=np.float32)

    def learn(self, values: F32, probs: F64) -> None:
        """Take in an utterance's features, shape (F,), classified with `probs`, shape (K,)."""
        distance = values - self._center
        self._sum += values
        if self._emotions.size:
            self._emotions += probs
        self._counted += 1.0
        self.weight += 1.0
        explained = self._explained()
        self._site = _learned(self._site, values - explained, distance)
        if self._counted > SPEAKER_MEMORY:
            kept = SPEAKER_MEMORY / self._counted
            self._sum *= kept
            self._emotions *= kept
            self._counted = SPEAKER_MEMORY
        prior, mean = self._prior.weight, self._sum / self._counted
        heard = self._counted * (mean - explained)
        self._center = (prior * self._start + heard) / (prior + self._counted)

    def _explained(self) -> F64:
        """Tell what emotion adds to the mean utterance, once one emotion clearly prevails.

        A voice whose resting tone resembles an emotion gives it a little more probability
        throughout; that is the voice, and is learned.
        """
        if self._prior.deviations is None:
            return np.zeros(1)
        shares = self._emotions / self._counted
        prevailing = np.clip((shares.max() - _MIXED) / (_PREVAILING - _MIXED), 0.0, 1.0)
        return np.asarray(_EMPHASIS * prevailing * self._spread * (shares @ self._prior.deviations))


def _empty(prior: ReferencePrior) -> SiteReference:
    return SiteReference(prior.center, prior.spread**2, 0.0)


def _seen_through(prior: ReferencePrior, site: SiteReference) -> tuple[F64, F64]:
    """Weigh the site's centre and spread against the prior's."""
    if site.weight == 0.0:
        return prior.center.astype(np.float64), prior.spread.astype(np.float64)
    share = site.weight / (site.weight + SITE_SHARE * prior.weight)
    center = prior.center + share * (site.center.astype(np.float64) - prior.center)
    share = site.weight / (site.weight + _SPREAD_SHARE * prior.weight)
    squares = prior.spread.astype(np.float64) ** 2
    return center, np.sqrt(squares + share * (site.squares - squares))


def _learned(site: SiteReference, values: F64, distance: F64) -> SiteReference:
    weight = min(site.weight + 1.0, SITE_MEMORY)
    center = site.center + (values - site.center) / weight
    squares = site.squares + (distance**2 - site.squares) / weight
    return SiteReference(center.astype(np.float32), squares.astype(np.float32), weight)
