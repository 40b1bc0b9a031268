"""The card says what people must know."""

from __future__ import annotations

from ser_core.model.bundle import Model
from ser_core.model.card import render_card


def test_the_card_names_corpora_licences_figures_and_limits(small_model: Model) -> None:
    card = render_card(small_model)
    for words in (
        "CC BY 4.0",
        "Burkhardt et al. 2005",
        "2 (03 to 08)",
        "| EmoDB; adaptation: none | 0.600 (0.500–0.700) |",
        "under 0.40 is called *unsure*",
        "75% of what is sure is right on such speakers and, where it learns from several corpora",
        "## Limits",
        "figures are of all speakers' clips together",
        f"--recipe plain --emotions {','.join(small_model.labels)} --seed 0",
    ):
        assert words in card, words
