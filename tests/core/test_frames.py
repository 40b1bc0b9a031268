"""Overlapping frames are those of numpy's own sliding window."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from ser_core.frames import overlapping


@given(st.integers(0, 60), st.integers(1, 20), st.integers(1, 20), st.integers(1, 3))
def test_frames_equal_those_of_a_sliding_window(
    size: int, length: int, step: int, every: int
) -> None:
    samples = np.arange(size, dtype=np.float32)[::every]
    frames = overlapping(samples, length, step)
    if samples.size < length:
        assert frames.shape == (0, length)
    else:
        np.testing.assert_array_equal(frames, sliding_window_view(samples, length)[::step])
