"""Models: data that is loaded safely, and the classifiers that run on it."""

from ser_core.model.bundle import Model, load_model, save_model
from ser_core.model.bundled import DEFAULT_MODEL, bundled_names

__all__ = ["DEFAULT_MODEL", "Model", "bundled_names", "load_model", "save_model"]
