"""Corpora of made-up voices, named as EmoDB or CREMA-D name their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.training.cache import Extractor

RATE_HZ = 16_000
PITCH_HZ = {"W": 260.0, "N": 140.0, "T": 90.0}
"""Anger is high, sadness is low: even a simple recipe can learn it."""


def voice(pitch_hz: float, *, speaker: int, seed: int, seconds: float = 0.7) -> np.ndarray:
    """Synthesise syllables of a harmonic voice over faint noise."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    pitch = pitch_hz * (1 + 0.05 * speaker) * (1 + 0.05 * np.sin(2 * np.pi * 3 * time))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE_HZ
    tone = sum(np.sin(k * phase) / k for k in range(1, 12))
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * time)
    return (0.1 * tone * syllables + 0.001 * rng.normal(size=time.size)).astype(np.float32)


def emodb_name(speaker: str, sentence: int, emotion: str) -> str:
    return f"{speaker}a0{sentence}{emotion}a.wav"


def crema_d_name(speaker: str, sentence: int, emotion: str) -> str:
    code = {"W": "ANG", "N": "NEU", "T": "SAD"}[emotion]
    return f"{speaker}_{('DFA', 'IEO', 'IOM')[sentence]}_{code}_XX.wav"


def ravdess_name(speaker: str, sentence: int, emotion: str) -> str:
    code = {"W": "05", "N": "01", "T": "04"}[emotion]
    return f"03-01-{code}-01-01-0{sentence + 1}-{speaker}.wav"


def write_corpus(
    folder: Path,
    speakers: Iterable[str],
    emotions: str = "WNT",
    name: Callable[[str, int, str], str] = emodb_name,
) -> Path:
    """Write three sentences of every emotion by every speaker."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, speaker in enumerate(speakers):
        for emotion in emotions:
            for sentence in range(3):
                samples = voice(PITCH_HZ[emotion], speaker=number, seed=10 * number + sentence)
                soundfile.write(folder / name(speaker, sentence, emotion), samples, RATE_HZ)
    return folder


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corpus of four speakers and three emotions; not to be changed."""
    return write_corpus(tmp_path_factory.mktemp("corpus"), ("03", "08", "09", "10"))


@pytest.fixture(scope="session")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> Extractor:
    return Extractor(folder=tmp_path_factory.mktemp("cache"))
