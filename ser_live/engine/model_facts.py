"""What the views need to know of a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ser_live.session import ModelFacts

if TYPE_CHECKING:
    from ser_core.model import Model


def model_facts(model: Model) -> ModelFacts:
    """Return what the views need to know of a model."""
    figures: Sequence[Any] = model.facts.figures
    summary = "; ".join(
        f"{figure.measure} {figure.value:.2f} ({figure.protocol})" for figure in figures[:1]
    )
    return ModelFacts(model.name, model.labels, model.facts.licence, summary)
