"""The staff's way out: a keypad for the code, and what stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QWidget

from ser_live.kiosk.button import TouchButton, Weight
from ser_live.kiosk.page import LetterSized, column, row_of, set_tone, spaced, words
from ser_live.kiosk.ring import Picture
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.staff import MAX_DIGITS, MIN_DIGITS, Lock, StaffHash
from ser_live.kiosk.staff_words import staff_words
from ser_live.kiosk.style import colors_of
from ser_live.messages import Severity
from ser_live.views.notices import PutAway, lasts
from ser_live.views.tab_order import tab_through

IDLE_MS: Final = 30_000
"""An untouched keypad goes away after so long."""


class StaffPage(QWidget):
    """Asks for the code; then says how the kiosk is and lets staff end the program."""

    left = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget, code: StaffHash, clock: Callable[[], float]) -> None:
        super().__init__(parent)
        self._code = code
        self._clock = clock
        self._lock = Lock()
        self._scene: Scene | None = None
        self._message = ""
        self.keypad = Keypad(self)
        self._panel = StaffPanel(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.keypad)
        self._stack.addWidget(self._panel)
        layout = column(0.0)
        layout.addWidget(self._stack)
        self.setLayout(layout)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.left)
        self.keypad.entered.connect(self._try)
        self.keypad.touched.connect(self._touched)
        self.keypad.left.connect(self.left)
        self._panel.left.connect(self.left)
        self._panel.quit_wanted.connect(self.quit_wanted)

    def show_scene(self, scene: Scene) -> None:
        """Show the words of this moment."""
        self._scene = scene
        texts = scene.texts
        remaining = self._lock.remaining_s(self._clock())
        message = self._message or scene.say(texts.staff_prompt)
        if remaining > 0:
            message = scene.say(texts.staff_locked, seconds=str(ceil(remaining)))
        self.keypad.show_words(scene, message, locked=remaining > 0)
        self.keypad.warn(wrong=bool(self._message) or remaining > 0)
        self._panel.show_scene(scene)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with an empty keypad."""
        self._message = ""
        self.keypad.clear()
        self._stack.setCurrentWidget(self.keypad)
        self.keypad.setFocus(Qt.FocusReason.OtherFocusReason)
        self._idle.start()
        super().showEvent(event)

    def _touched(self) -> None:
        self._idle.start()
        self._message = ""
        self._refresh()

    def _try(self, code: str) -> None:
        if self._lock.remaining_s(self._clock()) > 0:
            return
        if self._code.matches(code):
            self._lock = Lock()
            self._stack.setCurrentWidget(self._panel)
            self._panel.take_focus()
        else:
            self._lock = self._lock.failed(self._clock())
            self._message = self._scene.texts.staff_wrong if self._scene else ""
        self._refresh()

    def _refresh(self) -> None:
        if self._scene is not None:
            self.show_scene(self._scene)


class Keypad(QWidget):
    """Ten digits, delete and enter; the keyboard's keys do the same."""

    entered = Signal(str)
    touched = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._digits = ""
        self._locked = False
        self._title = words(self, "title", centered=True)
        self._message = words(self, "large", centered=True, muted=True)
        self._dots = Dots(self)
        self._delete = self._key(icon="backspace")
        self._enter = self._key(icon="check", weight=Weight.PRIMARY)
        self._cancel = TouchButton(self, weight=Weight.QUIET, icon="back")
        self._delete.clicked.connect(self._drop)
        self._enter.clicked.connect(self._finish)
        self._cancel.clicked.connect(self.left)
        self._keys = self._digit_keys()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def show_words(self, scene: Scene, message: str, *, locked: bool) -> None:
        """Show the words; a locked keypad takes nothing."""
        texts = scene.texts
        self._locked = locked
        self._title.setText(scene.say(texts.staff_title))
        self._message.setText(message)
        self.setAccessibleName(f"{self._title.text()}\n{message}")
        self._delete.setAccessibleName(scene.say(texts.staff_delete))
        self._enter.setAccessibleName(scene.say(texts.staff_enter))
        self._cancel.say(scene.say(texts.staff_resume))
        for key in (*self._keys, self._delete):
            key.setEnabled(not locked)
        self._show_digits()

    def warn(self, *, wrong: bool) -> None:
        """Show in the message's colour whether something is wrong."""
        set_tone(self._message, "bad" if wrong else "muted")

    def clear(self) -> None:
        """Forget what was typed."""
        self._digits = ""
        self._show_digits()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keyboard's digits, backspace, return and escape; a key held down counts once."""
        if event.isAutoRepeat():
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self.press(event.text()):
            super().keyPressEvent(event)

    def press(self, key: str) -> bool:
        """Take a digit, a backspace or a return; tell whether it was one of them."""
        match key:
            case "\b":
                self._drop()
            case "\r" | "\n":
                self._finish()
            case _ if key and key in "0123456789":
                self._add(key)
            case _:
                return False
        return True

    def _add(self, digit: str) -> None:
        if not self._locked and len(self._digits) < MAX_DIGITS:
            self._digits += digit
        self._show_digits()
        self.touched.emit()

    def _drop(self) -> None:
        self._digits = self._digits[:-1]
        self._show_digits()
        self.touched.emit()

    def _finish(self) -> None:
        digits, self._digits = self._digits, ""
        self.touched.emit()
        self._show_digits()
        if len(digits) >= MIN_DIGITS and not self._locked:
            self.entered.emit(digits)

    def _show_digits(self) -> None:
        self._dots.show_count(len(self._digits))
        self._enter.setEnabled(len(self._digits) >= MIN_DIGITS and not self._locked)

    def _key(self, *, icon: str = "", weight: Weight = Weight.PLAIN) -> TouchButton:
        key = TouchButton(self, weight=weight, icon=icon, step="large" if icon else "digit")
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return key

    def _digit_keys(self) -> list[TouchButton]:
        keys = []
        for digit in "1234567890":
            key = self._key()
            key.say(digit)
            key.clicked.connect(lambda _=False, digit=digit: self._add(digit))
            keys.append(key)
        return keys

    def _lay_out(self) -> None:
        grid = QGridLayout()
        spaced(grid, 0.7)
        for index, key in enumerate(self._keys[:9]):
            grid.addWidget(key, index // 3, index % 3)
        grid.addWidget(self._delete, 3, 0)
        grid.addWidget(self._keys[9], 3, 1)
        grid.addWidget(self._enter, 3, 2)
        order = (*self._keys[:9], self._delete, self._keys[9], self._enter, self._cancel)
        tab_through((self, order[0]))
        tab_through(order)
        beside = column(0.7)
        beside.addStretch(1)
        beside.addWidget(self._title)
        beside.addWidget(self._message)
        beside.addLayout(row_of(self._dots))
        beside.addStretch(1)
        beside.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        spaced(layout, 1.4)
        layout.addLayout(beside, 1)
        layout.addLayout(grid, 1)


class Dots(LetterSized):
    """How many digits were typed, and never which."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0

    def show_count(self, count: int) -> None:
        """Show this many dots."""
        self._count = count
        self.setAccessibleName("•" * count)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest code."""
        em = self.fontMetrics().height()
        return QSize(em * MAX_DIGITS, round(em * 1.6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint filled dots for digits, and rings up to the shortest code."""
        colors = colors_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = max(self._count, MIN_DIGITS)
        step = self.width() / MAX_DIGITS
        radius = self.height() * 0.18
        left = (self.width() - step * shown) / 2
        for index in range(shown):
            painter.setPen(QPen(QColor(colors.muted), self.fontMetrics().height() * 0.08))
            typed = index < self._count
            painter.setBrush(QColor(colors.text) if typed else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(
                QPointF(left + step * (index + 0.5), self.height() / 2), radius, radius
            )
        painter.end()


class StaffPanel(QWidget):
    """How the kiosk is, where its results lie, and the ways on.

    Notices whose matter does not last can be put away once they are read.
    """

    left = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene: Scene | None = None
        self._read = PutAway()
        self._title = words(self, "title", centered=True)
        self._warning = Picture(self, size_em=3.0)
        self._warning.show_icon("warning", accent=False)
        self._health = words(self, "large", centered=True)
        self._log = words(self, "body", centered=True, muted=True)
        self._resume = TouchButton(self, weight=Weight.PRIMARY, icon="back")
        self._put_away = TouchButton(self, icon="check")
        self._quit = TouchButton(self, icon="close")
        self._resume.clicked.connect(self.left)
        self._put_away.clicked.connect(self._note_read)
        self._quit.clicked.connect(self.quit_wanted)
        layout = column(1.0)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addLayout(row_of(self._warning))
        layout.addLayout(_narrow(self._health))
        layout.addWidget(self._log)
        layout.addStretch(1)
        layout.addLayout(row_of(self._resume, self._put_away, self._quit))
        layout.addStretch(1)
        self.setLayout(layout)

    def show_scene(self, scene: Scene) -> None:
        """Show how the kiosk is."""
        self._scene = scene
        texts, fault = scene.texts, scene.visit.fault
        unread = self._read.left_of(scene.state.notices)
        works = scene.say(texts.staff_works)
        health = scene.say(texts.staff_fault, reason=staff_words(fault)) if fault else works
        notices = [staff_words(notice.text) for notice in unread]
        failing = any(notice.severity is Severity.ERROR for notice in unread)
        self._title.setText(scene.say(texts.staff_title))
        self._health.setText("\n".join([health, *notices]))
        set_tone(self._health, "bad" if fault or failing else "")
        self._warning.setVisible(bool(fault) or failing)
        self._log.setText(scene.say(texts.staff_log, path=str(scene.log_folder)))
        self._resume.say(scene.say(texts.staff_resume))
        self._put_away.say(scene.say(texts.staff_read))
        self._put_away.setVisible(not all(lasts(notice) for notice in unread))
        self._quit.say(scene.say(texts.staff_quit))

    def take_focus(self) -> None:
        """Let haste lead back to the kiosk."""
        self._resume.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_read(self) -> None:
        if self._scene is not None:
            self._read.add(*(each for each in self._scene.state.notices if not lasts(each)))
            self.show_scene(self._scene)


def _narrow(label: QLabel) -> QHBoxLayout:
    """Return a label in the middle two thirds: longer lines are hard to read."""
    layout = QHBoxLayout()
    layout.addStretch(1)
    layout.addWidget(label, 4)
    layout.addStretch(1)
    return layout
