"""Frames are exact, and the high-pass takes hum but no voice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from ser_core.stream.frame import FRAME_SAMPLES, FrameCutter, HighPass
from ser_core.types import F32
from tests.signals import pieces, tone, white

SIZES = st.lists(st.integers(1, 1_000), min_size=1, max_size=6)


@given(SIZES)
def test_frames_are_the_signal_in_order(sizes: list[int]) -> None:
    samples = white(0.333)
    cutter = FrameCutter()
    frames = np.concatenate([cutter.push(piece) for piece in pieces(samples, sizes)])
    assert frames.shape[1] == FRAME_SAMPLES
    np.testing.assert_array_equal(np.append(frames.reshape(-1), cutter.flush()), samples)


def test_a_frame_is_given_as_soon_as_it_is_whole() -> None:
    cutter = FrameCutter()
    assert len(cutter.push(np.zeros(319, np.float32))) == 0
    assert len(cutter.push(np.zeros(1, np.float32))) == 1
    assert cutter.flush().size == 0


def test_what_was_given_does_not_change_when_the_next_block_overwrites_the_first() -> None:
    cutter = FrameCutter()
    block = np.ones(100, np.float32)
    cutter.push(block)
    block[:] = 7.0
    frames = cutter.push(np.ones(220, np.float32))
    np.testing.assert_array_equal(frames, np.ones((1, 320), np.float32))


def filtered(samples: F32, together: list[int], corner_hz: float = 80.0) -> F32:
    """Filter whole frames, so many together at a time."""
    highpass, cutter = HighPass(corner_hz), FrameCutter()
    sizes = [FRAME_SAMPLES * count for count in together]
    frames = [highpass.push(cutter.push(piece)) for piece in pieces(samples, sizes)]
    return np.concatenate(frames).reshape(-1)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6))
def test_filtering_does_not_depend_on_the_cutting(together: list[int]) -> None:
    samples = white(0.4)
    np.testing.assert_array_equal(filtered(samples, together), filtered(samples, [20]))


@pytest.mark.parametrize(("hz", "gain_db"), [(20, -48), (50, -16), (80, -3), (300, 0), (3000, 0)])
def test_hum_is_weakened_and_a_voice_is_not(hz: float, gain_db: float) -> None:
    samples = tone(2.0, hz)
    settled = slice(16_000, None)
    rms = np.sqrt(np.mean(np.square(filtered(samples, [7])[settled])))
    change = 20 * np.log10(rms / np.sqrt(np.mean(np.square(samples[settled]))))
    assert change == pytest.approx(gain_db, abs=1.0)


@pytest.mark.parametrize("corner_hz", [50.0, 80.0, 300.0])
def test_the_filter_is_scipy_s_but_for_its_memory_of_long_ago(corner_hz: float) -> None:
    samples = white(1.0)
    sections = signal.butter(4, corner_hz, "highpass", fs=16_000, output="sos")
    expected = signal.sosfilt(sections, samples.astype(np.float64))
    error = np.sqrt(np.mean(np.square(filtered(samples, [1], corner_hz) - expected)))
    assert 20 * np.log10(error / np.sqrt(np.mean(np.square(expected)))) < -60


def test_zeros_stay_zeros() -> None:
    assert not filtered(np.zeros(640, np.float32), [1]).any()
