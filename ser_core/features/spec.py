"""The names, the order and the version of everything that is measured.

Descriptors are the columns of the 10 ms rows; features are the values that summarise the
rows of a window. A model keeps the fingerprint of the features it was fitted on and is
refused where it differs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from ser_core.features.words import CODEBOOKS, DIGEST

VERSION: Final = "2"
"""Raised whenever a value changes while its name stays."""


def _numbered(family: str, count: int) -> tuple[str, ...]:
    return tuple(f"{family}_{index:02d}" for index in range(count))


DESCRIPTORS: Final[dict[str, tuple[str, ...]]] = {
    "mfcc": _numbered("mfcc", 40),
    "chroma": _numbered("chroma", 12),
    "mel": _numbered("mel", 128),
    "contrast": _numbered("contrast", 7),
    "tonnetz": _numbered("tonnetz", 6),
    "band": _numbered("band", 32),
    "voice": ("h1_h2", "h1_a3", "subharmonic", "harmonicity"),
    "energy": ("level",),
    "pitch": ("pitch", "voicing"),
}
"""Columns of a descriptor row, by family; the first five are the seed's."""

DESCRIPTOR_NAMES: Final = tuple(name for names in DESCRIPTORS.values() for name in names)


def _offsets() -> dict[str, slice]:
    slices, start = {}, 0
    for family, names in DESCRIPTORS.items():
        slices[family] = slice(start, start + len(names))
        start += len(names)
    return slices


COLUMNS: Final = _offsets()
"""Where each family lies in a descriptor row."""

CEPSTRA: Final = _numbered("cepstrum", 17)[1:]
SHAPES: Final = (
    *("centroid", "spread", "flatness", "alpha_ratio", "hammarberg"),
    *("slope_low", "slope_high", "slope"),
)
_VOICE: Final = DESCRIPTORS["contrast"] + DESCRIPTORS["voice"]
_CONTOURS: Final = DESCRIPTORS["band"] + CEPSTRA + SHAPES + _VOICE
_MOVING: Final = (*DESCRIPTORS["band"], *CEPSTRA[:12], "level", *SHAPES)
_VOICED: Final = ("level", "pitch", "voicing", "alpha_ratio", "centroid", *CEPSTRA[:12])
_SPOKEN: Final = ("level", "alpha_ratio", *CEPSTRA[:10])
SCALES: Final = (1, 2, 4, 8, 16, 32)
"""Half widths of the Haar wavelets, in rows of 10 ms."""

_HAAR: Final = tuple(f"haar_{scale}" for scale in SCALES)


def _pairs(contours: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{first}*{second}" for first, second in combinations(contours, 2))


_SEED: Final = tuple(
    name
    for family in ("mfcc", "chroma", "mel", "contrast", "tonnetz")
    for name in DESCRIPTORS[family]
)


@dataclass(frozen=True, slots=True)
class Block:
    """Features made by one step: every statistic of every contour, statistics outermost.

    Parameters
    ----------
    family : str
        What the block is called in ablations.
    statistics, contours : tuple of str
        A feature is named `contour.statistic`.
    """

    family: str
    statistics: tuple[str, ...]
    contours: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the block's features, in order."""
        return tuple(f"{c}.{s}" for s, c in product(self.statistics, self.contours))


BLOCKS: Final = (
    Block("seed", ("mean",), _SEED),
    Block("seed", ("std",), DESCRIPTORS["mfcc"]),
    Block("timbre", ("speech_mean", "speech_std", "voiced_mean", "voiced_std"), _CONTOURS),
    Block("timbre", ("skewness",), CEPSTRA + SHAPES),
    Block("modulation", _HAAR, _MOVING),
    Block("modulation", _HAAR, ("pitch", "voicing")),
    Block("trend", ("slope", "curvature"), ("level", "pitch", "alpha_ratio", *CEPSTRA[:4])),
    Block("correlation", ("voiced",), _pairs(_VOICED)),
    Block("correlation", ("speech",), _pairs(_SPOKEN)),
    Block(
        "energy",
        ("p05", "p10", "p25", "p50", "p75", "p90", "p95", "std", "skewness", "rise", "fall"),
        ("level",),
    ),
    Block(
        "pitch",
        (
            *("mean", "std", "skewness", "p05", "p25", "p50", "p75", "p95", "range"),
            *("movement", "rise", "fall", "jitter", "shimmer", "onset", "offset"),
        ),
        ("pitch",),
    ),
    Block("pitch", ("speech_mean", "speech_std", "p50", "p90"), ("voicing",)),
    Block(
        "rhythm",
        ("voiced_share", "pause_share", "voiced_length", "voiced_rate", "peak_rate", "peak_height"),
        ("rhythm",),
    ),
    *(
        Block("words", (book.name,), tuple(f"word_{index:03d}" for index in range(book.size)))
        for book in CODEBOOKS
    ),
)


@dataclass(frozen=True, slots=True)
class FeatureSpec:
    """Names of the features, in order, and what tells one feature set from another.

    Parameters
    ----------
    names : tuple of str
        Every feature's name, `contour.statistic`.
    families : tuple of str
        The family of each, for ablations.
    fingerprint : str
        Hash of names, version of the computation and codebooks, 16 hexadecimal digits.
    """

    names: tuple[str, ...]
    families: tuple[str, ...]
    fingerprint: str


def _spec() -> FeatureSpec:
    names = tuple(name for block in BLOCKS for name in block.names)
    families = tuple(block.family for block in BLOCKS for _ in block.names)
    digest = hashlib.sha256("\n".join((VERSION, DIGEST, *names)).encode()).hexdigest()
    return FeatureSpec(names, families, digest[:16])


FEATURES: Final = _spec()
