"""Which channel of a recording is heard, where it has several."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ser_core.types import EACH, EACH_CHANNELS
from ser_live.audio.source import channel_choices
from ser_live.views.channel_box import ChannelBox
from ser_live.views.controls import name_control
from ser_live.views.sheet import Sheet
from ser_live.views.words import channel_title


class ChannelDialog(Sheet):
    """Offers both sides at the same time, one of them, or the mix."""

    def __init__(self, name: str, channels: int, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Which channel?"),
            self.tr(
                "{0} has {1} channels. Where two people speak, each on a channel of their own, "
                "choose “{2}”."
            ).format(name, channels, channel_title(EACH)),
            parent,
        )
        self.choice = ChannelBox(self)
        further = self.tr("Only left and right are heard separately, not the further channels.")
        name_control(
            self.choice, self.tr("Channel"), further if channels > len(EACH_CHANNELS) else ""
        )
        self.choice.offer(channel_choices(channels))
        self.add_fields((self.tr("&Channel"), self.choice))
        self.body_layout.addStretch(1)
        self.add_end(self.tr("Analyse"), self.tr("Cancel"))
        self.choice.setFocus()
        self.fit(30, 14)

    def channel(self) -> str:
        """Return what was chosen."""
        return self.choice.channel()
