"""What a live reading costs, side by side with others, on one core.

Run from the checkout: ``python benchmarks/streaming.py``. Every contestant hears the same
windows of 3 s, one every 0.25 s, of the demo recording; the times are those of the
processor, the least of some runs for each window, the median over the windows. openSMILE
takes part where it is installed (``pip install '.[benchmark]'``).
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final

import numpy as np
from scipy import fft
from threadpoolctl import threadpool_limits

from ser_core.analyzer import Analyzer
from ser_core.audio import load_audio, probe_recording
from ser_core.features.descriptors import FRAME, HOP
from ser_core.model import Model, load_model
from ser_core.training.recipes import seed_features
from ser_core.types import F32, SAMPLE_RATE_HZ, AudioBlock, EmotionUpdated

ROOT: Final = Path(__file__).resolve().parents[1]
DEMO: Final = ROOT / "assets" / "demo.flac"
WINDOW: Final = 3 * SAMPLE_RATE_HZ
STEP: Final = SAMPLE_RATE_HZ // 4
MUST: Final = {
    "times faster than the seed's recipe": 25.0,
    "times real time on one core": 200.0,
    "times as fast with two jobs": 1.8,
}
NO_OPENSMILE: Final = "openSMILE is not installed and takes no part; pip install '.[benchmark]'."


@dataclass(frozen=True)
class Contestant:
    """Somebody who must say something about each window; `hear` gets window and fresh part."""

    name: str
    hear: Callable[[F32, F32], object]
    times_ms: dict[int, float] = field(default_factory=dict)

    @property
    def median_ms(self) -> float:
        """Time of the median hop."""
        return statistics.median(self.times_ms.values())


def seed_recipe() -> Contestant:
    """Compute the seed's five families with librosa's own calls, on the whole window."""
    return Contestant(
        "seed's recipe, librosa on the window", lambda window, _: seed_features(window)
    )


def opensmile_functionals() -> Contestant | None:
    """Compute openSMILE's functionals of the window; None where it is not installed."""
    try:
        opensmile = import_module("opensmile")
    except ImportError:
        return None
    smile = opensmile.Smile(
        feature_set=opensmile.FeatureSet.eGeMAPSv02,
        feature_level=opensmile.FeatureLevel.Functionals,
    )

    def hear(window: F32, _: F32) -> object:
        return smile.process_signal(window, SAMPLE_RATE_HZ)

    return Contestant("openSMILE eGeMAPS on the window", hear)


def engine(model: Model) -> Contestant:
    """Push the fresh samples through ours: detector, descriptors, functionals, classifier.

    A further run goes on where the last ended: a stream that says the same again.
    """
    analyzer = Analyzer(model)
    position = 0

    def hear(_: F32, fresh: F32) -> object:
        nonlocal position
        events = analyzer.push(AudioBlock(position, SAMPLE_RATE_HZ, fresh))
        position += fresh.size
        return any(isinstance(event, EmotionUpdated) for event in events)

    return Contestant("ours, everything for a hop", hear)


def floor() -> Contestant:
    """Do nothing but transform the fresh frames."""
    frames = np.zeros((STEP // HOP, FRAME), np.float32)

    def hear(_: F32, fresh: F32) -> object:
        frames[:, : fresh.size // len(frames)] = fresh.reshape(len(frames), -1)
        return fft.rfft(frames, axis=1)

    return Contestant("floor: the FFTs of the new frames", hear)


def race(contestants: Sequence[Contestant], samples: F32, hops: int) -> None:
    """Let all hear the same windows, one after another, in turn."""
    for number in range(min(hops, samples.size // STEP)):
        fresh = samples[number * STEP : (number + 1) * STEP]
        window = samples[max(0, (number + 1) * STEP - WINDOW) : (number + 1) * STEP]
        for contestant in contestants:
            began = time.process_time()
            said = contestant.hear(window, fresh)
            took_ms = 1000 * (time.process_time() - began)
            # Ours says nothing in pauses and before the first second; only readings count.
            if window.size == WINDOW and said is not False:
                least = contestant.times_ms.get(number, math.inf)
                contestant.times_ms[number] = min(least, took_ms)


def report(contestants: Sequence[Contestant], ours: Contestant) -> dict[str, float]:
    """Print the medians, each beside ours; return what ours must reach."""
    print(f"{'per hop of 0.25 s, one core':40} {'median':>10} {'ours is':>12}")
    for contestant in contestants:
        ratio = contestant.median_ms / ours.median_ms
        told = f"{ratio:.1f} × faster" if ratio >= 1 else f"{1 / ratio:.1f} × the floor"
        print(f"{contestant.name:40} {contestant.median_ms:7.3f} ms {told:>16}")
    return {"times faster than the seed's recipe": contestants[0].median_ms / ours.median_ms}


def batch(copies: int) -> dict[str, float]:
    """How many times real time `ser analyze` takes, start-up included, alone and with two jobs."""
    heard_s = copies * probe_recording(DEMO).duration_s
    with tempfile.TemporaryDirectory() as folder:
        for number in range(copies):
            shutil.copyfile(DEMO, Path(folder) / f"{number}.flac")
        times = {}
        for jobs in (1, 2):
            began = time.perf_counter()
            analyze(folder, jobs)
            times[jobs] = time.perf_counter() - began
            print(f"ser analyze, --jobs {jobs}: {heard_s / times[jobs]:.0f} × real time", end="")
            print("" if jobs == 1 else f", {times[1] / times[2]:.2f} times as fast as one")
    return {
        "times real time on one core": heard_s / times[1],
        "times as fast with two jobs": times[1] / times[2],
    }


def analyze(folder: str, jobs: int) -> None:
    """Run the command, as a person does."""
    ser = Path(sys.executable).with_name("ser")
    command = [ser, "analyze", folder, "--jobs", str(jobs), "-o", f"{folder}/results.csv"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def judge(reached: Mapping[str, float]) -> int:
    """Print each figure beside what it must be; return 1 where one was missed."""
    for name, value in reached.items():
        verdict = "ok" if value >= MUST[name] else "MISSED"
        print(f"{name:40} {value:10.2f} must ≥ {MUST[name]:g}  {verdict}")
    return int(any(value < MUST[name] for name, value in reached.items()))


def main() -> int:
    """Run the race and the batch."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hops", type=int, default=240, help="hops that are heard")
    parser.add_argument("--runs", type=int, default=3, help="times that each hop is heard")
    parser.add_argument("--copies", type=int, default=240, help="recordings of 71 s in the batch")
    arguments = parser.parse_args()
    model = load_model("open")
    samples, _ = load_audio(DEMO)
    ours = engine(model)
    smile = opensmile_functionals()
    contestants = [seed_recipe(), *([smile] if smile else []), ours, floor()]
    with threadpool_limits(1):
        for _ in range(arguments.runs):
            race(contestants, samples, arguments.hops)
    reached = report(contestants, ours)
    if smile is None:
        print(NO_OPENSMILE)
    return judge({**reached, **batch(arguments.copies)})


if __name__ == "__main__":
    sys.exit(main())
