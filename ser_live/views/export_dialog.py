"""Choosing where and as what a session is exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from ser_core.errors import SerError
from ser_core.sentence import Sentence
from ser_live.exports import FORMATS, ExportFormat, write_export
from ser_live.session import SessionState

translate = QCoreApplication.translate


def ask_export(
    parent: QWidget, state: SessionState, tell: Callable[[QWidget, Sentence], None]
) -> None:
    """Ask for a file and its format, write the rows to it, and say so."""
    folder = state.log_path.parent if state.log_path else Path()
    dialog = ExportDialog(folder / f"{state.session_id}-export", parent)
    try:
        while dialog.exec() == QDialog.DialogCode.Accepted:
            path = dialog.path()
            if not QFileInfo.exists(str(path)) or _may_replace(parent, path):
                labels = state.model.labels if state.model else ()
                write_export(dialog.export(), state.rows, path, labels)
                _say_where(parent, path)
                break
    except SerError as error:
        tell(parent, error.sentence)
    finally:
        dialog.deleteLater()


class ExportDialog(QFileDialog):
    """Asks where to write and in which format; the name ends as the format's files do.

    It does not ask whether a file may be replaced: the desktop's own dialog may ask that of the
    name before it has its ending.
    """

    def __init__(self, start: Path, parent: QWidget) -> None:
        super().__init__(parent, translate("Export", "Export the session"))
        self._exports = {_filter(export): export for export in FORMATS}
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.setNameFilters(list(self._exports))
        self.selectFile(str(start))
        self.filterSelected.connect(self._end_name)
        self._end_name()

    def export(self) -> ExportFormat:
        """Return the format that is chosen."""
        return self._exports.get(self.selectedNameFilter(), FORMATS[0])

    def path(self) -> Path:
        """Return where to write; the ending of another format gives way."""
        path = Path(self.selectedFiles()[0])
        if path.suffix in {export.suffix for export in FORMATS}:
            path = path.with_suffix("")
        return path.with_name(path.name + self.export().suffix)

    def _end_name(self) -> None:
        """Show the name as it will be."""
        self.setDefaultSuffix(self.export().suffix.removeprefix("."))
        if Path(self.selectedFiles()[0]) != Path(self.directory().path()):  # which is no name yet
            self.selectFile(str(self.path()))


def _may_replace(parent: QWidget, path: Path) -> bool:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(translate("Export", "{0} is there already.").format(path.name))
    if path.is_dir():
        lost = translate("Export", "Files of an earlier export in it will be replaced.")
    else:
        lost = translate("Export", "It will be replaced, with all that was added to it.")
    box.setInformativeText(lost)
    replace = box.addButton(translate("Export", "Replace"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(translate("Export", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is replace


def _say_where(parent: QWidget, path: Path) -> None:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setText(translate("Export", "{0} has been written.").format(path.name))
    box.setInformativeText(translate("Export", "It is in the folder {0}.").format(path.parent))
    show = box.addButton(translate("Export", "Open the folder"), QMessageBox.ButtonRole.ActionRole)
    done = box.addButton(QMessageBox.StandardButton.Ok)
    box.setDefaultButton(done)
    box.setEscapeButton(done)
    box.exec()
    box.deleteLater()
    if box.clickedButton() is show:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def export_title(export: ExportFormat) -> str:
    """Return what a format is called."""
    return {
        "csv": translate("Export", "CSV table"),
        "jsonl": translate("Export", "JSON Lines"),
        "audacity": translate("Export", "Audacity labels"),
        "textgrid": translate("Export", "Praat TextGrid"),
        "audformat": translate("Export", "audformat folder"),
        "emotionml": translate("Export", "EmotionML"),
    }[export.key]


def _filter(export: ExportFormat) -> str:
    return f"{export_title(export)} (*{export.suffix})"
