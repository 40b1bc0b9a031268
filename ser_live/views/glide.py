"""Calm movement: values that glide towards their targets, and rest when they are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ser_live.views.store import FRAME_MS

TIME_CONSTANT_MS: Final = 140.0
CLOSE_ENOUGH: Final = 0.002


class Glide(QObject):
    """Values that approach their targets exponentially, at most thirty times a second.

    The timer runs only while something moves and the widget can be seen; a hidden widget
    finds its values at their targets when it comes back.

    Parameters
    ----------
    repaint : callable or None
        Called after each step; by default the whole widget is updated.
    """

    def __init__(self, widget: QWidget, repaint: Callable[[], None] | None = None) -> None:
        super().__init__(widget)
        self._widget = widget
        self._repaint = repaint or widget.update
        self._targets: list[float] = []
        self.values: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._step)
        widget.installEventFilter(self)

    @property
    def moving(self) -> bool:
        """True while the timer runs."""
        return self._timer.isActive()

    def move_to(self, targets: Sequence[float]) -> bool:
        """Glide to these values, jump where their number is another; tell if they are new."""
        if list(targets) == self._targets:
            return False
        jumps = len(targets) != len(self.values) or not self._widget.isVisible()
        self._targets = list(targets)
        if jumps:
            self._arrive()
        elif not self._timer.isActive():
            self._clock.start()
            self._timer.start()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rest when the widget is hidden."""
        if watched is self._widget and event.type() == QEvent.Type.Hide:
            self._arrive()
        return False

    def _arrive(self) -> None:
        self._timer.stop()
        self.values = list(self._targets)
        self._repaint()

    def _step(self) -> None:
        share = 1.0 - exp(-self._clock.restart() / TIME_CONSTANT_MS)
        self.values = [
            value + share * (target - value)
            for value, target in zip(self.values, self._targets, strict=True)
        ]
        distance = max(
            (abs(t - v) for v, t in zip(self.values, self._targets, strict=True)), default=0.0
        )
        if distance < CLOSE_ENOUGH:
            self._arrive()
        else:
            self._repaint()
