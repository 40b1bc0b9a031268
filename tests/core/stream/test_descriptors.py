"""Rows equal those of the whole to the last bit, and each is paid for about once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ser_core.features.descriptors import BATCH, FRAME, HOP, describe
from ser_core.stream import descriptors
from ser_core.stream.descriptors import DescriptorStream
from tests.signals import pieces, voice

SAMPLES = voice(1.7)
WHOLE = describe(SAMPLES)


@settings(max_examples=25)
@given(
    sizes=st.lists(st.integers(1, 6_000), min_size=1, max_size=6),
    hop=st.integers(800, 9_000),
    length=st.integers(FRAME, 20_000),
)
def test_windows_equal_the_offline_computation(sizes: list[int], hop: int, length: int) -> None:
    stream, heard, end = DescriptorStream(), 0, length
    for piece in pieces(SAMPLES, sizes):
        stream.push(piece)
        heard += piece.size
        while end <= heard:
            start = max(0, end - length)
            first, last = -(-start // HOP), 1 + (end - FRAME) // HOP
            np.testing.assert_array_equal(stream.rows(start, end), WHOLE[first:last])
            end += hop
    np.testing.assert_array_equal(stream.rows(0, heard), WHOLE)


def test_what_is_shorter_than_a_frame_has_no_rows() -> None:
    stream = DescriptorStream()
    stream.push(SAMPLES[: FRAME - 1])
    assert len(stream.rows(0, FRAME - 1)) == 0
    stream.push(SAMPLES[FRAME - 1 : FRAME])
    assert len(stream.rows(0, FRAME)) == 1


def test_nothing_is_computed_before_it_is_asked_for_and_rows_are_shared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed: list[int] = []

    def counted(samples: np.ndarray) -> np.ndarray:
        rows = describe(samples)
        computed.append(len(rows))
        return rows

    monkeypatch.setattr(descriptors, "describe", counted)
    stream = DescriptorStream()
    stream.push(SAMPLES)
    assert computed == []
    for end in range(4_000, SAMPLES.size, 800):
        stream.rows(max(0, end - 16_000), end)
    assert sum(computed) < len(WHOLE) + BATCH * len(computed)
    before = len(computed)
    stream.rows(0, 16_000)
    assert len(computed) == before
