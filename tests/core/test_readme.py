"""The README tells the truth: its examples run, its figures are the models' own, its links lead."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from scripts import readme_figures

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
    told = readme_figures.ROWS.search(readme_figures.README.read_text("utf-8"))
    assert told is not None
    assert told[0] == readme_figures.rows(), "run: python -m scripts.readme_figures"


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
