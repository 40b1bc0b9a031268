"""Which channel of a source is heard, and which may never be."""

from __future__ import annotations

from dataclasses import dataclass

from ser_core.audio import ChannelIndex, channel_index, channel_name
from ser_core.errors import DeviceError
from ser_core.types import EACH, MIX


@dataclass(frozen=True, slots=True)
class ChannelPick:
    """What is heard of a source: its name, and the index for `take_channel`."""

    name: str
    index: ChannelIndex


def pick_channel(wanted: str, channels: int, *, source: str) -> ChannelPick:
    """Return the channel that `wanted` names; raise `AudioError` where there is none."""
    index = channel_index(wanted, channels, name=source)
    return ChannelPick(channel_name(wanted, channels), index)


def pick_locked_channel(
    wanted: str, channels: int, *, source: str, other_side_alone: bool = False
) -> ChannelPick:
    """Return the caller's channel of a two-party call; refuse what would hold both voices.

    Parameters
    ----------
    other_side_alone : bool
        True for system audio, which holds nobody but the caller: all of it may be heard.
    """
    if wanted == EACH:
        message = (
            f"A call is heard on one channel only, and each channel of {source} would be two; "
            "choose the caller's channel with --channel left or right."
        )
        raise DeviceError(message, value=wanted)
    if other_side_alone:
        return pick_channel(wanted, channels, source=source)
    if wanted == MIX:
        message = (
            f"A call is heard on one channel only, and the mix of {source} would hold the "
            "agent's voice too; choose the caller's channel with --channel left or right."
        )
        raise DeviceError(message, value=wanted)
    if channels == 1:
        message = (
            f"{source} has a single channel, which holds both voices of a call; choose a source "
            "with the caller on a channel of their own, or the system audio."
        )
        raise DeviceError(message, value=channels)
    return pick_channel(wanted, channels, source=source)


def chosen_by_system(source: str) -> DeviceError:
    """Return why no call is heard on what only stands for another source."""
    message = (
        f"{source} stands for whatever the system chooses, which may be the agent's own "
        "microphone; choose the caller's source by its own name (ser devices lists them)."
    )
    return DeviceError(message, value=source)
