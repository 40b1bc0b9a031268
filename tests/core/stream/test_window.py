"""Windows lie on a grid and never reach before the utterance."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ser_core.config import WindowConfig
from ser_core.features.descriptors import BATCH, FRAME, HOP
from ser_core.stream.window import WindowSchedule

CONFIG = WindowConfig(length_s=3.0, hop_s=0.25, first_s=1.0)


@given(st.integers(0, 8_000))
def test_the_first_is_due_a_second_after_speech_began_or_a_hop_later(preroll: int) -> None:
    schedule = WindowSchedule(CONFIG, start=1_000, speech_start=1_000 + preroll)
    assert schedule.due(1_000 + preroll + 15_999) == []
    ((start, end),) = schedule.due(1_000 + preroll + 16_000 + 3_999)
    assert start == 1_000
    assert 0 <= end - (1_000 + preroll + 16_000) < 4_000
    assert schedule.due(end) == []


def test_each_hop_computes_one_batch() -> None:
    ends = [end for _, end in WindowSchedule(CONFIG, 0, 3_200).due(160_000)]
    rows = [1 + (end - FRAME) // HOP for end in ends]
    assert all(count % BATCH == 0 for count in rows)


@given(st.lists(st.integers(0, 40_000), max_size=12), st.integers(0, 9_000))
def test_windows_are_the_same_whenever_asked(steps: list[int], speech: int) -> None:
    asked, once = (WindowSchedule(CONFIG, 0, speech) for _ in range(2))
    until, windows = 0, []
    for step in steps:
        until += step
        windows += asked.due(until)
    assert windows == once.due(until)
    assert all(0 <= start < end <= until and end - start <= 48_000 for start, end in windows)
    assert all(after - before == 4_000 for (_, before), (_, after) in pairwise(windows))


def test_a_full_window_has_its_full_length() -> None:
    start, end = WindowSchedule(CONFIG, 0, 0).due(16_000 * 10)[-1]
    assert 0 <= 48_000 - (end - start) < HOP
    assert start % HOP == 0, "no window begins within a frame's hop"
