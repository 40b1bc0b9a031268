"""Where in the session a block of a source lies."""

from __future__ import annotations

from ser_core.types import AudioBlock


class Timeline:
    """Numbers the blocks of one source after another along one session.

    A live source is placed by the clock at its first block, so that a pause or an unplugged
    device is as long in the session as it was in the world; from then on only its samples
    count. A recording goes on where the session is. Only a monotonic clock is read: a wall
    clock that is set back cannot disorder anything.
    """

    def __init__(self) -> None:
        self._began_at: float | None = None
        self._end_s = 0.0
        self._first: int | None = None

    @property
    def end_s(self) -> float:
        """How far the session has come, in seconds."""
        return self._end_s

    def position_s(self, moment: float) -> float:
        """Return where in the session the clock is at `moment`, by the session's beginning."""
        return self._end_s if self._began_at is None else moment - self._began_at

    def change_source(self) -> None:
        """Expect the next block from a source that was opened anew."""
        self._first = None

    def place(self, block: AudioBlock, heard_at: float, *, live: bool) -> AudioBlock:
        """Return the block with its start counted along the session.

        `heard_at` is the monotonic clock at the block's first sample.
        """
        if self._began_at is None:
            self._began_at = heard_at
        if self._first is None:
            now_s = heard_at - self._began_at if live else self._end_s
            self._first = round(max(now_s, self._end_s) * block.rate) - block.start
        placed = AudioBlock(self._first + block.start, block.rate, block.samples)
        self._end_s = (placed.start + len(block.samples)) / block.rate
        return placed
