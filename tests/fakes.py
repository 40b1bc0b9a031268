"""Fakes at the device edge: a sound card that can be unplugged, stalled, muted and busy.

`FakeSoundCard` stands where the module `sounddevice` stands; everything above it is the real
program. As PortAudio does, it keeps the list of devices of its last initialisation, delivers
blocks on a thread of its own, and calls `finished_callback` when a device goes away.
"""
# ruff: noqa: ANN401, ARG002 - the signatures are sounddevice's

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from ser_core.types import F32

DEVICE_UNAVAILABLE = -9985
INVALID_SAMPLE_RATE = -9997
NOT_INITIALIZED = -10000
UNANTICIPATED = -9999

HOST_APIS = ("Fake", "Other", "ALSA")
ALSA = HOST_APIS.index("ALSA")

Sound = Callable[[int, int], F32]
"""From the index of the first frame and a number of frames to samples of shape (n,)."""


class PortAudioError(Exception):
    """What sounddevice raises."""


def hiss(first: int, count: int) -> F32:
    """Return faint noise, as a quiet room sounds."""
    noise = np.random.default_rng(first).standard_normal(count)
    return (1e-3 * noise).astype(np.float32)


def zeros(first: int, count: int) -> F32:
    """Return what a muted device delivers."""
    return np.zeros(count, np.float32)


@dataclass(eq=False)
class FakeDevice:
    """A device and how it behaves.

    Parameters
    ----------
    sound : callable
        What it hears, on all channels alike, unless `channel_sounds` says otherwise.
    busy : bool
        Refuse to be opened.
    stalled : bool
        Be open and call nobody back.
    refused_rates : set of int
        Rates that it does not take.
    """

    name: str
    channels: int = 1
    rate: int = 16_000
    host_api: int = 0
    sound: Sound = hiss
    channel_sounds: tuple[Sound, ...] = ()
    busy: bool = False
    stalled: bool = False
    refused_rates: set[int] = field(default_factory=set)
    overflow_next: bool = False

    def frames(self, first: int, count: int) -> F32:
        """Return what is heard, shape (n, channels)."""
        sounds = self.channel_sounds or (self.sound,) * self.channels
        return np.stack([sound(first, count) for sound in sounds], axis=1)


class FakeSoundCard:
    """Stands for the module `sounddevice`.

    Parameters
    ----------
    devices : FakeDevice
        What is plugged in; the first is the default.
    pace : float
        How many times faster than real time blocks are delivered.

    Attributes
    ----------
    sick : bool
        Refuse to be initialised and to tell the devices.
    """

    PortAudioError = PortAudioError

    def __init__(self, *devices: FakeDevice, pace: float = 1.0) -> None:
        self.plugged = list(devices)
        self.default: FakeDevice | None = None
        self.pace = pace
        self.sick = False
        self._initialized = False
        self.streams: list[FakeStream] = []
        self.opened = 0
        self._listed: list[FakeDevice] = []
        self._initialize()

    def plug(self, device: FakeDevice, *, first: bool = False) -> None:
        """Plug a device in; `first` shifts the index of all others."""
        self.plugged.insert(0 if first else len(self.plugged), device)

    def unplug(self, device: FakeDevice) -> None:
        """Pull a device out; its streams end."""
        self.plugged.remove(device)
        for stream in [each for each in self.streams if each.device is device]:
            stream.lose()

    def InputStream(self, **settings: Any) -> FakeStream:  # noqa: N802 - sounddevice's name
        device = self._listed[settings["device"]]
        if device not in self.plugged or device.busy:
            raise PortAudioError("Device unavailable", DEVICE_UNAVAILABLE)
        if settings["samplerate"] in device.refused_rates:
            raise PortAudioError("Invalid sample rate", INVALID_SAMPLE_RATE)
        self.opened += 1
        return FakeStream(self, device, settings)

    def query_devices(self, kind: str | None = None) -> Any:
        self._complain()
        infos = [
            {
                "name": device.name,
                "index": index,
                "hostapi": device.host_api,
                "max_input_channels": device.channels,
                "default_samplerate": float(device.rate),
            }
            for index, device in enumerate(self._listed)
        ]
        if kind is None:
            return infos
        if not infos:
            raise PortAudioError("Error querying device -1")
        return infos[self._listed.index(self.default) if self.default in self._listed else 0]

    def query_hostapis(self) -> list[dict[str, str]]:
        self._complain()
        return [{"name": name} for name in HOST_APIS]

    def _exit_handler(self) -> None:
        """What sounddevice has done at the end of the program."""

    def _terminate(self) -> None:
        if not self._initialized:
            raise PortAudioError("PortAudio not initialized", NOT_INITIALIZED)
        self._initialized = False
        for stream in list(self.streams):
            stream.lose()

    def _initialize(self) -> None:
        self._complain()
        self._initialized = True
        self._listed = list(self.plugged)

    def _complain(self) -> None:
        if self.sick:
            raise PortAudioError("Unanticipated host error", UNANTICIPATED)


class FakeStream:
    """Stands for `sounddevice.InputStream`."""

    latency = 0.01

    def __init__(self, card: FakeSoundCard, device: FakeDevice, settings: dict[str, Any]) -> None:
        self.device = device
        self._card = card
        self._settings = settings
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._deliver, name="fake PortAudio", daemon=True)

    def start(self) -> None:
        self._card.streams.append(self)
        self._thread.start()

    def lose(self) -> None:
        """End because the device went away."""
        self._over.set()

    def abort(self, *, ignore_errors: bool) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def close(self, *, ignore_errors: bool) -> None:
        self.abort(ignore_errors=ignore_errors)
        if self in self._card.streams:
            self._card.streams.remove(self)

    def _deliver(self) -> None:
        size, rate = self._settings["blocksize"], self._settings["samplerate"]
        position = 0
        due = time.monotonic() + size / rate / self._card.pace
        while not self._over.wait(max(0.0, due - time.monotonic())):
            due += size / rate / self._card.pace
            if self.device.stalled:
                continue
            flags = SimpleNamespace(input_overflow=self.device.overflow_next)
            self.device.overflow_next = False
            frames = self.device.frames(position, size)
            self._settings["callback"](frames, size, None, flags)
            position += size
        self._settings["finished_callback"]()
