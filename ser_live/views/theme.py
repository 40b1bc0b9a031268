"""Type, spacing and the application's look, light or dark, following the system.

A widget that paints itself asks `palette_of` in its paint event and repaints on
`QEvent.PaletteChange`; nothing keeps a colour.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ser_live.assets import asset
from ser_live.views.palette import DARK, LIGHT, Palette
from ser_live.views.style import style_sheet

FAMILY: Final = "Inter"
FONT_FILES: Final = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
CONTEXTUAL_ALTERNATES: Final = QFont.Tag("calt")
"""With them the typeface turns the x of `1920x1080` into a times sign, and `->` into an arrow: a
path or a name would be shown as it is not."""
MIN_POINT_SIZE: Final = 10.0

SPACE_XS: Final = 4
SPACE_S: Final = 8
SPACE_M: Final = 12
SPACE_L: Final = 16
RADIUS: Final = 10
TOUCH_PX: Final = 32
"""The least height of a control that is pressed."""

CAPTION: Final = 0.88
TITLE: Final = 1.2
HEADLINE: Final = 2.2
DISPLAY: Final = 3.6
"""Steps of the type scale, as factors of the application's font size."""


class ThemeChoice(StrEnum):
    """What the person wants; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Dresses the application and undresses nothing: one for each process."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = ThemeChoice.SYSTEM
        app.setStyle("Fusion")
        _load_fonts(app)
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        self._refresh()

    def choose(self, choice: ThemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        schemes = {
            ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
            ThemeChoice.LIGHT: Qt.ColorScheme.Light,
            ThemeChoice.DARK: Qt.ColorScheme.Dark,
        }
        self._app.styleHints().setColorScheme(schemes[choice])
        self._refresh()

    def _refresh(self) -> None:
        dark = self._choice is ThemeChoice.DARK
        if self._choice is ThemeChoice.SYSTEM:
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dress(self._app, DARK if dark else LIGHT)
        self.changed.emit()


def dress(app: QApplication, palette: Palette) -> None:
    """Put a palette and its style sheet on the whole application, where it wears another."""
    app.setPalette(_qt_palette(palette))
    sheet = style_sheet(palette)
    if sheet != app.styleSheet():  # Qt would look at every widget again
        app.setStyleSheet(sheet)


def palette_of(widget: QWidget) -> Palette:
    """Return the palette that this widget should paint with."""
    return _of(widget.palette())


def app_palette() -> Palette:
    """Return the palette that the application wears."""
    return _of(QApplication.palette())


def _of(palette: QPalette) -> Palette:
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def scaled_font(font: QFont, scale: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the application's font at a step of the type scale."""
    result = QFont(font)
    result.setPointSizeF(QApplication.font().pointSizeF() * scale)
    result.setWeight(weight)
    return result


def _load_fonts(app: QApplication) -> None:
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(asset(f"fonts/{name}")))
    font = QFont(app.font())
    if FAMILY in QFontDatabase.families():
        font.setFamilies([FAMILY, *font.families()])
    font.setFeature(CONTEXTUAL_ALTERNATES, 0)
    font.setPointSizeF(max(font.pointSizeF(), MIN_POINT_SIZE))
    app.setFont(font)


def _qt_palette(palette: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: palette.window,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.raised,
        QPalette.ColorRole.ToolTipBase: palette.raised,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.Button: palette.raised,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.BrightText: palette.bad,
        QPalette.ColorRole.Highlight: palette.selection,
        QPalette.ColorRole.HighlightedText: palette.text,
        QPalette.ColorRole.Link: palette.accent,
        QPalette.ColorRole.PlaceholderText: palette.faint,
        QPalette.ColorRole.Accent: palette.accent,
        QPalette.ColorRole.Mid: palette.border,
    }
    result = QPalette()
    for role, color in roles.items():
        result.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return result
