"""The levels of all inputs, read from the process that listens to them."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, Signal

from ser_live.audio.levels import decode

END_MS = 3000


class LevelProcess(QObject):
    """Starts the process, tells of its news, and ends it.

    Attributes
    ----------
    levels : Signal(tuple of InputLevel)
        Every input, ten times a second.
    ended : Signal()
        There will be no news: there is no audio system at all.
    """

    levels = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-P", "-m", "ser_live.audio.levels"])
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self.ended)
        self._process.errorOccurred.connect(self._fail)

    def start(self) -> None:
        """Begin to listen to all inputs."""
        self._process.start()

    def close(self) -> None:
        """End the process; it gives the devices back."""
        self._process.finished.disconnect(self.ended)
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(END_MS):
            self._process.kill()
            self._process.waitForFinished(END_MS)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # which does not count as finished
            self.ended.emit()

    def _read(self) -> None:
        line = ""
        while self._process.canReadLine():
            line = self._process.readLine().toStdString()
        if line:
            try:
                self.levels.emit(decode(line))
            except (ValueError, TypeError):
                return
