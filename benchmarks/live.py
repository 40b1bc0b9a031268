"""What the running program costs and how prompt it is: processor, memory, delay, start-up.

The program runs as a person runs it, in a terminal and in a window on a virtual screen, while
somebody speaks into a PulseAudio null sink. The delay is the program's own: from the moment at
which the last sample of a live reading arrived from PortAudio to the end of the repaint that
shows the reading. Figures depend on the computer and on what else runs on it.

    python benchmarks/live.py [--seconds 60]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import psutil  # noqa: E402

from ser_live.log.facts import facts_path  # noqa: E402
from tests.e2e.screen import virtual_screen  # noqa: E402
from tests.e2e.speech import make_talk  # noqa: E402
from tests.pulse import PulseMicrophone, null_sink, what_is_missing  # noqa: E402

SETTLE_S = 8.0
MUST = {
    "terminal, share of one core while someone speaks": 10.0,
    "window, share of one core while someone speaks": 20.0,
    "terminal, memory": 350.0,
    "window, memory": 350.0,
    "delay to the repaint, 95th percentile": 150.0,
    "window painted": 1.0,
    "listening": 3.0,
    "window painted, first start ever": 1.5,
}


@dataclass(frozen=True)
class Figure:
    """A measured value and what it must not exceed."""

    name: str
    value: float
    unit: str

    def line(self) -> str:
        """Return the figure beside what it must be."""
        must = MUST[self.name]
        verdict = "ok" if self.value <= must else "MISSED"
        return f"{self.name:<50} {self.value:8.2f} {self.unit:<3} must ≤ {must:g}  {verdict}"


@contextlib.contextmanager
def speaker(microphone: PulseMicrophone, talk: Path) -> Iterator[None]:
    """Speak into the microphone without end."""
    over = threading.Event()

    def speak() -> None:
        while not over.is_set():
            player = microphone.start_playing(talk)
            while player.poll() is None and not over.wait(0.1):
                pass
            player.terminate()
            player.wait()

    thread = threading.Thread(target=speak)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextlib.contextmanager
def program(env: dict[str, str], *args: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program in a terminal of its own."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ser_live", *args],
        env={**env, "TERM": "xterm-256color"},
        cwd=ROOT,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    reader = threading.Thread(target=drain, args=(leader,))
    reader.start()
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        reader.join()


def drain(leader: int) -> None:
    """Take what a terminal would show."""
    with contextlib.suppress(OSError):
        while os.read(leader, 65_536):
            pass
    os.close(leader)


def wait_for_log(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until a session is open."""
    while not list(folder.glob("*.csv")):
        if process.poll() is not None:
            message = "the program ended at once"
            raise RuntimeError(message)
        time.sleep(0.005)


def running_cost(env: dict[str, str], face: str, seconds: float) -> Iterator[Figure]:
    """Measure processor and memory while someone speaks."""
    with (
        tempfile.TemporaryDirectory() as folder,
        program(env, f"--{face}", "--log", folder) as process,
    ):
        wait_for_log(Path(folder), process)
        time.sleep(SETTLE_S)
        usage = psutil.Process(process.pid)
        before, began = usage.cpu_times(), time.monotonic()
        time.sleep(seconds)
        after, took = usage.cpu_times(), time.monotonic() - began
        used = after.user + after.system - before.user - before.system
        memory = usage.memory_info().rss / 1e6
        process.terminate()
        process.wait()
        (log,) = Path(folder).glob("*.csv")
        facts = json.loads(facts_path(log).read_text(encoding="utf-8"))
    yield Figure(f"{face}, share of one core while someone speaks", 100.0 * used / took, "%")
    yield Figure(f"{face}, memory", memory, "MB")
    if face == "window":
        print(f"{facts['readings_shown']} readings were seen")
        yield Figure("delay to the repaint, 95th percentile", facts["delay_p95_ms"], "ms")


def start_up(env: dict[str, str], folder: Path, *, first_ever: bool) -> Iterator[Figure]:
    """Measure from the command to the painted window, and to listening."""
    env = {**env, "XDG_CONFIG_HOME": str(folder / "config")}
    if first_ever:
        env |= {
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "NUMBA_CACHE_DIR": str(folder / "numba"),
        }
    logs = folder / "logs"
    with virtual_screen(folder) as screen:
        began = time.monotonic()
        with program({**env, **screen.env}, "--window", "--log", str(logs)) as process:
            while not screen.is_painted():
                time.sleep(0.005)
            painted = time.monotonic() - began
            wait_for_log(logs, process)
            listening = time.monotonic() - began
    if first_ever:
        yield Figure("window painted, first start ever", painted, "s")
    else:
        yield Figure("window painted", painted, "s")
        yield Figure("listening", listening, "s")


def measure(seconds: float, folder: Path) -> Iterator[Figure]:
    """Measure everything, figure by figure."""
    talk = make_talk(folder / "talk.wav")
    with null_sink() as microphone, speaker(microphone, talk):
        yield from running_cost(microphone.env, "terminal", seconds)
        screen_folder = folder / "screen"
        screen_folder.mkdir()
        with virtual_screen(screen_folder) as screen:
            yield from running_cost({**microphone.env, **screen.env}, "window", seconds)
    with null_sink() as microphone:
        for first_ever in (False, True):
            start_folder = folder / f"start{first_ever}"
            start_folder.mkdir()
            yield from start_up(microphone.env, start_folder, first_ever=first_ever)


def main(argv: Sequence[str] | None = None) -> int:
    """Print each figure beside what it must be; return 1 where one was missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="length of each measurement")
    seconds: float = parser.parse_args(argv).seconds
    missing = what_is_missing() or ("" if shutil.which("Xvfb") else "Xvfb")
    if missing:
        print(f"{missing} is not installed; run scripts/setup_system.sh test.")
        return 0
    print(f"{psutil.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f} before the start")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for figure in measure(seconds, Path(folder)):
            print(figure.line(), flush=True)
            missed += figure.value > MUST[figure.name]
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
