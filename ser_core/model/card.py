"""A model's card: what it is and what to expect of it, for people."""

from __future__ import annotations

from ser_core.model.bundle import Model
from ser_core.model.facts import CorpusFact, Figure

_INTENDED = """\
It reads the *sound* of a voice (pitch, loudness, timbre, rhythm), not its words, and says which
acted emotion it sounds most like. It does not know what a person feels. Tell people that it
runs and let them refuse; never use it to score, hire, grade or police anyone."""

_LIMITS = """\
- Learned from actors who were asked to sound so; everyday speech is milder and mixed.
- Few languages, few ages, good microphones: expect less on other languages, children, strong
  accents, several people at once, far microphones and poor lines.
- Happy and fearful, and neutral and sad, are mixed up most.
- The figures are means over speakers; on one voice it may do much better or much worse."""


def render_card(model: Model) -> str:
    """Write the card as Markdown."""
    facts = model.facts
    sections = [
        f"# Model `{model.name}`",
        _INTENDED,
        "## What it tells apart",
        ", ".join(
            f"{label} ({tone.value})" for label, tone in zip(model.labels, model.tones, strict=True)
        )
        + ".",
        "## Licence",
        facts.licence,
        "## Trained on",
        _corpora(facts.corpora),
        "## How well it does",
        _figures(facts.figures),
        "## How sure it is",
        (
            "Its probabilities are calibrated (temperature scaling on speakers held out of each "
            f"fit). A result whose leading probability is under {model.unsure_below:.2f} is "
            "called *unsure*."
        ),
        "## Limits",
        _LIMITS,
        "## How it was made",
        f"`ser train --recipe {facts.recipe} --seed {facts.seed}` with "
        + ", ".join(f"{library} {version}" for library, version in facts.versions.items())
        + ".",
    ]
    return "\n\n".join(sections) + "\n"


def _corpora(corpora: tuple[CorpusFact, ...]) -> str:
    rows = [
        f"| {fact.name} | {fact.clips} | {len(fact.speakers)} ({_range(fact.speakers)}) "
        f"| {fact.licence} | {fact.source} |"
        for fact in corpora
    ]
    head = ["| corpus | clips | speakers | licence | source |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(head + rows)


def _range(speakers: tuple[str, ...]) -> str:
    return speakers[0] if len(speakers) == 1 else f"{speakers[0]} to {speakers[-1]}"


def _figures(figures: tuple[Figure, ...]) -> str:
    if not figures:
        return "It was not measured."
    head = ["| measure | value | 95 % interval | protocol |", "| --- | --- | --- | --- |"]
    rows = [
        f"| {figure.measure} | {figure.value:.3f} | {figure.low:.3f} to {figure.high:.3f} "
        f"| {figure.protocol} |"
        for figure in figures
    ]
    note = (
        "All figures are of speakers who were not in the training of the measured fold; the "
        "intervals are bootstrapped over speakers. UAR is the mean of the recalls of all "
        "emotions. The model in this folder learned from all speakers listed above."
    )
    return "\n".join(head + rows) + "\n\n" + note
