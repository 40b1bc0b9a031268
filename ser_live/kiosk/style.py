"""Sizes and colours of the kiosk: everything follows the screen, nothing is fixed."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from string import Template
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ser_live.kiosk.config import Look
from ser_live.views.palette import Palette, on_color
from ser_live.views.theme import palette_of

SMALLEST_PX: Final = 14.0
TOUCH_EM: Final = 3.4
"""Height of what is touched, in letters; on the smallest screen that we know 56 px."""

EDGE_LIGHT: Final = "#848d9a"
EDGE_DARK: Final = "#69727f"
"""At least 3:1 against page and button (WCAG 2.2, 1.4.11)."""

_SHEET: Final = Template(
    """
QWidget { font-size: ${plain}px; }
QLabel { background: transparent; color: $text; }
QLabel[step="display"] { font-size: ${display}px; font-weight: 600; }
QLabel[step="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[step="large"] { font-size: ${large}px; }
QLabel[step="body"] { font-size: ${body}px; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="bad"] { color: $bad; }
"""
)


def unit_px(size: QSize) -> float:
    """Return the height of the kiosk's plain letters for a window of this size."""
    width, height = max(1, size.width()), max(1, size.height())
    return max(SMALLEST_PX, min(sqrt(width * height) / 46, width / 40, height / 30))


def kiosk_sheet(unit: float, palette: Palette) -> str:
    """Return the style sheet of the kiosk's window."""
    return _SHEET.substitute(
        text=palette.text,
        muted=palette.muted,
        bad=palette.bad,
        plain=round(unit),
        display=round(unit * 2.7),
        title=round(unit * 1.9),
        large=round(unit * 1.25),
        body=round(unit * 1.06),
    )


def dressed(palette: Palette, look: Look) -> Palette:
    """Return the palette with the operator's accent."""
    accent = look.accent_dark if palette.dark else look.accent_light
    if not accent:
        return palette
    return replace(palette, accent=accent, on_accent=on_color(accent))


def edge_of(palette: Palette) -> str:
    """Return the colour of the edge that alone shows where a button is."""
    return EDGE_DARK if palette.dark else EDGE_LIGHT


def colors_of(widget: QWidget) -> Palette:
    """Return the palette that this widget paints with: the operator's inside a kiosk."""
    window = widget.window()
    look = window.property("look")
    palette = palette_of(widget)
    return dressed(palette, look) if isinstance(look, Look) else palette
