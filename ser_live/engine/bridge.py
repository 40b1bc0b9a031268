"""From the engine's thread to Qt's: one queued signal, at most 30 times a second."""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ser_live.session import Message

MIN_INTERVAL_S: Final = 1.0 / 30.0


class Bridge(QObject):
    """Brings the engine's messages to the thread that this object lives on.

    `sink` may be called on any thread. However many messages come, Qt's event loop is woken
    at most 30 times a second; none is left out, and their order is kept.

    Attributes
    ----------
    message : Signal(Message)
        Emitted for each message, on this object's thread.
    """

    message = Signal(object)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Message] = deque()
        self._told_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tell)
        self._arrived.connect(self._soon, Qt.ConnectionType.QueuedConnection)

    def sink(self, message: Message) -> None:
        """Take a message; on any thread."""
        self._waiting.append(message)
        # The one that finds the queue empty wakes the other thread. Should both ends meet
        # here, the wake-up comes once too often, never once too few.
        if len(self._waiting) == 1:
            self._arrived.emit()

    @Slot()
    def _soon(self) -> None:
        wait_s = self._told_at + MIN_INTERVAL_S - time.monotonic()
        if wait_s <= 0.0:
            self._tell()
        elif not self._timer.isActive():
            self._timer.start(round(wait_s * 1000.0) + 1)

    @Slot()
    def _tell(self) -> None:
        self._told_at = time.monotonic()
        for _ in range(len(self._waiting)):
            self.message.emit(self._waiting.popleft())
        if self._waiting:
            self._soon()
