"""The inputs of this computer as a list: each with its name, what it is, and its live level."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ser_live.audio.devices import Device
from ser_live.audio.levels import InputLevel
from ser_live.session import SILENCE_DBFS
from ser_live.views.controls import ElidedLabel, restyle
from ser_live.views.level_meter import LevelMeter
from ser_live.views.notice_words import notice_words
from ser_live.views.theme import CAPTION, SPACE_M, SPACE_S, SPACE_XS, scaled_font

DEVICE_ROLE = Qt.ItemDataRole.UserRole


class InputList(QListWidget):
    """Follows what is plugged in and out; None stands for whatever the system chooses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[Device, InputLine] = {}
        self.setAccessibleName(self.tr("Inputs of this computer"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        side = round(self.fontMetrics().height() * 1.2)
        self.setIconSize(QSize(side, side))

    def devices(self) -> tuple[Device, ...]:
        """Return what is plugged in."""
        return tuple(self._lines)

    def device(self) -> Device | None:
        """Return what is chosen; None also where nothing is."""
        device = self.currentIndex().data(DEVICE_ROLE)
        return device if isinstance(device, Device) else None

    def choose(self, device: Device | None) -> None:
        """Choose this input; nothing where it is not there."""
        rows = (row for row in range(self.count()) if self._device_in(row) == device)
        self.setCurrentRow(next(rows, -1))

    def add(self, device: Device | None, line: InputLine, icon: QIcon) -> None:
        """Add an input at the end."""
        item = QListWidgetItem(icon, "")
        item.setData(DEVICE_ROLE, device)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, line.words)
        item.setToolTip(line.hint)  # the mouse is the list's: a line itself could show none
        item.setSizeHint(line.sizeHint().expandedTo(line.minimumSize()))
        self.addItem(item)
        self.setItemWidget(item, line)
        if device is not None:
            self._lines[device] = line

    def follow(self, levels: Mapping[Device, InputLevel], add: Callable[[Device], object]) -> None:
        """Show what is plugged in now, and what it sends; `add` adds what is new."""
        for row in reversed(range(self.count())):
            device = self._device_in(row)
            if device is not None and device not in levels:
                self._drop(row, device)
        for device in levels:
            if device not in self._lines:
                add(device)
        for row in range(self.count()):
            device = self._device_in(row)
            if device is not None:
                self._lines[device].show_level(levels[device])
                self.item(row).setToolTip(self._lines[device].hint)

    def _device_in(self, row: int) -> Device | None:
        device: Device | None = self.item(row).data(DEVICE_ROLE)
        return device

    def _drop(self, row: int, device: Device) -> None:
        if row == self.currentRow():
            self.choose(None)  # else the list would choose a neighbour by itself
        self.removeItemWidget(self.item(row))
        self.takeItem(row)
        del self._lines[device]


class InputLine(QWidget):
    """An input's name, what it is, and its level.

    Attributes
    ----------
    words : str
        Its name and what it is, in full.
    hint : str
        The same, or why it cannot be opened.
    """

    def __init__(self, name: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(round(self.fontMetrics().height() * 2.6))
        self.words = f"{name}, {kind}" if kind else name
        self.hint = self.words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._kind = ElidedLabel(self), ElidedLabel(self)
        self._title.show_words(name)
        self._kind.setProperty("role", "muted")
        self._kind.setFont(scaled_font(self.font(), CAPTION))
        self._kind.show_words(kind)
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
        self._kind.show_words(faulty if level.trouble else self._kind_words)
        self.hint = notice_words(level.trouble) if level.trouble else self.words
