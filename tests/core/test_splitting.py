"""Splitting is right on real speech, and noises without a voice are no utterances."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import fftconvolve

from ser_core.analyzer import Analyzer
from ser_core.audio import load_audio
from ser_core.config import AnalyzerConfig
from ser_core.types import F32, AudioBlock, UtteranceEnded
from tests.models import made_up_model
from tests.signals import at_level, hum, pink, silence, white

RATE = 16_000
CLIPS = 60
PAUSE = RATE
VOICELESS = (
    *("kitchen", "running_tap", "doing_the_dishes", "exercise_bike"),
    *("esc10_rain", "esc10_clock_tick", "esc10_helicopter"),
)
CONFIG = AnalyzerConfig(window=None)


@cache
def load(path: Path) -> F32:
    samples, rate = load_audio(path)
    assert rate == RATE
    return samples


def utterances(samples: F32) -> list[tuple[int, int]]:
    analyzer = Analyzer(made_up_model(), CONFIG)
    events = analyzer.push(AudioBlock(0, RATE, samples)) + analyzer.flush()
    return [(event.start, event.end) for event in events if isinstance(event, UtteranceEnded)]


def power_of(samples: F32) -> F32:
    """Mean power of every 20 ms."""
    return np.square(samples[: samples.size // 320 * 320].reshape(-1, 320)).mean(axis=1)


def speech_level_dbfs(samples: F32) -> float:
    """Level of the frames within 30 dB of the loudest."""
    power = power_of(samples)
    return float(10 * np.log10(power[power > power.max() / 1000].mean()))


def joined(clips: list[F32], room: F32) -> tuple[F32, list[tuple[int, int]]]:
    """Join clips with pauses of 1.0 s; the room tone lies 30 dB below the speech."""
    parts, places, position = [np.zeros(PAUSE, np.float32)], [], PAUSE
    for clip in clips:
        places.append((position, position + clip.size))
        parts += [clip, np.zeros(PAUSE, np.float32)]
        position += clip.size + PAUSE
    level = np.median([speech_level_dbfs(clip) for clip in clips])
    tone = at_level(np.resize(room, position), level - 30)
    return np.concatenate(parts) + tone, places


def clips_of(corpora: Path, pattern: str, seed: int) -> list[F32]:
    paths = sorted(corpora.glob(pattern))
    chosen = np.random.default_rng(seed).choice(len(paths), CLIPS, replace=False)
    return [load(paths[index]) for index in chosen]


def check(samples: F32, places: list[tuple[int, int]], *, low: int, high: int) -> None:
    found = utterances(samples)
    for start, end in found:
        spanned = [place for place in places if start < place[1] and end > place[0]]
        assert len(spanned) <= 1, f"{start / RATE:.2f} to {end / RATE:.2f} s spans two clips"
    assert low <= len(found) <= high


@pytest.mark.slow
@pytest.mark.parametrize("gain_db", [0, -30])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sixty_clips_are_sixty_utterances(corpora: Path, seed: int, gain_db: int) -> None:
    clips = clips_of(corpora, "ravdess/*/*.flac", seed)
    samples, places = joined(clips, load(corpora / "noise/kitchen.flac"))
    check(samples * np.float32(10 ** (gain_db / 20)), places, low=57, high=63)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_many_voices_over_their_own_noise_are_told_apart(corpora: Path, seed: int) -> None:
    clips = clips_of(corpora, "crema-d/audio/*.flac", seed)
    samples, places = joined(clips, load(corpora / "noise/kitchen.flac"))
    check(samples, places, low=56, high=64)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_ten_minutes_without_a_voice_have_hardly_an_utterance(corpora: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    paths = [p for p in sorted((corpora / "noise").iterdir()) if p.name.startswith(VOICELESS)]
    parts = [load(paths[index]) for index in rng.permutation(len(paths))]
    parts += [hum(30), white(30, seed=seed), pink(30, seed=seed)]
    while sum(part.size for part in parts) < 600 * RATE:
        parts.append(load(paths[rng.integers(len(paths))]))
    assert len(utterances(np.concatenate(parts)[: 600 * RATE])) <= 3


@pytest.mark.slow
def test_lively_voices_in_a_quiet_room_are_heard_from_the_first_word(corpora: Path) -> None:
    before = silence(2.0)
    late = 0
    for path in sorted(corpora.glob("emodb/**/*.flac"))[::3]:
        clip = load(path)
        samples = np.concatenate((before, clip, silence(1.0)))
        begins = before.size + first_loud(clip)
        late += utterances(samples)[0][0] > begins + 0.1 * RATE
    assert late <= 3


@pytest.mark.slow
def test_a_voice_in_an_echoing_room_is_heard(corpora: Path) -> None:
    room = load(next(corpora.glob("rir/*.flac")))
    paths = sorted(corpora.glob("emodb/**/*.flac"))[::8]
    paths += sorted(corpora.glob("crema-d/audio/*.flac"))[::100]
    unheard = []
    for path in paths:
        clip = np.concatenate((silence(1.0), load(path), silence(1.0)))
        echoing = fftconvolve(clip, room)[: clip.size]
        echoing *= 0.5 / np.abs(echoing).max()
        if not utterances(echoing.astype(np.float32)):
            unheard.append(path.stem)
    assert len(unheard) <= 0.08 * len(paths)


def first_loud(samples: F32) -> int:
    """Sample from which 20 ms lie within 30 dB of the loudest."""
    power = power_of(samples)
    return int(np.flatnonzero(power > power.max() / 1000)[0]) * 320
