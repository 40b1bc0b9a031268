from __future__ import annotations

from pathlib import Path

import pytest

from ser_core.types import (
    SAMPLE_RATE_HZ,
    AudioGap,
    EmotionUpdated,
    Event,
    Level,
    Posterior,
    Quality,
    Reading,
    Status,
    Tone,
    UtteranceEnded,
)
from ser_live.agent.mood import Strain
from ser_live.agent.trace import SHOWN_S, TonePoint, Trace, follow, let_time_pass, tone_lean
from ser_live.messages import Analyzed, ModelFacts, ModelLoaded, SessionOpened

LABELS = ("neutral", "happy", "angry", "sad")
ANGRY = (0.1, 0.1, 0.6, 0.2)
START = ModelLoaded(ModelFacts("open", LABELS))


def samples(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)


def reading(end_s: float, status: Status = Status.OK) -> Reading:
    posterior = Posterior(samples(end_s - 1), samples(end_s), ANGRY)
    return Reading(posterior, status, "angry", 0.6, Tone.NEGATIVE)


def ended(start_s: float, end_s: float) -> UtteranceEnded:
    quality = Quality(-20, 30, 0)
    return UtteranceEnded(1, samples(start_s), samples(end_s), reading(end_s), quality, final=True)


def traced(*events: Event) -> Trace:
    trace = follow(Trace(), START, 10, 0.0)
    for event in events:
        trace = follow(trace, Analyzed(event), 10, 0.0)
    return trace


def test_the_lean_is_positive_less_negative() -> None:
    assert tone_lean(LABELS, ANGRY) == pytest.approx(-0.7)
    assert tone_lean(("unheard of", "happy"), (0.5, 0.5)) == pytest.approx(0.5)


def test_readings_become_points_and_an_utterance_ends_the_line() -> None:
    trace = traced(
        EmotionUpdated(1, reading(2)), EmotionUpdated(1, reading(2.25, Status.UNSURE)), ended(1, 3)
    )
    leans = [(point.at_s, point.lean is None, point.certain) for point in trace.points]
    assert leans == [(2, False, True), (2.25, False, False), (3, True, False)]


def test_an_utterance_too_short_for_a_live_reading_counts_once_it_ended() -> None:
    assert [point.lean for point in traced(ended(1, 2)).points] == [pytest.approx(-0.7), None]
    heard = traced(EmotionUpdated(1, reading(2)), ended(1, 2.5))
    assert heard.mood.negative_s == pytest.approx(1.0)


def test_a_gap_breaks_the_line() -> None:
    assert traced(AudioGap(0, samples(4))).points == (TonePoint(4, None),)


def test_only_the_last_minute_is_kept() -> None:
    trace = traced(*(EmotionUpdated(1, reading(at_s)) for at_s in range(2, 200)))
    assert trace.points[0].at_s >= 199 - SHOWN_S
    assert len(trace.points) == 61


def test_a_new_call_starts_with_an_empty_line(tmp_path: Path) -> None:
    trace = traced(*(EmotionUpdated(1, reading(at_s)) for at_s in range(2, 20)))
    assert trace.mood.strain is Strain.NEGATIVE
    fresh = follow(trace, SessionOpened("s", tmp_path / "s.csv", "", ""), 10, 0.0)
    assert fresh == Trace(LABELS)


def test_time_goes_on_without_speech() -> None:
    assert traced(Level(0, samples(7), -60, 0, speech=False)).now_s == 7


def opened(moment: float) -> Trace:
    return follow(Trace(), SessionOpened("s", Path("s.csv"), "", ""), 10, moment)


def test_the_notice_is_forgotten_while_the_source_is_lost() -> None:
    trace = traced(*(EmotionUpdated(1, reading(at_s)) for at_s in range(2, 20)))
    trace = follow(trace, Analyzed(Level(0, samples(20), -60, 0, speech=False)), 10, 1000.0)
    assert let_time_pass(trace, 1000.0 + 80).mood.strain is Strain.NEGATIVE
    for step in range(1, 90):
        trace = let_time_pass(trace, 1000.0 + step)
    assert trace.mood.strain is Strain.NONE
    assert trace.now_s == pytest.approx(109)


def test_time_passes_in_a_gap_and_never_back() -> None:
    trace = traced(*(EmotionUpdated(1, reading(at_s)) for at_s in range(2, 20)))
    trace = follow(trace, Analyzed(AudioGap(samples(20), samples(120))), 10, 120.0)
    assert trace.mood.strain is Strain.NONE
    assert trace.now_s == 120
    assert follow(trace, Analyzed(AudioGap(0, samples(119))), 10, 120.0).now_s == 120


def test_a_call_on_a_silent_source_takes_its_time() -> None:
    assert let_time_pass(opened(500.0), 540.0).length_s == 40
    first_sound = Analyzed(Level(0, samples(0.02), -60, 0, speech=False))
    trace = follow(let_time_pass(opened(500.0), 540.0), first_sound, 10, 540.5)
    assert trace.length_s == 40.5
    assert trace.now_s == 0.02, "the session begins with its first sample"


def test_a_recording_that_is_heard_faster_is_as_long_as_it_is() -> None:
    level = Analyzed(Level(0, samples(60), -60, 0, speech=False))
    assert follow(opened(500.0), level, 10, 501.0).length_s == 60
