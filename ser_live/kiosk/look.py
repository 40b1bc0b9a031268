"""How an operator dresses the kiosk: theme, accents and a logo, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ser_live.kiosk.reader import Reader, quoted
from ser_live.views.palette import DARK, LIGHT, contrast

MIN_CONTRAST: Final = 3.0
"""What a control needs against the page (WCAG 2.2, 1.4.11)."""

_MARKS: Final = {".svg": b"<svg", ".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8"}
_BEGINNING_BYTES: Final = 64 * 1024
"""What a logo's kind shows itself by, and where; an SVG may begin with a long comment."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and logo; an accent, for light or dark pages, is the program's where empty."""

    theme: str
    accent_light: str
    accent_dark: str
    logo: Path | None


def read_look(table: Reader, folder: Path) -> Look:
    """Read the table `look`; the logo is looked for in `folder`."""
    theme = table.choice("theme", "system", ("system", "light", "dark"))
    look = Look(
        theme,
        _accent(table, "accent_light", LIGHT.surface),
        _accent(table, "accent_dark", DARK.surface),
        _logo(table, folder) if table.has("logo") else None,
    )
    table.finish()
    return look


def _logo(table: Reader, folder: Path) -> Path:
    logo = folder / table.text("logo", "")
    beginning = _beginning(logo)
    if beginning is None:
        found = f"is {quoted(str(logo))}, which is no file that can be read"
        table.problem("logo", f"{found}; put it beside this one.")
    elif (mark := _MARKS.get(logo.suffix.lower())) is None:
        table.problem("logo", f"is {quoted(logo.name)}; use an SVG, PNG or JPEG picture.")
    elif mark not in beginning:
        found = f"is {quoted(logo.name)}, which holds no picture of the kind that its name says"
        table.problem("logo", f"{found}; save it anew as SVG, PNG or JPEG.")
    return logo


def _beginning(path: Path) -> bytes | None:
    """Read what a file begins with; None where it cannot be read."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return None
        with path.open("rb") as file:
            return file.read(_BEGINNING_BYTES)
    except OSError:
        return None


def _accent(table: Reader, key: str, page: str) -> str:
    accent = table.text(key, "")
    if not accent:
        return accent
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        table.problem(key, f'is {quoted(accent)}; write a colour such as "#0b6e99".')
    elif contrast(accent, page) < MIN_CONTRAST:
        found = f"is {accent}, which has {contrast(accent, page):.1f}:1 against the page"
        table.problem(key, f"{found}; choose one of {MIN_CONTRAST:g}:1 or more.")
    return accent
