"""The emotions that models may name, and the coarse tone of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ser_core.types import Tone

TONES: Final[Mapping[str, Tone]] = MappingProxyType(
    {
        "neutral": Tone.NEUTRAL,
        "calm": Tone.NEUTRAL,
        "happy": Tone.POSITIVE,
        "sad": Tone.NEGATIVE,
        "angry": Tone.NEGATIVE,
        "fearful": Tone.NEGATIVE,
        "disgust": Tone.NEGATIVE,
        # A surprise may please or dismay; the voice alone seldom tells which.
        "surprised": Tone.NEUTRAL,
        "bored": Tone.NEGATIVE,
    }
)
"""Every known label, in the order in which models list them, with its tone."""

RESTING: Final = ("neutral", "calm")
"""What a voice at rest sounds like, as it does in most of ordinary talk."""


def resting(labels: Sequence[str]) -> tuple[int, ...]:
    """Tell which of some labels are a voice at rest, by their index."""
    return tuple(index for index, label in enumerate(labels) if label in RESTING)
