"""Bars keep one form, however short they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from ser_live.views.bar import bar_shape

TRACK = QRectF(10.0, 5.0, 200.0, 16.0)


@pytest.mark.parametrize("percent", [1, 2, 3, 5, 8, 12, 50, 99, 100])
def test_a_bar_has_round_ends_within_its_track(percent: int) -> None:
    shape = bar_shape(TRACK, percent / 100)
    box = shape.boundingRect()
    assert TRACK.adjusted(-0.1, -0.1, 0.1, 0.1).contains(box)
    right, middle = TRACK.left() + TRACK.width() * percent / 100, TRACK.center().y()
    assert box.right() == pytest.approx(right, abs=0.1)
    assert shape.contains(QPointF(right - 0.5, middle))
    for corner in (TRACK.top() + 0.5, TRACK.bottom() - 0.5):
        assert not shape.contains(QPointF(right - 0.5, corner)), "no flat end"
        assert not shape.contains(QPointF(TRACK.left() + 0.5, corner))
