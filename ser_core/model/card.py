"""A model's card: what it is and what to expect of it, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ser_core.model.bundle import Model
from ser_core.model.calibration import SURE_OF_PLACES, SURE_OF_VOICES
from ser_core.model.facts import NOT_STATED, RECALL_OF, CorpusFact, Figure

_INTENDED = """\
It reads the *sound* of a voice (pitch, loudness, timbre, rhythm), not its words, and says which
acted emotion it sounds most like. It does not know what a person feels. Tell people that it
runs and let them refuse; never use it to score, hire, grade or police anyone."""

_ACTED = "- Learned from actors who were asked to sound so; everyday speech is milder and mixed."

_LIMITS = """\
- Few languages, few ages, good microphones: expect less on other languages, children, strong
  accents, several people at once, far microphones and poor lines.
- The figures are of all speakers' clips together; on one voice it may do much better or much
  worse."""


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
        _unsure(model),
        "## Limits",
        _limits(facts.corpora),
        "## How it was made",
        f"`ser train --recipe {facts.recipe} --emotions {','.join(model.labels)} "
        f"--seed {facts.seed}` with "
        + ", ".join(f"{library} {version}" for library, version in facts.versions.items())
        + ".",
    ]
    return "\n\n".join(sections) + "\n"


def _unsure(model: Model) -> str:
    return (
        f"A result whose leading probability is under {model.unsure_below:.2f} is called *unsure*. "
        "The calibration error above says how far its probabilities were from what came true, the "
        "last two columns what share was sure and how often that was right. The default recipe "
        "calibrates on speakers held out of each fit and chooses the threshold so that "
        f"{SURE_OF_VOICES:.0%} of what is sure is right on such speakers and, where it learns from "
        f"several corpora, {SURE_OF_PLACES:.0%} on corpora held out, each counted the same. One "
        "corpus alone cannot tell how sure to be at another microphone."
    )


def _corpora(corpora: tuple[CorpusFact, ...]) -> str:
    rows = [
        (
            fact.name,
            f"{fact.clips}",
            f"{len(fact.speakers)} ({_range(fact.speakers)})",
            fact.licence,
            fact.source,
        )
        for fact in corpora
    ]
    return markdown_table(("corpus", "clips", "speakers", "licence", "source"), rows)


def _limits(corpora: tuple[CorpusFact, ...]) -> str:
    own = [fact.name for fact in corpora if fact.licence == NOT_STATED]
    lines = [_ACTED] if len(own) < len(corpora) else []
    if own:
        names = " and ".join(own)
        lines.append(
            f"- What was meant in {names}, and whether it was acted, its owner has to say."
        )
    return "\n".join([*lines, _LIMITS])


def _range(speakers: tuple[str, ...]) -> str:
    return speakers[0] if len(speakers) == 1 else f"{speakers[0]} to {speakers[-1]}"


def figure_table(figures: Sequence[Figure]) -> tuple[list[str], list[list[str]]]:
    """Lay out figures as headings and rows: a row for each protocol, a column each measure."""
    measures = list(dict.fromkeys(figure.measure for figure in figures))
    found = {(figure.protocol, figure.measure): figure for figure in figures}
    rows = []
    for protocol in dict.fromkeys(figure.protocol for figure in figures):
        cells = [_cell(found.get((protocol, measure))) for measure in measures]
        rows.append([protocol, *cells])
    return ["protocol", *measures], rows


def _cell(figure: Figure | None) -> str:
    return interval(figure.value, figure.low, figure.high) if figure else ""


def interval(value: float, low: float, high: float) -> str:
    """Write a figure with its 95 % interval, if it has any."""
    if low == high:
        return f"{value:.3f}"
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def _figures(figures: Sequence[Figure]) -> str:
    if not figures:
        return "It was not measured."
    overall = [figure for figure in figures if not figure.measure.startswith(RECALL_OF)]
    single = [figure for figure in figures if figure.measure.startswith(RECALL_OF)]
    note = (
        "All figures are of speakers who were not in the training of the measured fold, with "
        "95 % intervals bootstrapped over speakers. UAR is the mean of the recalls of all "
        "emotions. A row chooses among the emotions of its corpus; live all that the model tells "
        "apart may be said, and somewhat less is right. Where a corpus was measured by what was "
        "learned from others only, its microphones, rooms and sentences were unheard too: expect "
        "no more than that at yours. The model in this folder learned from all speakers listed "
        "above."
    )
    return "\n\n".join([_markdown(overall), *([_markdown(single)] if single else []), note])


def _markdown(figures: Sequence[Figure]) -> str:
    return markdown_table(*figure_table(figures))


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table as Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    escaped = ([cell.replace("|", r"\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in escaped)
