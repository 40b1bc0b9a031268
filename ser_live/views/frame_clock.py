"""One clock for all that moves, so that a window is painted at most thirty times a second."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, Qt, QTimer, Signal

FRAME_MS: Final = 33


class FrameClock(QObject):
    """Ticks once for all who asked for the next frame, and rests while nobody asks.

    Attributes
    ----------
    tick : Signal()
        At once after a rest, and never less than a frame after the last one.
    """

    tick = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._since_tick = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._frame)

    def ask(self) -> None:
        """Ask for the next frame."""
        if not self._timer.isActive():
            waited = self._since_tick.elapsed() if self._since_tick.isValid() else FRAME_MS
            self._timer.start(max(0, FRAME_MS - waited))

    def _frame(self) -> None:
        self._since_tick.start()
        self.tick.emit()


def frame_clock() -> FrameClock:
    """Return the application's clock, made if need be."""
    app = QCoreApplication.instance()
    found = app.findChild(FrameClock) if app is not None else None
    return found if isinstance(found, FrameClock) else FrameClock(app)
