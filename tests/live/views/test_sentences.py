"""Whatever a window may have to say has words in it, in every language, with its own parts.

Nothing is listed here: the templates are those of every module named `sentences`, and the code
is read for those that stand elsewhere, and for errors that come without one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from ser_core.errors import SerError
from ser_core.sentence import Template
from ser_live.agent.call import call_remedies
from ser_live.kiosk.staff_words import kiosk_remedies
from ser_live.views.language import set_language
from ser_live.views.notice_tables import common_words
from ser_live.views.notice_words import COUNTED, notice_words
from tests.conftest import ROOT

PACKAGES = ("ser_core", "ser_live")
TABLES = {"common": common_words, "kiosk": kiosk_remedies, "call": call_remedies}
COMMAND_LINE = (
    "ser_core/cli",
    "ser_core/features",
    "ser_core/model/folder.py",
    "ser_core/recordings.py",
    "ser_core/stream",
    "ser_core/training",
    "ser_live/app.py",
    "ser_live/options.py",
    "ser_live/kiosk/staff.py",
)
"""What is called by the command line, or says only what a mistake in the code can lead to."""


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def catalogue() -> dict[str, Template]:
    """Return every template, by module and name."""
    found: dict[str, Template] = {}
    for path in sources():
        if path.name == "sentences.py":
            module = vars(import_module(module_name(path)))
            templates = {n: each for n, each in module.items() if isinstance(each, Template)}
            found |= {f"{module_name(path)}.{name}": each for name, each in templates.items()}
    return found


CATALOGUE = catalogue()
KIOSK = {name: each for name, each in CATALOGUE.items() if name.startswith("ser_live.kiosk.")}


def parts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Return every call, by the last name of what is called."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func
            yield called.id if isinstance(called, ast.Name) else called.attr, node


def test_every_template_stands_among_the_sentences() -> None:
    assert len(CATALOGUE) > 90
    assert len({each.text for each in CATALOGUE.values()}) == len(CATALOGUE), "one is there twice"
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        for name, _ in calls(path)
        if name == "Template" and "from string import" not in path.read_text(encoding="utf-8")
    }
    elsewhere = {maker for maker in makers if not maker.endswith("/sentences.py")}
    assert elsewhere == {"ser_core/sentence.py"}


@pytest.mark.parametrize("name", CATALOGUE.keys() - KIOSK.keys())
def test_every_window_has_words_for_it(name: str) -> None:
    assert CATALOGUE[name] in {**common_words(), **dict.fromkeys(COUNTED, "")}


@pytest.mark.parametrize("name", KIOSK)
def test_the_kiosk_has_words_for_what_it_says_itself(name: str) -> None:
    assert CATALOGUE[name] in kiosk_remedies()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_words_have_the_parts_of_their_template(
    table: Callable[[], Mapping[Template, str]],
) -> None:
    set_language("en")
    english = table()
    set_language("de")
    german = table()
    assert german.keys() == english.keys() <= set(CATALOGUE.values())
    for template, words in english.items():
        assert parts(words) <= parts(template.text), words
        assert parts(german[template]) == parts(words), words
        only_parts = not re.sub(r"\{.*?\}", "", words).strip()
        assert german[template] != words or only_parts, f"{words} is not translated"


@pytest.mark.parametrize("template", COUNTED)
def test_what_is_counted_is_counted_in_every_language(template: Template) -> None:
    set_language("en")
    english = notice_words(template(number=3))
    set_language("de")
    german = notice_words(template(number=3))
    assert german != english
    assert "3" in german


def _templates_of(path: Path) -> dict[str, Template]:
    """Return the templates that a module imports, or those of the catalogues, as it names them."""
    named: dict[str, Template] = {}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                local = alias.asname or alias.name
                prefix, own = f"{node.module}.{alias.name}.", f"{node.module}.{alias.name}"
                for name, template in CATALOGUE.items():
                    if name == own:
                        named[local] = template
                    elif name.startswith(prefix):
                        named[f"{local}.{name.removeprefix(prefix)}"] = template
    return named


def test_whoever_says_a_sentence_gives_it_its_parts() -> None:
    said = set()
    for path in sources():
        templates = _templates_of(path)
        for _, call in calls(path):
            template = templates.get(ast.unparse(call.func))
            if template is not None:
                given = {keyword.arg for keyword in call.keywords}
                assert given == parts(template.text), f"{path.name}:{call.lineno}"
                said.add(template)
    assert len(said) > 80


def _is_sentence(argument: ast.expr, tree: ast.Module) -> bool:
    """Tell whether an argument is made by a call, as a sentence is, not written there."""
    if not isinstance(argument, ast.Name):
        return isinstance(argument, ast.Call)
    assigned = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == argument.id
    ]
    return all(isinstance(value, ast.Call) for value in assigned)


def test_every_error_that_may_reach_a_window_carries_a_sentence() -> None:
    kinds = {each.__name__ for each in (SerError, *SerError.__subclasses__())}
    raised = 0
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(COMMAND_LINE):
            continue
        for name, call in calls(path):
            if name in kinds:
                raised += 1
                assert _is_sentence(call.args[0], parsed(path)), f"{place}:{call.lineno}"
    assert raised > 50
