"""The sources of a PulseAudio (or PipeWire) server, which PortAudio sees as one device only.

ALSA's `pulse` device records from the source that the environment variable PULSE_SOURCE
names, so every source of the server can be had through it: microphones by their real names,
and the monitors of the outputs, which carry what the computer plays.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from ser_live.audio.libpulse import Connection, PulseSource

HOST_API: Final = "PulseAudio"


def list_sources() -> list[PulseSource]:
    """Ask the sound server for its sources; none where there is no server."""
    try:
        with closing(Connection()) as server:
            return server.sources()
    except OSError:
        return []


@contextmanager
def recording_from(source: str) -> Iterator[None]:
    """Make streams of ALSA's `pulse` device that are opened meanwhile record from `source`."""
    if not source:
        yield
        return
    before = os.environ.get("PULSE_SOURCE")
    os.environ["PULSE_SOURCE"] = source
    try:
        yield
    finally:
        if before is None:
            del os.environ["PULSE_SOURCE"]
        else:
            os.environ["PULSE_SOURCE"] = before
