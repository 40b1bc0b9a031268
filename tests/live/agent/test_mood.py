from __future__ import annotations

from dataclasses import replace

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


def test_a_short_brighter_moment_does_not_ease_it() -> None:
    mood = hear(Mood(), 0, 6, Tone.NEGATIVE)
    mood = hear(mood, 6, EASE_S - 0.5, Tone.NEUTRAL)
    mood = hear(mood, 10, 4.5, Tone.NEGATIVE)
    assert mood.strain is Strain.NEGATIVE


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
def test_no_notice_without_so_much_negative_speech(
    steps: list[tuple[Tone | None, Status, float]],
) -> None:
    mood, now_s, negative_s = Mood(), 0.0, 0.0
    for tone, status, wait_s in steps:
        now_s += wait_s
        mood = after_reading(mood, reading(now_s, tone, status), NOTICE_AFTER_S)
        negative_s += min(wait_s, 1.0) * (tone is Tone.NEGATIVE and status is Status.OK)
        if mood.strain is Strain.NEGATIVE:
            assert negative_s > NOTICE_AFTER_S * 0.999
        mood = after_time(mood, mood.heard)
    still = after_time(mood, mood.heard + round(1000 * SAMPLE_RATE_HZ))
    assert still.strain is Strain.NONE
    assert replace(still, heard=0, certain=0, eased=0, other_s=0) == Mood()
