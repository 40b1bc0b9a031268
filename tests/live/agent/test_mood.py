from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.types import SAMPLE_RATE_HZ, Posterior, Reading, Status, Tone
from ser_live.agent.mood import (
    EASE_S,
    EASED_SHOWN_S,
    FORGOTTEN_S,
    Mood,
    Strain,
    after_reading,
    after_time,
)

NOTICE_AFTER_S = 10.0


def reading(end_s: float, tone: Tone | None, status: Status = Status.OK) -> Reading:
    end = round(end_s * SAMPLE_RATE_HZ)
    return Reading(Posterior(end - 1600, end, (1.0,)), status, "x", 0.8, tone)


def hear(
    mood: Mood, start_s: float, speech_s: float, tone: Tone | None, status: Status = Status.OK
) -> Mood:
    """Hear readings every quarter of a second, as the analysis sends them."""
    for step in range(1, round(speech_s * 4) + 1):
        mood = after_reading(mood, reading(start_s + step / 4, tone, status), NOTICE_AFTER_S)
    return mood


def test_the_agent_is_told_after_the_set_time_of_negative_speech() -> None:
    mood = hear(Mood(), 0, 10, Tone.NEGATIVE)
    assert mood.strain is Strain.NONE
    assert hear(mood, 10, 0.25, Tone.NEGATIVE).strain is Strain.NEGATIVE


def test_the_agents_own_long_answer_changes_nothing() -> None:
    mood = hear(Mood(), 0, 6, Tone.NEGATIVE)
    mood = after_time(mood, 46 * SAMPLE_RATE_HZ)
    assert mood.negative_s == pytest.approx(6)
    assert hear(mood, 46, 3.5, Tone.NEGATIVE).strain is Strain.NEGATIVE


def cycles(mood: Mood, times: int, *parts: tuple[Tone, float]) -> Iterator[Mood]:
    """Hear these parts of speech again and again; tell how it stands after each."""
    now_s = mood.heard / SAMPLE_RATE_HZ
    for tone, speech_s in parts * times:
        mood = hear(mood, now_s, speech_s, tone)
        now_s += speech_s
        yield mood


NEGATIVE_3, NEGATIVE_1 = (Tone.NEGATIVE, 3.0), (Tone.NEGATIVE, 1.0)
OTHER_3, OTHER_1 = (Tone.NEUTRAL, 3.0), (Tone.POSITIVE, 1.0)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((NEGATIVE_1, OTHER_3), False),
        ((OTHER_3, NEGATIVE_1), False),
        ((NEGATIVE_3, OTHER_3), False),
        ((NEGATIVE_3, OTHER_1), True),
        ((OTHER_1, NEGATIVE_3), True),
    ],
)
def test_who_sounds_negative_most_of_the_time_is_told_and_nobody_else(
    parts: tuple[tuple[Tone, float], ...], *, told: bool
) -> None:
    strains = {mood.strain for mood in cycles(Mood(), 40, *parts)}
    assert strains == ({Strain.NONE, Strain.NEGATIVE} if told else {Strain.NONE})


@pytest.mark.parametrize(
    ("parts", "eases"),
    [
        ((NEGATIVE_3, OTHER_1), False),
        ((OTHER_1, NEGATIVE_3), False),
        ((OTHER_3, NEGATIVE_3), False),
        ((OTHER_3, NEGATIVE_1), True),
    ],
)
def test_it_eases_when_other_speech_outweighs_and_never_before(
    parts: tuple[tuple[Tone, float], ...], *, eases: bool
) -> None:
    worried = hear(Mood(), 0, 12, Tone.NEGATIVE)
    strains = [mood.strain for mood in cycles(worried, 20, *parts)]
    assert (Strain.EASED in strains) is eases
    if not eases:
        assert set(strains) == {Strain.NEGATIVE}


def test_a_short_neutral_word_hides_nothing() -> None:
    mood = hear(Mood(), 0, 9, Tone.NEGATIVE)
    mood = hear(mood, 9, 1, Tone.NEUTRAL)
    assert hear(mood, 10, 2.5, Tone.NEGATIVE).strain is Strain.NEGATIVE


def test_it_is_told_when_it_eases_and_then_there_is_silence() -> None:
    mood = hear(Mood(), 0, 12, Tone.NEGATIVE)
    mood = hear(mood, 12, EASE_S + 0.25, Tone.NEUTRAL)
    assert mood.strain is Strain.EASED
    shown = mood.eased + round(EASED_SHOWN_S * SAMPLE_RATE_HZ)
    assert after_time(mood, shown - 1).strain is Strain.EASED
    assert after_time(mood, shown).strain is Strain.NONE


def test_it_can_come_back() -> None:
    mood = hear(Mood(), 0, 12, Tone.NEGATIVE)
    mood = hear(mood, 12, EASE_S + 0.25, Tone.POSITIVE)
    assert hear(mood, 20, 11, Tone.NEGATIVE).strain is Strain.NEGATIVE


@pytest.mark.parametrize("status", [Status.UNSURE, Status.NOISY, Status.TOO_SHORT])
def test_what_is_not_certain_says_nothing(status: Status) -> None:
    assert hear(Mood(), 0, 60, Tone.NEGATIVE, status).strain is Strain.NONE
    worried = hear(Mood(), 0, 12, Tone.NEGATIVE)
    assert hear(worried, 12, 30, Tone.NEUTRAL, status).strain is Strain.NEGATIVE


def test_what_is_long_ago_is_no_longer_claimed() -> None:
    mood = hear(Mood(), 0, 12, Tone.NEGATIVE)
    forgotten = mood.certain + round(FORGOTTEN_S * SAMPLE_RATE_HZ)
    assert after_time(mood, forgotten - 1).strain is Strain.NEGATIVE
    assert after_time(mood, forgotten).strain is Strain.NONE
    assert after_time(mood, forgotten).negative_s == 0


def test_a_reading_of_the_past_is_not_counted_twice() -> None:
    mood = hear(Mood(), 0, 5, Tone.NEGATIVE)
    assert after_reading(mood, reading(4, Tone.NEGATIVE), NOTICE_AFTER_S) == mood


TONES = st.sampled_from([*Tone, None])
STEPS = st.lists(st.tuples(TONES, st.sampled_from(list(Status)), st.floats(0.01, 200)), max_size=80)


@given(steps=STEPS)
def test_nothing_is_said_that_the_speech_before_does_not_outweigh(
    steps: list[tuple[Tone | None, Status, float]],
) -> None:
    mood, now_s = Mood(), 0.0
    heard: list[float] = []
    for tone, status, wait_s in steps:
        now_s += wait_s
        before, mood = mood, after_reading(mood, reading(now_s, tone, status), NOTICE_AFTER_S)
        certain = status is Status.OK and tone is not None
        sign = 1 if tone is Tone.NEGATIVE else -1
        heard.append(sign * certain * min(wait_s, 1.0))
        if mood.strain is not before.strain:
            lately = list(accumulate(reversed(heard)))
            if mood.strain is Strain.NEGATIVE:
                assert max(lately) > NOTICE_AFTER_S * 0.999
            else:
                assert min(lately) < -EASE_S * 0.999
        mood = after_time(mood, mood.heard)
    still = after_time(mood, mood.heard + round(1000 * SAMPLE_RATE_HZ))
    assert still.strain is Strain.NONE
    assert replace(still, heard=0, certain=0, eased=0) == Mood()
