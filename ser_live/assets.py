"""Where icons, translations, styles and the demo recording lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def assets_folder() -> Path:
    """Return the folder of the assets: in the package if installed, else in the checkout."""
    bundled = _PACKAGE / "bundled_assets"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "assets"


def asset(name: str) -> Path:
    """Return the path of an asset.

    Parameters
    ----------
    name : str
        Path below the assets' folder, with forward slashes: `"icons/play.svg"`.

    Raises
    ------
    FileNotFoundError
        The installation lacks it, which a package that was built whole never does.
    """
    path = assets_folder() / name
    if not path.exists():
        message = f"The asset {name} is missing from {assets_folder()}; install ser-live again."
        raise FileNotFoundError(message)
    return path
