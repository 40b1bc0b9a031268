"""`python -m tests.e2e.begun agent|kiosk LOG`: strip or kiosk with a session that goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ser_live.agent.app import run_agent
from ser_live.assets import asset
from ser_live.kiosk.app import run_kiosk
from ser_live.options import Options
from ser_live.views.app_window import application
from tests.e2e.robot import Condition, Robot

WAY = {
    "agent": ("Start a call",),
    "kiosk": ("Touch to begin", "Help at the desk", "I agree"),
}


def begin(robot: Robot) -> Iterator[Condition]:
    """Press what leads to a session, and leave it alone."""
    for button in WAY[sys.argv[1]]:
        yield robot.sees(button)
        robot.press(button)


if __name__ == "__main__":
    app = application([])
    person = Robot(begin)
    options = Options(log=Path(sys.argv[2]), demo=True)
    if sys.argv[1] == "agent":
        sys.exit(run_agent(options))
    sys.exit(run_kiosk(options, asset("kiosk/example.toml")))
