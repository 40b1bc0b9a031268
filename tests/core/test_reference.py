"""A reference learns voice and place without labels, and not the emotion."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ser_core.stream.reference import SITE_MEMORY, Reference, SiteReference
from ser_core.types import ReferencePrior

FEATURES = 40
RNG = np.random.default_rng(5)
DEVIATIONS = RNG.normal(size=(4, FEATURES)).astype(np.float32)
DEVIATIONS -= DEVIATIONS.mean(axis=0)
PRIOR = ReferencePrior(
    np.full(FEATURES, 3, np.float32), np.full(FEATURES, 2, np.float32), 5.0, DEVIATIONS
)
VOICE = RNG.normal(size=FEATURES)


def utterance(emotion: int, voice: np.ndarray = VOICE, intensity: float = 1.0) -> np.ndarray:
    noise = 0.1 * RNG.normal(size=FEATURES)
    return (3 + 2 * (voice + intensity * DEVIATIONS[emotion] + noise)).astype(np.float32)


def heard(emotions: list[int], site: SiteReference | None = None) -> Reference:
    reference = Reference(PRIOR, site)
    for emotion in emotions:
        reference.learn(utterance(emotion), np.eye(4)[emotion])
    return reference


def test_it_begins_at_the_prior() -> None:
    reference = Reference(PRIOR)
    assert reference.weight == 0.0
    np.testing.assert_allclose(reference.normalize(PRIOR.center + PRIOR.spread), 1.0, rtol=1e-6)


def test_it_moves_to_the_voice() -> None:
    reference = heard([0, 1, 2, 3] * 20)
    assert reference.weight == 80
    left = reference.normalize(utterance(0)) - DEVIATIONS[0]
    assert np.abs(left).mean() < 0.25 < np.abs(VOICE).mean()


def test_it_moves_on_to_a_voice_that_took_over() -> None:
    before, after = np.zeros(FEATURES), np.ones(FEATURES)
    reference = Reference(ReferencePrior(PRIOR.center, PRIOR.spread, PRIOR.weight))
    for voice in [before] * 200 + [after] * 60:
        reference.learn(utterance(0, voice, intensity=0.0), np.eye(4)[0])
    left = np.abs(reference.normalize(utterance(0, after, intensity=0.0))).mean()
    assert 0.2 < left < 0.4  # of 1; sixty utterances of forty that are remembered leave 0.3


def test_an_emotion_that_never_changes_stays() -> None:
    always_angry = heard([2] * 40).normalize(utterance(2))
    likeness = [float(always_angry @ deviation) for deviation in DEVIATIONS]
    assert int(np.argmax(likeness)) == 2
    forgetful = Reference(ReferencePrior(PRIOR.center, PRIOR.spread, PRIOR.weight))
    for _ in range(40):
        forgetful.learn(utterance(2), np.eye(4)[2])
    assert np.abs(forgetful.normalize(utterance(2))).mean() < 0.3 * np.abs(always_angry).mean()


def test_a_place_that_sounds_like_one_emotion_is_learned_where_the_voice_moves() -> None:
    taken_for_angry = np.eye(4)[2]
    place = VOICE + DEVIATIONS[2]
    moving, still = Reference(PRIOR), Reference(PRIOR)
    for number in range(40):
        moving.learn(utterance(number % 4, place, intensity=1.6), taken_for_angry)
        still.learn(utterance(0, place), taken_for_angry)
    left = [
        np.abs(r.normalize(utterance(0, place)) - DEVIATIONS[0]).mean() for r in (moving, still)
    ]
    assert left[0] < 0.3
    assert left[1] > 0.6


def test_ordinary_talk_does_not_make_its_resting_tone_the_middle() -> None:
    """Three of four utterances are at rest: neither the voice nor the site becomes that."""
    at_rest = DEVIATIONS[0] / np.sum(DEVIATIONS[0] ** 2)

    def kept(prior: ReferencePrior) -> list[float]:
        reference = Reference(prior)
        for number in range(120):
            emotion = 0 if number % 4 else 1 + number // 4 % 3
            reference.learn(
                utterance(emotion, intensity=3.0 if emotion else 1.0), np.eye(4)[emotion]
            )
        references = reference, Reference(prior, reference.site)
        return [float(each.normalize(utterance(0)) @ at_rest) for each in references]

    assert min(kept(replace(PRIOR, resting=(0,)))) > 0.62 > max(kept(PRIOR))


def test_one_utterance_says_nothing_of_movement() -> None:
    first, plain = Reference(PRIOR), Reference(PRIOR)
    first.learn(utterance(2), np.eye(4)[2])
    plain.learn(utterance(2), np.full(4, 0.25))
    angry = DEVIATIONS[2] / np.linalg.norm(DEVIATIONS[2])
    kept, lost = (float(r.normalize(utterance(2)) @ angry) for r in (first, plain))
    assert kept > lost


def test_what_is_undecided_is_learned_as_voice() -> None:
    undecided, plain = (
        Reference(PRIOR),
        Reference(ReferencePrior(PRIOR.center, PRIOR.spread, PRIOR.weight)),
    )
    for emotion in (0, 1, 2, 3):
        values = utterance(emotion)
        undecided.learn(values, np.full(4, 0.25))
        plain.learn(values, np.full(4, 0.25))
    np.testing.assert_allclose(
        undecided.normalize(PRIOR.center), plain.normalize(PRIOR.center), atol=1e-6
    )


def test_it_doubts_until_place_or_voice_is_known() -> None:
    prior = ReferencePrior(PRIOR.center, PRIOR.spread, PRIOR.weight, DEVIATIONS, doubt=2.0)
    sure = np.array([0.7, 0.1, 0.1, 0.1])
    new = Reference(prior)
    spread_out = np.sqrt(sure)
    np.testing.assert_allclose(new.temper(sure), spread_out / spread_out.sum())
    np.testing.assert_allclose(new.temper(np.stack([sure, sure]))[1], new.temper(sure))
    for number in range(int(PRIOR.weight)):
        new.learn(utterance(number % 4), np.full(4, 0.25))
    known = Reference(prior, heard([0, 1, 2, 3] * 10).site)
    for reference in (new, known):
        assert new.temper(sure).sum() == pytest.approx(1.0)
        assert Reference(prior).temper(sure)[0] < reference.temper(sure)[0] < sure[0]
    np.testing.assert_array_equal(Reference(PRIOR).temper(sure), sure)


def test_a_new_voice_begins_at_the_site() -> None:
    site = heard([0, 1, 2, 3] * 10).site
    assert site.weight == 40
    known, unknown = Reference(PRIOR, site), Reference(PRIOR)
    values = utterance(1)
    assert known.weight == 0.0
    error = [np.abs(r.normalize(values) - DEVIATIONS[1]).mean() for r in (known, unknown)]
    assert error[0] < 0.5 * error[1]


def test_a_place_where_all_voices_seem_to_share_an_emotion_is_learned_in_time() -> None:
    """One angry caller does not become the norm of a place; hundreds are its microphone."""
    place, angry = VOICE + DEVIATIONS[2], DEVIATIONS[2] / np.sum(DEVIATIONS[2] ** 2)
    coloured = []
    site = None
    for visitor in range(250):
        reference = Reference(PRIOR, site)
        for _ in range(2):
            reference.learn(utterance(visitor % 4, place, intensity=0.3), np.eye(4)[2])
        site = reference.site
        coloured.append(float(((site.center - 3) / 2 - VOICE) @ angry))
    assert coloured[4] < 0.0
    assert coloured[-1] > 0.2


def test_the_site_forgets_slowly() -> None:
    site = heard([0, 1, 2, 3] * 100).site
    assert site.weight == SITE_MEMORY
    assert site.fits(PRIOR)


@pytest.mark.parametrize(
    "site",
    [
        SiteReference(np.zeros(3, np.float32), np.ones(3, np.float32), 1.0),
        SiteReference(np.full(FEATURES, np.nan, np.float32), np.ones(FEATURES, np.float32), 1.0),
        SiteReference(np.zeros(FEATURES, np.float32), -np.ones(FEATURES, np.float32), 1.0),
        SiteReference(np.zeros(FEATURES, np.float32), np.ones(FEATURES, np.float32), -1.0),
        SiteReference(np.full(FEATURES, 1e30, np.float32), np.ones(FEATURES, np.float32), 1.0),
        SiteReference(np.zeros(FEATURES, np.float32), np.full(FEATURES, 1e30, np.float32), 1.0),
    ],
    ids=[
        *("other features", "not finite", "negative squares", "negative weight"),
        *("a centre far away", "squares far away"),
    ],
)
def test_a_site_that_does_not_fit_is_left_aside(site: SiteReference) -> None:
    assert not site.fits(PRIOR)
    values = utterance(0)
    np.testing.assert_array_equal(
        Reference(PRIOR, site).normalize(values), Reference(PRIOR).normalize(values)
    )
