"""What speech sounds like here: references that are learned without labels as speech comes.

A *site* is a microphone in its room, as all voices heard there have shown it; a *speaker*
reference begins at the site's and moves to the voice at hand. Both are means in which the
model's prior counts as a few utterances (maximum a posteriori).

While all utterances sound alike, the deviation that their emotion explains is taken away
before they are learned from, so that a voice that is angry from the first word to the last
does not become the norm. A voice that moves among emotions shows its middle by itself; if it
seems to have a single emotion all the same, it is the microphone that is not known yet. Nor
do all voices of a place share one for long: the more was heard there, the more of what seems
to prevail is the place's own colour, and is learned. A resting tone is another matter: it
prevails in ordinary talk, at every place and in voices that move, so that most of what it
explains is always taken away.
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
_FARTHEST: Final = 1e6
"""Spreads from the prior's centre that no sound reaches; a constant comes to 30 000."""
_TINY: Final = 1e-9
_EMPHASIS: Final = 1.4
"""Makes up for probabilities that are spread over emotions that were not meant."""
_COLOURED: Final = 60.0
"""Utterances of a site after which half of an emotion that prevails is held to be the place's."""
_MIXED: Final = 0.25
_PREVAILING: Final = 0.4
"""Mean probability of an emotion up to which it is no deviation, and from which it is one."""
_OFTEN_AT_REST: Final = 0.3
_MOSTLY_AT_REST: Final = 0.5
"""The same of a resting tone, which prevails in ordinary talk."""
_ORDINARY: Final = 0.7
"""Most of a resting tone's deviation that is taken away: what three such utterances of four
bring, the fourth having any other emotion."""
_ALIKE: Final = 1.6
_MOVING: Final = 2.4
"""Variance along the emotions, relative to that of one utterance of each without any chance:
up to which there may be one emotion, and from which there are several."""


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
        farthest = _FARTHEST * prior.spread
        return (
            self.center.shape == self.squares.shape == farthest.shape
            and bool((np.abs(self.center - prior.center) <= farthest).all())
            and bool(((self.squares >= 0) & (self.squares <= farthest**2)).all())
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
        self._site_weight = self._site.weight
        self._sum = np.zeros(prior.center.size)
        self._emotions = np.zeros(0 if prior.deviations is None else len(prior.deviations))
        self._movement = None if prior.deviations is None else _Movement(prior.deviations)
        self._counted = 0.0
        self._center = self._start
        self.weight = 0.0
        """How many utterances were learned from."""

    @property
    def site(self) -> SiteReference:
        """The site with what was heard until now."""
        return self._site

    def normalize(self, values: F32) -> F32:
        """Give features, shape (…, F), relative to the reference as it stands."""
        return np.asarray((values - self._center) / self._spread, dtype=np.float32)

    def temper(self, probs: F64) -> F64:
        """Bring probabilities, shape (…, K), nearer to each other while little was heard."""
        prior = self._prior.weight
        if self._prior.doubt == 1.0 or prior == 0.0:
            return probs
        heard = self._counted + min(self._site_weight, prior)
        temperature = 1.0 + (self._prior.doubt - 1.0) * prior / (prior + heard)
        spread_out = probs ** (1.0 / temperature)
        return np.asarray(spread_out / spread_out.sum(axis=-1, keepdims=True))

    def learn(self, values: F32, probs: F64) -> None:
        """Take in an utterance's features, shape (F,), classified with `probs`, shape (K,)."""
        distance = values - self._center
        self._sum += values
        if self._movement is not None:
            self._emotions += probs
            self._movement.add((values - self._start) / self._spread)
        self._counted += 1.0
        self.weight += 1.0
        rest, emotion = self._explained()
        still = _COLOURED / (_COLOURED + self._site.weight)
        self._site = _learned(self._site, values - rest - still * emotion, distance)
        if self._counted > SPEAKER_MEMORY:
            kept = SPEAKER_MEMORY / self._counted
            self._sum *= kept
            self._emotions *= kept
            if self._movement is not None:
                self._movement.forget(kept)
            self._counted = SPEAKER_MEMORY
        prior, mean = self._prior.weight, self._sum / self._counted
        heard = self._counted * (mean - rest - emotion)
        self._center = (prior * self._start + heard) / (prior + self._counted)

    def _explained(self) -> tuple[F64, F64]:
        """Tell what a resting tone adds to the mean utterance, and what an emotion that prevails.

        A voice whose resting tone resembles an emotion gives it a little more probability
        throughout; that is the voice, and is learned. A resting tone prevails in ordinary talk,
        also of a voice that moves among emotions now and then.
        """
        deviations = self._prior.deviations
        if deviations is None or self._movement is None:
            return np.zeros(1), np.zeros(1)
        shares = self._emotions / self._counted
        resting = np.zeros_like(shares)
        rows = list(self._prior.resting)
        resting[rows] = shares[rows]
        at_rest = max(float(resting.sum()), _TINY)
        single = _ramp(shares.max(), _MIXED, _PREVAILING) * (1.0 - self._movement.among_several())
        prevailing = max(_ramp(at_rest, _OFTEN_AT_REST, _MOSTLY_AT_REST), single)
        taken = min(_EMPHASIS * at_rest, _ORDINARY) * prevailing / at_rest
        return (
            np.asarray(taken * self._spread * (resting @ deviations)),
            np.asarray(_EMPHASIS * single * self._spread * ((shares - resting) @ deviations)),
        )


class _Movement:
    """How much utterances differ along the emotions, as against within one emotion.

    Parameters
    ----------
    deviations : float32 array, shape (K, F)
        Mean of each emotion's utterances, normalised.
    """

    def __init__(self, deviations: F32) -> None:
        centred = deviations.astype(np.float64) - deviations.mean(axis=0, dtype=np.float64)
        self._directions = centred / np.maximum(np.sum(centred**2, axis=1, keepdims=True), _TINY)
        between = (deviations @ self._directions.T).var(axis=0).sum()
        self._between = max(float(between), _TINY)
        self._sum = np.zeros(len(deviations))
        self._squares = 0.0
        self._counted = 0.0

    def add(self, normalized: F64) -> None:
        """Take in an utterance, shape (F,)."""
        along = self._directions @ normalized
        self._sum += along
        self._squares += float(along @ along)
        self._counted += 1.0

    def forget(self, kept: float) -> None:
        """Let what was heard so far count less."""
        self._sum *= kept
        self._squares *= kept
        self._counted *= kept

    def among_several(self) -> float:
        """Tell how surely several emotions were heard, 0 to 1; one utterance says nothing."""
        apart = self._squares - float(self._sum @ self._sum) / self._counted
        # An utterance that is as alike as may be stands before the first.
        moved = (max(apart, 0.0) / self._between + _ALIKE) / self._counted
        return float(np.clip((moved - _ALIKE) / (_MOVING - _ALIKE), 0.0, 1.0))


def _ramp(value: float, low: float, high: float) -> float:
    """Rise from 0 at `low` to 1 at `high`."""
    return float(np.clip((value - low) / (high - low), 0.0, 1.0))


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
