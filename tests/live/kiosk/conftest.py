from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ser_live.assets import asset
from ser_live.kiosk import window
from ser_live.kiosk.config import KioskConfig, load_config, shipped_texts
from ser_live.kiosk.texts import Texts


@pytest.fixture(autouse=True)
def quick_fingers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page be touched as soon as it is there; a test's visitor reads nothing."""
    monkeypatch.setattr(window, "SETTLE_S", 0.0)


@pytest.fixture(scope="session")
def texts_folder() -> Path:
    return asset("kiosk/text.en.toml").parent


@pytest.fixture(scope="session")
def shipped(texts_folder: Path) -> Mapping[str, Texts]:
    return shipped_texts(texts_folder)


@pytest.fixture(scope="session")
def example(texts_folder: Path) -> KioskConfig:
    return load_config(asset("kiosk/example.toml"), texts_folder)
