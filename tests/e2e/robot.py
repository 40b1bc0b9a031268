"""A visitor or an agent made of code: waits for words on the screen, and presses buttons.

Runs inside the program's own process, on its event loop; what it sees it prints as JSON
lines, so that the test can hold it against the log.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

LOOK_MS = 50
REACTION_LOOKS = 10
"""How long it takes from seeing something to acting on it, as it does a person."""

Condition = Callable[[], object]
Script = Callable[["Robot"], Iterator[Condition]]


class Robot(QObject):
    """Works off a script: a generator that yields what it waits for."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script(self)
        self._condition: Condition = lambda: True
        self._seen = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def window(self, kind: type[QWidget]) -> QWidget | None:
        """Return the visible window of this kind."""
        windows = QApplication.topLevelWidgets()
        return next((one for one in windows if isinstance(one, kind) and one.isVisible()), None)

    def words(self) -> str:
        """Return all words on the screen."""
        labels = [
            label
            for window in QApplication.topLevelWidgets()
            for label in window.findChildren(QLabel)
            if label.isVisible()
        ]
        return "\n".join(label.text() for label in labels if label.text())

    def sees(self, words: str) -> Condition:
        """Return whether these words are on the screen, on a label or a button that works."""
        return lambda: words in self.words() or self.button(words) is not None

    def button(self, words: str) -> QAbstractButton | None:
        """Return the button with these words that can be pressed."""
        for window in QApplication.topLevelWidgets():
            for button in window.findChildren(QAbstractButton):
                named = words in (button.text(), button.accessibleName())
                if named and button.isVisible() and button.isEnabled():
                    return button
        return None

    def press(self, words: str) -> None:
        """Press the button with these words."""
        button = self.button(words)
        assert button is not None, f"There is no {words!r} on the screen: {self.words()!r}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def tell(self, **seen: object) -> None:
        """Tell the test what is seen."""
        sys.stdout.write(json.dumps(seen) + "\n")
        sys.stdout.flush()

    def picture(self, kind: type[QWidget], path: str) -> None:
        """Take a picture of the window of this kind."""
        window = self.window(kind)
        if window is not None:
            window.grab().save(path)

    def _look(self) -> None:
        try:
            if self._seen or self._condition():
                self._seen += 1
            if self._seen == REACTION_LOOKS:
                self._seen = 0
                self._condition = next(self._script)
        except StopIteration:
            self._timer.stop()
        except Exception:  # noqa: BLE001 - whatever it is, the test reads it
            traceback.print_exc()
            self._timer.stop()
            QCoreApplication.exit(70)
