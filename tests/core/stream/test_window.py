"""Windows lie on a grid and never reach before the utterance."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ser_core.config import WindowConfig
from ser_core.stream.window import WindowSchedule

CONFIG = WindowConfig(length_s=3.0, hop_s=0.25, first_s=1.0)


def test_the_first_is_due_a_second_after_speech_began() -> None:
    schedule = WindowSchedule(CONFIG, start=1_000, speech_start=4_200)
    assert schedule.due(4_200 + 15_999) == []
    assert schedule.due(4_200 + 16_000) == [(1_000, 20_200)]
    assert schedule.due(4_200 + 16_000) == []


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
    windows = WindowSchedule(CONFIG, 0, 0).due(16_000 * 10)
    assert windows[-1] == (16_000 * 7, 16_000 * 10)
