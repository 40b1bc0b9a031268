"""Progress is shown while items go by, also within other progress."""

from __future__ import annotations

import pytest

from ser_core.cli.console import with_progress


def test_a_bar_may_stand_within_a_bar() -> None:
    inner = (list(with_progress("ab", 2, "search")) for _ in range(3))
    assert list(with_progress(inner, 3, "folds")) == [["a", "b"]] * 3


def test_nothing_is_drawn_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_progress("ab", 2, "search")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")
