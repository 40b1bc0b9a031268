"""A recording that is delivered as a microphone would, or as fast as it is analysed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ser_core.audio import probe_recording, read_blocks
from ser_core.types import MIX, AudioBlock
from ser_live.audio.channels import pick_channel, pick_locked_channel
from ser_live.audio.queue import Inlet
from ser_live.audio.source import BLOCKS_PER_SECOND
from ser_live.messages import SourceFacts, SourceKind

MAX_BEHIND_S: Final = 0.5
"""Later than this (after a pause), the replay goes on from now and does not hurry after."""


class Replay:
    """A recording; nothing of it is lost, it waits where the worker is behind."""

    live = False

    def __init__(
        self,
        path: Path,
        *,
        kind: SourceKind = SourceKind.RECORDING,
        channel: str = MIX,
        channel_lock: bool = False,
        real_speed: bool = True,
    ) -> None:
        self._path = path
        self._kind = kind
        self._channel = channel
        self._channel_lock = channel_lock
        self._real_speed = real_speed
        self._frames = 0
        self._delivered = 0
        self._inlet: Inlet | None = None
        self._thread: threading.Thread | None = None

    def open(self, inlet: Inlet) -> SourceFacts:
        """Begin to deliver; raise `AudioError` where the recording cannot be analysed."""
        facts = probe_recording(self._path)
        pick = pick_locked_channel if self._channel_lock else pick_channel
        channel = pick(self._channel, facts.channels, source=str(self._path))
        self._frames = facts.frames
        self._inlet = inlet
        self._thread = threading.Thread(
            target=self._deliver, args=(inlet,), name="replay", daemon=True
        )
        self._thread.start()
        return SourceFacts(self._kind, self._path.name, channel.name, facts.rate_hz)

    def close(self) -> None:
        """Stop to deliver."""
        if self._inlet is not None and self._thread is not None:
            self._inlet.shut()
            self._thread.join()

    def progress(self) -> float | None:
        """Return how much was delivered, 0 to 1."""
        return min(1.0, self._delivered / self._frames) if self._frames else None

    def _deliver(self, inlet: Inlet) -> None:
        try:
            for block in self._paced():
                if not inlet.wait(block.rate):
                    return
                inlet.offer(block, time.monotonic())
                self._delivered += len(block.samples)
            inlet.end()
        except Exception as error:  # noqa: BLE001 - it must reach the worker
            inlet.end(error)

    def _paced(self) -> Iterator[AudioBlock]:
        blocks = read_blocks(self._path, channel=self._channel)
        if not self._real_speed:
            yield from blocks
            return
        due = time.monotonic()
        for whole in blocks:
            for block in _pieces(whole):
                due += len(block.samples) / block.rate
                behind = time.monotonic() - due
                if behind < 0:
                    time.sleep(-behind)
                elif behind > MAX_BEHIND_S:
                    due += behind
                yield block


def _pieces(block: AudioBlock) -> Iterator[AudioBlock]:
    size = block.rate // BLOCKS_PER_SECOND
    for first in range(0, len(block.samples), size):
        yield AudioBlock(block.start + first, block.rate, block.samples[first : first + size])
