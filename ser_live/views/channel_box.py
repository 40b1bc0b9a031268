"""The choice of a channel."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

from ser_core.types import MIX
from ser_live.views.words import channel_title


class ChannelBox(QComboBox):
    """Offers channels by their names."""

    def offer(self, channels: Iterable[str], wanted: str = MIX) -> None:
        """Offer these and no others; the first is chosen where the wanted one is not there."""
        self.clear()
        for channel in channels:
            self.addItem(channel_title(channel), channel)
        self.setCurrentIndex(max(0, self.findData(wanted)))

    def channel(self) -> str:
        """Return what is chosen."""
        return str(self.currentData() or MIX)
