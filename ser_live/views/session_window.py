"""A window on an earlier session: the same cards, without an engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, QSize
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent, QUndoStack
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ser_core.errors import LogError
from ser_live.log.correction import correct_row
from ser_live.log.reader import SessionRecord, read_session
from ser_live.log.row import LogRow
from ser_live.messages import ModelFacts, Phase, RowWritten
from ser_live.session import SessionState
from ser_live.views.actions import CORRECT_KEYS, RECENT_KEYS, WHOLE_KEYS
from ser_live.views.controls import action_button, drop_actions, text_button, title_label
from ser_live.views.corrections import Correction
from ser_live.views.icons import icon
from ser_live.views.language import Rewording
from ser_live.views.late_timeline import ZOOM, LateTimeline
from ser_live.views.monitor_page import MonitorPage
from ser_live.views.store import SessionStore
from ser_live.views.tab_order import tab_through
from ser_live.views.theme import SPACE_L, SPACE_S

if TYPE_CHECKING:
    from ser_live.views.dialogs import Dialogs

translate = QCoreApplication.translate
Key: Final = QKeySequence.StandardKey
LINES_NAMED: Final = 10


class SessionWindow(QMainWindow):
    """Shows a session that is over."""

    def __init__(self, record: SessionRecord, dialogs: Dialogs) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._store = SessionStore(self)
        self._store.show_session(_state(record), record.rows)
        self._record = record
        self._rewording = Rewording(self, self._reword)
        self.undo_stack = QUndoStack(self)
        self.setWindowIcon(icon("app"))
        self.setWindowTitle(f"{record.path.name} – ser-live")
        self._build()
        self.page.timeline.load().show_whole()
        self._order_tabs()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once."""
        self._rewording.hear(event)
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first utterance."""
        super().showEvent(event)
        if not event.spontaneous():
            self.page.show_table()

    def sizeHint(self) -> QSize:
        """Room for everything at ease."""
        em = self.fontMetrics().height()
        return QSize(em * 66, em * 42)

    def _reword(self) -> None:
        place = self.page.place()
        drop_actions(self)
        timeline = self.page.timeline
        timeline.selected.disconnect()
        timeline.setParent(self)
        self._build(timeline)
        self._order_tabs()
        self.page.go_to(place)

    def _order_tabs(self) -> None:
        tab_through((*self._head_buttons, *self.page.parts()))

    def _build(self, timeline: LateTimeline | None = None) -> None:
        record, dialogs = self._record, self._dialogs
        self.page = MonitorPage(self._store, timeline, self)
        self.page.meter.explanation_wanted.connect(
            lambda: dialogs.explain_model(self, record.rows[0].model if record.rows else "")
        )
        self.page.table.view.follows = False
        self.page.table.view.scrollToTop()
        self.page.table.corrected.connect(self._correct)
        for keys, act in (
            (Key.Close, self.close),
            (Key.Copy, self.page.table.copy_rows),
            (Key.Find, self.page.show_filter),
            (QKeySequence(CORRECT_KEYS), self.page.table.ask_correction),
            (QKeySequence(RECENT_KEYS), lambda: self.page.timeline.load().show_recent()),
            (QKeySequence(WHOLE_KEYS), lambda: self.page.timeline.load().show_whole()),
            (Key.ZoomIn, lambda: self.page.timeline.load().zoom(1 / ZOOM)),
            (Key.ZoomOut, lambda: self.page.timeline.load().zoom(ZOOM)),
        ):
            QShortcut(QKeySequence(keys), self.page).activated.connect(act)
        self._lay_out(record)

    def _correct(self, row: LogRow, emotion: str) -> None:
        if emotion != row.corrected_emotion:
            self.undo_stack.push(Correction(self._write, row, emotion))

    def _write(self, utterance_id: int, emotion: str) -> bool:
        """Write a correction into the session's file; say why that cannot be done."""
        path = self._store.state.log_path
        try:
            row = None if path is None else correct_row(path, utterance_id, emotion)
        except LogError as error:
            self._dialogs.tell(self, error.sentence)
            return False
        if row is not None:
            self._store.post(RowWritten(row))
        return row is not None

    def _lay_out(self, record: SessionRecord) -> None:
        state = self._store.state
        head = QHBoxLayout()
        service = f" · {state.service}" if state.service else ""
        title = self.tr("Earlier session: {0}{1}").format(_when(record), service)
        head.addWidget(title_label(title, self), 1)
        head_buttons: list[QAbstractButton] = []
        for action, icon_name, keys in (
            (self.undo_stack.createUndoAction(self, self.tr("Undo")), "undo", Key.Undo),
            (self.undo_stack.createRedoAction(self, self.tr("Redo")), "redo", Key.Redo),
        ):
            action.setIcon(icon(icon_name))
            action.setShortcuts(keys)
            self.addAction(action)
            head_buttons.append(action_button(action, self, words=False))
        summary = text_button(self.tr("Summary"), self)
        summary.clicked.connect(
            lambda: self._dialogs.summary(self, self._store.state, self.page.select)
        )
        export = text_button(self.tr("Export…"), self)
        export.clicked.connect(lambda: self._dialogs.export(self, self._store.state))
        for button in (summary, export):
            button.setEnabled(bool(record.rows))
        head_buttons += [summary, export]
        for head_button in head_buttons:
            head.addWidget(head_button)
        middle = QWidget(self)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        if record.damaged_lines:
            label = QLabel(_damage_words(record), self)
            label.setProperty("role", "warning")
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.page, 1)
        self.setCentralWidget(middle)
        self._head_buttons = head_buttons


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
        model=ModelFacts(first.model if first else "", record.labels),
        rows=record.rows,
    )


def _damage_words(record: SessionRecord) -> str:
    """Say how many lines were left out, of how many, and name the first of them."""
    damaged = record.damaged_lines
    named = ", ".join(str(number) for number in damaged[:LINES_NAMED])
    more = ", …" if len(damaged) > LINES_NAMED else ""
    return translate(
        "SessionWindow", "Lines that could not be read were left out ({0} of {1}): {2}"
    ).format(len(damaged), len(damaged) + len(record.rows), f"{named}{more}")


def _when(record: SessionRecord) -> str:
    if not record.rows:
        return record.path.stem
    began_at = record.rows[0].started_at
    day = QDate(began_at.year, began_at.month, began_at.day)
    written = QLocale().toString(day, translate("SessionWindow", "d MMMM yyyy", "a date's form"))
    return f"{written}, {began_at:%H:%M}"
