"""Learning the codebooks of acoustic words from speech, without labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from safetensors.numpy import save
from sklearn.cluster import MiniBatchKMeans

from ser_core.features.words import SHAPES, Codebook, Pieces
from ser_core.types import F32

SIZE: Final = 512
DIMENSIONS: Final = {"short": 32, "long": 48}
PIECES_A_CLIP: Final = 12
_FLOOR: Final = 0.05
"""Part of the mean variance that is added to each, so that whitening lifts no noise."""


def learn_codebook(
    name: str, windows: Sequence[tuple[F32, F32]], *, size: int, dimensions: int, seed: int
) -> Codebook:
    """Learn one codebook: sampled pieces, whitening, k-means (Sculley 2010, in batches).

    Parameters
    ----------
    name : str
        One of `words.SHAPES`.
    windows : sequence of (float32 array (T, CONTOURS), float32 array (T,))
        As `contours_of` returns them.
    size, dimensions : int
        How many words, and how many main directions of the pieces are kept.
    seed : int
        Of the sample and of k-means.
    """
    pieces = SHAPES[name]
    rng = np.random.default_rng(seed)
    sample = np.concatenate([_sampled(pieces, *window, rng) for window in windows])
    mean = sample.mean(axis=0, dtype=np.float64)
    variances, directions = np.linalg.eigh(np.cov((sample - mean).T))
    kept, main = variances[::-1][:dimensions], directions[:, ::-1][:, :dimensions]
    projection = main / np.sqrt(kept + _FLOOR * kept.mean())
    offset = mean @ projection
    learner = MiniBatchKMeans(size, batch_size=4096, n_init=1, max_iter=15, random_state=seed)
    words = learner.fit(sample @ projection - offset).cluster_centers_
    return Codebook(name, pieces, *(_single(array) for array in (projection, offset, words)))


def _sampled(pieces: Pieces, contours: F32, speech: F32, rng: np.random.Generator) -> F32:
    """Choose pieces of a clip, those with more speech more often."""
    cut, weights = pieces.cut(contours, speech)
    count = min(PIECES_A_CLIP, int(np.count_nonzero(weights)))
    shares = weights.astype(np.float64)
    chosen = rng.choice(len(cut), count, replace=False, p=shares / shares.sum())
    sampled: F32 = cut[chosen]
    return sampled


def _single(array: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> F32:
    return np.ascontiguousarray(array, dtype=np.float32)


def to_bytes(books: Sequence[Codebook]) -> bytes:
    """Put codebooks into the form in which the program keeps them."""
    arrays = {}
    for book in books:
        arrays[f"{book.name}.projection"] = book.projection
        arrays[f"{book.name}.offset"] = book.offset
        arrays[f"{book.name}.words"] = book.words
    return save(arrays)
