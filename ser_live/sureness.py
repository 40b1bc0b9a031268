"""How sure a reading is, as people are told in every face."""

from __future__ import annotations

from typing import Final

MOST_PERCENT: Final = 99
"""No model is certain, and a probability close to 1 is rounded in the log."""


def sure_percent(probability: float) -> int:
    """Return a reading's probability, 0 to 1, in whole per cent, never 100."""
    return min(round(100 * probability), MOST_PERCENT)
