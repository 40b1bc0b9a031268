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
    """Give the table's rows: each bundled model's UAR by corpus and adaptation."""
    lines = []
    for name in bundled_names():
        for figure in load_model(name).facts.figures:
            if figure.measure != "UAR":
                continue
            corpus, rest = figure.protocol.split(", ", 1)
            emotions = re.search(r"(\d+) emotions", rest)
            cells = (
                f"`{name}`",
                corpus,
                emotions[1] if emotions else "",
                rest.rsplit("adaptation: ", 1)[-1],
                f"{figure.value:.3f}",
                f"{figure.low:.3f} to {figure.high:.3f}",
            )
            lines.append(f"| {' | '.join(cells)} |\n")
    return "".join(lines)


def main() -> None:
    """Replace the rows in the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(ROWS.sub(lambda _: rows(), text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
