"""The settings: each explained in a line, resettable, carried from computer to computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QWidget

from ser_core.errors import ConfigError, SerError
from ser_live.settings import Settings, read_settings, to_json
from ser_live.views.controls import muted_label, section_label
from ser_live.views.notice_words import notice_words
from ser_live.views.setting_editors import Editor, make_editor
from ser_live.views.setting_words import SettingWords, setting_groups
from ser_live.views.sheet import Sheet
from ser_live.views.system_words import system_words
from ser_live.views.theme import CAPTION, SPACE_L, SPACE_M, scaled_font

FILTER = "ser-live (*.json)"


class SettingsDialog(Sheet):
    """Edits a copy of the settings; what is accepted is valid."""

    def __init__(
        self, settings: Settings, models: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Settings"), self.tr("Saved on this computer."), parent)
        self._settings = settings
        self._editors: dict[str, Editor] = {}
        self._said = muted_label(self)
        self._said.setWordWrap(True)
        self._said.setProperty("role", "bad")
        self._said.setVisible(False)
        for title, words in setting_groups():
            self.body_layout.addWidget(section_label(title, self))
            self.body_layout.addLayout(self._grid(words, models))
        self.body_layout.addStretch(1)
        self.add_below(self._said)
        self._add_buttons()
        self.show_settings(settings)
        self.fit(46, 44)

    def show_settings(self, settings: Settings) -> None:
        """Show these settings in the editors."""
        self._settings = settings
        for name, editor in self._editors.items():
            editor.show_value(getattr(settings, name))
        self._say("")

    def settings(self) -> Settings:
        """Return what the editors hold."""
        values: dict[str, Any] = {name: e.value() for name, e in self._editors.items()}
        return replace(self._settings, **values)

    def editor(self, name: str) -> Editor:
        """Return the editor of a setting."""
        return self._editors[name]

    def accept(self) -> None:
        """Close, if all values go together."""
        try:
            self.settings().validate()
        except ConfigError as error:
            self._say(notice_words(error.sentence))
            return
        super().accept()

    def import_file(self, path: Path) -> None:
        """Show the settings in a file; say what is wrong with it otherwise."""
        try:
            self.show_settings(read_settings(path))
        except SerError as error:
            self._say(notice_words(error.sentence))

    def export_file(self, path: Path) -> None:
        """Write the settings to a file; say why that cannot be done otherwise."""
        try:
            self.settings().validate()
            path.write_text(to_json(self.settings()), encoding="utf-8")
        except ConfigError as error:
            self._say(notice_words(error.sentence))
        except OSError as error:
            self._say(
                self.tr("{0} cannot be written: {1}").format(
                    path.name, system_words(error.strerror or "")
                )
            )

    def _grid(self, words: Sequence[SettingWords], models: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(0)
        for number, setting in enumerate(words):
            editor = make_editor(setting, models)
            self._editors[setting.name] = editor
            title = QLabel(setting.title, self)
            title.setBuddy(editor.control)
            title.setWordWrap(True)
            explanation = muted_label(self, setting.explanation)
            explanation.setFont(scaled_font(self.font(), CAPTION))
            explanation.setWordWrap(True)
            middle = Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(title, 3 * number, 0, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(explanation, 3 * number + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, 3 * number, 1, 2, 1, middle)
            grid.setRowMinimumHeight(3 * number + 2, SPACE_M)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return grid

    def _add_buttons(self) -> None:
        self.add_tool(self.tr("Reset all"), lambda: self.show_settings(_reset(self._settings)))
        self.add_tool(self.tr("Import…"), self._ask_import)
        self.add_tool(self.tr("Export…"), self._ask_export)
        self.add_end(self.tr("Save"), self.tr("Cancel"))

    def _ask_import(self) -> None:
        every = self.tr("All files (*)")
        kinds = f"{FILTER};;{every}"
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import settings"), "", kinds)
        if name:
            self.import_file(Path(name))

    def _ask_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export settings"), "ser-live.json", FILTER
        )
        if name:
            self.export_file(Path(name))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))


def _reset(settings: Settings) -> Settings:
    # Which microphone is plugged in is no matter of taste.
    return Settings(device=settings.device, host_api=settings.host_api, channel=settings.channel)
