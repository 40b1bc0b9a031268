"""Two voices at the same time: each is heard as if it were alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from ser_core.analyzer import Analyzer
from ser_core.audio import load_audio
from ser_core.errors import AudioError
from ser_core.multichannel import ChannelEvent, MultichannelAnalyzer
from ser_core.recordings import analyze_file
from ser_core.types import (
    F32,
    SAMPLE_RATE_HZ,
    AudioBlock,
    AudioGap,
    EmotionUpdated,
    Event,
    SpeechStarted,
    UtteranceEnded,
)
from tests.conftest import ROOT
from tests.models import made_up_model
from tests.signals import silence, talk

MODEL = made_up_model()
SIDES = ("left", "right")
DEMO_CALL = ROOT / "assets" / "demo-call.flac"


def two_voices() -> F32:
    """One talks from the beginning, the other a little later: they overlap."""
    spoken = talk()
    left = np.concatenate((spoken, silence(1.3)))
    right = np.concatenate((silence(1.3), 0.5 * spoken))
    return np.stack((left, right), axis=1).astype(np.float32)


VOICES = two_voices()


def heard(samples: F32, sizes: list[int]) -> list[ChannelEvent]:
    """Push samples in pieces of these sizes, again and again, and flush."""
    analyzer = MultichannelAnalyzer(MODEL, SIDES)
    events: list[ChannelEvent] = []
    start = turn = 0
    while start < len(samples):
        piece = samples[start : start + sizes[turn % len(sizes)]]
        events += analyzer.push(AudioBlock(start, SAMPLE_RATE_HZ, piece))
        start, turn = start + len(piece), turn + 1
    return events + analyzer.flush()


WHOLE = heard(VOICES, [len(VOICES)])


def unnumbered(event: Event) -> Event:
    numbered = isinstance(event, (SpeechStarted, EmotionUpdated, UtteranceEnded))
    return replace(event, utterance_id=0) if numbered else event


@pytest.mark.parametrize("index", [0, 1])
def test_a_channel_is_heard_as_if_it_were_alone(index: int) -> None:
    alone = Analyzer(MODEL)
    samples = np.ascontiguousarray(VOICES[:, index])
    events = [*alone.push(AudioBlock(0, SAMPLE_RATE_HZ, samples)), *alone.flush()]
    mine = [each.event for each in WHOLE if each.channel == SIDES[index]]
    assert [unnumbered(event) for event in mine] == [unnumbered(event) for event in events]


def test_both_talk_at_once_and_no_number_is_given_twice() -> None:
    ended = [e for e in WHOLE if isinstance(e.event, UtteranceEnded)]
    numbers = {
        side: [e.event.utterance_id for e in ended if e.channel == side]  # type: ignore[union-attr]
        for side in SIDES
    }
    assert numbers == {"left": [1, 3], "right": [2, 4]}
    assert [e.channel for e in ended] == ["left", "right", "left", "right"], "in order of time"


@settings(max_examples=15)
@given(sizes=st.lists(st.integers(50, 30_000), min_size=1, max_size=5))
def test_neither_events_nor_their_order_depend_on_the_blocks(sizes: list[int]) -> None:
    assert heard(VOICES, sizes) == WHOLE


def test_a_loss_is_told_for_each_channel() -> None:
    analyzer = MultichannelAnalyzer(MODEL, SIDES)
    second = SAMPLE_RATE_HZ
    analyzer.push(AudioBlock(0, second, VOICES[: second + 7]))
    events = analyzer.push(AudioBlock(2 * second, second, VOICES[2 * second :]))
    gaps = [e for e in events if isinstance(e.event, AudioGap)]
    assert gaps == [ChannelEvent(side, AudioGap(second + 7, 2 * second)) for side in SIDES]


def test_what_one_channel_refuses_no_channel_hears() -> None:
    analyzer = MultichannelAnalyzer(MODEL, SIDES)
    bad = VOICES[:8000].copy()
    bad[100, 1] = np.nan
    with pytest.raises(AudioError, match="NaN"):
        analyzer.push(AudioBlock(0, SAMPLE_RATE_HZ, bad))
    with pytest.raises(AudioError, match=r"pass shape \(n, 2\)"):
        analyzer.push(AudioBlock(0, SAMPLE_RATE_HZ, bad[:, 0]))
    assert [*analyzer.push(AudioBlock(0, SAMPLE_RATE_HZ, VOICES)), *analyzer.flush()] == WHOLE


def test_a_block_that_comes_twice_is_refused_and_changes_nothing() -> None:
    analyzer, events, start = MultichannelAnalyzer(MODEL, SIDES), [], 0
    for block in np.array_split(VOICES, 50):  # not whole turns: a rest waits
        events += analyzer.push(AudioBlock(start, SAMPLE_RATE_HZ, block))
        with pytest.raises(AudioError, match="reset the analyzer first"):
            analyzer.push(AudioBlock(start, SAMPLE_RATE_HZ, block))
        start += len(block)
    assert events + analyzer.flush() == WHOLE


def test_each_is_refused_where_there_is_one_channel(tmp_path: Path) -> None:
    path = tmp_path / "mono.wav"
    soundfile.write(path, talk(), SAMPLE_RATE_HZ)
    with pytest.raises(AudioError, match="1 channel and no channel 'each'"):
        analyze_file(path, MODEL, channel="each")


def test_a_call_gives_the_utterances_of_both_sides() -> None:
    both = analyze_file(DEMO_CALL, MODEL, channel="each")
    for side in SIDES:
        alone = analyze_file(DEMO_CALL, MODEL, channel=side).utterances
        mine = [u for u, where in zip(both.utterances, both.channels, strict=True) if where == side]
        assert len(mine) >= 3
        assert [unnumbered(u) for u in mine] == [unnumbered(u) for u in alone]


def test_left_and_right_can_be_loaded_side_by_side() -> None:
    samples, rate = load_audio(DEMO_CALL, channel="each")
    assert (samples.ndim, rate) == (2, SAMPLE_RATE_HZ)
    np.testing.assert_array_equal(samples[:, 1], load_audio(DEMO_CALL, channel="right")[0])


def test_a_rate_may_be_any_whole_number() -> None:
    analyzer = MultichannelAnalyzer(MODEL, SIDES)
    events = analyzer.push(AudioBlock(0, float(SAMPLE_RATE_HZ), VOICES))  # type: ignore[arg-type]
    assert events + analyzer.flush() == heard(VOICES, [len(VOICES)])
