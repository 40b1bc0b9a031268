"""`python -m tests.e2e.kiosk_visitor FILE LOG PICTURES`: the kiosk and two visitors in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ser_live.kiosk.app import run_kiosk
from ser_live.kiosk.window import KioskWindow
from ser_live.options import Options
from ser_live.views.app_window import application
from tests.e2e.robot import Condition, Robot

STAFF_CODE = "246810"


def visits(robot: Robot) -> Iterator[Condition]:
    """Speak and confirm; speak and withdraw; then let staff end the program."""
    yield robot.sees("Touch to begin")
    window = robot.window(KioskWindow)
    assert window is not None
    robot.tell(covered=window.geometry() == window.screen().geometry())
    yield from speak(robot, 1)
    yield from confirm(robot)
    robot.tell(thanks=robot.words())
    robot.press("Done")
    yield robot.sees("Touch to begin")
    yield from speak(robot, 2)
    yield from confirm(robot)
    robot.press("Erase my result")
    yield robot.sees("Your result is erased")
    robot.press("Done")
    yield robot.sees("Touch to begin")
    yield from leave(robot)


def speak(robot: Robot, visit: int) -> Iterator[Condition]:
    """Go to the microphone, ask the test for a voice, and wait for the result."""
    robot.press("Touch to begin")
    yield robot.sees("Help at the desk")
    robot.press("Help at the desk")
    yield robot.sees("I agree")
    robot.press("I agree")
    yield robot.sees("The microphone is on.")
    robot.tell(listening=visit)
    yield robot.sees("Your voice is coming through.")
    robot.picture(KioskWindow, f"{sys.argv[3]}/kiosk-speaking-{visit}.png")
    yield lambda: robot.button("Yes") or robot.button("Finish") or robot.button("Try again")
    robot.tell(result=robot.words())
    robot.picture(KioskWindow, f"{sys.argv[3]}/kiosk-result-{visit}.png")


def confirm(robot: Robot) -> Iterator[Condition]:
    """Say that the result is right, or take what is offered."""
    robot.press("Yes" if robot.button("Yes") else "Finish")
    yield robot.sees("Thank you")


def leave(robot: Robot) -> Iterator[Condition]:
    """Leave as staff does."""
    window = robot.window(KioskWindow)
    assert window is not None
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_S, keys)
    yield robot.sees("Enter the staff code.")
    for digit in STAFF_CODE:
        robot.press(digit)
    robot.press("Enter")
    yield robot.sees("The kiosk is working.")
    robot.press("Close the program")


if __name__ == "__main__":
    app = application([])
    visitor = Robot(visits)
    sys.exit(run_kiosk(Options(log=Path(sys.argv[2])), Path(sys.argv[1])))
