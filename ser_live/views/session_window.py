"""A window on an earlier session: the same cards, without an engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from ser_live.log.reader import SessionRecord, read_session
from ser_live.session import Phase, SessionState
from ser_live.views.controls import section_label, text_button
from ser_live.views.icons import icon
from ser_live.views.monitor_page import MonitorPage
from ser_live.views.store import SessionStore
from ser_live.views.theme import SPACE_L, SPACE_S

if TYPE_CHECKING:
    from ser_live.views.dialogs import Dialogs


class SessionWindow(QMainWindow):
    """Shows a session that is over."""

    def __init__(self, record: SessionRecord, dialogs: Dialogs) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._store = SessionStore(self)
        self._store.show_session(_state(record), record.rows)
        self.page = MonitorPage(self._store, can_correct=False, parent=self)
        self.setWindowIcon(icon("app"))
        self.setWindowTitle(f"{record.path.name} – ser-live")
        self._lay_out(record)
        self.page.timeline.load().show_whole()
        close = QShortcut(QKeySequence.StandardKey.Close, self)
        close.activated.connect(self.close)

    def sizeHint(self) -> QSize:
        """Room for everything at ease."""
        em = self.fontMetrics().height()
        return QSize(em * 66, em * 42)

    def _lay_out(self, record: SessionRecord) -> None:
        state = self._store.state
        head = QHBoxLayout()
        service = f" · {state.service}" if state.service else ""
        title = self.tr("Earlier session: {0}{1}").format(_when(record), service)
        head.addWidget(section_label(title, self), 1)
        summary = text_button(self.tr("Summary"), self)
        summary.clicked.connect(
            lambda: self._dialogs.summary(self, self._store.state, self.page.select)
        )
        export = text_button(self.tr("Export…"), self)
        export.clicked.connect(lambda: self._dialogs.export(self, self._store.state))
        for button in (summary, export):
            button.setEnabled(bool(record.rows))
            head.addWidget(button)
        middle = QWidget(self)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        if record.damaged_lines:
            lines = ", ".join(str(number) for number in record.damaged_lines[:10])
            words = self.tr("Lines that could not be read were left out: {0}").format(lines)
            label = QLabel(words, self)
            label.setProperty("role", "warning")
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.page, 1)
        self.setCentralWidget(middle)


def open_session_window(path: Path, dialogs: Dialogs) -> SessionWindow:
    """Open the window on a session's log; raise `LogError` where it is none."""
    return SessionWindow(read_session(path), dialogs)


def _state(record: SessionRecord) -> SessionState:
    first = record.rows[0] if record.rows else None
    return SessionState(
        phase=Phase.FINISHED,
        session_id=first.session_id if first else record.path.stem,
        service=first.service if first else "",
        log_path=record.path,
        rows=record.rows,
    )


def _when(record: SessionRecord) -> str:
    if not record.rows:
        return record.path.stem
    return f"{record.rows[0].started_at:%Y-%m-%d %H:%M}"
