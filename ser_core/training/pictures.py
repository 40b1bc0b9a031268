"""The pictures of an evaluation, drawn with matplotlib where it is installed."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ser_core.training.evaluate import Adaptation
from ser_core.training.yardstick import Row


def draw_confusion(row: Row) -> bytes:
    """Draw a confusion matrix, shares of each intended emotion, as PNG."""
    labels = list(row.scores.recalls)
    totals = np.maximum(row.scores.confusion.sum(axis=1, keepdims=True), 1)
    shares = row.scores.confusion / totals
    figure = Figure(figsize=(1.6 + 0.8 * len(labels), 1.2 + 0.7 * len(labels)))
    axes = figure.add_subplot()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (intended, heard), share in np.ndenumerate(shares):
        colour = "white" if share > 0.5 else "black"
        axes.text(heard, intended, f"{100 * share:.0f}", ha="center", va="center", color=colour)
    axes.set_xticks(range(len(labels)), labels, rotation=40, ha="right")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("heard as")
    axes.set_ylabel("intended")
    axes.set_title(
        f"{row.corpus.title}, adaptation: {row.adaptation}\n"
        f"% of each intended emotion; UAR {row.scores.uar.value:.3f}",
        fontsize=10,
    )
    return _png(figure)


def draw_risk(rows: Sequence[Row]) -> bytes:
    """Draw the error among the most certain clips against their share, as PNG."""
    figure = Figure(figsize=(6.4, 4.4))
    axes = figure.add_subplot()
    for row in rows:
        style = "--" if row.adaptation is Adaptation.NONE else "-"
        label = f"{row.corpus.title}, {row.adaptation}"
        axes.plot(row.scores.coverage, row.scores.risk, style, label=label)
    axes.set(xlim=(0, 1), ylim=(0, None), xlabel="share of clips answered", ylabel="error")
    axes.set_title("Risk and coverage: what refusing the least certain clips buys", fontsize=10)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    return _png(figure)


def _png(figure: Figure) -> bytes:
    FigureCanvasAgg(figure)
    buffer = BytesIO()
    with warnings.catch_warnings():
        # A corpus may be named in letters that the typeface lacks; the file's name has them.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        # Neither date nor version, so that the same figures give the same file.
        figure.savefig(
            buffer, format="png", dpi=120, bbox_inches="tight", metadata={"Software": None}
        )
    return buffer.getvalue()
