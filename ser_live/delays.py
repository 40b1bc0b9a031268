"""How late live readings are seen, from their last sample to the repaint."""

from __future__ import annotations

from collections import deque
from typing import Final

KEPT: Final = 1200
"""Readings that count: five minutes of speech."""


class Delays:
    """The delays of the latest readings.

    Attributes
    ----------
    count : int
        How many readings were seen, the forgotten ones too.
    """

    def __init__(self) -> None:
        self.count = 0
        self._latest_ms = deque[float](maxlen=KEPT)

    def note(self, delay_ms: float) -> None:
        """Take in that a reading was seen."""
        self.count += 1
        self._latest_ms.append(delay_ms)

    @property
    def p95_ms(self) -> float:
        """The delay that 95 of 100 readings keep within; 0 before the first."""
        ordered = sorted(self._latest_ms)
        return ordered[int(0.95 * (len(ordered) - 1))] if ordered else 0.0
