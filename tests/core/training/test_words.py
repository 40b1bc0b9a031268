"""Codebooks are learned from what is heard often, the same way every time."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import load

from ser_core.features.words import CONTOURS, SHAPES
from ser_core.training.words import learn_codebook, to_bytes
from ser_core.types import F32


def windows(count: int) -> list[tuple[F32, F32]]:
    """Windows in which two sounds take turns, with a little noise."""
    rng = np.random.default_rng(0)
    sounds = rng.normal(0, 5, (2, CONTOURS))
    heard = []
    for _ in range(count):
        turns = np.repeat(rng.integers(0, 2, 4), 40)
        contours = sounds[turns] + rng.normal(0, 0.1, (160, CONTOURS))
        heard.append((contours.astype(np.float32), np.full(160, 1 / 160, np.float32)))
    return heard


@pytest.mark.parametrize("name", list(SHAPES))
def test_what_is_learned_is_near_what_was_heard(name: str) -> None:
    book = learn_codebook(name, windows(40), size=8, dimensions=3, seed=0)
    contours, speech = windows(1)[0]
    points = book.pieces.cut(contours, speech)[0] @ book.projection - book.offset
    distances = np.linalg.norm(points[:, None] - book.words, axis=2)
    assert np.median(distances.min(axis=1)) < 0.3 * np.median(distances)


def test_the_same_speech_gives_the_same_codebook() -> None:
    first, second = (
        learn_codebook("short", windows(20), size=4, dimensions=3, seed=1) for _ in "ab"
    )
    np.testing.assert_array_equal(first.words, second.words)
    arrays = load(to_bytes([first]))
    np.testing.assert_array_equal(arrays["short.projection"], first.projection)
