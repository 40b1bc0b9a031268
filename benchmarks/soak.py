"""The long tests: a day of audio, two hundred kills and unpluggings, ten thousand damages.

A day of speech and pauses goes through the engine as fast as it is analysed, is written to
the log, and is compared with the same audio analysed in pieces of random size; two days of
news go through a window. Then the tests of reliability run at full size. Prints what it did.

    python benchmarks/soak.py [--hours 24]

The variables of the environment that it prints make a test longer or shorter.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from unittest.mock import patch

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import numpy as np  # noqa: E402
import psutil  # noqa: E402

from ser_core.analyzer import Analyzer  # noqa: E402
from ser_core.audio import load_audio  # noqa: E402
from ser_core.model import DEFAULT_MODEL, load_model  # noqa: E402
from ser_core.recordings import BATCH  # noqa: E402
from ser_core.rows import ResultRow  # noqa: E402
from ser_core.types import SAMPLE_RATE_HZ, AudioBlock, AudioGap, Event, UtteranceEnded  # noqa: E402
from ser_live.assets import asset  # noqa: E402
from ser_live.audio.queue import Inlet  # noqa: E402
from ser_live.audio.source import DemoChoice  # noqa: E402
from ser_live.engine import capture  # noqa: E402
from ser_live.engine.engine import Engine  # noqa: E402
from ser_live.engine.settings import EngineSettings  # noqa: E402
from ser_live.log.reader import read_session  # noqa: E402
from ser_live.log.row import LogRow  # noqa: E402
from ser_live.messages import Message, Phase, PhaseChanged, SessionOpened, SourceFacts, SourceKind  # noqa: E402

BLOCK: Final = 4096
MAX_GROWTH_MB: Final = 20.0
HOUR: Final = 3600 * SAMPLE_RATE_HZ
FULL_SIZE: Final = {
    "SER_SOAK_KILLS": "200",
    "SER_SOAK_REPLUGS": "200",
    "SER_SOAK_STALL_S": "10",
    "SER_SOAK_FUZZ": "10000",
}
TESTS: Final = (
    "tests/live/log",
    "tests/live/engine",
    "tests/e2e/test_damaged_files.py",
    "tests/e2e/test_program.py::test_killing_the_program_loses_no_row_that_was_shown",
)


class Day:
    """So many samples of speech and pauses, made as they are needed, never twice the same.

    The demo recording is played again and again, each time at another level and after
    another pause, in a room with a little noise.
    """

    def __init__(self, length: int) -> None:
        self.length = length
        self._talk, _ = load_audio(asset("demo.flac"))

    def pieces(self, sizes: Iterator[int]) -> Iterator[AudioBlock]:
        """Cut the day into blocks of these sizes."""
        waiting, start, stretch = np.zeros(0, np.float32), 0, 0
        while start < self.length:
            size = min(next(sizes), self.length - start)
            while len(waiting) < size:
                waiting = np.concatenate((waiting, self._stretch(stretch)))
                stretch += 1
            yield AudioBlock(start, SAMPLE_RATE_HZ, waiting[:size].copy())
            waiting = waiting[size:]
            start += size

    def _stretch(self, number: int) -> np.ndarray:
        chance = np.random.default_rng(number)
        pause = np.zeros(int(chance.uniform(0.5, 60.0) * SAMPLE_RATE_HZ), np.float32)
        talk = np.concatenate((self._talk * np.float32(chance.uniform(0.1, 1.0)), pause))
        noise = 10.0 ** chance.uniform(-4.0, -2.7) * chance.standard_normal(len(talk))
        return talk + noise.astype(np.float32)


class DaySource:
    """Delivers a day as a recording is delivered."""

    live = False

    def __init__(self, day: Day) -> None:
        self._day = day
        self._inlet: Inlet | None = None
        self._thread: threading.Thread | None = None
        self.delivered = 0

    def open(self, inlet: Inlet) -> SourceFacts:
        """Begin to deliver."""
        self._inlet = inlet
        self._thread = threading.Thread(target=self._deliver, args=(inlet,), daemon=True)
        self._thread.start()
        return SourceFacts(SourceKind.RECORDING, "a day", "mono", SAMPLE_RATE_HZ)

    def close(self) -> None:
        """Stop to deliver."""
        if self._inlet is not None and self._thread is not None:
            self._inlet.shut()
            self._thread.join()

    def progress(self) -> float | None:
        """Return how much was delivered."""
        return self.delivered / self._day.length

    def _deliver(self, inlet: Inlet) -> None:
        for block in self._day.pieces(iter(lambda: BLOCK, 0)):
            if not inlet.wait(block.rate):
                return
            inlet.offer(block, time.monotonic())
            self.delivered += len(block.samples)
        inlet.end()


class Ear:
    """Waits for the end and remembers the logs."""

    def __init__(self) -> None:
        self.logs: list[Path] = []
        self.reason = ""
        self.over = threading.Event()

    def wait_for_session(self) -> None:
        """Wait until a source is open."""
        while not self.logs and not self.over.wait(0.05):
            pass

    def __call__(self, message: Message) -> None:
        """Take a message of the engine."""
        if isinstance(message, SessionOpened):
            self.logs.append(message.log_path)
        elif isinstance(message, PhaseChanged):
            self.reason = message.reason
            if message.phase in (Phase.FINISHED, Phase.FAILED):
                self.over.set()


def engine_rows(day: Day, folder: Path) -> tuple[list[LogRow], DaySource, list[float]]:
    """Send a day through the engine; return its log, its source and the memory of each hour."""
    source = DaySource(day)
    ear = Ear()
    memory: list[float] = []
    with patch.object(capture, "make_source", lambda _: source):
        engine = Engine(ear, DemoChoice(), EngineSettings(log_folder=folder, max_log_mb=50.0))
        engine.start()
        ear.wait_for_session()
    process = psutil.Process()
    while not ear.over.wait(0.2):
        if source.delivered >= HOUR * (len(memory) + 1):
            memory.append(process.memory_info().rss / 1e6)
            print(f"  hour {len(memory)}: {memory[-1]:.0f} MB", flush=True)
    engine.close()
    if ear.reason:
        raise RuntimeError(ear.reason)
    return [row for path in ear.logs for row in read_session(path).rows], source, memory


def piecewise_events(day: Day) -> list[Event]:
    """Analyse a day in pieces of random size, as a batch does."""
    chance = np.random.default_rng(99)
    analyzer = Analyzer(load_model(DEFAULT_MODEL), BATCH)
    events: list[Event] = []
    for block in day.pieces(iter(lambda: int(chance.integers(1, 3 * SAMPLE_RATE_HZ)), 0)):
        events += [
            event for event in analyzer.push(block) if isinstance(event, UtteranceEnded | AudioGap)
        ]
    return events + [event for event in analyzer.flush() if isinstance(event, UtteranceEnded)]


def soak_day(hours: float) -> list[str]:
    """Run a day and return what was not as it must be."""
    day = Day(int(hours * HOUR))
    print(f"{hours:g} h of audio through the engine and into the log", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        rows, source, memory = engine_rows(day, Path(folder))
    took = time.monotonic() - began
    print(f"  {len(rows)} rows in {took:.0f} s, {hours * 3600.0 / took:.0f} times real time")
    print("the same audio in pieces of random size", flush=True)
    events = piecewise_events(day)
    labels = load_model(DEFAULT_MODEL).labels
    expected = [
        ResultRow.of(event, labels) for event in events if isinstance(event, UtteranceEnded)
    ]
    fields = ResultRow.__dataclass_fields__
    same = [
        all(getattr(row, name) == getattr(wanted, name) for name in fields)
        for row, wanted in zip(rows, expected, strict=False)
    ]
    growth = memory[-1] - memory[1] if len(memory) > 2 else 0.0
    print(f"  {sum(same)} of {len(expected)} rows identical; memory grew by {growth:.1f} MB")
    failures = {
        "samples were lost": source.delivered != day.length,
        "gaps were found": any(isinstance(event, AudioGap) for event in events),
        "rows differ": len(rows) != len(expected) or not all(same),
        f"memory grew by {growth:.1f} MB": growth > MAX_GROWTH_MB,
    }
    return [words for words, failed in failures.items() if failed]


def main(argv: Sequence[str] | None = None) -> int:
    """Run everything; return 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--hours", type=float, default=24.0, help="length of the day")
    hours: float = parser.parse_args(argv).hours
    failures = soak_day(hours)
    for words in failures:
        print(f"FAILED: {words}")
    print("two days of news in a window", flush=True)
    window = subprocess.run([sys.executable, str(ROOT / "benchmarks/window_day.py")], check=False)
    if window.returncode:
        print("FAILED: the window's memory is too much or grows")
    for name, value in FULL_SIZE.items():
        print(f"{name}={os.environ.setdefault(name, value)}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--durations=10", "-o", "timeout=7200"]
    tests = subprocess.run([*command, *TESTS], cwd=ROOT, check=False)
    return int(bool(failures) or window.returncode != 0 or tests.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
