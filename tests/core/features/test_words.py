"""Acoustic words: pieces are counted as what they resemble, where there is speech."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ser_core.features.words import CODEBOOKS, CONTOURS, Codebook, Pieces, word_shares
from ser_core.types import F32

STEADY = Pieces(length=2, step=1)


def codebook(words: F32) -> Codebook:
    """Compare pieces as they are."""
    width = STEADY.length * CONTOURS
    return Codebook("test", STEADY, np.eye(width, dtype=np.float32), np.zeros(width, "f4"), words)


def alternating(first: F32, second: F32, rows: int) -> F32:
    """Let two spectra follow one another, four rows of each."""
    return np.stack([first if row // 4 % 2 == 0 else second for row in range(rows)])


def even(rows: int) -> F32:
    return np.full(rows, 1 / rows, np.float32)


def test_a_piece_counts_as_the_word_that_it_is() -> None:
    up, down = np.full(CONTOURS, 1, np.float32), np.full(CONTOURS, -1, np.float32)
    words = np.stack([np.tile(up, 2), np.tile(down, 2), np.full(2 * CONTOURS, 30, np.float32)])
    shares = codebook(words.astype(np.float32)).shares(alternating(up, down, 64), even(64))
    assert shares[0] == pytest.approx(shares[1], rel=1e-4)
    assert shares[0] > 1.0
    assert shares[2] == 0.0


def test_a_channel_that_colours_everything_alike_changes_nothing() -> None:
    rng = np.random.default_rng(0)
    contours = rng.normal(size=(120, CONTOURS)).astype(np.float32)
    colour = rng.normal(0, 10, CONTOURS).astype(np.float32)
    before, after = (word_shares(heard, even(120)) for heard in (contours, contours + colour))
    np.testing.assert_allclose(np.concatenate(after), np.concatenate(before), atol=1e-3)


def test_pieces_without_speech_do_not_count() -> None:
    rng = np.random.default_rng(1)
    contours = rng.normal(size=(120, CONTOURS)).astype(np.float32)
    speech = np.where(np.arange(120) < 60, 1 / 60, 0).astype(np.float32)
    cut, weights = STEADY.cut(contours, speech)
    assert weights.sum() == pytest.approx(1.0, rel=1e-5)
    assert (weights[31:] == 0).all()
    assert len(cut) == len(weights) == 59
    still = contours.copy()
    still[64:] = rng.normal(0, 100, (56, CONTOURS))
    book = codebook(np.stack([cut[3], cut[9]]))
    np.testing.assert_array_equal(book.shares(still, speech), book.shares(contours, speech))


@settings(max_examples=30, deadline=None)
@given(st.integers(8, 400), st.integers(0, 2**31))
def test_any_window_gives_a_value_for_each_word(rows: int, seed: int) -> None:
    contours = np.random.default_rng(seed).normal(0, 20, (rows, CONTOURS)).astype(np.float32)
    for book, shares in zip(CODEBOOKS, word_shares(contours, even(rows)), strict=True):
        assert shares.shape == (book.size,)
        assert np.isfinite(shares).all()
        assert (shares >= 0).all()
