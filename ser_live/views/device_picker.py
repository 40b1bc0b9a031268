"""Choosing an input: each with its live level, system audio named as such, and the channel."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ser_core.errors import DeviceError
from ser_core.types import EACH, EACH_CHANNELS, MIX
from ser_live.audio.devices import Device, find_device
from ser_live.audio.levels import InputLevel
from ser_live.audio.source import AutomaticChoice, MicrophoneChoice
from ser_live.session import SILENCE_DBFS
from ser_live.views.controls import muted_label, name_control, restyle
from ser_live.views.icons import icon
from ser_live.views.level_meter import LevelMeter
from ser_live.views.notice_words import notice_words
from ser_live.views.sheet import Sheet
from ser_live.views.theme import CAPTION, SPACE_M, SPACE_S, SPACE_XS, scaled_font
from ser_live.views.words import channel_title

DEVICE_ROLE = Qt.ItemDataRole.UserRole


class DevicePicker(Sheet):
    """Lets a person see which input hears them, and choose it and its channel.

    Parameters
    ----------
    before : MicrophoneChoice or AutomaticChoice
        What is chosen now; an empty device is the system's default.
    """

    finished_listening = Signal()

    def __init__(
        self, before: MicrophoneChoice | AutomaticChoice, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Microphone and channel"),
            self.tr("Speak, and choose the input whose level moves."),
            parent,
        )
        self._wanted = ("", "")
        self._lines: dict[Device, DeviceLine] = {}
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Inputs of this computer"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        side = round(self.fontMetrics().height() * 1.2)
        self.list.setIconSize(QSize(side, side))
        self.list.currentItemChanged.connect(self._on_device_chosen)
        self.list.itemActivated.connect(lambda _item: self.accept_button.click())
        self.channel = QComboBox(self)
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
        there = {_identity(level.device): level for level in levels}
        for device in [device for device in self._lines if device not in there]:
            self._drop_device(device)
        fresh = there.keys() - self._lines.keys()
        for device, level in there.items():
            line = self._lines.get(device) or self._add_device(device)
            line.show_level(level)
        if fresh:
            self._choose_wanted()
        if not levels:
            self.show_none()

    def show_none(self) -> None:
        """Say that there is no input."""
        self._waiting.setVisible(False)
        if not self._lines:
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
        device = self._device()
        channel = str(self.channel.currentData() or MIX)
        if device is None:
            return AutomaticChoice(channel)
        return MicrophoneChoice(device.name, device.host_api, channel)

    def _add_default(self) -> None:
        item = QListWidgetItem(icon("microphone"), "")
        line = DeviceLine(self.tr("The system's default microphone"), "", self)
        line.level.setVisible(False)
        self._put(item, line, None)
        self.list.setCurrentItem(item)

    def _add_device(self, device: Device) -> DeviceLine:
        kind = self.tr("System audio: what this computer plays") if device.system_audio else ""
        parts = [kind, self.tr("default") if device.is_default else "", device.host_api]
        words = " · ".join(part for part in parts if part)
        line = DeviceLine(device.name, words[:1].upper() + words[1:], self)
        name = "system_audio" if device.system_audio else "microphone"
        item = QListWidgetItem(icon(name), "")
        self._put(item, line, device)
        self._lines[device] = line
        return line

    def _choose_wanted(self) -> None:
        """Choose the input that is wanted, by its name or a part of it, where it is there."""
        if self._wanted[0]:
            with contextlib.suppress(DeviceError):
                device = find_device(tuple(self._lines), *self._wanted)
                self.list.setCurrentRow(self._row_of(self._lines[device]))

    def _row_of(self, line: DeviceLine) -> int:
        rows = range(self.list.count())
        return next(row for row in rows if self.list.itemWidget(self.list.item(row)) is line)

    def _drop_device(self, device: Device) -> None:
        wanted, line = self._wanted, self._lines.pop(device)
        row = self._row_of(line)
        if row == self.list.currentRow():
            self.list.setCurrentRow(0)  # the default, which nobody has to plug in
        self.list.removeItemWidget(self.list.item(row))
        self.list.takeItem(row)
        self._wanted = wanted  # what was chosen is chosen again where it comes back

    def _put(self, item: QListWidgetItem, line: DeviceLine, device: Device | None) -> None:
        item.setData(DEVICE_ROLE, device)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, line.words)
        item.setSizeHint(line.sizeHint().expandedTo(line.minimumSize()))
        self.list.addItem(item)
        self.list.setItemWidget(item, line)

    def _device(self) -> Device | None:
        index = self.list.currentIndex()
        device = index.data(DEVICE_ROLE)
        return device if isinstance(device, Device) else None

    def _on_device_chosen(self) -> None:
        device = self._device()
        self._wanted = (device.name, device.host_api) if device else ("", "")
        count = device.channels if device else 2
        names = [MIX]
        if count >= len(EACH_CHANNELS):
            names += [EACH, *EACH_CHANNELS]
        names += [str(number) for number in range(3, count + 1)]
        self.channel.clear()
        for name in names:
            self.channel.addItem(channel_title(name), name)
        self.channel.setCurrentIndex(max(0, self.channel.findData(self._wanted_channel)))
        self._enable_channel()
        self._explain_channel(count)

    def _explain_channel(self, count: int = len(EACH_CHANNELS)) -> None:
        words = self.tr("Where two people are on one device: each, or one of them; else the mix.")
        if count > len(EACH_CHANNELS):
            further = self.tr("Only left and right are heard separately, not the further channels.")
            words = f"{words}\n{further}"
        name_control(self.channel, self.tr("Channel"), words)

    def _on_channel_chosen(self) -> None:
        self._wanted_channel = str(self.channel.currentData())

    def _lay_out(self) -> None:
        self.body_layout.addWidget(self._waiting)
        self.body_layout.addWidget(self.list, 1)
        QVBoxLayout(self.list).addWidget(self._none)
        self.add_fields((self.tr("&Channel"), self.channel))
        self.add_end(self.tr("Use it"), self.tr("Cancel"))
        self.fit(40, 34)

    def done(self, result: int) -> None:
        """Give the devices back before the choice is used."""
        self.finished_listening.emit()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the devices back."""
        self.finished_listening.emit()
        super().closeEvent(event)


def _identity(device: Device) -> Device:
    """Return a device as it stays while others are plugged in and out."""
    return replace(device, index=0)


class DeviceLine(QWidget):
    """An input's name, what it is, and its level."""

    def __init__(self, name: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(round(self.fontMetrics().height() * 2.6))
        self.words = f"{name}, {kind}" if kind else name
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = QLabel(name, self)
        self._kind = muted_label(self, kind)
        self._kind.setFont(scaled_font(self.font(), CAPTION))
        for label in (self._title, self._kind):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._kind.setVisible(bool(kind))
        self._kind_words = kind
        self.level = LevelMeter(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        layout.setSpacing(SPACE_M)
        layout.addLayout(words, 3)
        layout.addWidget(self.level, 1)

    def refuse(self) -> None:
        """Stand back as an input that is not used; its name stays readable."""
        self._title.setProperty("role", "muted")
        restyle(self._title)
        self.level.setEnabled(False)

    def show_level(self, level: InputLevel) -> None:
        """Show the level, or why there is none."""
        dbfs = SILENCE_DBFS if level.level_dbfs is None else level.level_dbfs
        self.level.show_level(dbfs, clipped=False)
        self.level.setVisible(not level.trouble)
        faulty = self.tr("Cannot be opened at the moment")
        self._kind.setText(faulty if level.trouble else self._kind_words)
        self._kind.setToolTip(notice_words(level.trouble))
