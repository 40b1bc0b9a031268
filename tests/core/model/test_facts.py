"""What is known of a model tells what its figures were measured on."""

from __future__ import annotations

import pytest

from ser_core.model import bundled_names, load_model
from ser_core.model.facts import Figure

AFTER = "speakers held out in order: Ours by 2; adaptation: none"


def figure(protocol: str, measure: str = "UAR") -> Figure:
    return Figure(measure, 0.6, 0.5, 0.7, protocol)


def test_a_protocol_names_its_sample() -> None:
    ours = figure(f"Talks, 2026, 40 clips, 3 emotions; {AFTER}")
    assert ours.sample == ("Talks, 2026", 40, 3)
    assert ours.corpus == "Talks, 2026"


@pytest.mark.parametrize("begin", ["", "Ours", "Ours, 4 clips", "Ours, 4 clips, 0 emotions"])
def test_another_protocol_names_none(begin: str) -> None:
    assert figure(f"{begin}; {AFTER}").sample is None


@pytest.mark.parametrize("name", bundled_names())
def test_each_bundled_model_was_measured_on_voices_unheard_and_on_corpora_if_several(
    name: str,
) -> None:
    facts = load_model(name).facts
    corpora = len(facts.corpora)
    assert len(facts.recalls(elsewhere=False)) == corpora
    assert len(facts.recalls(elsewhere=True)) == (corpora if corpora > 1 else 0)
    for each in (*facts.recalls(elsewhere=False), *facts.recalls(elsewhere=True)):
        assert each.sample is not None
        assert 1.0 / each.sample.emotions < each.value
