"""Models: data that is loaded safely, and the classifiers that run on it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ser_core.model.bundled import DEFAULT_MODEL, bundled_names

if TYPE_CHECKING:
    from ser_core.model.bundle import Model, load_model, save_model

__all__ = ["DEFAULT_MODEL", "Model", "bundled_names", "load_model", "save_model"]


def __getattr__(name: str) -> object:
    """Import what loads models when it is first used: names and tones need none of it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.bundle"), name)
