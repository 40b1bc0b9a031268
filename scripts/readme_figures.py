"""Write the bundled models' own figures into the README: `python -m scripts.readme_figures`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ser_core import load_model
from ser_core.model.bundled import bundled_names

README: Final = Path(__file__).resolve().parents[1] / "README.md"
ROWS: Final = re.compile(r"(?:^\| `\w+` \| .* to .* \|\n)+", re.MULTILINE)


def rows() -> str:
    """Give the table's rows: each bundled model's UAR by corpus, before and after adaptation."""
    return "".join(line for name in bundled_names() for line in _rows(name))


def _rows(model: str) -> list[str]:
    cells: dict[str, list[str]] = {}
    for figure in load_model(model).facts.figures:
        place, adaptation = figure.protocol.rsplit("; adaptation: ", 1)
        if figure.measure != "UAR" or adaptation == "neutral first":
            continue
        corpus, _, rest = place.split(", ", 2)
        emotions, protocol = rest.split("; ", 1)
        held = protocol.split(";")[0] if figure.elsewhere else "speakers held out"
        row = cells.setdefault(place, [f"`{model}`", f"{corpus}: {held}", emotions.split()[0]])
        row.append(f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})")
    return [f"| {' | '.join(row)} |\n" for row in cells.values()]


def main() -> None:
    """Replace the rows in the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(ROWS.sub(lambda _: rows(), text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
