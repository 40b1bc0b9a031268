"""The same events for any cutting; every kind of result; a gap is data."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from ser_core.analyzer import Analyzer
from ser_core.config import (
    AnalyzerConfig,
    QualityConfig,
    SegmentConfig,
    VadConfig,
    WindowConfig,
)
from ser_core.errors import AudioError, ConfigError, ModelError
from ser_core.features.extract import extract_features
from ser_core.model import Model
from ser_core.stream import descriptors
from ser_core.stream.frame import highpassed
from ser_core.stream.reference import Reference
from ser_core.types import (
    F32,
    AudioBlock,
    AudioGap,
    EmotionUpdated,
    Event,
    Level,
    SpeechStarted,
    Status,
    UtteranceEnded,
)
from tests.models import made_up_model
from tests.signals import pieces, silence, talk, voice, white

Kind = TypeVar("Kind")

MODEL = made_up_model()
LIVE = AnalyzerConfig()
RATES = (8_000, 16_000, 44_100, 48_000, 192_000)
WHOLE = AnalyzerConfig(segment=None, window=None)


def heard(
    samples: F32,
    rate: int = 16_000,
    sizes: Sequence[int] = (),
    config: AnalyzerConfig = LIVE,
    model: Model = MODEL,
) -> list[Event]:
    analyzer, events, start = Analyzer(model, config), [], 0
    for piece in pieces(samples, list(sizes) or [samples.size]):
        events += analyzer.push(AudioBlock(start, rate, piece))
        start += piece.size
    return events + analyzer.flush()


def of_kind(events: list[Event], kind: type[Kind]) -> list[Kind]:
    return [event for event in events if isinstance(event, kind)]


SPOKEN = {rate: talk(rate) for rate in RATES}
EXPECTED = {rate: heard(SPOKEN[rate], rate) for rate in RATES}
FILTERED = highpassed(SPOKEN[16_000], AnalyzerConfig().vad.highpass_hz)


def test_more_threads_of_linear_algebra_change_nothing() -> None:
    """Another computer has another number of them; its rows are the same to the last bit."""
    with threadpool_limits(4):
        before = threadpool_info()
        in_four = heard(SPOKEN[16_000])
        assert threadpool_info() == before
    with threadpool_limits(1):
        assert in_four == heard(SPOKEN[16_000])


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("size", [160, 512, 4096])
def test_block_sizes_change_nothing(rate: int, size: int) -> None:
    assert heard(SPOKEN[rate], rate, [size]) == EXPECTED[rate]


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_single_samples_change_nothing(rate: int) -> None:
    samples = SPOKEN[rate][: int(2.4 * rate)]
    assert heard(samples, rate, [1]) == heard(samples, rate)


@pytest.mark.parametrize("rate", RATES)
@settings(max_examples=5)
@given(sizes=st.lists(st.integers(1, 20_000), max_size=8))
def test_random_blocks_change_nothing(rate: int, sizes: list[int]) -> None:
    assert heard(SPOKEN[rate], rate, [*sizes, 9_000]) == EXPECTED[rate]


@pytest.mark.parametrize("rate", RATES)
def test_utterances_are_found_where_they_are(rate: int) -> None:
    ended = of_kind(EXPECTED[rate], UtteranceEnded)
    assert [event.utterance_id for event in ended] == [1, 2]
    for event, spoken_s in zip(ended, (1.2, 4.0), strict=True):
        assert event.start / 16_000 == pytest.approx(spoken_s - 0.2, abs=0.08)
        assert event.end / 16_000 == pytest.approx(spoken_s + 1.6 + 0.2, abs=0.15)
        assert event.final
        assert event.reading.status is Status.OK
        assert event.reading.emotion in MODEL.labels
        assert sum(event.reading.posterior.probs) == pytest.approx(1.0)


def test_events_tell_the_story_in_order() -> None:
    kinds = [type(event) for event in EXPECTED[16_000] if not isinstance(event, Level)]
    assert kinds[0] is SpeechStarted
    assert kinds[1] is EmotionUpdated
    first = kinds.index(UtteranceEnded)
    assert set(kinds[1:first]) == {EmotionUpdated}
    assert kinds[first + 1] is SpeechStarted


def test_levels_cover_the_stream_without_holes() -> None:
    levels = of_kind(EXPECTED[16_000], Level)
    assert levels[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(levels))
    assert levels[-1].end == SPOKEN[16_000].size // 320 * 320


def test_readings_come_each_hop_and_rest_in_pauses() -> None:
    updates = of_kind(EXPECTED[16_000], EmotionUpdated)
    of_first = [event.reading.posterior for event in updates if event.utterance_id == 1]
    ends = [posterior.end - of_first[0].end for posterior in of_first]
    assert ends == [0, 4_000, 8_000, 12_000]  # 1.0 to 1.75 s of 1.6 s
    (ended, _) = of_kind(EXPECTED[16_000], UtteranceEnded)
    assert of_first[0].start == ended.start
    assert of_first[-1].end <= ended.end + 3_200


def test_rows_do_not_depend_on_the_live_readings() -> None:
    without = heard(SPOKEN[16_000], config=AnalyzerConfig(window=None))
    assert of_kind(without, EmotionUpdated) == []
    live = [event for event in EXPECTED[16_000] if not isinstance(event, EmotionUpdated)]
    assert without == live


def test_one_result_is_computed_over_the_whole_utterance() -> None:
    ended = of_kind(EXPECTED[16_000], UtteranceEnded)[0]
    features = extract_features(FILTERED[ended.start : ended.end]).values
    probs = MODEL.classifier.probabilities(Reference(MODEL.prior).normalize(features)[None])[0]
    assert ended.reading.posterior.probs == tuple(probs.tolist())


def test_each_live_reading_equals_the_offline_one_of_its_window() -> None:
    config = AnalyzerConfig(window=WindowConfig(smoothing_s=0.0))
    long = np.concatenate([silence(1.2), voice(6.0, seed=3), silence(1.2)])
    filtered = highpassed(long, config.vad.highpass_hz)
    updates = of_kind(heard(long, config=config), EmotionUpdated)
    readings = [event.reading.posterior for event in updates]
    assert readings[-1].end - readings[-1].start > 2.98 * 16_000
    for reading in readings:
        features = extract_features(filtered[reading.start : reading.end]).values
        probs = MODEL.classifier.probabilities(Reference(MODEL.prior).normalize(features)[None])[0]
        np.testing.assert_allclose(reading.probs, probs, atol=1e-6)


def test_the_reference_learns_after_the_result() -> None:
    first, second = of_kind(EXPECTED[16_000], UtteranceEnded)
    assert first.reading.reference == 0.0
    assert second.reading.reference > 0.0
    assert of_kind(EXPECTED[16_000], EmotionUpdated)[-1].reading.reference > 0.0


def test_what_is_new_is_doubted() -> None:
    doubtful = replace(MODEL, prior=replace(MODEL.prior, doubt=2.0))
    for kind in (EmotionUpdated, UtteranceEnded):
        told = of_kind(heard(SPOKEN[16_000], model=doubtful), kind)
        sure = of_kind(EXPECTED[16_000], kind)
        for less, more in zip(told, sure, strict=True):
            assert less.reading.confidence < more.reading.confidence
    expected = Reference(doubtful.prior).temper(np.array(sure[0].reading.posterior.probs))
    assert told[0].reading.posterior.probs == tuple(expected.tolist())


def test_silence_computes_no_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    def describe(samples: F32) -> F32:
        pytest.fail("computed in silence")

    monkeypatch.setattr(descriptors, "describe", describe)
    events = heard(np.concatenate((silence(3.0), white(3.0))))
    assert {type(event) for event in events} == {Level}


def test_a_gap_ends_the_utterance_and_is_told() -> None:
    samples = np.concatenate((silence(1.0), voice(4.0)))
    analyzer = Analyzer(MODEL)
    events = analyzer.push(AudioBlock(0, 16_000, samples[:40_000]))
    events += analyzer.push(AudioBlock(48_000, 16_000, samples[48_000:]))
    events += analyzer.flush()
    before, after = of_kind(events, UtteranceEnded)
    (gap,) = of_kind(events, AudioGap)
    assert (gap.start, gap.end) == (40_000, 48_000)
    assert before.end <= 40_000
    assert after.start >= 48_000
    assert events.index(before) < events.index(gap) < events.index(after)
    for event in of_kind(events, EmotionUpdated):
        start, end = event.reading.posterior.start, event.reading.posterior.end
        assert end <= gap.start or start >= gap.end


@settings(max_examples=5)
@given(sizes=st.lists(st.integers(1, 9_000), max_size=5))
def test_what_follows_a_gap_does_not_depend_on_the_cutting(sizes: list[int]) -> None:
    def with_gap(sizes: list[int]) -> list[Event]:
        analyzer, events = Analyzer(MODEL), []
        for first, part in ((0, SPOKEN[48_000][:150_000]), (160_001, SPOKEN[48_000][160_001:])):
            start = first
            for piece in pieces(part, sizes):
                events += analyzer.push(AudioBlock(start, 48_000, piece))
                start += piece.size
        return events + analyzer.flush()

    assert with_gap([*sizes, 7_000]) == with_gap([300_000])


def test_another_rate_goes_on_in_the_same_time() -> None:
    analyzer = Analyzer(MODEL)
    events = analyzer.push(AudioBlock(0, 48_000, SPOKEN[48_000][: 48_000 * 3]))
    events += analyzer.push(AudioBlock(16_000 * 4, 16_000, SPOKEN[16_000][16_000 * 4 :]))
    (gap,) = of_kind(events, AudioGap)
    assert (gap.start, gap.end) == (48_000, 64_000)


def test_going_back_in_time_is_refused_until_a_reset() -> None:
    analyzer = Analyzer(MODEL)
    analyzer.push(AudioBlock(16_000, 16_000, silence(1.0)))
    with pytest.raises(AudioError, match=r"begins at 0\.500 s") as error:
        analyzer.push(AudioBlock(8_000, 16_000, silence(1.0)))
    assert error.value.value == 8_000
    analyzer.reset()
    assert of_kind(analyzer.push(AudioBlock(0, 16_000, silence(0.1))), Level)


def test_what_is_refused_costs_the_utterance_in_progress_nothing() -> None:
    analyzer = Analyzer(MODEL)
    half = SPOKEN[16_000].size // 2
    first, second = np.split(SPOKEN[16_000], [half])
    events = analyzer.push(AudioBlock(0, 16_000, first))
    with pytest.raises(AudioError, match="sample 0"):
        analyzer.push(AudioBlock(0, 16_000, first))
    events += analyzer.push(AudioBlock(half, 16_000, second))
    assert events + analyzer.flush() == EXPECTED[16_000]


@pytest.mark.parametrize("rate", [22_050, 32_000, 44_100, 96_000])
def test_a_stream_that_is_flushed_again_and_again_never_runs_ahead(rate: int) -> None:
    analyzer, rng, start = Analyzer(MODEL), np.random.default_rng(0), 0
    for size in rng.integers(1, rate // 4, size=60).tolist():
        events = analyzer.push(AudioBlock(start, rate, np.zeros(size, np.float32)))
        start += size
        events += analyzer.flush()
        ends = [level.end for level in of_kind(events, Level)]
        assert max(ends, default=0) <= start * 16_000 / rate + 1
    with pytest.raises(AudioError, match=f"until .* \\(sample {start} at {rate} Hz\\)"):
        analyzer.push(AudioBlock(start - 1, rate, np.zeros(1, np.float32)))


def test_after_a_flush_the_stream_may_begin_later_without_a_gap() -> None:
    analyzer = Analyzer(MODEL)
    analyzer.push(AudioBlock(0, 16_000, silence(1.0)))
    analyzer.flush()
    events = analyzer.push(AudioBlock(90_000, 16_000, silence(1.0)))
    assert of_kind(events, AudioGap) == []
    assert of_kind(events, Level)[0].start == 90_000


def test_a_reset_makes_it_new() -> None:
    analyzer = Analyzer(MODEL)
    for _ in range(2):
        events = analyzer.push(AudioBlock(0, 16_000, SPOKEN[16_000])) + analyzer.flush()
        assert events == EXPECTED[16_000]
        analyzer.reset()


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (AudioBlock(0, 7_000, silence(0.1)), "7000 Hz"),
        (AudioBlock(0, 16_000, np.zeros((10, 2), np.float32)), "one channel"),
        (AudioBlock(0, 16_000, np.zeros(10)), "float64"),  # type: ignore[arg-type]
        (AudioBlock(7, 16_000, np.full(10, np.nan, np.float32)), "sample 7 holds NaN"),
        (AudioBlock(7, 16_000, np.full(10, 3e38, np.float32)), r"more than 1e\+06 times full"),
        (AudioBlock(7, 16_000, np.full(10, -1e20, np.float32)), r"more than 1e\+06 times full"),
        (AudioBlock(0.5, 16_000, silence(0.1)), r"start is 0\.5; pass a whole"),  # type: ignore[arg-type]
        (AudioBlock(0, 22_050.5, silence(0.1)), r"rate is 22050\.5; pass"),  # type: ignore[arg-type]
        (AudioBlock(0, np.nan, silence(0.1)), "rate is nan"),  # type: ignore[arg-type]
        (AudioBlock(0, "16k", silence(0.1)), "rate is '16k'; pass a whole"),  # type: ignore[arg-type]
        (AudioBlock(0, 16_000, [0.0] * 9), "holds a list; pass an array"),  # type: ignore[arg-type]
        (silence(0.1), r"is a ndarray; pass AudioBlock\(start"),
    ],
)
def test_what_is_no_sound_is_refused_and_harms_nothing(block: AudioBlock, said: str) -> None:
    analyzer = Analyzer(MODEL)
    with pytest.raises(AudioError, match=said):
        analyzer.push(block)
    events = analyzer.push(AudioBlock(0, 16_000, SPOKEN[16_000])) + analyzer.flush()
    assert events == EXPECTED[16_000]


def test_a_name_is_no_model() -> None:
    with pytest.raises(ModelError, match="The model is 'open'; pass what load_model gives"):
        Analyzer("open")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [float, np.float64, np.int64])
def test_whole_numbers_of_any_kind_are_taken(kind: type) -> None:
    analyzer, events, start = Analyzer(MODEL), [], 0
    for piece in pieces(SPOKEN[48_000], [100_000]):
        events += analyzer.push(AudioBlock(kind(start), kind(48_000), piece))
        start += piece.size
    assert events + analyzer.flush() == EXPECTED[48_000]
    assert type(analyzer.position.sample) is type(analyzer.position.rate) is int


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        (
            AnalyzerConfig(segment=SegmentConfig(hangover_s=99.0)),
            "segment.hangover_s is 99; choose a value from 0.2 to 5.",
        ),
        (
            AnalyzerConfig(segment=SegmentConfig(min_utterance_s=5.0, max_utterance_s=2.0)),
            "segment.max_utterance_s is 2; choose a value from 5 to 300.",
        ),
        (
            AnalyzerConfig(vad=VadConfig(aggressiveness=1.5)),  # type: ignore[arg-type]
            "vad.aggressiveness is 1.5; choose 0, 1, 2 or 3.",
        ),
        (
            AnalyzerConfig(window=WindowConfig(hop_s="0.2")),  # type: ignore[arg-type]
            "window.hop_s is '0.2', which is no number; choose one from 0.05 to 3.",
        ),
    ],
)
def test_settings_are_checked(config: AnalyzerConfig, sentence: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Analyzer(MODEL, config)
    assert str(refused.value) == sentence


def test_strictness_may_be_a_whole_number_of_any_kind() -> None:
    config = AnalyzerConfig(vad=VadConfig(aggressiveness=2.0))  # type: ignore[arg-type]
    assert heard(SPOKEN[16_000], config=config) == EXPECTED[16_000]


def test_short_speech_is_too_short() -> None:
    config = AnalyzerConfig(segment=SegmentConfig(min_utterance_s=5.0))
    ended = of_kind(heard(SPOKEN[16_000], config=config), UtteranceEnded)
    assert ended
    for event in ended:
        assert event.reading.status is Status.TOO_SHORT
        assert (event.reading.emotion, event.reading.tone) == ("", None)
        assert event.reading.posterior.probs == ()
        assert event.reading.reference == 0.0  # nothing was learned of it


def test_clipped_speech_is_called_so() -> None:
    loud = np.clip(SPOKEN[16_000] * 40, -1, 1)
    statuses = {event.reading.status for event in of_kind(heard(loud), UtteranceEnded)}
    assert statuses == {Status.CLIPPED}


def test_noisy_speech_is_called_so() -> None:
    config = AnalyzerConfig(quality=QualityConfig(min_snr_db=40.0))
    samples = SPOKEN[16_000] + white(SPOKEN[16_000].size / 16_000, level_dbfs=-45)
    statuses = {e.reading.status for e in of_kind(heard(samples, config=config), UtteranceEnded)}
    assert statuses == {Status.NOISY}


def test_what_the_model_is_not_sure_of_is_unsure() -> None:
    ended = of_kind(heard(SPOKEN[16_000], model=replace(MODEL, unsure_below=1.0)), UtteranceEnded)
    assert ended
    for event in ended:
        assert event.reading.status is Status.UNSURE
        assert event.reading.emotion in MODEL.labels


def test_a_whole_recording_is_one_utterance() -> None:
    (ended,) = of_kind(heard(SPOKEN[16_000], config=WHOLE), UtteranceEnded)
    assert (ended.start, ended.end) == (0, SPOKEN[16_000].size)
    features = extract_features(FILTERED).values
    probs = MODEL.classifier.probabilities(Reference(MODEL.prior).normalize(features)[None])[0]
    assert ended.reading.posterior.probs == tuple(probs.tolist())


def test_a_whole_recording_without_speech_is_not_neutral() -> None:
    (ended,) = of_kind(heard(white(3.0), config=WHOLE), UtteranceEnded)
    assert ended.reading.status is Status.NO_SPEECH
    assert ended.reading.emotion == ""


def test_long_speech_is_cut_and_nothing_is_lost() -> None:
    config = AnalyzerConfig(segment=SegmentConfig(max_utterance_s=2.0))
    ended = of_kind(heard(voice(7.0), config=config), UtteranceEnded)
    assert [event.final for event in ended] == [False, False, False, True]
    assert all(a.end == b.start for a, b in pairwise(ended))


def test_nothing_in_nothing_out() -> None:
    analyzer = Analyzer(MODEL)
    assert analyzer.flush() == []
    assert analyzer.push(AudioBlock(0, 16_000, np.zeros(0, np.float32))) == []
    assert analyzer.flush() == []


@pytest.mark.slow
def test_memory_does_not_grow_with_the_stream() -> None:
    analyzer, position = Analyzer(MODEL, AnalyzerConfig(window=None)), 0
    minute = np.concatenate((voice(45.0), silence(15.0)))

    def kept_after(minutes: int) -> int:
        nonlocal position
        for _ in range(minutes):
            for piece in pieces(minute, [16_000]):
                analyzer.push(AudioBlock(position, 16_000, piece))
                position += piece.size
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        kept_after(1)
        before = kept_after(1)
        assert kept_after(3) - before < 100_000
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
