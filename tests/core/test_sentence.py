"""A sentence is a text that remembers what it was made of, wherever it goes."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

from ser_core.errors import AudioError, SerError
from ser_core.sentence import NOTHING, PLAIN, Sentence, Template

GONE = Template("{name!r} is gone.")
KEPT = Template("{trouble} {count:d} of {share:.1f} in {place} are kept.")


def kept() -> Sentence:
    return KEPT(trouble=GONE(name="Desk"), count=3, share=0.25, place=Path("a.csv"))


def test_a_sentence_is_its_text() -> None:
    assert kept() == "'Desk' is gone. 3 of 0.2 in a.csv are kept."
    assert hash(kept()) == hash(str(kept()))
    assert not NOTHING


def test_it_remembers_its_template_and_its_values() -> None:
    assert kept().template == KEPT
    trouble = kept().values["trouble"]
    assert isinstance(trouble, Sentence)
    assert trouble.template == GONE
    assert dict(trouble.values) == {"name": "Desk"}
    assert kept().values["place"] == "a.csv"


def test_nothing_of_it_changes() -> None:
    with pytest.raises(AttributeError):
        kept().template = GONE  # type: ignore[misc]
    with pytest.raises(TypeError):
        kept().values["count"] = 4  # type: ignore[index]


@pytest.mark.parametrize(
    "carried",
    [
        lambda sentence: pickle.loads(pickle.dumps(sentence)),  # noqa: S301 - our own
        lambda sentence: Sentence.from_json(json.loads(json.dumps(sentence.to_json()))),
        copy.deepcopy,
    ],
    ids=["pickle", "json", "copy"],
)
def test_it_reaches_another_process_as_it_is(carried: object) -> None:
    assert callable(carried)
    there = carried(kept())
    assert there == kept()
    assert there.template == KEPT
    assert there.values == kept().values
    assert there.values["trouble"].template == GONE


@pytest.mark.parametrize(
    "content",
    [{}, {"template": "{a}", "values": {}}, {"template": "", "values": 3}],
    ids=["nothing", "a value is missing", "no values"],
)
def test_what_is_no_sentence_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no sentence"):
        Sentence.from_json(content)


def test_an_error_carries_its_sentence() -> None:
    error = AudioError(GONE(name="Desk"), value="Desk")
    assert str(error) == "'Desk' is gone."
    assert error.sentence.template == GONE
    there = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert there.sentence.template == GONE
    assert there.value == "Desk"


def test_an_error_of_plain_words_has_no_template_of_its_own() -> None:
    assert SerError("{It} broke.").sentence == "{It} broke."
    assert SerError("It broke.").sentence.template == PLAIN
