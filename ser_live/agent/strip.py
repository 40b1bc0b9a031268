"""The agent's strip: the caller's emotion, tone over a minute, one calm notice, the call.

Where the desktop alone decides what stays on top (Wayland), its menu says how to tell it so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout

from ser_core.sentence import NOTHING
from ser_live.agent.call import (
    CallPhase,
    StripFace,
    call_phase,
    call_remedies,
    strip_face,
    strip_notices,
)
from ser_live.agent.call_summary import CallSummary
from ser_live.agent.caller import NOTICE_AFTER_S, AgentSettings
from ser_live.agent.floating import FloatingWindow, desktop_decides
from ser_live.agent.sparkline import Sparkline
from ser_live.agent.strain_line import StrainLine
from ser_live.agent.trace import Trace, follow, let_time_pass
from ser_live.messages import Message, Phase, PhaseChanged
from ser_live.session import SessionState
from ser_live.settings import CHOICES
from ser_live.views.controls import (
    ElidedLabel,
    clear,
    drop_actions,
    flat_button,
    name_control,
    restyle,
    text_button,
    title_label,
)
from ser_live.views.face_icon import FaceIcon
from ser_live.views.language import Rewording
from ser_live.views.notice_words import COMMON
from ser_live.views.notices import NoticesBar
from ser_live.views.setting_words import choice_words
from ser_live.views.store import SessionStore
from ser_live.views.theme import (
    CAPTION,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    scaled_font,
)
from ser_live.views.tone_chip import ToneChip
from ser_live.views.words import clock

WITHOUT_SOURCE: Final = (CallPhase.NO_SOURCE, CallPhase.SOURCE_REFUSED)
"""Where choosing a source is what comes next."""

IN_CALL: Final = (Phase.LISTENING, Phase.RECONNECTING)
"""Where time passes, also while nothing is heard."""

TICK_MS: Final = 1000

EMS: Final = 40
"""How wide the strip is at least, in heights of a line, where the screen has the room."""

CALL_KEYS: Final = "Ctrl+Return"
ROOM_OF_TIME: Final = "00:00"
"""So wide is the time at least, so that nothing beside it moves with its digits."""


class AgentStrip(FloatingWindow):
    """Shows the call; tells when it shall start or end and what shall be chosen.

    Parameters
    ----------
    read_clock : callable
        Seconds of a monotonic clock.
    """

    call_wanted = Signal(bool)
    source_wanted = Signal()
    notice_after_chosen = Signal(float)
    language_chosen = Signal(str)
    explanation_wanted = Signal()
    folder_wanted = Signal()
    closed = Signal()

    def __init__(
        self, settings: AgentSettings, read_clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._settings = settings
        self._read_clock = read_clock
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._start_asked = False
        self._failure_over = False
        self._trace = Trace()
        self._rewording = Rewording(self, self._reword)
        self.store = SessionStore(self)
        self.whole.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        self._build()
        self.store.changed.connect(self.refresh)
        self.refresh()

    def _reword(self) -> None:
        """Make everything that has words anew; the call goes on."""
        self._card.deleteLater()
        self._menu.deleteLater()
        drop_actions(self)
        self._build()
        self.refresh()

    def _build(self) -> None:
        self.setWindowTitle(self.tr("ser-live: the caller"))
        self._summarized = ""
        self._was_pressed = False  # by a key, and the focus has to come back to the button
        self._face = FaceIcon(self)
        self._title = title_label("", self)
        self._detail = ElidedLabel(self)
        self._detail.setProperty("role", "muted")
        self._detail.setFont(scaled_font(self.font(), CAPTION))
        self._tone = ToneChip(self)
        self._line = Sparkline(self)
        self._time = QLabel(self)
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._call = text_button("", self, primary=True)
        self._call.clicked.connect(self._press)
        self._menu_button = flat_button("menu", self.tr("Menu"), self)
        self._strain = StrainLine(self)
        self._notices = NoticesBar(self)
        self._summary = QVBoxLayout()
        self._make_actions()
        self._lay_out()

    @property
    def trace(self) -> Trace:
        """The caller's tone and the notice, as shown."""
        return self._trace

    @Slot(object)
    def hear(self, message: Message) -> None:
        """Take in one message of the engine."""
        if isinstance(message, PhaseChanged):
            self._enter(message.phase)
        notice_after_s = self._settings.notice_after_s
        self._trace = follow(self._trace, message, notice_after_s, self._read_clock())
        self.store.post(message)

    def use(self, settings: AgentSettings) -> None:
        """Take other settings."""
        self._settings = settings
        self._name_times()
        self.refresh()

    def forget_failure(self) -> None:
        """Say no longer what failed with the source of before."""
        self._failure_over = True
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show this moment."""
        state = self._state()
        phase = call_phase(state, self._settings)
        face = strip_face(state, self._settings)
        self._show_face(face)
        running = phase is CallPhase.RUNNING
        self._tone.show_tone(face.tone)
        self._line.show_trace(self._trace)
        # The summary tells more, once the call is over; on a small screen the words come first.
        self._line.setVisible(running and self._has_room)
        self._time.setText(clock(self._trace.length_s))
        self._time.setVisible(running)
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(ROOM_OF_TIME))
        self._time.setAccessibleName(self.tr("Length of the call: {0}").format(self._time.text()))
        self._strain.show_strain(self._trace.mood.strain if running else Trace().mood.strain)
        remedies = call_remedies() if running else COMMON
        self._notices.show_notices(strip_notices(state), remedies)
        self._show_call(phase)
        self._show_summary(state, phase)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another palette or language, too."""
        self._rewording.hear(event)
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the strip goes; a call that is running ends with it."""
        self._show_summary(self.store.state, CallPhase.READY)  # it is not what is remembered
        self.fit()
        self.closed.emit()
        super().closeEvent(event)

    def _state(self) -> SessionState:
        """Return what is shown: a call is starting from the click on, whenever it is heard of."""
        state = self.store.state
        if self._start_asked:
            return replace(state, phase=Phase.STARTING, reason=NOTHING)
        if self._failure_over and state.phase is Phase.FAILED:
            return replace(state, phase=Phase.IDLE, reason=NOTHING)
        return state

    def _enter(self, phase: Phase) -> None:
        self._start_asked = self._start_asked and phase is not Phase.STARTING
        self._failure_over = False
        if self._ticking.isActive():
            self._tick()  # to the end of a call, or of a loss
        if phase in IN_CALL:
            self._ticking.start()
        else:
            self._ticking.stop()

    def _tick(self) -> None:
        self._trace = let_time_pass(self._trace, self._read_clock())
        self.refresh()

    def _press(self) -> None:
        """Do what the button says."""
        if call_phase(self._state(), self._settings) in WITHOUT_SOURCE:
            self.source_wanted.emit()
        else:
            self._toggle()

    def _toggle(self) -> None:
        match call_phase(self._state(), self._settings):
            case CallPhase.NO_SOURCE | CallPhase.STARTING:
                pass
            case CallPhase.RUNNING:
                self.call_wanted.emit(False)  # noqa: FBT003  a Qt signal's argument
            case _:
                self._start_asked = True
                self.refresh()
                self.call_wanted.emit(True)  # noqa: FBT003  a Qt signal's argument

    def _show_face(self, face: StripFace) -> None:
        self._face.show_icon(face.icon, face.emotion)
        self._title.show_words(face.title)
        self._detail.show_words(face.detail)
        self._detail.setToolTip(face.detail)

    def _show_call(self, phase: CallPhase) -> None:
        running = phase is CallPhase.RUNNING
        call = self._call_action
        call.setText(self.tr("&End the call") if running else self.tr("&Start a call"))
        pressed = self._source_action if phase in WITHOUT_SOURCE else call
        words = pressed.text().replace("&", "")
        if self._call.text() != words:
            self._call.setText(words)
            keys = pressed.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            name_control(self._call, words, keys)
            self._call.setAccessibleDescription(keys)
            self._call.setProperty("role", "" if running else "primary")
            restyle(self._call)
        self._enable_call(starting=phase is CallPhase.STARTING)
        call.setEnabled(phase not in {CallPhase.STARTING, CallPhase.NO_SOURCE})
        locked = phase in {CallPhase.STARTING, CallPhase.RUNNING}
        self._source_action.setEnabled(not locked)

    def _enable_call(self, *, starting: bool) -> None:
        """Let the button rest while a call starts; whom the key has left there, it takes back."""
        if starting and self._call.isEnabled():
            self._was_pressed = self.focusWidget() is self._call
        self._call.setEnabled(not starting)
        if self._was_pressed and not starting:
            self._was_pressed = False
            self._call.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_summary(self, state: SessionState, phase: CallPhase) -> None:
        wanted = state.session_id if phase is CallPhase.ENDED else ""
        if wanted == self._summarized:
            return
        self._summarized = wanted
        clear(self._summary)
        if wanted:
            self._summary.addWidget(CallSummary(state, self._trace.length_s, self))

    def _make_actions(self) -> None:
        self._call_action = call = QAction(self)
        call.setShortcut(QKeySequence(CALL_KEYS))
        call.setAutoRepeat(False)  # held down, it would start and end calls by turns
        call.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        call.triggered.connect(self._toggle)
        self.addAction(call)
        self._menu = menu = QMenu(self)
        menu.setAccessibleName(self.tr("Menu"))
        menu.addAction(call)
        self._source_action = menu.addAction(self.tr("&Choose the caller's source…"))
        self._source_action.triggered.connect(self.source_wanted)
        self._times = times = menu.addMenu("")
        self._name_times()
        group = QActionGroup(self)
        for seconds in NOTICE_AFTER_S:
            action = times.addAction(self.tr("{0} seconds").format(round(seconds)))
            action.setCheckable(True)
            action.setChecked(seconds == self._settings.notice_after_s)
            action.triggered.connect(
                lambda _=False, seconds=seconds: self.notice_after_chosen.emit(seconds)
            )
            group.addAction(action)
        self._add_languages(menu)
        menu.addAction(self.tr("&What do these numbers mean?")).triggered.connect(
            self.explanation_wanted
        )
        menu.addAction(self.tr("Show the &logs")).triggered.connect(self.folder_wanted)
        if desktop_decides():
            remark = menu.addAction(self.tr("Keeping it on top: use the desktop's own window menu"))
            remark.setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("&Quit")).triggered.connect(self.close)
        self._menu_button.setMenu(menu)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _name_times(self) -> None:
        words = self.tr("&Notice after negative speech of: {0} s")
        self._times.setTitle(words.format(round(self._settings.notice_after_s)))

    def _add_languages(self, menu: QMenu) -> None:
        languages = menu.addMenu(self.tr("Lan&guage"))
        words = choice_words()
        for language in CHOICES["language"]:
            action = languages.addAction(words[language])
            action.triggered.connect(
                lambda _=False, language=language: self.language_chosen.emit(language)
            )

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        told = QHBoxLayout()
        told.setSpacing(SPACE_M)
        told.addLayout(words, 1)
        told.addWidget(self._tone)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self._face)
        row.addLayout(told, 2)  # as one, so that the line stays where the tone comes and goes
        row.addWidget(self._line, 1)
        row.addWidget(self._time)
        row.addWidget(self._call)
        row.addWidget(self._menu_button)
        self._card = card = QFrame(self)
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        inner.setSpacing(SPACE_S)
        inner.addLayout(row)
        inner.addWidget(self._strain)
        inner.addWidget(self._notices)
        inner.addLayout(self._summary)
        inner.addStretch(1)
        self.whole.addWidget(card)
        em = self.fontMetrics().height()
        room = self.screen().availableGeometry().width()
        self._has_room = room >= em * EMS
        self.setMinimumWidth(min(em * EMS, room))
