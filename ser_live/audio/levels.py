"""The live levels of all inputs at once, for choosing one of them.

`python -m ser_live.audio.levels` opens every input, also one that is plugged in later, and
writes a line of JSON ten times a second until its standard input is closed. It is a process
of its own, so that neither a device that hangs nor PortAudio's frozen list can harm a
session that is running. Nothing of what is heard is kept but its level.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, TextIO

import numpy as np

from ser_core.errors import SerError
from ser_core.sentence import NOTHING, Sentence
from ser_live.audio import portaudio
from ser_live.audio.devices import Device, Listing, list_devices
from ser_live.audio.microphone import Microphone
from ser_live.audio.queue import Arrival, Inlet
from ser_live.audio.source import MicrophoneChoice

TELL_S: Final = 0.1
CHECK_S: Final = 2.0
"""How long after one look for other inputs the next one begins."""
QUEUE_S: Final = 2.0
FLOOR_POWER: Final = 1e-12


@dataclass(frozen=True, slots=True)
class InputLevel:
    """An input and what it sends now, or why it cannot be heard.

    Parameters
    ----------
    level_dbfs : float or None
        RMS level of the last tenth of a second; None where nothing came.
    trouble : Sentence
        What is wrong; empty while all is well.
    """

    device: Device
    level_dbfs: float | None = None
    trouble: Sentence = NOTHING


def encode(levels: Sequence[InputLevel]) -> str:
    """Return levels as one line of JSON."""
    return json.dumps([{**asdict(level), "trouble": level.trouble.to_json()} for level in levels])


def decode(line: str) -> tuple[InputLevel, ...]:
    """Return the levels in a line that `encode` wrote; raises `ValueError` or `TypeError`."""
    return tuple(_decoded(**entry) for entry in json.loads(line))


def _decoded(
    device: dict[str, Any], level_dbfs: float | None, trouble: dict[str, Any]
) -> InputLevel:
    return InputLevel(Device(**device), level_dbfs, Sentence.from_json(trouble))


def watch(output: TextIO, closing: threading.Event) -> None:
    """Write the levels of all inputs that are there until told to close."""
    changes = Changes()
    try:
        while not closing.is_set():
            _listen_to(_list_anew(), output, closing, changes)
    except BrokenPipeError:
        pass
    finally:
        changes.close()


class Changes:
    """Tells when other inputs are there: another process lists them while streams go on here.

    What is compared is one look with the one before, because an input that is open here may
    be missing in the list of another process.
    """

    def __init__(self) -> None:
        self._seen: tuple[Device, ...] | None = None
        self._listing: Listing | None = None
        self._due_at = time.monotonic() + CHECK_S

    def came(self, devices: tuple[Device, ...]) -> bool:
        """Return whether other inputs were seen just now: at first, others than these."""
        if self._listing is None:
            if time.monotonic() >= self._due_at:
                self._look()
            return False
        fresh = self._listing.poll()
        if fresh is None:
            return False
        self._listing = None
        self._due_at = time.monotonic() + CHECK_S
        before, self._seen = self._seen, fresh
        return fresh != (devices if before is None else before)

    def _look(self) -> None:
        try:
            self._listing = Listing()
        except OSError:  # no process can be had at the moment
            self._due_at = time.monotonic() + CHECK_S

    def close(self) -> None:
        """Look no more."""
        if self._listing is not None:
            self._listing.cancel()


class Probe:
    """One input that is listened to."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._inlet = Inlet(self._inbox, QUEUE_S)
        self._trouble = NOTHING
        choice = MicrophoneChoice(device.name, device.host_api, follow_default=False)
        self._microphone = Microphone(choice)
        try:
            self._microphone.open(self._inlet)
        except SerError as error:
            self._trouble = error.sentence

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


def _list_anew() -> tuple[Device, ...]:
    portaudio.restart()
    return list_devices()


def _listen_to(
    devices: tuple[Device, ...], output: TextIO, closing: threading.Event, changes: Changes
) -> None:
    """Write the levels of these inputs until others are there, or until told to close."""
    probes: list[Probe] = []
    waiting = [InputLevel(device) for device in devices]
    try:
        for device in devices:
            _write(output, [*(probe.level() for probe in probes), *waiting[len(probes) :]])
            probes.append(Probe(device))
        while not closing.wait(TELL_S) and not changes.came(devices):
            _write(output, [probe.level() for probe in probes])
    finally:
        for probe in probes:
            probe.close()


def _write(output: TextIO, levels: Sequence[InputLevel]) -> None:
    output.write(encode(levels) + "\n")
    output.flush()


def main() -> None:
    """Watch the inputs until standard input ends."""
    closing = threading.Event()

    def wait_for_end() -> None:
        sys.stdin.read()
        closing.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    with suppress(SerError):
        watch(sys.stdout, closing)


if __name__ == "__main__":
    main()
