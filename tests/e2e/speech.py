"""Real speech for the end-to-end tests, and what should be found in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from ser_core.model import DEFAULT_MODEL, load_model
from ser_core.recordings import analyze_file
from ser_core.rows import seconds
from ser_live.assets import asset
from tests.conftest import CORPORA

RATE = 16_000
PAUSE_S = 1.0


def make_talk(path: Path) -> Path:
    """Write clips of people speaking, joined with pauses of a quiet room; else the demo."""
    clips = sorted((CORPORA / "ravdess").glob("Actor_0[1-4]/*-05-02-01-01-*.flac"))
    clips = clips or [asset("demo.flac")]
    noise = np.random.default_rng(5)
    parts = []
    for clip in clips:
        samples, _ = soundfile.read(clip, dtype="float32")
        parts += [samples, np.zeros(int(PAUSE_S * RATE), np.float32)]
    talk = np.concatenate([np.zeros(RATE, np.float32), *parts])
    talk += 3e-4 * noise.standard_normal(len(talk)).astype(np.float32)
    soundfile.write(path, talk, RATE)
    return path


def utterances_in(path: Path) -> list[tuple[float, float]]:
    """Return start and end, in seconds, of each utterance that a batch run finds."""
    result = analyze_file(path, load_model(DEFAULT_MODEL))
    return [(seconds(each.start), seconds(each.end)) for each in result.utterances]
