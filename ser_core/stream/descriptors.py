"""Descriptor rows of an utterance in progress, each computed once and shared by its windows."""

from __future__ import annotations

import math

import numpy as np

from ser_core.features.descriptors import BATCH, FRAME, HOP, describe
from ser_core.types import F32


class DescriptorStream:
    """Samples in, rows on request; what nobody asks for is not computed.

    Rows are computed in the batches of `describe`, aligned to the first sample, and so
    equal those of the whole utterance to the last bit.
    """

    def __init__(self) -> None:
        self._pieces: list[F32] = []
        self._dropped = 0
        self._rows = np.zeros((0, 0), np.float32)
        self._count = 0

    def push(self, samples: F32) -> None:
        """Take consecutive samples, shape (n,)."""
        self._pieces.append(samples)

    def rows(self, start: int, end: int) -> F32:
        """Give the rows that lie wholly inside the samples [start, end).

        Parameters
        ----------
        start, end : int
            Sample indices from the utterance's first sample; `end` is not beyond the
            samples pushed.

        Returns
        -------
        float32 array, shape (T, D)
        """
        first, last = math.ceil(start / HOP), max(0, 1 + (end - FRAME) // HOP)
        if last > self._count:
            self._describe_until(last)
        return self._rows[first:last]

    def _describe_until(self, count: int) -> None:
        aligned = self._count // BATCH * BATCH
        samples = np.concatenate(self._pieces)
        needed = samples[aligned * HOP - self._dropped : (count - 1) * HOP + FRAME - self._dropped]
        fresh = describe(needed)
        self._make_room(count, fresh.shape[1])
        self._rows[aligned:count] = fresh
        self._count = count
        keep_from = count // BATCH * BATCH * HOP
        self._pieces = [samples[keep_from - self._dropped :]]
        self._dropped = keep_from

    def _make_room(self, count: int, columns: int) -> None:
        if count <= len(self._rows):
            return
        roomy = np.empty((max(count, 2 * len(self._rows)), columns), np.float32)
        roomy[: self._count] = self._rows[: self._count].reshape(-1, columns)
        self._rows = roomy
