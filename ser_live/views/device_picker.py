"""Choosing an input: each with its live level, system audio named as such, and the channel."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ser_core.errors import DeviceError
from ser_core.types import EACH_CHANNELS
from ser_live.audio.devices import Device, find_device
from ser_live.audio.levels import InputLevel
from ser_live.audio.source import AutomaticChoice, MicrophoneChoice, channel_choices
from ser_live.views.controls import muted_label, name_control
from ser_live.views.icons import icon
from ser_live.views.input_list import InputLine
from ser_live.views.input_picker import InputPicker


class DevicePicker(InputPicker):
    """Lets a person see which input hears them, and choose it and its channel.

    Parameters
    ----------
    before : MicrophoneChoice or AutomaticChoice
        What is chosen now; an empty device is the system's default.
    """

    def __init__(
        self, before: MicrophoneChoice | AutomaticChoice, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Microphone and channel"),
            self.tr("Speak, and choose the input whose level moves."),
            parent,
        )
        self._wanted = ("", "")
        self.list.currentItemChanged.connect(self._on_device_chosen)
        self.list.itemActivated.connect(lambda _item: self.accept_button.click())
        self._explain_channel()
        self.channel.activated.connect(self._on_channel_chosen)
        self._wanted_channel = before.channel
        self._waiting = QProgressBar(self)
        self._waiting.setRange(0, 0)
        self._waiting.setAccessibleName(self.tr("Looking for inputs"))
        self._none = muted_label(self)
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setVisible(False)
        self._add_default()
        if isinstance(before, MicrophoneChoice):
            self._wanted = (before.device, before.host_api)  # it is chosen once it is there
        self._lay_out()

    def show_levels(self, levels: Sequence[InputLevel]) -> None:
        """Show the inputs that are there now, and what they send."""
        self._waiting.setVisible(False)
        self._offer(there=bool(levels))
        there = {replace(level.device, index=0): level for level in levels}  # whatever its number
        fresh = there.keys() - self.list.devices()
        wanted = self._wanted
        self.list.follow(there, self._add_device)
        self._wanted = wanted  # what was chosen is chosen again where it comes back
        if fresh:
            self._choose_wanted()
        if not levels:
            self.show_none()

    def show_none(self) -> None:
        """Say that there is no input."""
        self._waiting.setVisible(False)
        if not self.list.devices():
            self._offer(there=False)
            self._none.setText(
                self.tr("This computer has no input. Plug in a microphone; it will be listed here.")
            )

    def _offer(self, *, there: bool) -> None:
        """Offer what can be chosen; where there is no input, nothing can."""
        self._none.setVisible(not there)
        self._sentence.setVisible(there)
        self.list.item(0).setHidden(not there)
        self.accept_button.setEnabled(there)
        self._enable_channel()

    def _enable_channel(self) -> None:
        self.channel.setEnabled(self.channel.count() > 1 and not self.list.item(0).isHidden())

    def choice(self) -> MicrophoneChoice | AutomaticChoice:
        """Return what was chosen."""
        device, channel = self.list.device(), self.channel.channel()
        if device is None:
            return AutomaticChoice(channel)
        return MicrophoneChoice(device.name, device.host_api, channel)

    def _add_default(self) -> None:
        line = InputLine(self.tr("The system's default microphone"), "", self)
        line.level.setVisible(False)
        self.list.add(None, line, icon("microphone"))
        self.list.choose(None)

    def _add_device(self, device: Device) -> None:
        kind = self.tr("System audio: what this computer plays") if device.system_audio else ""
        parts = [kind, self.tr("default") if device.is_default else "", device.host_api]
        words = " · ".join(part for part in parts if part)
        line = InputLine(device.name, words[:1].upper() + words[1:], self)
        name = "system_audio" if device.system_audio else "microphone"
        self.list.add(device, line, icon(name))

    def _choose_wanted(self) -> None:
        """Choose the input that is wanted, by its name or a part of it, where it is there."""
        if self._wanted[0]:
            with contextlib.suppress(DeviceError):
                self.list.choose(find_device(self.list.devices(), *self._wanted))

    def _on_device_chosen(self) -> None:
        device = self.list.device()
        self._wanted = (device.name, device.host_api) if device else ("", "")
        count = device.channels if device else 2
        self.channel.offer(channel_choices(count), self._wanted_channel)
        self._enable_channel()
        self._explain_channel(count)

    def _explain_channel(self, count: int = len(EACH_CHANNELS)) -> None:
        words = self.tr("Where two people are on one device: each, or one of them; else the mix.")
        if count > len(EACH_CHANNELS):
            further = self.tr("Only left and right are heard separately, not the further channels.")
            words = f"{words}\n{further}"
        name_control(self.channel, self.tr("Channel"), words)

    def _on_channel_chosen(self) -> None:
        self._wanted_channel = self.channel.channel()

    def _lay_out(self) -> None:
        self.body_layout.addWidget(self._waiting)
        self.body_layout.addWidget(self.list, 1)
        QVBoxLayout(self.list).addWidget(self._none)
        self.add_fields((self.tr("&Channel"), self.channel))
        self.add_end(self.tr("Use it"), self.tr("Cancel"))
        self.fit(40, 34)
