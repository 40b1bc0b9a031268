"""The microphone: a PortAudio stream at the device's own rate and channel count.

Three activities meet here. PortAudio's thread runs `_callback`: it copies one channel, stamps
it, leaves it in the inlet and counts, and does nothing else. The worker's thread opens and
closes. Whoever unplugs the device ends the stream, and PortAudio's thread says so through
`_finished`.
"""

from __future__ import annotations

import time
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from ser_core.audio import MAX_RATE_HZ, MIN_RATE_HZ, take_channel
from ser_core.errors import DeviceError
from ser_core.sentence import Sentence
from ser_core.sentences import QUOTED
from ser_core.types import AudioBlock
from ser_live.audio import portaudio, pulse, sentences
from ser_live.audio.attachment import Attachment
from ser_live.audio.channels import ChannelPick, chosen_by_system, pick_channel, pick_locked_channel
from ser_live.audio.devices import Device, default_device, find_again, find_device, list_devices
from ser_live.audio.queue import Inlet
from ser_live.audio.source import BLOCKS_PER_SECOND, MicrophoneChoice
from ser_live.messages import SourceFacts, SourceKind

FALLBACK_RATES_HZ: Final = (48_000, 44_100, 16_000)


class CallbackFlags(Protocol):
    """What is read of `sounddevice.CallbackFlags`."""

    input_overflow: bool


class Microphone:
    """A device that is opened by name, and by the same name again after it was away."""

    live = True

    def __init__(self, choice: MicrophoneChoice) -> None:
        self._choice = choice
        self._device: Device | None = None
        self._pick = ChannelPick("", None)
        self._stream: portaudio.Stream | None = None
        self._attachment: Attachment | None = None
        self._inlet: Inlet | None = None
        self._rate = 0
        self._position = 0
        self._heard_at = 0.0

    @property
    def device(self) -> Device | None:
        """The device that was opened last."""
        return self._device

    @property
    def follows_default(self) -> bool:
        """True where the choice is "whatever the system's default is"."""
        return not self._choice.device and self._choice.follow_default

    def open(self, inlet: Inlet) -> SourceFacts:
        """Find the device by its name and begin to deliver; raise `DeviceError`."""
        portaudio.restart()
        device = self._find()
        self._pick = self._pick_channel(device)
        self._inlet = inlet
        self._position = 0
        self._device = device
        self._stream = self._open_stream(device)
        self._attachment = _attach(device)
        return SourceFacts(
            kind=SourceKind.SYSTEM_AUDIO if device.system_audio else SourceKind.MICROPHONE,
            name=device.name,
            channel=self._pick.name,
            rate_hz=self._rate,
            latency_ms=round(self._stream.latency * 1000.0, 1),
        )

    def close(self) -> None:
        """Give the device back."""
        if self._inlet is not None:
            self._inlet.shut()
        if self._stream is not None:
            stream, self._stream = self._stream, None
            portaudio.close_stream(stream)
        if self._attachment is not None:
            attachment, self._attachment = self._attachment, None
            attachment.close()

    def vouches_for(self, arrived_at: float) -> bool:
        """Tell whether what arrived at this moment (`time.monotonic`) is of the open device.

        A sound server moves a stream whose source went away to another source. This ends the
        device then, as if PortAudio had seen that it was unplugged.
        """
        if self._attachment is None or self._attachment.held_at(arrived_at):
            return True
        self._finished()
        if self._inlet is not None:
            self._inlet.shut()
        return False

    def progress(self) -> float | None:
        """Return None: a microphone has no end."""
        return None

    def _pick_channel(self, device: Device) -> ChannelPick:
        wanted, source = self._choice.channel, QUOTED(name=device.name)
        if not self._choice.channel_lock:
            return pick_channel(wanted, device.channels, source=source)
        if device.gateway or not self._choice.device:
            raise chosen_by_system(self._choice.device or "default")
        alone = device.system_audio
        return pick_locked_channel(wanted, device.channels, source=source, other_side_alone=alone)

    def _find(self) -> Device:
        devices = list_devices()
        if self._device is not None and not self.follows_default:
            return find_again(devices, self._device)
        choice = self._choice
        if choice.device:
            return find_device(devices, choice.device, choice.host_api, whole=choice.whole_name)
        return default_device(devices)

    def _open_stream(self, device: Device) -> portaudio.Stream:
        rates = dict.fromkeys((device.rate_hz, *FALLBACK_RATES_HZ))
        heard = [rate for rate in rates if MIN_RATE_HZ <= rate <= MAX_RATE_HZ]
        with pulse.recording_from(device.pulse_source):
            for rate in heard:
                try:
                    return self._open_at(device, rate)
                except DeviceError as error:
                    refused = error
                    if portaudio.error_code(error.__cause__) != portaudio.INVALID_SAMPLE_RATE:
                        raise
        raise refused

    def _open_at(self, device: Device, rate: int) -> portaudio.Stream:
        self._rate = rate
        with portaudio.errors_named(device.name):
            return portaudio.open_stream(
                device=device.index,
                samplerate=rate,
                channels=device.channels,
                dtype="float32",
                blocksize=rate // BLOCKS_PER_SECOND,
                callback=self._callback,
                finished_callback=self._finished,
            )

    def _callback(
        self, frames: npt.NDArray[np.float32], count: int, _time: object, status: CallbackFlags
    ) -> None:
        if self._inlet is None:
            return
        try:
            now = time.monotonic()
            if status.input_overflow and self._position:
                self._position += self._missing(now, count)
            samples = take_channel(frames, self._pick.index).copy()
            self._inlet.offer(AudioBlock(self._position, self._rate, samples), now)
            self._position += count
            self._heard_at = now
        except Exception as error:  # noqa: BLE001 - it must reach the worker, not PortAudio
            self._inlet.end(error)

    def _missing(self, now: float, count: int) -> int:
        """Estimate what an overflow lost: PortAudio tells that it happened, not how much."""
        return max(1, round((now - self._heard_at) * self._rate) - count)

    def _finished(self) -> None:
        if self._inlet is not None and self._device is not None:
            sentence = stopped(self._device.name, system_audio=self._device.system_audio)
            self._inlet.end(DeviceError(sentence, value=self._device.name))


def _attach(device: Device) -> Attachment | None:
    """Return what watches the stream that was just opened; None where PortAudio itself does."""
    if not device.pulse_source:
        return None
    try:
        return Attachment(device.pulse_source)
    except OSError as error:
        raise DeviceError(sentences.NOT_ATTACHED(name=device.name), value=device.name) from error


def stopped(name: str, *, system_audio: bool) -> Sentence:
    """Return what is said of a device that ended by itself; system audio has no plug."""
    return (sentences.OUTPUT_STOPPED if system_audio else sentences.STOPPED)(name=name)
