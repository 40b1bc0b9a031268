"""The window on an earlier session says what its log lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ser_live.log.table import encode, header_cells, to_cells
from ser_live.settings import SettingsStore
from ser_live.views.dialogs import Dialogs
from ser_live.views.session_window import open_session_window
from ser_live.views.theme import Theme
from tests.live.log.rows import LABELS, a_row


@pytest.mark.parametrize(
    ("damaged", "words"),
    [
        (1, "Lines that could not be read were left out (1 of 4): 5"),
        (12, "left out (12 of 15): 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, …"),
    ],
)
def test_how_much_of_a_log_cannot_be_read_is_said(
    qtbot: QtBot,
    theme: Theme,
    settings_store: SettingsStore,
    tmp_path: Path,
    damaged: int,
    words: str,
) -> None:
    path = tmp_path / "s.csv"
    lines = [header_cells(LABELS), *(to_cells(a_row(number), LABELS) for number in range(3))]
    path.write_bytes(b"".join(map(encode, lines)) + b"not,a,row\r\n" * damaged)
    window = open_session_window(path, Dialogs(settings_store, theme))
    qtbot.addWidget(window)
    assert any(label.text().endswith(words) for label in window.findChildren(QLabel))
