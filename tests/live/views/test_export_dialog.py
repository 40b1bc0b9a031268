"""Where an export goes, and that it replaces nothing without a yes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ser_live.session import SessionState
from ser_live.views import export_dialog
from ser_live.views.export_dialog import ExportDialog, ask_export
from tests.live.log.rows import a_row
from tests.live.views.conftest import answer, choose_kind

BY_HAND = "what a person wrote"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def state(tmp_path: Path) -> SessionState:
    return SessionState(session_id="S", log_path=tmp_path / "S.csv", rows=(a_row(1),))


def press(dialog: QDialog, words: str) -> None:
    assert isinstance(dialog, QMessageBox)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == words).click()


def export(window: QWidget, state: SessionState, kind: str, *answers: str) -> list[str]:
    """Export under the name that is suggested, answer what is asked, return the questions."""
    asked: list[str] = []
    left = iter(answers)

    def save(dialog: QDialog) -> None:
        choose_kind(dialog, kind)
        answer(decide)
        dialog.accept()

    def decide(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        asked.append(dialog.text())
        words = next(left)
        # What comes next is the dialog for the file again, or what says that it is written.
        answer(lambda dialog: dialog.reject())
        press(dialog, words)

    answer(save)
    ask_export(window, state, lambda _parent, sentence: pytest.fail(sentence))
    return asked


def test_a_file_is_replaced_only_after_a_yes(
    window: QWidget, state: SessionState, tmp_path: Path
) -> None:
    target = tmp_path / "S-export.TextGrid"
    target.write_text(BY_HAND)
    asked = export(window, state, "TextGrid", "Cancel")
    assert asked == ["S-export.TextGrid is there already."]
    assert target.read_text() == BY_HAND
    assert len(export(window, state, "TextGrid", "Replace")) == 1
    assert "ooTextFile" in target.read_text()
    assert list(tmp_path.iterdir()) == [target]


class DesktopDialog:
    """Stands for a desktop's own dialog, which may return a folder that is there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, chosen: Path, kind: str) -> None:
        self._tries = iter((QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected))
        self._kind = kind
        monkeypatch.setattr(ExportDialog, "exec", self._exec)
        monkeypatch.setattr(ExportDialog, "selectedFiles", lambda _: [str(chosen)])
        monkeypatch.setattr(ExportDialog, "selectedNameFilter", self._filter)

    def _exec(self, *_: object) -> int:
        return next(self._tries)

    def _filter(self, *_: object) -> str:
        return self._kind


@pytest.mark.parametrize("words", ["Cancel", "Replace"])
def test_a_folder_is_asked_for_too(
    window: QWidget,
    state: SessionState,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
) -> None:
    folder = tmp_path / "S-export"
    folder.mkdir()
    table = folder / "db.utterances.csv"
    table.write_text(BY_HAND)
    DesktopDialog(monkeypatch, folder, "audformat folder (*)")

    def decide(dialog: QDialog) -> None:
        if words == "Replace":
            answer(lambda box: box.accept())
        press(dialog, words)

    answer(decide)
    ask_export(window, state, lambda _parent, sentence: pytest.fail(sentence))
    assert (table.read_text() == BY_HAND) == (words == "Cancel")


@pytest.mark.parametrize(("words", "opens"), [("OK", False), ("Open the folder", True)])
def test_what_was_written_is_said_with_its_place(
    window: QWidget,
    state: SessionState,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    opens: bool,  # noqa: FBT001
) -> None:
    opened: list[str] = []

    class Desktop:
        @staticmethod
        def openUrl(url: QUrl) -> None:  # noqa: N802
            opened.append(url.toLocalFile())

    monkeypatch.setattr(export_dialog, "QDesktopServices", Desktop)
    file = tmp_path / "S-export.csv"
    DesktopDialog(monkeypatch, file, "CSV table (*.csv)")
    said: list[str] = []

    def hear(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        said.extend((dialog.text(), dialog.informativeText()))
        press(dialog, words)

    answer(hear)
    ask_export(window, state, lambda _parent, sentence: pytest.fail(sentence))
    assert file.exists()
    assert said == ["S-export.csv has been written.", f"It is in the folder {tmp_path}."]
    assert opened == ([str(tmp_path)] if opens else [])


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget, tmp_path: Path) -> Iterator[QFileDialog]:
    dialog = ExportDialog(tmp_path / "S-export", window)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog
    dialog.close()


def test_the_name_ends_as_the_format_that_is_chosen(dialog: QFileDialog, tmp_path: Path) -> None:
    (tmp_path / "S-export").mkdir()
    line = dialog.findChild(QLineEdit)
    assert line.text() == "S-export.csv"
    choose_kind(dialog, "audformat")
    assert line.text() == "S-export"
    choose_kind(dialog, "EmotionML")
    assert line.text() == "S-export.emotionml"


def test_a_name_that_is_typed_gets_its_ending(dialog: ExportDialog, tmp_path: Path) -> None:
    choose_kind(dialog, "TextGrid")
    line = dialog.findChild(QLineEdit)
    for typed, name in [("a", "a"), ("a.b", "a.b"), ("a.csv", "a"), ("a.TextGrid", "a")]:
        line.setText(typed)
        assert dialog.path() == tmp_path / f"{name}.TextGrid"


def test_where_no_name_stands_none_is_made_up(dialog: QFileDialog, tmp_path: Path) -> None:
    line = dialog.findChild(QLineEdit)
    line.clear()
    choose_kind(dialog, "JSON")
    assert line.text() == ""
    assert Path(dialog.directory().path()) == tmp_path
