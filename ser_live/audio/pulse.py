"""The sources of a PulseAudio (or PipeWire) server, which PortAudio sees as one device only.

ALSA's `pulse` device records from the source that the environment variable PULSE_SOURCE
names, so every source of the server can be had through it: microphones by their real names,
and the monitors of the outputs, which carry what the computer plays.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

HOST_API: Final = "PulseAudio"
TIMEOUT_S: Final = 3.0
_SPECIFICATION: Final = re.compile(r"(\d+)ch (\d+)Hz")


@dataclass(frozen=True, slots=True)
class PulseSource:
    """A source of the sound server; `monitor` where it carries what an output plays."""

    name: str
    description: str
    channels: int
    rate_hz: int
    monitor: bool


def list_sources() -> list[PulseSource]:
    """Ask the sound server for its sources; none where there is no server or no `pactl`."""
    program = shutil.which("pactl")
    if program is None:
        return []
    try:
        answer = subprocess.run(  # noqa: S603 - the system's own program, no foreign text
            [program, "--format=json", "list", "sources"],
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
        )
        return parse_sources(answer.stdout)
    except (OSError, subprocess.SubprocessError):
        return []


def parse_sources(text: bytes) -> list[PulseSource]:
    """Read `pactl`'s JSON; what cannot be read is left out."""
    try:
        entries = json.loads(text)
    except ValueError:
        return []
    found = (_source(entry) for entry in entries if isinstance(entry, dict))
    return [source for source in found if source is not None]


def _source(entry: dict[str, object]) -> PulseSource | None:
    specification = _SPECIFICATION.search(str(entry.get("sample_specification", "")))
    name = str(entry.get("name", ""))
    if specification is None or not name:
        return None
    channels, rate_hz = map(int, specification.groups())
    description = str(entry.get("description") or name)
    return PulseSource(name, description, channels, rate_hz, name.endswith(".monitor"))


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
