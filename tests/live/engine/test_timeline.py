from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.types import AudioBlock
from ser_live.engine.timeline import Timeline

RATES = st.sampled_from([8_000, 16_000, 44_100, 48_000, 192_000])


def a_block(start: int, rate: int, length: int) -> AudioBlock:
    return AudioBlock(start, rate, np.zeros(length, np.float32))


def test_a_source_is_counted_by_its_samples_alone() -> None:
    timeline = Timeline()
    starts = [
        timeline.place(a_block(start, 48_000, 480), late, live=True).start
        for start, late in [(0, 100.0), (480, 100.3), (960, 99.0), (9600, 100.0)]
    ]
    assert starts == [0, 480, 960, 9600]
    assert timeline.end_s == 0.21


def test_a_source_that_comes_back_is_placed_by_the_clock() -> None:
    timeline = Timeline()
    timeline.place(a_block(0, 48_000, 480), 100.0, live=True)
    timeline.change_source()
    assert timeline.place(a_block(0, 16_000, 160), 107.5, live=True).start == 7.5 * 16_000


def test_a_recording_goes_on_where_the_session_is() -> None:
    timeline = Timeline()
    timeline.place(a_block(0, 48_000, 48_000), 100.0, live=True)
    timeline.change_source()
    assert timeline.place(a_block(0, 8_000, 8_000), 107.5, live=False).start == 8_000


@given(
    sources=st.lists(
        st.tuples(RATES, st.floats(-5.0, 50.0), st.lists(st.integers(1, 9000), min_size=1)),
        max_size=6,
    )
)
def test_time_never_goes_back(sources: list[tuple[int, float, list[int]]]) -> None:
    timeline = Timeline()
    clock = end_s = 0.0
    for rate, away_s, lengths in sources:
        timeline.change_source()
        clock += away_s
        position = 0
        for length in lengths:
            placed = timeline.place(a_block(position, rate, length), clock, live=True)
            assert placed.start / rate >= end_s - 0.501 / rate  # half a sample, and rounding
            end_s = timeline.end_s
            assert end_s == pytest.approx((placed.start + length) / rate)
            position += length
