"""The card says what people must know."""

from __future__ import annotations

from dataclasses import replace

from ser_core.model.bundle import Model
from ser_core.model.card import render_card
from ser_core.model.facts import TRAINED_ON, Figure


def test_the_card_names_corpora_licences_figures_and_limits(small_model: Model) -> None:
    card = render_card(small_model)
    for words in (
        "CC BY 4.0",
        "Burkhardt et al. 2005",
        "2 (03 to 08)",
        "| EmoDB; adaptation: none | 0.600 (0.500–0.700) |",
        "under 0.40 is called *unsure*",
        "at least 75% were right on voices that were held out of the fit; how many",
        "## Limits",
        "--recipe plain --seed 0",
    ):
        assert words in card, words


def test_the_card_says_what_a_new_microphone_was_measured_to_do(small_model: Model) -> None:
    figure = Figure("UAR", 0.5, 0.4, 0.6, f"EmoDB; {TRAINED_ON}CREMA-D only")
    facts = replace(small_model.facts, figures=(figure,))
    card = render_card(replace(small_model, facts=facts))
    assert "75% were right on voices that were held out of the fit, and 67% on corpora" in card
