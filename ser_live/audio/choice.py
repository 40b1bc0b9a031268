"""From what a person chose to the source that delivers it."""

from __future__ import annotations

from typing import Final

from ser_core.errors import DeviceError
from ser_core.types import EACH, MIX
from ser_live.assets import asset
from ser_live.audio import portaudio
from ser_live.audio.devices import default_device, list_devices
from ser_live.audio.microphone import Microphone
from ser_live.audio.replay import Replay
from ser_live.audio.source import (
    AutomaticChoice,
    DemoChoice,
    MicrophoneChoice,
    RecordingChoice,
    Source,
    SourceChoice,
)
from ser_live.messages import SourceKind

DEMO: Final = "demo.flac"
DEMO_CALL: Final = "demo-call.flac"


def make_source(choice: SourceChoice) -> Source:
    """Return the source of a choice, closed; asks PortAudio only where it must."""
    match choice:
        case MicrophoneChoice():
            return Microphone(choice)
        case RecordingChoice(path, channel, channel_lock, real_speed):
            return Replay(path, channel=channel, channel_lock=channel_lock, real_speed=real_speed)
        case DemoChoice(real_speed, channel):
            name = DEMO_CALL if channel == EACH else DEMO
            kept = EACH if channel == EACH else MIX
            return Replay(asset(name), kind=SourceKind.DEMO, channel=kept, real_speed=real_speed)
        case AutomaticChoice(channel, follow_default):
            if has_microphone():
                return Microphone(MicrophoneChoice(channel=channel, follow_default=follow_default))
            return make_source(DemoChoice(channel=channel))


def has_microphone() -> bool:
    """Tell whether there is a microphone that could be opened."""
    try:
        portaudio.restart()
        default_device(list_devices())
    except DeviceError:
        return False
    return True
