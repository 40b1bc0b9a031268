"""The audio devices of this computer, by name.

`python -m ser_live.audio.devices --json` prints them. A program that has a stream open asks
so, because PortAudio's own list is frozen while it runs and renewing it ends the stream.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from types import ModuleType
from typing import Any, Final

from ser_core.errors import DeviceError
from ser_live.audio import portaudio, pulse, sentences

PLACEHOLDER_CHANNELS: Final = 32
"""From here on a count is what a sound server answers to "as many as you like"."""
STEREO: Final = 2
ALSA_GATEWAYS: Final = ("default", "pulse", "pipewire")
"""The names under which ALSA has whatever is the default of the system or of its sound server."""
LISTING_TIMEOUT_S: Final = 20.0
SYSTEM_AUDIO_NAMES: Final = (
    "[loopback]",
    "monitor of ",
    ".monitor",
    "stereo mix",
    "stereomix",
    "what u hear",
    "blackhole",
    "soundflower",
    "loopback audio",
    "cable output",
)
_ALSA_CARD: Final = re.compile(r"\(hw:\d+")


@dataclass(frozen=True, slots=True)
class Device:
    """An input; name and host API identify it, the index is where PortAudio has it now.

    Where several sources of the sound server bear one name, each one's own name is added.

    Parameters
    ----------
    system_audio : bool
        True where it carries what the computer plays.
    pulse_source : str
        The source of the sound server behind it; empty for a device of PortAudio's own.
    gateway : bool
        True where it stands for whatever the system chooses. Its channels tell nothing then: a
        single one is doubled.
    """

    name: str
    host_api: str
    channels: int
    rate_hz: int
    is_default: bool
    system_audio: bool
    index: int
    pulse_source: str = ""
    gateway: bool = False

    @property
    def full_name(self) -> str:
        """The name with the sound server's own behind it, which tells twins apart."""
        own = f" ({self.pulse_source})"
        return self.name if not self.pulse_source or self.name.endswith(own) else self.name + own


def list_devices() -> tuple[Device, ...]:
    """List the inputs that PortAudio found at its initialisation, and the sound server's.

    Raises
    ------
    DeviceError
        Where PortAudio is missing or does not tell.
    """
    sounddevice = portaudio.load()
    with portaudio.listing_errors_named():
        host_apis = [host["name"] for host in sounddevice.query_hostapis()]
        default = _default_index(sounddevice)
        found = [
            _device(info, index, host_apis[info["hostapi"]], is_default=index == default)
            for index, info in enumerate(sounddevice.query_devices())
            if info["max_input_channels"] > 0
        ]
    return (*found, *_pulse_devices(found))


class Listing:
    """A fresh list of devices, made by another process while streams go on here."""

    def __init__(self) -> None:
        self._late_at = time.monotonic() + LISTING_TIMEOUT_S
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-P", "-m", __name__, "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def poll(self) -> tuple[Device, ...] | None:
        """Return the list once it is there, None before; empty where it cannot be had."""
        if self._process.poll() is not None:
            return self.wait()
        if time.monotonic() < self._late_at:
            return None
        self.cancel()
        return ()

    def wait(self) -> tuple[Device, ...]:
        """Wait for the list; empty where it cannot be had."""
        try:
            output, _ = self._process.communicate(timeout=LISTING_TIMEOUT_S)
            return tuple(Device(**fields) for fields in json.loads(output))
        except (subprocess.TimeoutExpired, ValueError, TypeError):
            return ()
        finally:
            self.cancel()

    def cancel(self) -> None:
        """Give the listing up."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def default_device(devices: Iterable[Device]) -> Device:
    """Return the system's default input, else the first one; raise `DeviceError`."""
    inputs = [device for device in devices if not device.system_audio]
    default = next((device for device in inputs if device.is_default), None)
    if default is None and not inputs:
        raise DeviceError(sentences.NO_MICROPHONE())
    return default or inputs[0]


def find_device(
    devices: Sequence[Device], name: str, host_api: str = "", *, whole: bool = False
) -> Device:
    """Return the one device of this name; raise `DeviceError`.

    A name that is the same but for the number of ALSA's card will do, because a card that is
    plugged in again, or a restart, may change it. Where several devices answer, the default
    comes first, then microphones, then PortAudio's own order.

    Parameters
    ----------
    whole : bool
        False lets a part of the name do too, where no device has all of it.
    """
    wanted = name.casefold().strip()
    choices = [device for device in devices if host_api in ("", device.host_api)]
    exact = [
        device
        for device in choices
        if wanted in (device.name.casefold().strip(), device.full_name.casefold())
    ]
    moved = [device for device in choices if _without_card(device.name) == _without_card(name)]
    partial = [device for device in choices if not whole and wanted in device.name.casefold()]
    for found in (exact, moved, partial):
        if found:
            return min(found, key=lambda device: (not device.is_default, device.system_audio))
    raise _absent(name, devices)


def find_again(devices: Sequence[Device], before: Device) -> Device:
    """Return the device that was there before; raise `DeviceError`.

    The sound server knows which of two headsets of one make it was.
    """
    if not before.pulse_source:
        return find_device(devices, before.name, before.host_api, whole=True)
    for device in devices:
        if device.pulse_source == before.pulse_source:
            return device
    twin = any(device.name == before.name for device in devices)
    raise _absent(before.full_name if twin else before.name, devices)


def _absent(name: str, devices: Sequence[Device]) -> DeviceError:
    there = ", ".join(sorted({repr(device.name) for device in devices})) or "none"
    return DeviceError(sentences.ABSENT(name=name, there=there), value=name)


def _without_card(name: str) -> str:
    return _ALSA_CARD.sub("(hw:", name.casefold().strip())


def _device(info: dict[str, Any], index: int, host_api: str, *, is_default: bool) -> Device:
    name = str(info["name"])
    channels = int(info["max_input_channels"])
    system_audio = any(part in name.casefold() for part in SYSTEM_AUDIO_NAMES)
    return Device(
        name=name,
        host_api=host_api,
        channels=STEREO if channels >= PLACEHOLDER_CHANNELS else channels,
        rate_hz=round(info["default_samplerate"]),
        is_default=is_default,
        system_audio=system_audio,
        index=index,
        gateway=host_api == "ALSA" and not system_audio and _is_gateway(name, channels),
    )


def _is_gateway(name: str, channels: int) -> bool:
    """Tell whether a device of ALSA converts from another; its hardware bears a card's number."""
    converts = channels >= PLACEHOLDER_CHANNELS and not _ALSA_CARD.search(name)
    return name in ALSA_GATEWAYS or converts


def _default_index(sounddevice: ModuleType) -> int:
    try:
        return int(sounddevice.query_devices(kind="input")["index"])
    except (sounddevice.PortAudioError, ValueError):
        return -1


def _pulse_devices(found: Sequence[Device]) -> list[Device]:
    gate = next((device for device in found if device.name == "pulse"), None)
    if gate is None:
        return []
    return _told_apart(
        [
            Device(
                name=source.description,
                host_api=pulse.HOST_API,
                channels=source.channels,
                rate_hz=source.rate_hz,
                is_default=False,
                system_audio=source.monitor,
                index=gate.index,
                pulse_source=source.name,
            )
            for source in pulse.list_sources()
        ]
    )


def _told_apart(devices: Sequence[Device]) -> list[Device]:
    """Give devices that share a name their full ones."""
    count = Counter(device.name for device in devices)
    return [
        replace(device, name=device.full_name) if count[device.name] > 1 else device
        for device in devices
    ]


if __name__ == "__main__":
    try:
        listed = list_devices()
    except DeviceError:
        listed = ()
    sys.stdout.write(json.dumps([asdict(device) for device in listed]))
