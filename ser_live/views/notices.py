"""The notices bar: calm sentences that stay until their matter is settled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ser_live.messages import Notice, Severity
from ser_live.views.announce import announce
from ser_live.views.controls import clear, flat_button, plain_label
from ser_live.views.hint import paint_hint
from ser_live.views.notice_words import COMMON, Remedies, notice_words
from ser_live.views.system_words import system_detail
from ser_live.views.theme import SPACE_M, SPACE_S, SPACE_XS, TOUCH_PX, palette_of

_ICONS = {Severity.INFO: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}
_COLORS = {Severity.INFO: "accent", Severity.WARNING: "warning", Severity.ERROR: "bad"}
MAX_SHOWN = 3
_LASTING = ("source", "log", "facts", "erased")


def lasts(notice: Notice) -> bool:
    """Tell whether its matter goes on until it is mended; the engine says when."""
    return notice.key in _LASTING


class PutAway:
    """The notices that somebody has read and put away, until the engine raises them anew."""

    def __init__(self) -> None:
        self._notices: set[Notice] = set()

    def add(self, *notices: Notice) -> None:
        """Put notices away."""
        self._notices.update(notices)

    def left_of(self, notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
        """Return those that are still to be shown; forget what is not among them any more."""
        self._notices &= set(notices)
        return tuple(notice for notice in notices if notice not in self._notices)


class NoticesBar(QWidget):
    """Shows the latest notices; those whose matter does not last can be put away.

    Parameters
    ----------
    put_away : PutAway, optional
        What was put away before; another bar can go on with it.
    """

    changed = Signal()
    """Other notices are shown than before."""

    def __init__(self, parent: QWidget | None = None, put_away: PutAway | None = None) -> None:
        super().__init__(parent)
        self._put_away = put_away or PutAway()
        self._notices: tuple[Notice, ...] = ()
        self._shown: tuple[Notice, ...] = ()
        self._own = COMMON
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE_XS)
        self.setVisible(False)

    def show_notices(self, notices: tuple[Notice, ...], own: Remedies = COMMON) -> None:
        """Show what has not been put away, with the remedies of this window."""
        self._notices = notices
        shown = self._put_away.left_of(notices)[-MAX_SHOWN:]
        if (shown, own) == (self._shown, self._own):
            return
        fresh = [notice for notice in shown if notice not in self._shown]
        self._shown, self._own = shown, own
        clear(self._layout)
        for notice in shown:
            self._layout.addWidget(self._line(notice))
        self.setVisible(bool(shown))
        for notice in fresh:
            announce(self, notice_words(notice.text, own))
        self.changed.emit()

    def _line(self, notice: Notice) -> QWidget:
        line = NoticeLine(notice, self._own, self)
        line.close_button.clicked.connect(lambda: self._dismiss(notice))
        return line

    def _dismiss(self, notice: Notice) -> None:
        self._put_away.add(notice)
        self.show_notices(self._notices, self._own)


class NoticeLine(QFrame):
    """One sentence with its icon, and a button that puts it away where its matter is over."""

    def __init__(self, notice: Notice, own: Remedies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = notice.severity
        words = notice_words(notice.text, own)
        self._words = plain_label(self, words)
        self._words.setWordWrap(True)
        self.setAccessibleName(words)
        self.setToolTip(system_detail(notice.text))
        self.close_button = flat_button("close", self.tr("Put this notice away"), self)
        self.close_button.setVisible(not lasts(notice))
        self._words.setMinimumHeight(TOUCH_PX)
        layout = QHBoxLayout(self)
        em = self.fontMetrics().height()
        layout.setContentsMargins(SPACE_M + em + SPACE_S, SPACE_XS, SPACE_M, SPACE_XS)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.close_button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a hint of the severity's colour, and its icon."""
        color = getattr(palette_of(self), _COLORS[self._severity])
        paint_hint(self, _ICONS[self._severity], color)
