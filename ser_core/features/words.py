"""Acoustic words: how often short pieces of speech resemble each piece in a codebook.

A piece is some tenths of a second of bands, level, pitch and voicing, relative to their means
over the window. The codebooks are data, learned without labels (`ser_core.training.words`).
The map is that of Coates, Ng & Lee 2011 ("An analysis of single-layer networks in unsupervised
feature learning"): whitened patches, k-means, and an activation for each centre that is nearer
than the average centre.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from safetensors.numpy import load

from ser_core.frames import overlapping
from ser_core.types import F32

CONTOURS: Final = 35
"""32 bands, level, pitch, voicing."""
POOLED: Final = 2
"""Rows that are averaged into one, so that a piece is a sequence of 20 ms steps."""
CODEBOOK_FILE: Final = Path(__file__).with_name("words.safetensors")


@dataclass(frozen=True, slots=True)
class Pieces:
    """How a window is cut into overlapping pieces; lengths in pooled rows of 20 ms."""

    length: int
    step: int

    def cut(self, contours: F32, speech: F32) -> tuple[F32, F32]:
        """Cut a window.

        Parameters
        ----------
        contours : float32 array, shape (T, CONTOURS)
        speech : float32 array, shape (T,)
            How surely each row is speech; sums to 1.

        Returns
        -------
        pieces : float32 array, shape (P, length * CONTOURS)
            At least one; a window that is too short is filled up with its last row.
        weights : float32 array, shape (P,)
            How much of the speech lies in each; sums to 1.
        """
        relative = contours - speech @ contours
        missing = max(0, POOLED * self.length - len(speech))
        if missing:
            relative = np.pad(relative, ((0, missing), (0, 0)), mode="edge")
            speech = np.pad(speech, (0, missing))
        count = len(speech) // POOLED
        pooled = relative[: POOLED * count].reshape(count, POOLED, CONTOURS).mean(axis=1)
        shares = speech[: POOLED * count].reshape(count, POOLED).sum(axis=1)
        pieces = overlapping(pooled.ravel(), self.length * CONTOURS, self.step * CONTOURS)
        weights = overlapping(shares, self.length, self.step).sum(axis=1)
        return pieces, weights / weights.sum()


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """Centres that pieces are compared with.

    Parameters
    ----------
    name : str
        What its features are called.
    pieces : Pieces
    projection : float32 array, shape (length * CONTOURS, D)
        Whitens pieces and keeps their main directions.
    offset : float32 array, shape (D,)
        Projection of the mean piece.
    words : float32 array, shape (K, D)
    """

    name: str
    pieces: Pieces
    projection: F32
    offset: F32
    words: F32

    @property
    def size(self) -> int:
        """How many words there are."""
        return len(self.words)

    def shares(self, contours: F32, speech: F32) -> F32:
        """Give the square root of each word's mean activation over a window; shape (K,)."""
        pieces, weights = self.pieces.cut(contours, speech)
        points = pieces @ self.projection - self.offset
        squares = np.sum(points**2, axis=1)[:, None] + np.sum(self.words**2, axis=1)
        distances = np.sqrt(np.maximum(squares - 2 * (points @ self.words.T), 0))
        activations = np.maximum(distances.mean(axis=1, keepdims=True) - distances, 0)
        shares: F32 = np.sqrt(weights @ activations)
        return shares


SHAPES: Final = {"short": Pieces(length=8, step=2), "long": Pieces(length=18, step=3)}
"""The codebooks by name."""


def _read() -> tuple[tuple[Codebook, ...], str]:
    content = CODEBOOK_FILE.read_bytes()
    arrays = load(content)
    books = tuple(
        Codebook(
            name,
            pieces,
            arrays[f"{name}.projection"],
            arrays[f"{name}.offset"],
            arrays[f"{name}.words"],
        )
        for name, pieces in SHAPES.items()
    )
    return books, hashlib.sha256(content).hexdigest()


CODEBOOKS, DIGEST = _read()


def word_shares(contours: F32, speech: F32) -> tuple[F32, ...]:
    """Summarise a window by the words of every codebook.

    Parameters
    ----------
    contours : float32 array, shape (T, CONTOURS)
    speech : float32 array, shape (T,)
        How surely each row is speech; sums to 1.

    Returns
    -------
    tuple of float32 arrays
        For each of `CODEBOOKS`, one value per word.
    """
    return tuple(book.shares(contours, speech) for book in CODEBOOKS)
