"""What a source of samples is, and how one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from ser_core.types import EACH, EACH_CHANNELS, MIX
from ser_live.audio.queue import Inlet
from ser_live.messages import SourceFacts

BLOCKS_PER_SECOND: Final = 25
"""How often a source delivers, at real speed."""


def single_channels(count: int) -> tuple[str, ...]:
    """Return the channels of a source that has several, each by itself."""
    return (*EACH_CHANNELS, *(str(number) for number in range(len(EACH_CHANNELS) + 1, count + 1)))


def channel_choices(count: int) -> tuple[str, ...]:
    """Return what can be heard of a source with so many channels."""
    return (MIX,) if count < len(EACH_CHANNELS) else (MIX, EACH, *single_channels(count))


class Source(Protocol):
    """Something that leaves blocks of samples in an inlet, until it is closed.

    Blocks are numbered from 0 at the source's own rate; a start that is not the end of the
    block before reports a loss. `open` and `close` are called on the worker's thread, blocks
    are delivered on a thread of the source's own.
    """

    @property
    def live(self) -> bool:
        """True where samples come at the pace of the world and cannot be asked for again."""

    def open(self, inlet: Inlet) -> SourceFacts:
        """Begin to deliver; raise `DeviceError` or `AudioError` where that cannot be done."""

    def close(self) -> None:
        """Stop to deliver. Allowed at any time, more than once."""

    def progress(self) -> float | None:
        """Return how much was delivered, 0 to 1; None where there is no end."""


@dataclass(frozen=True, slots=True)
class MicrophoneChoice:
    """An audio device.

    Parameters
    ----------
    device : str
        Name of the device, or a part of it where a part will do (`whole_name`); empty chooses
        the system's default.
    host_api : str
        Which of the system's sound interfaces; empty takes any.
    channel : str
        "left", "right", the number of a channel from 1, "mix", or "each": left and right at
        the same time.
    channel_lock : bool
        Take this one channel and nothing else, as a call needs it: a mix, or a device that
        has one channel only, is refused (system audio holds the other side alone and is
        allowed). So is what stands for whatever the system chooses.
    follow_default : bool
        Where `device` is empty: change over when the system's default changes.
    """

    device: str = ""
    host_api: str = ""
    channel: str = MIX
    channel_lock: bool = False
    follow_default: bool = True

    @property
    def whole_name(self) -> bool:
        """True where only a device of this very name will do.

        Such a choice was made from a list, which knows the host API too, or is a call's. A
        person who types a name gives no host API, and a part of the name is enough.
        """
        return bool(self.host_api) or self.channel_lock


@dataclass(frozen=True, slots=True)
class RecordingChoice:
    """A recording, replayed at real speed or as fast as it can be analysed."""

    path: Path
    channel: str = MIX
    channel_lock: bool = False
    real_speed: bool = True


@dataclass(frozen=True, slots=True)
class DemoChoice:
    """The built-in demo, at real speed or as fast as it can be analysed.

    It is a talk; where left and right are asked for, each by itself, it is a call.
    """

    real_speed: bool = True
    channel: str = MIX


@dataclass(frozen=True, slots=True)
class AutomaticChoice:
    """The default microphone where there is one, the demo recording where there is none."""

    channel: str = MIX
    follow_default: bool = True


SourceChoice = MicrophoneChoice | RecordingChoice | DemoChoice | AutomaticChoice
