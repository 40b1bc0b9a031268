"""Progress is shown while items go by, also within other progress."""

from __future__ import annotations

from ser_core.cli.console import with_progress


def test_a_bar_may_stand_within_a_bar() -> None:
    inner = (list(with_progress("ab", 2, "search")) for _ in range(3))
    assert list(with_progress(inner, 3, "folds")) == [["a", "b"]] * 3
