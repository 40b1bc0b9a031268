"""Which channel of a source is heard, and which may never be."""

from __future__ import annotations

from dataclasses import dataclass

from ser_core.audio import ChannelIndex, channel_index, channel_name
from ser_core.errors import DeviceError
from ser_core.types import EACH, MIX
from ser_live.audio import sentences


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
        raise DeviceError(sentences.CALL_ON_TWO(source=source), value=wanted)
    if other_side_alone:
        return pick_channel(wanted, channels, source=source)
    if wanted == MIX:
        raise DeviceError(sentences.CALL_MIXED(source=source), value=wanted)
    if channels == 1:
        raise DeviceError(sentences.CALL_ON_ONE(source=source), value=channels)
    return pick_channel(wanted, channels, source=source)


def chosen_by_system(name: str) -> DeviceError:
    """Return why no call is heard on what only stands for another source."""
    return DeviceError(sentences.CALL_BY_SYSTEM(name=name), value=name)
