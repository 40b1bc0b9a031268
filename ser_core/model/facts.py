"""What is known of a model besides its numbers: corpora, licence, figures, versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, NamedTuple

from ser_core.model.document import Document


@dataclass(frozen=True, slots=True)
class CorpusFact:
    """A corpus that the model learned from, and the speakers whom it heard there."""

    name: str
    licence: str
    source: str
    clips: int
    speakers: tuple[str, ...]


class Sample(NamedTuple):
    """What a figure was measured on: a corpus, so many of its clips, and so many emotions."""

    corpus: str
    clips: int
    emotions: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its 95 % interval and the protocol behind it.

    `value`, `low` and `high` are shares from 0 to 1.
    """

    measure: str
    value: float
    low: float
    high: float
    protocol: str

    @property
    def elsewhere(self) -> bool:
        """Whether a whole corpus was held out, with its microphones and rooms."""
        return TRAINED_ON in self.protocol

    @property
    def sample(self) -> Sample | None:
        """What it was measured on; None where the protocol does not begin with it."""
        found = _SAMPLE.match(self.protocol)
        return Sample(found[1], int(found[2]), int(found[3])) if found else None

    @property
    def corpus(self) -> str:
        """The corpus that it was measured on, as far as the protocol tells."""
        return self.sample.corpus if self.sample else self.protocol

    @property
    def unadapted(self) -> bool:
        """Whether nothing was known of the place and the speaker yet."""
        return self.protocol.endswith("none")


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Where a model comes from and how well it did.

    Parameters
    ----------
    recipe : str
        Name of the recipe that `ser train --recipe` takes.
    seed : int
        Seed of everything random in the training.
    licence : str
        Licence of the model itself, as its corpora allow it.
    corpora : tuple of CorpusFact
    figures : tuple of Figure
        Measured on speakers who were not in the training of the measured fold; then, where
        there are several corpora, on each one by what was learned from the others.
    versions : mapping of str to str
        Library versions at training time.
    """

    recipe: str
    seed: int
    licence: str
    corpora: tuple[CorpusFact, ...]
    figures: tuple[Figure, ...]
    versions: Mapping[str, str]

    def recalls(self, *, elsewhere: bool) -> tuple[Figure, ...]:
        """Give the UAR on each corpus before anything is known of the place and the voice.

        Either whole corpora were held out (`elsewhere`), or speakers of each.
        """
        return tuple(
            figure
            for figure in self.figures
            if figure.measure == "UAR" and figure.unadapted and figure.elsewhere == elsewhere
        )

    def heard(self, corpus: str, speaker: str) -> bool:
        """Tell whether this voice was in the training."""
        return any(fact.name == corpus and speaker in fact.speakers for fact in self.corpora)

    def to_json(self) -> dict[str, object]:
        """Give plain values that `from_document` reads back."""
        return asdict(self) | {
            "versions": [{"library": k, "version": v} for k, v in self.versions.items()]
        }

    @classmethod
    def from_document(cls, document: Document) -> ModelFacts:
        """Read facts of untrusted origin; raise `ModelError` where they are malformed."""
        return cls(
            recipe=document.text("recipe"),
            seed=document.whole("seed", 0, MAX_SEED),
            licence=document.text("licence"),
            corpora=tuple(_corpus(entry) for entry in document.children("corpora")),
            figures=tuple(_figure(entry) for entry in document.children("figures")),
            versions={
                entry.text("library"): entry.text("version")
                for entry in document.children("versions")
            },
        )


NOT_STATED: Final = "not stated"
"""The licence of a corpus that nobody published."""

RECALL_OF: Final = "recall of "
"""How the measure of one emotion's recall begins."""

SURE: Final = "share that is sure"
RIGHT_WHEN_SURE: Final = "right when sure"

TRAINED_ON: Final = "trained on "
"""What the protocol says before the corpora of a fit that another corpus was held out of."""

_SAMPLE: Final = re.compile(r"([^;]+), ([0-9]{1,9}) clips, ([1-9][0-9]{0,8}) emotions;")

MAX_SEED: Final = 2**32 - 1
_MAX_CLIPS: Final = 10**9


def _corpus(entry: Document) -> CorpusFact:
    return CorpusFact(
        name=entry.text("name"),
        licence=entry.text("licence"),
        source=entry.text("source"),
        clips=entry.whole("clips", 0, _MAX_CLIPS),
        speakers=entry.texts("speakers"),
    )


def _figure(entry: Document) -> Figure:
    return Figure(
        measure=entry.text("measure"),
        value=entry.number("value", 0.0, 1.0),
        low=entry.number("low", 0.0, 1.0),
        high=entry.number("high", 0.0, 1.0),
        protocol=entry.text("protocol"),
    )
