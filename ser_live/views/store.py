"""The one place where messages become state on the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from ser_live.log.row import LogRow
from ser_live.session import Message, SessionState, reduce
from ser_live.views.history import History

FRAME_MS: Final = 33
"""The views are told of news at most thirty times a second."""


class SessionStore(QObject):
    """Folds messages into state and history; tells the views calmly.

    `changed` follows the first message at once and then comes at most thirty times a second,
    however many messages there are.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = SessionState()
        self.history = History()
        self._since_told = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)

    @Slot(object)
    def post(self, message: Message) -> None:
        """Take in one message of the engine."""
        self.state = reduce(self.state, message)
        self.history.fold(message)
        if not self._timer.isActive():
            waited = self._since_told.elapsed() if self._since_told.isValid() else FRAME_MS
            self._timer.start(max(0, FRAME_MS - waited))

    def show_session(self, state: SessionState, rows: Sequence[LogRow]) -> None:
        """Show an earlier session instead of the present one."""
        self.state = state
        self.history.clear()
        self.history.fold_rows(rows)
        self._tell()

    def _tell(self) -> None:
        self._since_told.start()
        self.changed.emit()
