"""The one place where messages become state on the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from ser_live.log.row import LogRow
from ser_live.messages import Message
from ser_live.session import SessionState, reduce
from ser_live.views.frame_clock import frame_clock
from ser_live.views.history import History


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
        self._has_news = False
        self._clock = frame_clock()
        self._clock.tick.connect(self.tell)

    @Slot(object)
    def post(self, message: Message) -> None:
        """Take in one message of the engine."""
        self.state = reduce(self.state, message)
        self.history.fold(message)
        self._has_news = True
        self._clock.ask()

    def show_session(self, state: SessionState, rows: Sequence[LogRow]) -> None:
        """Show an earlier session instead of the present one."""
        self.state = state
        self.history.clear()
        self.history.fold_rows(rows)
        self._has_news = True
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Tell the views what came, without waiting for the next frame."""
        if self._has_news:
            self._has_news = False
            self.changed.emit()
