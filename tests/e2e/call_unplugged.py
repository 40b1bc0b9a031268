"""`python -m tests.e2e.call_unplugged LOG TALK`: a call whose headset is unplugged meanwhile.

The agent talks into the default microphone all the while. What was written, and the phases, are
told as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from ser_core.types import Status
from ser_live.audio.source import MicrophoneChoice
from ser_live.engine.engine import Engine
from ser_live.engine.settings import EngineSettings
from ser_live.messages import Phase
from tests.live.engine.listener import Listener
from tests.pulse import SINK

HEADSET = "headset"
CALL = MicrophoneChoice("Monitor of HEADSET", "PulseAudio", "left", channel_lock=True)
AWAY_S = 3.0


def plug_in() -> str:
    """Plug the headset in; return the number that unplugs it."""
    properties = "sink_properties=device.description=HEADSET"
    command = ["pactl", "load-module", "module-null-sink", f"sink_name={HEADSET}", properties]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def unplug(module: str) -> None:
    """Pull the headset out."""
    subprocess.run(["pactl", "unload-module", module], check=True)


def play(sink: str, talk: Path) -> subprocess.Popen[bytes]:
    """Play a talk into a microphone."""
    return subprocess.Popen(["paplay", f"--device={sink}", str(talk)])


def call(logs: Path, talk: Path) -> dict[str, object]:
    """Lose the caller while the agent talks, find the caller again; return what was written."""
    listener = Listener()
    engine = Engine(listener, CALL, EngineSettings(logs))
    module = plug_in()
    try:
        engine.start()
        listener.wait(lambda state: state.position_s > 1.0)
        with play(SINK, talk) as agent:
            unplug(module)
            reason = listener.wait_phase(Phase.RECONNECTING).reason
            time.sleep(AWAY_S)
            module = plug_in()
            listener.wait_phase(Phase.LISTENING)
            time.sleep(AWAY_S)
            agent.terminate()
        before = [row.status.value for row in listener.state.rows]
        with play(HEADSET, talk) as caller:
            listener.wait(lambda state: any(row.status is Status.OK for row in state.rows))
            caller.terminate()
    finally:
        engine.close()
        unplug(module)
    return {"reason": reason, "rows_of_the_agent": before}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(call(Path(sys.argv[1]), Path(sys.argv[2]))))
