"""An editor for each kind of setting; none of them can hold a value that is not allowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from ser_live.settings import CHOICES, LIMITS, Settings
from ser_live.user_folders import default_log_folder
from ser_live.views.controls import text_button
from ser_live.views.setting_words import SettingWords, choice_words
from ser_live.views.theme import SPACE_S

translate = QCoreApplication.translate
Value = str | int | float | bool


class Editor(QWidget):
    """Holds the value of one setting."""

    def __init__(
        self,
        control: QWidget,
        get: Callable[[], Value],
        put: Callable[[Value], None],
        words: SettingWords,
    ) -> None:
        super().__init__()
        self.control = control
        self.value = get
        self.show_value = put
        control.setAccessibleName(words.title)
        control.setAccessibleDescription(words.explanation)
        control.setToolTip(words.explanation)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(SPACE_S)
        self.row.addWidget(control, 1)
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let wheel and page keys scroll the page, not change a value by accident."""
        if watched is self.control and _scrolls(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _scrolls(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent):
        return event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
    return event.type() == QEvent.Type.Wheel


class PlainSpinBox(QDoubleSpinBox):
    """Shows no zeros behind the last digit that matters."""

    def textFromValue(self, value: float) -> str:
        """Return the number as people write it."""
        return self.locale().toString(value, "g", 6)


def make_editor(words: SettingWords, models: Sequence[str]) -> Editor:
    """Return the editor for a setting."""
    default = getattr(Settings(), words.name)
    if words.name in CHOICES:
        titles = choice_words()
        return _choice(words, [(value, titles[value]) for value in CHOICES[words.name]])
    if words.name == "model":
        standard = translate("Settings", "Standard")
        return _choice(words, [("", standard), *((name, name) for name in models)])
    if words.name == "log_folder":
        return _folder(words)
    if isinstance(default, bool):
        return _toggle(words)
    return _number(words, whole=isinstance(default, int))


def _choice(words: SettingWords, values: Sequence[tuple[str, str]]) -> Editor:
    box = QComboBox()
    for value, title in values:
        box.addItem(title, value)

    def put(value: Value) -> None:
        if box.findData(value) < 0:
            box.addItem(str(value), value)
        box.setCurrentIndex(box.findData(value))

    return Editor(box, lambda: str(box.currentData()), put, words)


def _toggle(words: SettingWords) -> Editor:
    box = QCheckBox()
    return Editor(box, box.isChecked, lambda value: box.setChecked(bool(value)), words)


def _number(words: SettingWords, *, whole: bool) -> Editor:
    low, high = LIMITS[words.name]
    suffix = f" {words.unit}" if words.unit else ""
    if whole:
        spin = QSpinBox()
        spin.lineEdit().setTextMargins(SPACE_S, 0, 0, 0)
        spin.setRange(int(low), int(high))
        spin.setSuffix(suffix)
        return Editor(spin, spin.value, lambda value: spin.setValue(int(value)), words)
    box = PlainSpinBox()
    box.lineEdit().setTextMargins(SPACE_S, 0, 0, 0)
    box.setDecimals(2)
    box.setRange(low, high)
    box.setSingleStep(0.05 if high <= 1 else 0.25 if high <= 10 else 1.0)
    box.setSuffix(suffix)
    return Editor(
        box, lambda: round(box.value(), 2), lambda value: box.setValue(float(value)), words
    )


def _folder(words: SettingWords) -> Editor:
    line = QLineEdit()
    line.setReadOnly(True)
    line.setPlaceholderText(str(default_log_folder()))
    line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    editor = Editor(line, line.text, lambda value: line.setText(str(value)), words)
    browse: QPushButton = text_button(translate("Settings", "Choose…"), editor)
    browse.setAutoDefault(False)
    browse.setAccessibleName(translate("Settings", "Choose the log folder"))

    def choose() -> None:
        start = line.text() or str(default_log_folder())
        folder = QFileDialog.getExistingDirectory(editor, words.title, start)
        if folder:
            line.setText(str(Path(folder)))

    browse.clicked.connect(choose)
    editor.row.addWidget(browse)
    return editor
