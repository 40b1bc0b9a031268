"""Which channel of a source is heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ser_core.errors import DeviceError
from ser_core.types import F32

MIX: Final = "mix"
_NAMED: Final = {"left": 0, "right": 1}


@dataclass(frozen=True, slots=True)
class ChannelPick:
    """One channel of `count`, or the mean of them all where `index` is None."""

    name: str
    index: int | None

    def take(self, frames: npt.NDArray[np.float32]) -> F32:
        """Copy what is heard out of `frames`, shape (n, channels); the rest is left there."""
        if self.index is None:
            return frames.mean(axis=1, dtype=np.float32)
        return frames[:, self.index].copy()


def pick_channel(wanted: str, count: int, source: str) -> ChannelPick:
    """Return the channel that `wanted` names among `count`; raise `DeviceError`.

    Parameters
    ----------
    wanted : str
        "left", "right", a number from 1, or "mix".
    count : int
        How many channels the source has.
    source : str
        Its name, for the error's sentence.
    """
    check_channel_name(wanted)
    if count < 1:
        message = f"{source} has no channel to listen to; choose another source."
        raise DeviceError(message, value=count)
    if wanted == MIX:
        return ChannelPick("mono", 0) if count == 1 else ChannelPick(MIX, None)
    index = _NAMED[wanted] if wanted in _NAMED else int(wanted) - 1
    if index >= count:
        has = "one channel" if count == 1 else f"{count} channels"
        message = (
            f"{source} has {has}, there is no channel {wanted!r}; choose a number up to {count}."
        )
        raise DeviceError(message, value=wanted)
    return ChannelPick(wanted, index)


def pick_locked_channel(wanted: str, count: int, source: str) -> ChannelPick:
    """Return the caller's channel of a two-party call; refuse what holds both voices."""
    if wanted == MIX:
        message = (
            f"A call is heard on one channel only, and the mix of {source} would hold the "
            "agent's voice too; choose the caller's channel with --channel left or right."
        )
        raise DeviceError(message, value=wanted)
    if count == 1:
        message = (
            f"{source} has a single channel that holds both voices of a call; choose a source "
            "with the caller on a channel of their own, or the system audio."
        )
        raise DeviceError(message, value=count)
    return pick_channel(wanted, count, source)


def check_channel_name(wanted: str) -> None:
    """Raise `DeviceError` unless `wanted` can name a channel."""
    if wanted == MIX or wanted in _NAMED:
        return
    if not (wanted.isascii() and wanted.isdigit() and 0 < int(wanted) < 1000):
        message = (
            f"The channel {wanted!r} is not known; choose left, right, mix or a number from 1."
        )
        raise DeviceError(message, value=wanted)
