"""The monitor's window: the cards, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, QTimer, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QUndoStack,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from ser_core.types import EACH
from ser_live.audio.source import (
    AutomaticChoice,
    DemoChoice,
    RecordingChoice,
    SourceChoice,
)
from ser_live.engine.settings import EngineSettings
from ser_live.log.row import LogRow
from ser_live.messages import (
    Notice,
    NoticeCleared,
    NoticeRaised,
    Phase,
    PhaseChanged,
    Severity,
    SourceKind,
)
from ser_live.sentences import SETTINGS_WAIT
from ser_live.settings import Settings, engine_settings
from ser_live.views.actions import RUNNING, Actions
from ser_live.views.controls import drop_actions, focus_handed_on
from ser_live.views.corrections import Correction
from ser_live.views.dialogs import Dialogs
from ser_live.views.empty_words import empty_words
from ser_live.views.header_bar import HeaderBar
from ser_live.views.host import EngineHost
from ser_live.views.icons import icon
from ser_live.views.language import Rewording
from ser_live.views.late_timeline import ZOOM, LateTimeline
from ser_live.views.lost_words import lost_kind
from ser_live.views.monitor_page import MonitorPage
from ser_live.views.notices import NoticesBar, PutAway
from ser_live.views.progress_line import ProgressLine
from ser_live.views.repaint_watch import RepaintWatch
from ser_live.views.status_line import StatusLine
from ser_live.views.store import SessionStore
from ser_live.views.tab_order import tab_through
from ser_live.views.theme import SPACE_L, SPACE_S

SETTINGS_NOTICE: Final = "settings"


class MainWindow(QMainWindow):
    """Shows one session after another, live.

    Parameters
    ----------
    to_engine : callable
        Gives the engine's settings for the person's, so that the command line still counts.
    """

    def __init__(
        self,
        store: SessionStore,
        host: EngineHost,
        dialogs: Dialogs,
        to_engine: Callable[[Settings], EngineSettings] = engine_settings,
    ) -> None:
        super().__init__()
        self._to_engine = to_engine
        self._store = store
        self._host = host
        self._dialogs = dialogs
        self._wanted = host.settings
        self._put_away = PutAway()
        self._session_id = ""
        self._summarised = ""
        self._rewording = Rewording(self, self._reword)
        self.undo_stack = QUndoStack(self)
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        self._build()
        self._watch = RepaintWatch(store, self, host.shown)
        store.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the state."""
        state = self._store.state
        if state.session_id != self._session_id:
            self._session_id = state.session_id
            self.undo_stack.clear()
            self.page.timeline.begin_anew()
        with focus_handed_on(self.header.heirs):
            self.acts.enable(state.phase, has_rows=bool(state.rows))
            self._offer_rows()
            self.header.show_state(state)
        self.notices.show_notices(state.notices)
        self.progress.show_state(state)
        self.status.show_state(state, self._watch.delays.p95_ms)
        self.acts.name_source(lost_kind(state))
        self.page.table.empty.show_words(*empty_words(state))
        self.page.table.empty.show_offers(
            shown=state.phase not in (Phase.STARTING, Phase.LISTENING)
        )
        service = f"{state.service} – " if state.service else ""
        self.setWindowTitle(f"{service}ser-live")
        if state.phase is Phase.FINISHED and state.session_id != self._summarised:
            self._summarised = state.session_id
            self.show_summary()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once; paint nothing while minimised, on any system."""
        self._rewording.hear(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.setUpdatesEnabled(not self.isMinimized())
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Room for everything at ease, two voices and all columns of their table too."""
        em = self.fontMetrics().height()
        return QSize(em * 82, em * 46)

    def show_summary(self) -> None:
        """Show the session in a few numbers."""
        if self._store.state.rows:
            self._dialogs.summary(self, self._store.state, self.page.select)

    def start_at_once(self) -> None:
        """Listen as soon as the window is seen; it says so from its first paint on."""
        self._store.post(PhaseChanged(Phase.STARTING))
        self._store.tell()
        QTimer.singleShot(0, self._start)

    def analyse(self, path: Path) -> None:
        """Analyse a recording in a session of its own."""
        channel = self._dialogs.choose_channel(self, path)
        if channel is not None and self._may_end_session():
            self._begin(RecordingChoice(path, channel=channel, real_speed=False))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the session with the window."""
        self._go_without_summary()
        self._dialogs.save_geometry(self)
        self._host.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped: an earlier session's CSV, or a recording."""
        path = _dropped_file(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.casefold() == ".csv":
            self._dialogs.show_session(self, path)
        else:
            self.analyse(path)

    # What the actions do ----------------------------------------------------------------

    def _start(self) -> None:
        self._take_settings()
        self._host.engine.start()

    def _pause(self) -> None:
        self._host.engine.pause()

    def _resume(self) -> None:
        self._host.engine.resume()

    def _stop(self) -> None:
        self._host.engine.stop()

    def _new_session(self) -> None:
        names = self._dialogs.new_session(self, self._store.state)
        if names is not None:
            self._go_without_summary()
            self._take_settings()
            self._host.new_session(*names)
            self._host.engine.start()
            self._host.engine.resume()  # where the session before was paused

    def _go_without_summary(self) -> None:
        self._summarised = self._store.state.session_id

    def _begin(self, choice: SourceChoice, service: str = "", note: str = "") -> None:
        self._go_without_summary()
        self._host.engine.stop()
        self._take_settings()
        self._host.listen_to(choice)
        self._host.new_session(service, note)
        self._host.engine.start()

    def _open_recording(self) -> None:
        path = self._dialogs.choose_recording(self)
        if path is not None:
            self.analyse(path)

    def _play_demo(self) -> None:
        if self._may_end_session():
            self._begin(DemoChoice())

    def _play_demo_call(self) -> None:
        if self._may_end_session():
            self._begin(DemoChoice(channel=EACH))

    def _open_session(self) -> None:
        path = self._dialogs.choose_session(self, self._log_folder())
        if path is not None:
            self._dialogs.show_session(self, path)

    def _export(self) -> None:
        self._dialogs.export(self, self._store.state)

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder())))

    def _log_folder(self) -> Path:
        log_path = self._store.state.log_path
        return log_path.parent if log_path else self._host.settings.log_folder

    def _choose_source(self) -> None:
        choice = self._dialogs.choose_source(self, self._host.choice)
        if choice is None:
            return
        state = self._store.state
        if state.phase not in RUNNING or state.source is None or state.source.kind.is_live:
            self._host.listen_to(choice)
        elif state.source.kind is SourceKind.DEMO or self._may_end_session():
            # What a recording holds and what somebody says here have no place in one log.
            self._begin(choice, state.service, state.note)

    def _change_settings(self) -> None:
        settings = self._dialogs.settings(self)
        if settings is None:
            return
        self._follow(settings.follow_default)
        self._wanted = self._to_engine(settings)
        if self._wanted == self._host.settings:
            self._store.post(NoticeCleared(SETTINGS_NOTICE))
        elif self._may_end_session():
            was_running = self._store.state.phase in RUNNING
            self._go_without_summary()
            self._take_settings()
            if was_running:
                self._start()
        else:
            notice = Notice(SETTINGS_NOTICE, Severity.INFO, SETTINGS_WAIT())
            self._store.post(NoticeRaised(notice))

    def _take_settings(self) -> None:
        """Let the engine follow the settings that waited for the end of a session."""
        self._host.apply(self._wanted)
        self._store.post(NoticeCleared(SETTINGS_NOTICE))

    def _follow(self, follow_default: bool) -> None:  # noqa: FBT001 - one setting's value
        choice = self._host.choice
        if isinstance(choice, AutomaticChoice) and choice.follow_default != follow_default:
            self._host.listen_to(replace(choice, follow_default=follow_default))

    def _correct(self, row: LogRow, emotion: str) -> None:
        is_here = row.session_id == self._session_id  # another one may have begun meanwhile
        if is_here and emotion != row.corrected_emotion:
            self.undo_stack.push(Correction(self._host.correct, row, emotion))

    def _explain(self) -> None:
        known = self._store.state.site_utterances
        host = self._host
        self._dialogs.explain(self, host.settings.model, known, host.engine.forget_site)

    def _may_end_session(self) -> bool:
        return self._store.state.phase not in RUNNING or self._dialogs.may_end_session(self)

    def _connect_acts(self) -> None:
        acts, table, timeline = self.acts, self.page.table, self.page.timeline
        for action, act in (
            (acts.start, self._start),
            (acts.stop, self._stop),
            (acts.pause, self._pause),
            (acts.resume, self._resume),
            (acts.new, self._new_session),
            (acts.summary, self.show_summary),
            (acts.open_recording, self._open_recording),
            (acts.demo, self._play_demo),
            (acts.demo_call, self._play_demo_call),
            (acts.open_session, self._open_session),
            (acts.export, self._export),
            (acts.log_folder, self._open_log_folder),
            (acts.source, self._choose_source),
            (acts.settings, self._change_settings),
            (acts.quit, self.close),
            (acts.wrong, table.ask_correction),
            (acts.copy, table.copy_rows),
            (acts.find, self.page.show_filter),
            (acts.recent, lambda: timeline.load().show_recent()),
            (acts.whole, lambda: timeline.load().show_whole()),
            (acts.zoom_in, lambda: timeline.load().zoom(1 / ZOOM)),
            (acts.zoom_out, lambda: timeline.load().zoom(ZOOM)),
            (acts.explain, self._explain),
        ):
            action.triggered.connect(act)
        self.header.source_wanted.connect(self._choose_source)
        self.page.meter.explanation_wanted.connect(self._explain)
        self.notices.changed.connect(self._order_tabs)
        timeline.loaded.connect(self._order_tabs)
        table.corrected.connect(self._correct)
        table.offers_changed.connect(self._offer_rows)

    def _offer_rows(self) -> None:
        self.acts.wrong.setEnabled(self.page.table.wrong.isEnabled())
        self.acts.copy.setEnabled(self.page.table.copy.isEnabled())

    def _order_tabs(self) -> None:
        tab_through((self.header, self.notices, *self.page.parts(), self.status))

    def _reword(self) -> None:
        """Make everything that has words anew; what is shown and chosen stays."""
        place = self.page.place()
        self.menuBar().clear()
        drop_actions(self)
        timeline = self.page.timeline
        timeline.selected.disconnect()
        timeline.loaded.disconnect()
        timeline.setParent(self)
        self._build(timeline)
        self.page.go_to(place)
        self.refresh()

    def _build(self, timeline: LateTimeline | None = None) -> None:
        self.acts = Actions(self, self.undo_stack)
        self.header = HeaderBar(self.acts, self)
        self.notices = NoticesBar(self, self._put_away)
        self.progress = ProgressLine(self)
        self.page = MonitorPage(self._store, timeline, self)
        self.page.table.empty.offer((self.acts.source, self.acts.open_recording, self.acts.demo))
        self.status = StatusLine(self.acts, self)
        self._lay_out()
        self._connect_acts()

    def _lay_out(self) -> None:
        self.acts.fill(self.menuBar())
        self.menuBar().setAccessibleName(self.tr("Menus"))
        middle = QWidget(self)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.header)
        layout.addWidget(self.notices)
        layout.addWidget(self.progress)
        layout.addWidget(self.page, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(middle)
        middle.setFocus()
        self._order_tabs()


def _dropped_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    local = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return local[0] if len(local) == 1 else None
