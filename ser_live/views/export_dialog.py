"""Choosing where and as what a session is exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ser_core.errors import SerError
from ser_live.exports import FORMATS, ExportFormat, write_export
from ser_live.session import SessionState

translate = QCoreApplication.translate


def ask_export(parent: QWidget, state: SessionState, tell: Callable[[QWidget, str], None]) -> None:
    """Ask for a file and its format, and write the rows to it."""
    filters = {_filter(export): export for export in FORMATS}
    start = state.log_path.with_name(f"{state.session_id}-export") if state.log_path else ""
    title = translate("Export", "Export the session")
    name, chosen = QFileDialog.getSaveFileName(parent, title, str(start), ";;".join(filters))
    if not name:
        return
    export = filters.get(chosen, FORMATS[0])
    path = Path(name)
    if export.suffix and path.suffix != export.suffix:
        path = path.with_name(path.name + export.suffix)
    try:
        write_export(export, state.rows, path)
    except SerError as error:
        tell(parent, str(error))


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
