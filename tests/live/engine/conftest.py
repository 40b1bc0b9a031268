"""Engines that are closed again, and that wait less than the real ones."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ser_live.audio.source import MicrophoneChoice, SourceChoice
from ser_live.engine import capture, faults, recorder, worker
from ser_live.engine.engine import Engine
from ser_live.engine.settings import EngineSettings
from tests.live.conftest import PlugIn
from tests.live.engine.listener import Listener


@pytest.fixture
def fault_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Write faults to a file of this test's own, as the program does."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults.install(tmp_path / "faults", lambda _: None)
    yield tmp_path / "faults" / faults.FILE_NAME
    faults.uninstall()


StartEngine = Callable[..., tuple[Engine, Listener]]


@pytest.fixture
def start_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plug_in: PlugIn
) -> Iterator[StartEngine]:
    """Start an engine on a source, with changes to the settings; no device is plugged in yet."""
    plug_in()
    monkeypatch.setattr(worker, "TICK_S", 0.02)
    monkeypatch.setattr(capture, "LOST_RETRY_S", (0.02, 0.1))
    monkeypatch.setattr(capture, "ZEROS_RETRY_S", (0.05, 0.2))
    monkeypatch.setattr(recorder, "RETRY_S", 0.05)
    engines: list[Engine] = []

    def start(
        choice: SourceChoice | None = None, *, begin: bool = True, **changes: object
    ) -> tuple[Engine, Listener]:
        settings = replace(
            EngineSettings(log_folder=tmp_path / "logs", fault_after_s=0.5),
            **changes,  # type: ignore[arg-type]
        )
        settings.validate()
        listener = Listener()
        engine = Engine(listener, choice or MicrophoneChoice(), settings)
        engines.append(engine)
        if begin:
            engine.start()
        return engine, listener

    yield start
    for engine in engines:
        engine.close()
