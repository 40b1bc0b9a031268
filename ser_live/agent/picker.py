"""Choosing the caller's source, with live levels; what would hold the agent too is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ser_live.agent.caller import AgentSettings, caller_channels
from ser_live.audio.channels import chosen_by_system
from ser_live.audio.devices import Device
from ser_live.audio.levels import InputLevel
from ser_live.views.controls import muted_label, name_control, restyle
from ser_live.views.icons import icon
from ser_live.views.input_list import InputLine
from ser_live.views.input_picker import InputPicker
from ser_live.views.notice_words import notice_words


class CallerPicker(InputPicker):
    """Asks once where the caller is heard."""

    def __init__(self, settings: AgentSettings, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Where do you hear the caller?"),
            self.tr(
                "Only the caller is listened to. Choose what carries the caller's voice and "
                "nobody else's: the system audio of the call, or one channel of a headset "
                "adapter that keeps the two sides apart."
            ),
            parent,
        )
        self._settings = settings
        self.list.currentItemChanged.connect(self._on_device_chosen)
        name_control(self.channel, self.tr("The caller's channel"))
        self._remark = muted_label(self, self.tr("Looking for inputs …"))
        self._remark.setWordWrap(True)
        self._lay_out()

    def show_levels(self, levels: Sequence[InputLevel]) -> None:
        """Show the inputs that are there now, and what they send."""
        there = {_identity(level.device): level for level in levels}
        self.list.follow(there, self._add)
        if not there:
            self.show_none()
        elif self.list.device() is None:
            self._remark.setText(self.tr("Let the caller speak, and choose the input that moves."))

    def show_none(self) -> None:
        """Say that there is no input."""
        if not self.list.devices():
            self._remark.setText(
                self.tr("This computer has no input that could carry a caller's voice.")
            )

    def settings(self) -> AgentSettings:
        """Return the settings with what was chosen."""
        device = self.list.device()
        if device is None:
            return self._settings
        return replace(
            self._settings,
            device=device.name,
            host_api=device.host_api,
            channel=self.channel.channel(),
        )

    def _add(self, device: Device) -> None:
        line = InputLine(device.name, self._kind_of(device), self)
        usable = bool(caller_channels(device))
        if not usable:
            line.refuse()
        name = "system_audio" if device.system_audio else "microphone"
        self.list.add(device, line, icon(name, "text" if usable else "disabled"))
        if (device.name, device.host_api) == (self._settings.device, self._settings.host_api):
            self.list.choose(device)

    def _kind_of(self, device: Device) -> str:
        if not caller_channels(device):
            single = self.tr("Not usable: one channel holds both voices")
            refusal = self.tr("Not usable: may be your own microphone")
            return f"{refusal if device.gateway else single} · {device.host_api}"
        kind = self.tr("System audio: what this computer plays") if device.system_audio else ""
        several = self.tr("{0} channels").format(device.channels)
        count = several if device.channels > 1 else self.tr("one channel")
        return " · ".join(part for part in (kind, count, device.host_api) if part)

    def _on_device_chosen(self) -> None:
        device = self.list.device()
        names = caller_channels(device) if device else ()
        self.channel.offer(names, self._settings.channel)
        self.channel.setEnabled(len(names) > 1)
        self._show_channel(shown=bool(names))
        self.accept_button.setEnabled(bool(names))
        self._remark.setText(self._remark_on(device, names))
        self._remark.setProperty("role", "warning" if device and not names else "muted")
        restyle(self._remark)

    def _show_channel(self, *, shown: bool) -> None:
        for widget in (self._channel_name, self.channel):
            widget.setVisible(shown)

    def _remark_on(self, device: Device | None, names: tuple[str, ...]) -> str:
        if device is None:
            return ""
        if device.gateway:
            return notice_words(chosen_by_system(device.name).sentence)
        if not names:
            return self.tr(
                "This input has a single channel. It would hear you as well as the caller, and "
                "a mix of two voices cannot be told apart; so it is not used here."
            )
        if device.system_audio:
            return self.tr("System audio holds what the caller says, and not your microphone.")
        return self.tr("The other channels are dropped before anything is computed.")

    def _lay_out(self) -> None:
        self.body_layout.addWidget(self.list, 1)
        self.body_layout.addWidget(self._remark)
        (self._channel_name,) = self.add_fields((self.tr("&Channel"), self.channel))
        self._show_channel(shown=False)
        self.add_end(self.tr("Use this source"), self.tr("Cancel"))
        self.accept_button.setEnabled(False)
        self.fit(40, 34)


def _identity(device: Device) -> Device:
    """Return what stays of a device while others are plugged in and out."""
    return replace(device, index=0, is_default=False)
