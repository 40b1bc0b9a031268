"""Write the bundled models' own figures into the README: `python -m scripts.readme_figures`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ser_core import load_model
from ser_core.model.bundled import bundled_names
from ser_core.model.facts import RIGHT_WHEN_SURE, SURE, Figure

README: Final = Path(__file__).resolve().parents[1] / "README.md"
ROWS: Final = re.compile(r"(?:^\| `\w+` \| .* to .* \|\n)+", re.MULTILINE)
TOLD: Final = (
    *(("UAR", adaptation) for adaptation in ("none", "random order", "mostly neutral")),
    *((measure, "random order") for measure in (SURE, RIGHT_WHEN_SURE)),
)
"""What is told of a model: measures, and with what adaptation."""


def rows() -> str:
    """Give the table's rows: what each bundled model reaches on each corpus."""
    return "".join(line for name in bundled_names() for line in _rows(name))


def _rows(model: str) -> list[str]:
    found: dict[str, dict[tuple[str, str], Figure]] = {}
    for figure in load_model(model).facts.figures:
        place, adaptation = figure.protocol.rsplit("; adaptation: ", 1)
        found.setdefault(place, {})[figure.measure, adaptation] = figure
    return [f"| `{model}` | {' | '.join(_cells(place, own))} |\n" for place, own in found.items()]


def _cells(place: str, figures: Mapping[tuple[str, str], Figure]) -> list[str]:
    corpus, _, rest = place.split(", ", 2)
    emotions, protocol = rest.split("; ", 1)
    held = protocol.split(";")[0] if figures["UAR", "none"].elsewhere else "speakers held out"
    return [f"{corpus}: {held}", emotions.split()[0], *(_cell(figures.get(each)) for each in TOLD)]


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    if figure.measure == SURE:
        return f"{figure.value:.2f}"
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"


def main() -> None:
    """Replace the rows in the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(ROWS.sub(lambda _: rows(), text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
