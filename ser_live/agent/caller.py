"""Where the caller's voice comes from: chosen once, then locked, and never both voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from ser_core.types import EACH_CHANNELS, MIX
from ser_live.audio.devices import Device
from ser_live.audio.source import MicrophoneChoice, single_channels
from ser_live.settings import user_store

GROUP: Final = "agent"
NOTICE_AFTER_S: Final = (5.0, 10.0, 15.0, 30.0, 60.0)
"""The times that can be set, in seconds of speech that sounds negative."""

DEFAULT_NOTICE_AFTER_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """What the strip remembers.

    Parameters
    ----------
    device, host_api, channel : str
        The caller's source; all empty until it is chosen.
    notice_after_s : float
        Speech that sounds negative after which the agent is told.
    """

    device: str = ""
    host_api: str = ""
    channel: str = ""
    notice_after_s: float = DEFAULT_NOTICE_AFTER_S

    def choice(self) -> MicrophoneChoice | None:
        """Return the locked source; None until one is chosen."""
        if not self.device:
            return None
        return MicrophoneChoice(self.device, self.host_api, self.channel, channel_lock=True)


def caller_channels(device: Device) -> tuple[str, ...]:
    """Return the channels that may hold the caller alone; none where there is no such.

    System audio is what the other side says, so all of it may be heard. Elsewhere one
    channel of at least two is needed: a single one, or the mix, holds the agent too. So may
    whatever the system chooses.
    """
    if device.system_audio:
        return (MIX,) if device.channels < 2 else (MIX, *EACH_CHANNELS)
    if device.gateway or device.channels < 2:
        return ()
    return single_channels(device.channels)


class AgentStore:
    """Remembers the strip's settings from one start to the next."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or user_store()

    def load(self) -> AgentSettings:
        """Return what is remembered; what is not valid gives way to its default."""
        self._store.sync()  # another strip may have saved meanwhile
        self._store.beginGroup(GROUP)
        words = {name: str(self._store.value(name, "")) for name in ("device", "host_api")}
        channel = str(self._store.value("channel", ""))
        seconds = _number(self._store.value("notice_after_s"))
        self._store.endGroup()
        if not (words["device"] and channel):
            return AgentSettings(notice_after_s=seconds)
        return AgentSettings(**words, channel=channel, notice_after_s=seconds)

    def save(self, settings: AgentSettings) -> None:
        """Remember these settings."""
        self._store.beginGroup(GROUP)
        for name in ("device", "host_api", "channel", "notice_after_s"):
            self._store.setValue(name, getattr(settings, name))
        self._store.endGroup()
        self._store.sync()

    def geometry(self) -> QByteArray | None:
        """Return where the strip was; None where that is not known."""
        geometry = self._store.value(f"{GROUP}/geometry")
        return geometry if isinstance(geometry, QByteArray) else None

    def save_geometry(self, geometry: QByteArray) -> None:
        """Remember where the strip is."""
        self._store.setValue(f"{GROUP}/geometry", geometry)


def _number(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        return DEFAULT_NOTICE_AFTER_S
    return seconds if seconds in NOTICE_AFTER_S else DEFAULT_NOTICE_AFTER_S
