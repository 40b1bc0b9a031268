"""Calm movement: values that glide towards their targets, and rest when they are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget

from ser_live.views.frame_clock import frame_clock

TIME_CONSTANT_MS: Final = 140.0
CLOSE_ENOUGH: Final = 0.002


class Glide(QObject):
    """Values that approach their targets exponentially, at most thirty times a second.

    The clock is asked only while something moves and the widget can be seen; a hidden widget
    finds its values at their targets when it comes back.

    Parameters
    ----------
    repaint : callable or None
        Called after each step; by default the whole widget is updated.

    Attributes
    ----------
    values, targets : list of float
        Where the values are, and where they are going.
    moving : bool
        True until the values are where they should be.
    """

    def __init__(self, widget: QWidget, repaint: Callable[[], None] | None = None) -> None:
        super().__init__(widget)
        self._widget = widget
        self._repaint = repaint or widget.update
        self.targets: list[float] = []
        self.values: list[float] = []
        self._since_step = QElapsedTimer()
        self.moving = False
        self._clock = frame_clock()
        self._clock.tick.connect(self._step)
        widget.installEventFilter(self)

    def move_to(self, targets: Sequence[float]) -> bool:
        """Glide to these values, jump where their number is another; tell if they are new."""
        if list(targets) == self.targets:
            return False
        jumps = len(targets) != len(self.values) or not self._widget.isVisible()
        self.targets = list(targets)
        if jumps:
            self._arrive()
        elif not self.moving:
            self.moving = True
            self._since_step.start()
            self._clock.ask()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rest when the widget is hidden."""
        if watched is self._widget and event.type() == QEvent.Type.Hide:
            self._arrive()
        return False

    def _arrive(self) -> None:
        self.moving = False
        self.values = list(self.targets)
        self._repaint()

    @Slot()
    def _step(self) -> None:
        if not self.moving:
            return
        share = 1.0 - exp(-self._since_step.restart() / TIME_CONSTANT_MS)
        self.values = [
            value + share * (target - value)
            for value, target in zip(self.values, self.targets, strict=True)
        ]
        distance = max(
            (abs(t - v) for v, t in zip(self.values, self.targets, strict=True)), default=0.0
        )
        if distance < CLOSE_ENOUGH:
            self._arrive()
        else:
            self._repaint()
            self._clock.ask()
