"""A caller's headset is unplugged in a call: nothing that the agent says is written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.e2e.speech import make_talk
from tests.pulse import PulseMicrophone


def test_the_agent_is_not_heard_in_the_caller_s_place(
    pulse_microphone: PulseMicrophone, tmp_path: Path
) -> None:
    talk = make_talk(tmp_path / "talk.wav")
    command = [sys.executable, "-m", "tests.e2e.call_unplugged", tmp_path / "logs", talk]
    env = pulse_microphone.env
    program = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    told = json.loads(program.stdout)
    assert "'Monitor of HEADSET' stopped delivering" in told["reason"]
    assert told["rows_of_the_agent"] == ["gap"]
