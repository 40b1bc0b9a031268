"""What an open source may and may not be, and what is no reason to open another."""

from __future__ import annotations

import time
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest

from ser_core.types import F32, Level, Status
from ser_live.audio import pulse
from ser_live.audio.devices import Device, list_devices
from ser_live.audio.libpulse import PulseSource
from ser_live.audio.source import MicrophoneChoice
from ser_live.engine import capture
from ser_live.engine.capture import Capture
from ser_live.engine.settings import EngineSettings
from ser_live.messages import Analyzed, Phase
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.conftest import StartEngine

QUIET_DBFS = -90.0


class FakeServer:
    """A sound server whose only headset can be unplugged; the stream goes to a microphone."""

    def __init__(self) -> None:
        self.plugged = True
        self.gate = FakeDevice("pulse", 32, sound=self.sound)

    def sound(self, _first: int, count: int) -> F32:
        """Silence of the caller, or else the loud agent."""
        return np.full(count, 0.0 if self.plugged else 0.5, np.float32)

    def sources(self) -> list[PulseSource]:
        headset = PulseSource("headset.monitor", "Monitor of Headset", 2, 16_000, monitor=True)
        return [headset] if self.plugged else []


@pytest.fixture
def server(
    start_engine: StartEngine, plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch
) -> FakeServer:
    """Stand where the sound server stands, once `start_engine` has taken all devices away."""
    assert start_engine
    server = FakeServer()

    class Attachment:
        def __init__(self, source: str) -> None:
            assert source == "headset.monitor"

        def held_at(self, moment: float) -> bool:
            return server.plugged and moment <= time.monotonic()

        def close(self) -> None:
            pass

    plug_in(server.gate)
    monkeypatch.setattr(pulse, "list_sources", server.sources)
    monkeypatch.setattr("ser_live.audio.microphone.Attachment", Attachment)
    return server


def test_a_call_hears_nothing_of_the_source_that_its_stream_was_moved_to(
    start_engine: StartEngine, server: FakeServer
) -> None:
    choice = MicrophoneChoice("Monitor of Headset", "PulseAudio", "left", channel_lock=True)
    engine, listener = start_engine(choice)
    listener.wait(lambda state: state.position_s > 0.3)
    server.plugged = False
    assert "stopped delivering" in listener.wait_phase(Phase.RECONNECTING).reason
    time.sleep(0.5)
    assert listener.state.phase is Phase.RECONNECTING
    server.plugged = True
    listener.wait_phase(Phase.LISTENING)
    position_s = listener.state.position_s
    listener.wait(lambda state: state.position_s > position_s + 0.3)
    engine.close()
    events = [news.event for news in listener.messages if isinstance(news, Analyzed)]
    levels_dbfs = [event.level_dbfs for event in events if isinstance(event, Level)]
    assert max(levels_dbfs) < QUIET_DBFS
    assert {row.status for row in listener.state.rows} == {Status.GAP}


@pytest.mark.parametrize("listed", [(), ("Line in",)])
def test_a_device_that_another_process_does_not_see_is_not_left_for_another(
    plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, listed: tuple[str, ...]
) -> None:
    """As PortAudio on ALSA leaves out a device that is open."""

    class WithoutTheOpenOne:
        def poll(self) -> tuple[Device, ...]:
            return tuple(device for device in list_devices() if device.name in listed)

        def cancel(self) -> None:
            pass

    plug_in(FakeDevice("USB"), FakeDevice("Line in"))
    monkeypatch.setattr(capture, "Listing", WithoutTheOpenOne)
    settings = EngineSettings(tmp_path, device_check_s=5.0)
    microphone = Capture(SimpleQueue(), settings)
    microphone.choose(MicrophoneChoice())
    microphone.open()
    now = time.monotonic()
    assert not any(microphone.default_moved(now + 6.0 * look) for look in range(1, 5))
    microphone.close()
