"""The bounded queue between a source and the worker.

One inbox carries everything that the worker waits for. A source writes into it through an
`Inlet`, which counts what waits there and refuses what would be too much, so that a stalled
worker costs samples (counted, and seen as a gap between blocks) and never memory.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from ser_core.types import AudioBlock

WAIT_S = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """A block and the moment (`time.monotonic`) at which its last sample arrived."""

    inlet: Inlet
    block: AudioBlock
    arrived_at: float

    @property
    def heard_at(self) -> float:
        """When its first sample was heard, by the same clock."""
        return self.arrived_at - len(self.block.samples) / self.block.rate


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """Nothing more will come: a recording is over, or `error` ended the source."""

    inlet: Inlet
    error: Exception | None


class Inlet:
    """A source's end of the inbox.

    `offer`, `wait` and `end` are called on the source's thread, `taken` on the worker's and
    `shut` on any. Each counter has one writer, so that no lock is needed; `SimpleQueue.put`
    never blocks.

    Parameters
    ----------
    inbox : SimpleQueue
        What the worker reads.
    capacity_s : float
        How much audio may wait there.
    """

    def __init__(self, inbox: SimpleQueue[Any], capacity_s: float) -> None:
        self._inbox = inbox
        self._capacity_s = capacity_s
        self._offered = 0
        self._taken = 0
        self._room = threading.Event()
        self._shut = False
        self._refusing = False
        self.lost = 0
        self.refused_until = 0

    def offer(self, block: AudioBlock, arrived_at: float) -> bool:
        """Leave a block for the worker; return False where it was refused and counted."""
        if self._shut:
            return False
        # Once full, it takes in again when half is read: one gap is better than a hundred.
        limit = 0.5 if self._refusing else 1.0
        self._refusing = self._waiting() >= limit * self._capacity_s * block.rate
        if self._refusing:
            self.lost += len(block.samples)
            self.refused_until = block.start + len(block.samples)
            return False
        self._offered += len(block.samples)
        self._inbox.put(Arrival(self, block, arrived_at))
        return True

    def wait(self, rate: int) -> bool:
        """Wait until there is room; return False once the inlet is shut. For recordings only."""
        limit = self._capacity_s * rate
        while self._waiting() >= limit and not self._shut:
            self._room.clear()
            if self._waiting() >= limit:
                self._room.wait(WAIT_S)
        return not self._shut

    def end(self, error: Exception | None = None) -> None:
        """Tell the worker that nothing more will come."""
        if not self._shut:
            self._inbox.put(Ended(self, error))

    def taken(self, block: AudioBlock) -> None:
        """Say that the worker has taken a block out."""
        self._taken += len(block.samples)
        self._room.set()

    def shut(self) -> None:
        """Let nothing more in."""
        self._shut = True
        self._room.set()

    def _waiting(self) -> int:
        return self._offered - self._taken
