"""A file is a fast stream: the same rows in pieces, in parallel, and of any length."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, cast

import numpy as np
import pytest
import soundfile

from ser_core.analyzer import Analyzer
from ser_core.audio import load_audio
from ser_core.config import AnalyzerConfig
from ser_core.errors import AudioError
from ser_core.model.classifier import Classifier
from ser_core.recordings import RecordingFailure, RecordingResult, Task, analyze_file, analyze_files
from ser_core.types import F32, F64, AudioBlock, UtteranceEnded
from tests.models import made_up_model
from tests.signals import silence, talk

MODEL = made_up_model()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    soundfile.write(path, talk(48_000), 48_000, subtype="PCM_16")
    return path


def test_a_file_gives_the_rows_of_the_live_path(recording: Path) -> None:
    samples, rate = load_audio(recording)
    analyzer, events = Analyzer(MODEL), []
    for start in range(0, samples.size, 441):
        events += analyzer.push(AudioBlock(start, rate, samples[start : start + 441]))
    events += analyzer.flush()
    live = tuple(event for event in events if isinstance(event, UtteranceEnded))
    result = analyze_file(recording, MODEL)
    assert len(live) == 2
    assert result.utterances == live
    assert result.duration_s == pytest.approx(6.8)


@pytest.mark.parametrize(
    ("choice", "count", "name"),
    [
        ("mix", 1, "mono"),
        ("1", 1, "mono"),
        ("mix", 2, "mix"),
        ("right", 2, "right"),
        ("02", 2, "2"),
    ],
)
def test_rows_name_their_channel_as_the_log_does(
    tmp_path: Path, choice: str, count: int, name: str
) -> None:
    path = tmp_path / "talk.wav"
    soundfile.write(path, np.stack([talk()] * count, axis=1), 16_000)
    assert set(analyze_file(path, MODEL, channel=choice).channels) == {name}


def test_progress_rises_to_the_end(recording: Path) -> None:
    told: list[float] = []
    analyze_file(recording, MODEL, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_each_channel_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    spoken = talk()
    soundfile.write(path, np.stack((spoken, silence(spoken.size / 16_000)), axis=1), 16_000)
    assert len(analyze_file(path, MODEL, channel="left").utterances) == 2
    assert analyze_file(path, MODEL, channel="right").utterances == ()
    assert analyze_file(path, MODEL, channel=1) == analyze_file(path, MODEL, channel="1")


def test_a_whole_recording_has_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    soundfile.write(path, np.zeros(8_000 * 301, np.int16), 8_000)
    with pytest.raises(AudioError, match="longer than 300 s"):
        analyze_file(path, MODEL, whole=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_file_does_not_stop_the_others(recording: Path, jobs: int) -> None:
    bad = recording.with_name("bad.wav")
    bad.write_bytes(b"not a sound")
    outcomes = list(analyze_files([recording, bad, recording], Task(MODEL), jobs=jobs))
    good = analyze_file(recording, MODEL)
    assert [type(o) for o in outcomes] == [RecordingResult, RecordingFailure, RecordingResult]
    assert outcomes[0] == outcomes[2] == good
    assert isinstance(outcomes[1], RecordingFailure)
    assert "bad.wav" in outcomes[1].reason


class EndsTheProcess:
    """An object on whose arrival a process ends, as one for which memory is short."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (1,)


def test_processes_that_end_at_once_are_told_and_not_waited_for(recording: Path) -> None:
    config = cast("AnalyzerConfig", (EndsTheProcess(), bytes(1_000_000)))
    outcomes = list(analyze_files([recording] * 3, Task(MODEL, config), jobs=2))
    assert all(isinstance(outcome, RecordingFailure) for outcome in outcomes)
    assert "a process ended early" in str(outcomes[-1])


@dataclass(frozen=True)
class Slow:
    """A classifier that takes its time, and notes in a file whenever it is asked."""

    notes: Path
    kind: ClassVar[str] = "slow"

    def probabilities(self, values: F32) -> F64:
        time.sleep(0.5)
        with self.notes.open("a") as file:
            file.write("x")
        return np.full((len(values), len(MODEL.labels)), 1 / len(MODEL.labels))


def test_leaving_early_ends_what_is_running_and_leaves_out_what_is_waiting(
    recording: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    model = replace(MODEL, classifier=cast("Classifier", Slow(notes)))
    outcomes = analyze_files([recording] * 8, Task(model), jobs=2)
    assert isinstance(next(outcomes), RecordingResult)
    before = notes.stat().st_size
    outcomes.close()  # type: ignore[attr-defined]
    assert notes.stat().st_size - before <= 3  # an utterance of each process, and one begun


def test_several_processes_tell_of_each_file_when_it_is_done(tmp_path: Path) -> None:
    long, short = tmp_path / "long.wav", tmp_path / "short.wav"
    soundfile.write(long, np.tile(talk(), 3), 16_000)
    soundfile.write(short, silence(1.0), 16_000)
    told: list[tuple[str, float]] = []
    paths = [long, short, short]
    slow = Task(replace(MODEL, classifier=cast("Classifier", Slow(tmp_path / "notes"))))
    outcomes = analyze_files(
        paths, slow, jobs=2, progress=lambda path, share: told.append((path.name, share))
    )
    assert [outcome.path for outcome in outcomes] == paths
    assert told == [("short.wav", 1.0), ("short.wav", 1.0), ("long.wav", 1.0)]
