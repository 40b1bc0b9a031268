"""The live levels of all inputs at once, for choosing one of them.

`python -m ser_live.audio.levels` opens every input and writes a line of JSON ten times a
second until its standard input is closed. It is a process of its own, so that neither a
device that hangs nor PortAudio's frozen list can harm a session that is running. Nothing
of what is heard is kept but its level.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, TextIO

import numpy as np

from ser_core.errors import SerError
from ser_live.audio.devices import Device, list_devices
from ser_live.audio.microphone import Microphone
from ser_live.audio.queue import Arrival, Inlet
from ser_live.audio.source import MicrophoneChoice

TELL_S: Final = 0.1
QUEUE_S: Final = 2.0
FLOOR_POWER: Final = 1e-12


@dataclass(frozen=True, slots=True)
class InputLevel:
    """An input and what it sends now, or why it cannot be heard.

    Parameters
    ----------
    level_dbfs : float or None
        RMS level of the last tenth of a second; None where nothing came.
    trouble : str
        One sentence; empty while all is well.
    """

    device: Device
    level_dbfs: float | None = None
    trouble: str = ""


def encode(levels: Sequence[InputLevel]) -> str:
    """Return levels as one line of JSON."""
    return json.dumps([asdict(level) for level in levels])


def decode(line: str) -> tuple[InputLevel, ...]:
    """Return the levels in a line that `encode` wrote; raises `ValueError` or `TypeError`."""
    return tuple(InputLevel(Device(**entry.pop("device")), **entry) for entry in json.loads(line))


def watch(devices: Sequence[Device], output: TextIO, closing: threading.Event) -> None:
    """Write the levels of these inputs until told to close."""
    probes: list[Probe] = []
    waiting = [InputLevel(device) for device in devices]
    try:
        for device in devices:
            _write(output, [*(probe.level() for probe in probes), *waiting[len(probes) :]])
            probes.append(Probe(device))
        while not closing.wait(TELL_S):
            _write(output, [probe.level() for probe in probes])
    except BrokenPipeError:
        pass
    finally:
        for probe in probes:
            probe.close()


class Probe:
    """One input that is listened to."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._inlet = Inlet(self._inbox, QUEUE_S)
        self._trouble = ""
        choice = MicrophoneChoice(device.name, device.host_api, follow_default=False)
        self._microphone = Microphone(choice)
        try:
            self._microphone.open(self._inlet)
        except SerError as error:
            self._trouble = str(error)

    def level(self) -> InputLevel:
        """Return the level since the last call."""
        power, count = 0.0, 0
        with suppress(Empty):
            while True:
                item = self._inbox.get_nowait()
                if isinstance(item, Arrival):
                    samples = item.block.samples
                    self._inlet.taken(item.block)
                    power += float(np.dot(samples, samples))
                    count += len(samples)
        if not count:
            return InputLevel(self._device, None, self._trouble)
        level_dbfs = 10.0 * float(np.log10(max(power / count, FLOOR_POWER)))
        return InputLevel(self._device, level_dbfs)

    def close(self) -> None:
        """Stop listening."""
        self._microphone.close()


def _write(output: TextIO, levels: Sequence[InputLevel]) -> None:
    output.write(encode(levels) + "\n")
    output.flush()


def main() -> None:
    """Watch all inputs until standard input ends."""
    closing = threading.Event()

    def wait_for_end() -> None:
        sys.stdin.read()
        closing.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    with suppress(SerError):
        watch(list_devices(), sys.stdout, closing)


if __name__ == "__main__":
    main()
