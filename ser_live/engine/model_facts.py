"""What the views need to know of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ser_live.messages import Elsewhere, ModelFacts

if TYPE_CHECKING:
    from ser_core.model import Model


def model_facts(model: Model) -> ModelFacts:
    """Return what the views need to know of a model."""
    figures: Sequence[Any] = model.facts.figures
    summary = "; ".join(
        f"{figure.measure} {figure.value:.2f} ({figure.protocol})" for figure in figures[:1]
    )
    elsewhere = tuple(
        Elsewhere(figure.corpus, figure.value, figure.low, figure.high)
        for figure in figures
        if figure.measure == "UAR" and figure.unadapted and figure.elsewhere
    )
    return ModelFacts(model.name, model.labels, model.facts.licence, summary, elsewhere)
