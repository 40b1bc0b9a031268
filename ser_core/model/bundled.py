"""Where the models that come with the program lie."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ser_core.errors import ModelError
from ser_core.model import sentences

DEFAULT_MODEL: Final = "open"
"""The model that is used where none is named."""

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def bundled_folder() -> Path:
    """Give the folder of the bundled models: inside the package, or beside it in a checkout."""
    installed = _PACKAGE / "bundled_models"
    return installed if installed.is_dir() else _PACKAGE.parent / "models"


def bundled_names() -> tuple[str, ...]:
    """List the bundled models, the default one first."""
    names = sorted(path.parent.name for path in bundled_folder().glob("*/model.json"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_MODEL))


def find_model(name_or_folder: str | Path) -> Path:
    """Give the folder of a bundled model's name, or of a path; a `Path` is never a name.

    Raises
    ------
    ModelError
        Where there is neither, or a folder that may not be entered.
    """
    if isinstance(name_or_folder, str) and name_or_folder in bundled_names():
        return bundled_folder() / name_or_folder
    folder = Path(name_or_folder)
    try:
        os.stat(f"{folder}/.")  # noqa: PTH116 - a path drops the dot, which asks to enter
    except PermissionError as error:
        sentence = sentences.CANNOT_READ(path=folder, reason=error.strerror)
        raise ModelError(sentence, value=name_or_folder) from error
    except (OSError, ValueError) as error:  # a name that no folder can have, too
        names = ", ".join(bundled_names()) or "none bundled"
        sentence = sentences.NO_MODEL(name=name_or_folder, names=names)
        raise ModelError(sentence, value=name_or_folder) from error
    return folder
