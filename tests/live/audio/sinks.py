"""Takes what a source delivers."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from ser_core.types import F32, AudioBlock
from ser_live.audio.queue import Arrival, Ended, Inlet

PATIENCE_S = 5.0


class Taker:
    """An inbox with one inlet."""

    def __init__(self, capacity_s: float = 10.0) -> None:
        self.inbox: SimpleQueue[Any] = SimpleQueue()
        self.inlet = Inlet(self.inbox, capacity_s)

    def take(self) -> AudioBlock | Ended:
        """Return the next block, or the end."""
        try:
            item = self.inbox.get(timeout=PATIENCE_S)
        except Empty:
            message = "nothing was delivered"
            raise AssertionError(message) from None
        if isinstance(item, Arrival):
            self.inlet.taken(item.block)
            return item.block
        assert isinstance(item, Ended)
        return item

    def take_all(self) -> tuple[list[AudioBlock], Ended]:
        """Return every block up to the end, and the end."""
        blocks = []
        while isinstance(item := self.take(), AudioBlock):
            blocks.append(item)
        return blocks, item


def joined(blocks: list[AudioBlock]) -> F32:
    """Return the samples of blocks that follow one another."""
    position = 0
    for block in blocks:
        assert block.start == position
        position += len(block.samples)
    return np.concatenate([block.samples for block in blocks])
