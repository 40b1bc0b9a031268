"""From the engine's thread to Qt's: one queued signal, at most 30 times a second, bounded."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ser_core.types import EmotionUpdated, Level
from ser_live.messages import Analyzed, Message, Progress

MIN_INTERVAL_S: Final = 1.0 / 30.0
MAX_WAITING: Final = 2000
"""So many messages wait, about a minute's, before those that later ones outdate are left out."""


class Bridge(QObject):
    """Brings the engine's messages to the thread that this object lives on.

    `sink` may be called on any thread. However many messages come, Qt's event loop is woken
    at most 30 times a second; their order is kept. Where the event loop stands still for
    long, levels, live readings and progress are left out, and nothing else.

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
        self._lock = threading.Lock()
        self._bound = MAX_WAITING
        self._told_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tell)
        self._arrived.connect(self._soon, Qt.ConnectionType.QueuedConnection)

    def sink(self, message: Message) -> None:
        """Take a message; on any thread."""
        with self._lock:
            was_empty = not self._waiting
            self._waiting.append(message)
            if len(self._waiting) > self._bound:
                self._thin_out()
        if was_empty:
            self._arrived.emit()

    def _thin_out(self) -> None:
        kept = [each for each in self._waiting if not _is_outdated_soon(each)]
        self._waiting = deque(kept)
        # What must be told is kept, however much; the next look waits until it has doubled.
        self._bound = max(MAX_WAITING, 2 * len(kept))

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
            message = self._next()
            if message is not None:
                self.message.emit(message)
        if self._waiting:
            self._soon()

    def _next(self) -> Message | None:
        with self._lock:
            return self._waiting.popleft() if self._waiting else None


def _is_outdated_soon(message: Message) -> bool:
    if isinstance(message, Analyzed):
        return isinstance(message.event, Level | EmotionUpdated)
    return isinstance(message, Progress)
