"""The README tells the truth: its examples run, its figures are the models' own, its links lead."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from ser_core.model.bundle import load_model
from ser_core.model.bundled import bundled_names

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_the_library_examples_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    result = doctest.testfile(str(ROOT / page), module_relative=False, optionflags=flags)
    assert result.attempted >= 10
    assert result.failed == 0


def test_the_accuracy_table_is_the_models_own() -> None:
    expected = []
    for name in bundled_names():
        for figure in load_model(name).facts.figures:
            if figure.measure == "UAR":
                corpus, rest = figure.protocol.split(", ", 1)
                emotions = re.search(r"(\d+) emotions", rest)
                adaptation = rest.rsplit("adaptation: ", 1)[-1]
                expected.append(
                    f"| `{name}` | {corpus} | {emotions and emotions[1]} | {adaptation}"
                    f" | {figure.value:.3f} | {figure.low:.3f} to {figure.high:.3f} |"
                )
    told = re.findall(r"^\| `\w+` \| .* to .* \|$", PAGES[0].read_text("utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(expected), "The README should say:\n" + "\n".join(expected)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_every_make_target_that_a_page_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES:
        for name in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8")):
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), f"{page.name}: make {name}"
