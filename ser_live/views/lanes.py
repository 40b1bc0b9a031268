"""Rows of the timeline: one for all utterances, or one for each channel that is heard apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ser_core.types import EACH, EACH_CHANNELS
from ser_live.log.row import LogRow
from ser_live.session import SessionState

BOTTOM: Final = 0.60
BOTTOM_APART: Final = 0.44
TOP: Final = 0.97
BETWEEN: Final = 0.03
"""What is free between two lanes, of the timeline's height."""


@dataclass(slots=True)
class Lane:
    """Utterances that do not overlap, between two heights of 0 to 1."""

    channel: str
    bottom: float
    top: float
    rows: list[LogRow] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.bottom + self.top) / 2

    def take(self, rows: Sequence[LogRow]) -> None:
        """Hold these rows."""
        self.rows = sorted(rows, key=lambda row: row.start_s)
        self.starts = [row.start_s for row in self.rows]

    def at(self, time_s: float) -> LogRow | None:
        """Return the row that covers a moment."""
        index = bisect_right(self.starts, time_s) - 1
        if index < 0 or self.rows[index].end_s < time_s:
            return None
        return self.rows[index]

    def within(self, left_s: float, right_s: float) -> Sequence[LogRow]:
        """Return the rows that may be seen between two moments."""
        first = max(0, bisect_left(self.starts, left_s) - 1)
        return self.rows[first : bisect_right(self.starts, right_s)]


def channels_apart(state: SessionState) -> tuple[str, ...]:
    """Return the channels that are, or were, heard at the same time; none where there is one."""
    if state.source is not None and state.source.channel == EACH:
        return EACH_CHANNELS
    both = {row.channel for row in state.rows}.issuperset(EACH_CHANNELS)
    return EACH_CHANNELS if both else ()


def make_lanes(channels: Sequence[str], rows: Sequence[LogRow]) -> list[Lane]:
    """Return a lane for each channel, the first on top, or one for all rows."""
    bottom = BOTTOM_APART if channels else BOTTOM
    height = (TOP - bottom + BETWEEN) / max(1, len(channels))
    lanes = [
        Lane(channel, TOP - (index + 1) * height + BETWEEN, TOP - index * height)
        for index, channel in enumerate(channels)
    ]
    for lane in lanes:
        lane.take([row for row in rows if row.channel == lane.channel])
    rest = Lane("", bottom, TOP)  # what was heard before the channels were kept apart
    rest.take([row for row in rows if row.channel not in channels])
    return [*lanes, rest] if rest.rows or not lanes else lanes
