"""The page on the log tells how to count services; what it tells is run here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ser_core.types import Status, Tone
from ser_live.engine.commands import tidy_name
from ser_live.log.row import LogRow
from ser_live.log.table import encode, header_cells, to_cells
from tests.live.log.rows import LABELS, a_row

PAGE = Path(__file__).parents[3] / "docs" / "log.md"


def write_session(folder: Path, name: str, *rows: LogRow) -> None:
    lines = [header_cells(LABELS), *(to_cells(row, LABELS) for row in rows)]
    (folder / f"{name}.csv").write_bytes(b"".join(encode(line) for line in lines))
    (folder / f"{name}.json").write_text("{}")


def test_services_are_counted_as_the_page_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody: dict[str, Any] = {"emotion": "", "confidence": None, "tone": None, "probs": ()}
    angry = {"emotion": "angry", "tone": Tone.NEGATIVE}
    unsure = a_row(2, session_id="a", service="None", status=Status.UNSURE)
    write_session(tmp_path, "a", a_row(1, session_id="a", service="None", **angry), unsure)
    write_session(
        tmp_path,
        "b",
        a_row(1, session_id="b", service="None"),
        a_row(-1, session_id="b", service="None", status=Status.GAP, **nobody),
    )
    write_session(tmp_path, "c", a_row(1, session_id="c", service=""))
    write_session(tmp_path, "d")
    (tmp_path / "export.csv").write_text("this,is,none\r\n")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    told: dict[str, Any] = {}
    exec(code, told)  # noqa: S102 - our own page
    counts = told["counts"].to_dict("index")
    assert counts["None"] == {
        "sessions": 2,
        "utterances": 3,
        "clear": 2,
        "negative": 1,
        "neutral": 1,
    }
    assert counts[""]["clear"] == 1


@pytest.mark.parametrize("name", ["Café Nord", " Cafe\N{COMBINING ACUTE ACCENT}  Nord\n"])
def test_what_looks_the_same_is_the_same_service(name: str) -> None:
    assert tidy_name(name) == "Café Nord"
