"""When an utterance begins and ends, on verdicts written by hand."""

import numpy as np

from ser_core.config import SegmentConfig
from ser_core.stream.segment import Change, Closed, Grown, Opened, Segmenter, WholeRecording
from ser_core.types import VadFrame

CONFIG = SegmentConfig(
    onset_s=0.06,
    onset_window_s=0.1,
    hangover_s=0.2,
    preroll_s=0.04,
    postroll_s=0.06,
    max_utterance_s=2.0,
)
FRAME = 320


def frames(script: str) -> list[VadFrame]:
    """`#` speech with a voice, `+` speech without, `=` loud sound, `-` faint, `.` silence."""
    return [
        VadFrame(
            start=index * FRAME,
            samples=np.full(FRAME, index, np.float32),
            sound=mark != ".",
            speech=mark in "#+",
            voice=2.0 if mark == "#" else 0.0,
            level_dbfs=-20.0,
            snr_db=8.0 if mark == "-" else 30.0,
            clipped=0,
        )
        for index, mark in enumerate(script)
    ]


def changes(script: str, config: SegmentConfig = CONFIG, *, flush: bool = True) -> list[Change]:
    segmenter = Segmenter(config)
    found = [change for frame in frames(script) for change in segmenter.push(frame)]
    return [*found, *segmenter.flush(len(script) * FRAME)] if flush else found


def utterances(script: str, config: SegmentConfig = CONFIG) -> list[tuple[int, int, bool]]:
    """First frame, first frame after the end, and whether it is final."""
    found, start, grown = [], 0, 0
    for change in changes(script, config):
        if isinstance(change, Opened):
            start = change.frames[0].start
            grown = start + len(change.frames) * FRAME
        elif isinstance(change, Grown):
            assert change.frame.start == grown
            grown += FRAME
        else:
            assert change.end <= grown
            found.append((start // FRAME, change.end // FRAME, change.final))
    return found


def test_silence_is_no_utterance() -> None:
    assert changes("." * 50) == []


def test_preroll_and_postroll_surround_the_speech() -> None:
    assert utterances("." * 20 + "#" * 10 + "." * 20) == [(18, 33, True)]


def test_speech_without_a_voice_does_not_begin() -> None:
    assert utterances("." * 5 + "+" * 30 + "." * 20) == []


def test_what_came_before_the_voice_belongs_to_the_utterance() -> None:
    assert utterances("." * 20 + "+++++#####" + "." * 20) == [(18, 33, True)]


def test_the_sound_just_before_the_speech_belongs_to_it() -> None:
    assert utterances("." * 20 + "-----#####" + "." * 20) == [(18, 33, True)]
    assert utterances("." * 5 + "-" * 30 + "#####" + "." * 20) == [(13, 43, True)]


def test_loud_sound_before_the_speech_belongs_to_it_however_long_it_lasts() -> None:
    assert utterances("." * 5 + "=" * 30 + "#####" + "." * 20) == [(3, 43, True)]
    assert utterances("." * 5 + "=" * 10 + "." * 8 + "=" * 12 + "#####" + "." * 20) == [
        (3, 43, True)
    ]
    assert utterances("." * 5 + "=" * 10 + "." * 12 + "=" * 8 + "#####" + "." * 20) == [
        (25, 43, True)
    ]


def test_sound_alone_neither_begins_nor_goes_on() -> None:
    assert utterances("-" * 50) == []
    assert utterances("." * 10 + "#####" + "-" * 30) == [(8, 18, True)]


def test_a_click_is_no_onset() -> None:
    assert utterances("." * 10 + "##" + "." * 10 + "##" + "." * 20) == []


def test_a_pause_shorter_than_the_hangover_is_bridged() -> None:
    assert utterances("####" + "." * 9 + "####" + "." * 20) == [(0, 20, True)]


def test_a_pause_as_long_as_the_hangover_parts() -> None:
    assert utterances("####" + "." * 10 + "####" + "." * 20) == [(0, 7, True), (14, 21, True)]


def test_the_next_preroll_never_reaches_into_the_last_utterance() -> None:
    config = SegmentConfig(
        onset_s=0.02, hangover_s=0.2, preroll_s=1.0, postroll_s=0.2, max_utterance_s=2.0
    )
    (_, end, _), (start, _, _) = utterances("####" + "." * 11 + "####" + "." * 20, config)
    assert start >= end


def test_it_closes_as_soon_as_the_hangover_is_over() -> None:
    found = changes("####" + "." * 10, flush=False)
    assert isinstance(found[-1], Closed)
    assert found[-1].speech_end == 4 * FRAME


def test_the_flush_ends_it_and_nothing_is_invented_after_the_end() -> None:
    assert utterances("." * 5 + "####") == [(3, 9, True)]


def test_speech_is_cut_at_the_maximum_and_goes_on_at_once() -> None:
    assert utterances("#" * 250 + "." * 20) == [
        (0, 100, False),
        (100, 200, False),
        (200, 253, True),
    ]


def test_after_a_cut_silence_opens_nothing() -> None:
    assert utterances("#" * 100 + "." * 40) == [(0, 100, False)]


def test_after_a_cut_a_short_pause_belongs_to_what_follows() -> None:
    assert utterances("#" * 100 + "....." + "++++" + "." * 20) == [
        (0, 100, False),
        (100, 112, True),
    ]


def test_where_speech_began_is_told() -> None:
    (opened,) = [c for c in changes("." * 20 + "##########") if isinstance(c, Opened)]
    assert opened.speech_start == 20 * FRAME


def test_a_whole_recording_is_one_utterance() -> None:
    segmenter = WholeRecording()
    found = [change for frame in frames("..##..") for change in segmenter.push(frame)]
    assert isinstance(found[0], Opened)
    assert all(isinstance(change, Grown) for change in found[1:])
    assert segmenter.flush(2_000) == (Closed(2_000, 2_000, final=True),)


def test_nothing_is_no_recording() -> None:
    assert WholeRecording().flush(0) == ()
