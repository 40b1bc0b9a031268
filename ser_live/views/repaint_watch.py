"""How late what is seen is: from a reading's last sample to the repaint that shows it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from ser_live.delays import Delays
from ser_live.views.emotion_bars import EmotionBars
from ser_live.views.store import SessionStore


class RepaintWatch(QObject):
    """Looks at the clock when the bars with a new reading were painted.

    Parameters
    ----------
    window : QWidget
        In which the bars are; it owns the watch.
    shown : callable
        Is told the delay of each reading that was seen, in milliseconds.

    Attributes
    ----------
    delays : Delays
        Of the session.
    """

    def __init__(
        self, store: SessionStore, window: QWidget, shown: Callable[[float], object]
    ) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._shown = shown
        self._session_id = ""
        self._heard_at = 0.0
        self._to_paint = False
        self.delays = Delays()
        store.changed.connect(self._look)

    @Slot()
    def _look(self) -> None:
        state = self._store.state
        if state.session_id != self._session_id:
            self._session_id = state.session_id
            self.delays = Delays()
        if state.heard_at > self._heard_at:
            self._heard_at = state.heard_at
            self._watch_bars()
            self._to_paint = True
        if not self._window.isVisible() or self._window.isMinimized():
            self._to_paint = False

    def _watch_bars(self) -> None:
        for bars in self._window.findChildren(EmotionBars):
            bars.painted.connect(self._painted, Qt.ConnectionType.UniqueConnection)

    @Slot()
    def _painted(self) -> None:
        if self._to_paint:
            self._to_paint = False
            delay_ms = 1000.0 * (time.monotonic() - self._heard_at)
            self.delays.note(delay_ms)
            self._shown(delay_ms)
