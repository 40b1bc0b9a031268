from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator, Mapping
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


@pytest.fixture
def supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("systemd's sockets are Unix sockets")
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(address))
        listening.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(address))
        yield listening


def heard(supervisor: socket.socket) -> list[bytes]:
    """Return what a supervisor was told since the last time."""
    found = []
    with contextlib.suppress(BlockingIOError):
        while True:
            found.append(supervisor.recv(100))
    return found
