"""The style sheet, written from a palette."""

from __future__ import annotations

from dataclasses import fields
from string import Template
from typing import Final

from ser_live.assets import asset
from ser_live.views.palette import Palette

CELL_PX: Final = 7
"""Room on either side of what stands in a table's cell."""

HEADING_PX: Final = CELL_PX + 3
"""The same of a heading: a cell's words stand a little further in than its room says."""

_SHEET: Final = Template(
    """
QWidget#card, QFrame#card { background: $surface; border: 1px solid $border; border-radius: 10px; }
QDialog { background: $surface; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="warning"] { color: $warning; }
QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox {
    background: $raised; color: $text; border: 1px solid $outline; border-radius: 6px;
    padding: 5px 10px; min-height: 20px;
}
QPushButton:hover, QToolButton:hover, QComboBox:hover { border-color: $accent; }
QPushButton:pressed, QToolButton:pressed { background: $selection; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QAbstractItemView:focus { border: 2px solid $accent; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QSpinBox:focus,
QDoubleSpinBox:focus { padding: 4px 9px; }
QPushButton[role="primary"], QToolButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {
    background: $selection; color: $text; border: 2px solid $accent;
}
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {
    background: transparent; color: $disabled; border-color: $border;
}
QToolButton[role="flat"], QPushButton[role="flat"] {
    background: transparent; border-color: transparent;
}
QToolButton[role="flat"][toolButtonStyle="ToolButtonIconOnly"] { padding: 5px; }
QToolButton[role="flat"][toolButtonStyle="ToolButtonIconOnly"]:focus { padding: 4px; }
QToolButton[role="flat"]:hover, QPushButton[role="flat"]:hover { background: $raised; }
QToolButton[role="flat"]:focus, QPushButton[role="flat"]:focus { border: 2px solid $accent; }
QToolButton:checked { background: $selection; border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[toolButtonStyle="ToolButtonTextBesideIcon"] { padding-right: 4px; }
QToolButton[toolButtonStyle="ToolButtonTextBesideIcon"]:focus { padding-right: 3px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("${icons}-down.svg"); width: 16px; height: 16px; }
QComboBox::down-arrow:disabled { image: url("${icons}-down-disabled.svg"); }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; border: none; background: transparent; width: 24px;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 3px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 3px; }
QAbstractSpinBox::up-arrow { image: url("${icons}-up.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("${icons}-down.svg"); width: 12px; height: 12px; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QLineEdit QToolButton { border: none; background: transparent; padding: 0; min-height: 0; }
QCheckBox::indicator {
    width: 20px; height: 20px; border: 1px solid $muted; border-radius: 5px; background: $surface;
}
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("${icons}-check.svg");
}
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus { width: 16px; height: 16px; border: 3px solid $accent; }
QCheckBox::indicator:checked:focus {
    background: $selection; image: url("${icons}-check-focus.svg");
}
QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox {
    background: $surface; selection-background-color: $selection;
}
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled,
QSpinBox:disabled, QDoubleSpinBox:disabled {
    background: transparent; color: $disabled; border-color: $border;
}
QToolButton[role="flat"]:disabled { border-color: transparent; }
QLineEdit { placeholder-text-color: $faint; }
QAbstractItemView {
    background: $surface; alternate-background-color: $window; color: $text;
    border: 1px solid $border; border-radius: 6px; gridline-color: $border;
    selection-background-color: $selection; selection-color: $text; outline: none;
}
QListView { padding: 4px; }
QListView::item { border-radius: 6px; }
QListView::item:selected { background: $selection; }
QFrame#card QAbstractItemView { border: none; border-radius: 0; }
QFrame#card QAbstractItemView:focus { border: none; }
QTextBrowser { background: $surface; color: $text; border: none; }
QTableView::item { padding: 2px ${cell}px; border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 6px ${heading}px; font-weight: 600;
}
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 10px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenuBar { background: $window; color: $text; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $selection; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 6px; }
QStatusBar { background: $window; color: $muted; }
QStatusBar::item { border: none; }
QProgressBar {
    background: $track; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTabWidget::pane { border: none; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 7px 14px; border: none;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 6px; padding: 5px 12px 7px; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QSplitter::handle { background: transparent; }
"""
)


def style_sheet(palette: Palette) -> str:
    """Return the application's style sheet in these colours."""
    colors = {field.name: getattr(palette, field.name) for field in fields(palette)}
    icons = asset("style").as_posix() + ("/dark" if palette.dark else "/light")
    return _SHEET.substitute(colors, icons=icons, cell=CELL_PX, heading=HEADING_PX)
