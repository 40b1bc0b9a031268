"""What the views need to know of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ser_live.messages import ModelFacts

if TYPE_CHECKING:
    from ser_core.model import Model


def model_facts(model: Model) -> ModelFacts:
    """Return what the views need to know of a model."""
    facts = model.facts
    return ModelFacts(
        model.name,
        model.labels,
        facts.licence,
        unheard=facts.recalls(elsewhere=False),
        elsewhere=facts.recalls(elsewhere=True),
    )
