"""What stands in the window while the model is loaded."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

import ser_core.model
from ser_core.model import Model, load_model
from ser_live.session import Phase
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.listener import speech
from tests.live.views.conftest import PATIENCE_MS, StartMonitor, words_of


def test_a_window_says_what_it_waits_for(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def slowly(name: str) -> Model:
        gate.wait(PATIENCE_MS / 1000)
        return load_model(name)

    monkeypatch.setattr(ser_core.model, "load_model", slowly)
    plug_in(FakeDevice("Desk", sound=speech))
    window = start_monitor(device="Desk")
    window.acts.start.trigger()
    qtbot.waitUntil(lambda: "Getting ready" in words_of(window), timeout=PATIENCE_MS)
    assert "The model is being loaded." in words_of(window)
    gate.set()
    qtbot.waitUntil(lambda: window._store.state.phase is Phase.LISTENING, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Getting ready" not in words_of(window), timeout=PATIENCE_MS)
