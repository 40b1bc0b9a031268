"""Sizes and colours of the kiosk: everything follows the screen, nothing is fixed."""

from __future__ import annotations

import math
from dataclasses import replace
from string import Template
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ser_live.kiosk.look import Look
from ser_live.views.palette import PAPER, Palette, contrast, mixed, on_color
from ser_live.views.theme import palette_of

SMALLEST_PX: Final = 14.0
SMALLEST_SHARE: Final = 0.7
"""Of the plain letters; smaller ones cannot be read from where a visitor stands."""

STEPS: Final = {
    "small": 0.86,
    "plain": 1.0,
    "body": 1.06,
    "answer": 1.15,
    "large": 1.25,
    "digit": 1.6,
    "title": 1.9,
    "display": 2.7,
}
"""The sizes of words and buttons, in plain letters; a widget's property `step` names its own."""

TOUCH_EM: Final = 3.4
"""Height of what is touched, in letters; at the smallest ones 49 px."""

EDGE_LIGHT: Final = "#848d9a"
EDGE_DARK: Final = "#69727f"
LEAST_EDGE: Final = 3.0
"""At least 3:1 against page and button (WCAG 2.2, 1.4.11)."""

LEAST_WORDS: Final = 4.5
"""What words need against their ground (WCAG 2.2, 1.4.3)."""

BLACK: Final = "#000000"
GAMMA: Final = 2.2
"""A screen's light is about this power of what is painted."""

_SHEET: Final = Template(
    """
QLabel { background: transparent; color: $text; }
QLabel[step="display"], QLabel[step="title"] { font-weight: 600; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="bad"] { color: $bad; }
"""
)


def unit_px(size: QSize) -> float:
    """Return the height of the kiosk's plain letters for a window of this size."""
    width, height = max(1, size.width()), max(1, size.height())
    return max(SMALLEST_PX, min(math.sqrt(width * height) / 46, width / 40, height / 30))


def kiosk_sheet(unit: float, palette: Palette) -> str:
    """Return the style sheet of the kiosk's window."""
    colors = _SHEET.substitute(
        text=readable(palette.window, palette.text),
        muted=readable(palette.window, palette.muted, palette.text),
        bad=readable(palette.window, palette.bad, palette.text),
    )
    return colors + type_sheet(unit)


def type_sheet(unit: float, share: float = 1.0) -> str:
    """Return the style sheet that gives every step this share of its size, if it can be read."""
    smallest = max(SMALLEST_PX, SMALLEST_SHARE * unit)
    sizes = {step: round(max(smallest, unit * size * share)) for step, size in STEPS.items()}
    rules = [f'*[step="{step}"] {{ font-size: {px}px; }}' for step, px in sizes.items()]
    return "\n".join([f"QWidget {{ font-size: {sizes['plain']}px; }}", *rules])


def dressed(palette: Palette, look: Look) -> Palette:
    """Return the palette with the operator's accent."""
    accent = look.accent_dark if palette.dark else look.accent_light
    if not accent:
        return palette
    return replace(palette, accent=accent, on_accent=on_color(accent))


def painted_share(brightness: float) -> float:
    """Return the share of what is painted that gives this share of the light."""
    return math.pow(brightness, 1 / GAMMA)


def at_night(palette: Palette, brightness: float) -> Palette:
    """Return the palette whose grounds give this share of their light; inks stay."""
    share = painted_share(brightness)

    def dim(color: str) -> str:
        return mixed(color, BLACK, share)

    return replace(
        palette,
        window=dim(palette.window),
        surface=dim(palette.surface),
        raised=dim(palette.raised),
        track=dim(palette.track),
        border=dim(palette.border),
        muted=dim(palette.muted),  # the ground of grey discs too
        accent=dim(palette.accent),
        selection=dim(palette.selection),
    )


def readable(ground: str, *inks: str) -> str:
    """Return the first ink that can be read on a ground, black or white where none can."""
    choices = (*inks, PAPER, BLACK)  # one of the last two always can
    return next(ink for ink in choices if contrast(ink, ground) >= LEAST_WORDS)


def edge_of(palette: Palette) -> str:
    """Return the colour of the edge that alone shows where a button is."""
    edge = EDGE_DARK if palette.dark else EDGE_LIGHT
    seen = contrast(edge, palette.surface) >= LEAST_EDGE
    return edge if seen else readable(palette.surface, palette.text)


def chosen_look(palette: Palette) -> tuple[str, str, str]:
    """Return ground, edge and ink of what is chosen: filled where its edge would not be seen."""
    if contrast(palette.accent, palette.window) >= LEAST_EDGE:
        return palette.selection, palette.accent, palette.text
    return palette.accent, readable(palette.window, palette.text), palette.on_accent


def colors_of(widget: QWidget) -> Palette:
    """Return the palette that this widget paints with: the operator's inside a kiosk."""
    look = widget.window().property("look")
    palette = palette_of(widget)
    if not isinstance(look, Look):
        return palette
    brightness = widget.window().property("brightness")
    by_day = dressed(palette, look)
    return by_day if brightness == 1.0 else at_night(by_day, brightness)
