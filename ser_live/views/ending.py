"""Ends the program when its window is not asked: signals, log-out, no screen or one that goes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import (
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

from ser_core.exit_codes import EXIT_ERROR
from ser_live.ending import heeded_signals

SIGNAL_CHECK_MS: Final = 200
LOST_SCREEN: Final = ("The X11 connection broke", "The Wayland connection")
"""How Qt begins the last words before it ends a process whose screen has gone."""

NO_SCREEN: Final = (
    "ser-live: No window can be opened, as said above; start it in the desktop's session, run "
    "`make system` for what Qt lacks, or use --terminal.\n"
)


@contextmanager
def screen_needed() -> Iterator[None]:
    """Meanwhile, end with a sentence where there is no screen: Qt would only abort."""

    def hear_qt(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            sys.stderr.write(NO_SCREEN)
            sys.stderr.flush()
            os._exit(EXIT_ERROR)
        sys.stderr.write(f"{words}\n")

    before = qInstallMessageHandler(hear_qt)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def end_when_told(app: QGuiApplication, end: Callable[[], object]) -> None:
    """Call `end`, which closes the session's log too, before the process has to go.

    Parameters
    ----------
    app : QGuiApplication
        Which hears of the end of the desktop's session.
    end : callable
        Returns when the log is closed: after a screen was lost there is no later.
    """
    for number in heeded_signals():
        # On the event loop: before it runs there is nothing yet that could be ended.
        signal.signal(number, lambda *_: QTimer.singleShot(0, end))
    # Python runs its handlers only between its own instructions; give it some.
    timer = QTimer(app)
    timer.timeout.connect(lambda: None)
    timer.start(SIGNAL_CHECK_MS)
    app.commitDataRequest.connect(lambda _: end(), Qt.ConnectionType.DirectConnection)

    def hear_qt(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if words.startswith(LOST_SCREEN):
            end()
        sys.stderr.write(f"{words}\n")

    qInstallMessageHandler(hear_qt)
