"""What an open source may and may not be, and what is no reason to open another."""

from __future__ import annotations

import time
from pathlib import Path
from queue import SimpleQueue

import pytest

from ser_live.audio.devices import Device, list_devices
from ser_live.audio.source import MicrophoneChoice
from ser_live.engine import capture
from ser_live.engine.capture import Capture
from ser_live.engine.settings import EngineSettings
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn


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
