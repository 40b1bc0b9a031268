"""What every choice of an input has: the list with its levels, the channel, and how it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from ser_live.audio.levels import InputLevel
from ser_live.views.channel_box import ChannelBox
from ser_live.views.input_list import InputList
from ser_live.views.level_process import LevelProcess
from ser_live.views.sheet import Sheet


class InputPicker(Sheet):
    """A dialog that listens to all inputs while it is open."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(title, sentence, parent)
        self.list = InputList(self)
        self.channel = ChannelBox(self)

    def ask(self) -> bool:
        """Let an input be chosen; tell whether one was. The devices are given back before."""
        process = LevelProcess(self)
        process.levels.connect(self.show_levels)
        process.ended.connect(self.show_none)
        process.start()
        accepted = self.exec() == QDialog.DialogCode.Accepted
        process.close()
        self.deleteLater()
        return accepted

    def show_levels(self, levels: Sequence[InputLevel]) -> None:
        """Show the inputs that are there now, and what they send."""
        raise NotImplementedError

    def show_none(self) -> None:
        """Say that there is no input."""
        raise NotImplementedError
