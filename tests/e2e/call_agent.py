"""`python -m tests.e2e.call_agent LOG PICTURES`: the strip, and an agent with one call."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ser_live.agent.app import run_agent
from ser_live.agent.strip import AgentStrip
from ser_live.options import Options
from ser_live.views.app_window import application
from tests.e2e.robot import Condition, Robot


def call(robot: Robot) -> Iterator[Condition]:
    """Start a call, watch the strip until the test says that the caller is done, end it."""
    yield robot.sees("Start a call")
    robot.press("Start a call")
    yield robot.sees("No speech")
    strip = robot.window(AgentStrip)
    assert isinstance(strip, AgentStrip)
    robot.tell(listening=1)
    expected = int(sys.stdin.readline())
    for count in range(1, expected + 1):
        yield lambda count=count: len(strip.store.state.rows) >= count
        yield lambda: True
        robot.tell(title=strip._title.text())
        robot.picture(AgentStrip, f"{sys.argv[2]}/agent-call.png")
    robot.press("End the call")
    yield robot.sees("How the caller sounded")
    robot.tell(summary=robot.words())
    robot.picture(AgentStrip, f"{sys.argv[2]}/agent-summary.png")
    strip.close()


if __name__ == "__main__":
    app = application([])
    agent = Robot(call)
    sys.exit(run_agent(Options(log=Path(sys.argv[1]), device="Monitor of Null Output")))
