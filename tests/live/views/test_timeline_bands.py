"""Which bands of the timeline are painted where a day has more of them than pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsScene, QStyleOptionGraphicsItem
from pytestqt.qtbot import QtBot

from scripts.scenes import row
from ser_core.types import Status
from ser_live.log.row import LogRow
from ser_live.views.timeline_bands import Bands

ROWS = 4_000
WIDTH_PX = 400
GAP = 2_503
SELECTED = 1_207


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note the utterances whose bands are painted."""
    seen: list[int] = []
    paint_band = Bands._paint_band

    def note(bands: Bands, painter: QPainter, box: QRectF, one: LogRow, lane: object) -> None:
        seen.append(one.utterance_id)
        paint_band(bands, painter, box, one, lane)  # type: ignore[arg-type]

    monkeypatch.setattr(Bands, "_paint_band", note)
    return seen


def a_day() -> Sequence[LogRow]:
    """Rows of 3 s, one every 4 s; something was lost once."""
    clear = row(0)
    assert clear.status is Status.OK
    rows = [
        replace(clear, utterance_id=number, start_s=4.0 * number, end_s=4.0 * number + 3.0)
        for number in range(ROWS)
    ]
    rows[GAP] = replace(rows[GAP], status=Status.GAP, emotion="", confidence=None)
    return rows


def paint(bands: Bands, seconds: float) -> None:
    """Paint what lies in the first seconds, as wide as the picture."""
    image = QImage(WIDTH_PX, 60, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    painter.scale(WIDTH_PX / seconds, 60)
    option = QStyleOptionGraphicsItem()
    option.exposedRect = QRectF(0, 0, seconds, 1)
    bands.paint(painter, option)
    painter.end()


def test_a_day_is_painted_a_band_a_pixel_and_what_stands_out(
    qtbot: QtBot, painted: list[int]
) -> None:
    scene, bands = QGraphicsScene(), Bands()
    scene.addItem(bands)
    bands.show_rows(a_day())
    bands.select(SELECTED)
    paint(bands, 4.0 * ROWS)
    assert WIDTH_PX / 2 <= len(painted) <= WIDTH_PX + 2
    assert {GAP, SELECTED} <= set(painted)


def test_bands_that_can_be_told_apart_are_all_painted(qtbot: QtBot, painted: list[int]) -> None:
    scene, bands = QGraphicsScene(), Bands()
    scene.addItem(bands)
    bands.show_rows(a_day())
    paint(bands, 80.0)
    assert painted == list(range(21))
