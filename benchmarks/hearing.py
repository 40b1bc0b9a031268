"""What is heard as an utterance: how many are missed, how late they begin, what noise opens.

Run from the checkout: ``python benchmarks/hearing.py CORPORA``. Some hundred clips of
every corpus, each by itself after five seconds of background, as the live program hears them:
clean, in kitchen noise, over a telephone, in a room. The noises without a voice come by themselves.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from scipy.signal import fftconvolve

from ser_core.config import SegmentConfig, VadConfig
from ser_core.stream.frame import FRAME_SAMPLES, FrameCutter
from ser_core.stream.segment import Closed, Opened, Segmenter
from ser_core.stream.vad import VoiceActivityDetector
from ser_core.training.cache import load_at_16_khz
from ser_core.training.conditions import onset, telephone
from ser_core.training.corpora import find_clips
from ser_core.types import F32, SAMPLE_RATE_HZ

BEFORE: Final = 5 * SAMPLE_RATE_HZ
AFTER: Final = 2 * SAMPLE_RATE_HZ
ROOM_TONE_DBFS: Final = -75.0
LATE_S: Final = 0.3
TAKE_PART: Final = 250
"""Clips, spread evenly over the corpora."""
VOICES: Final = ("baby", "miaow", "dog", "sneeze")

Place = Callable[[F32, F32], F32]
"""From a voice with silence around it, and the voice alone, to what reaches the microphone."""


@dataclass(frozen=True)
class Heard:
    """An utterance: where it begins, and where the segmenter was sure of that; in samples."""

    start: int
    sure: int
    end: int


def utterances(samples: F32) -> list[Heard]:
    """Cut samples, shape (n,), as the live program does."""
    detector, segmenter = VoiceActivityDetector(VadConfig()), Segmenter(SegmentConfig())
    heard, start, sure = [], 0, 0
    frames = detector.push(FrameCutter().push(samples))
    changes = [(frame.start, change) for frame in frames for change in segmenter.push(frame)]
    changes += [(samples.size, change) for change in segmenter.flush(samples.size)]
    for at, change in changes:
        if isinstance(change, Opened):
            start, sure = change.frames[0].start, at + FRAME_SAMPLES
        elif isinstance(change, Closed):
            heard.append(Heard(start, sure, change.end))
    return heard


def in_noise(noise: F32, snr_db: float, samples: F32, voice: F32) -> F32:
    """Let a noise go on under the voice, before it and after it."""
    level = np.sqrt(np.mean(voice**2) / np.mean(noise**2)) * 10 ** (-snr_db / 20)
    return np.asarray(samples + np.resize(noise, samples.size) * level, np.float32)


def in_room(response: F32, samples: F32, voice: F32) -> F32:
    """Hear the voice and its background at a distance, at −6 dBFS."""
    del voice
    echoing = fftconvolve(samples, response)[: samples.size]
    return np.asarray(0.5 * echoing / np.abs(echoing).max(), np.float32)


def places(corpora: Path) -> Mapping[str, Place]:
    """Name the places where the voices are heard."""
    kitchen = load_at_16_khz(next(corpora.glob("noise/kitchen.*")))
    response = load_at_16_khz(next(corpora.glob("rir/*")))
    return {
        "clean": lambda samples, _: samples,
        "kitchen noise, 10 dB": partial(in_noise, kitchen, 10.0),
        "kitchen noise, 5 dB": partial(in_noise, kitchen, 5.0),
        "telephone": lambda samples, _: telephone(samples),
        "room": partial(in_room, response),
    }


def row(name: str, place: Place, voices: Sequence[F32]) -> str:
    """Hear every voice at a place, and give a row of the table."""
    rng = np.random.default_rng(0)
    late, sure = [], []
    for voice in voices:
        samples = np.pad(voice, (BEFORE, AFTER))
        tone = rng.normal(size=samples.size) * 10 ** (ROOM_TONE_DBFS / 20)
        reached = place((samples + tone).astype(np.float32), voice)
        begins = BEFORE + onset(voice)
        found = [one for one in utterances(reached) if one.end > begins]
        if found and found[0].start < BEFORE + voice.size:
            preroll = round(SegmentConfig().preroll_s * SAMPLE_RATE_HZ)
            late.append((found[0].start + preroll - begins) / SAMPLE_RATE_HZ)
            sure.append((found[0].sure - begins) / SAMPLE_RATE_HZ)
    missed = len(voices) - len(late)
    return (
        f"| {name} | {missed} of {len(voices)} | {np.mean(np.array(late) > LATE_S):.3f} "
        f"| {np.median(sure):.2f} | {np.percentile(sure, 90):.2f} |"
    )


def of_noises(folder: Path) -> str:
    """Say how many utterances the noises hold in which nobody speaks."""
    paths = [path for path in sorted(folder.iterdir()) if not any(v in path.stem for v in VOICES)]
    noises = [load_at_16_khz(path) for path in paths]
    found = {path.stem: len(utterances(noise)) for path, noise in zip(paths, noises, strict=True)}
    minutes = sum(noise.size for noise in noises) / SAMPLE_RATE_HZ / 60
    opened = ", ".join(f"{count} in {name}" for name, count in found.items() if count)
    total = sum(found.values())
    return f"Utterances in {minutes:.1f} minutes of {len(paths)} noises: {total} ({opened or '-'})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder of the corpora, with noise and rir")
    parser.add_argument("--skip", type=int, default=0, help="begin at a later clip (default: 0)")
    options = parser.parse_args()
    clips = find_clips([options.corpora])
    voices = [load_at_16_khz(clip.path) for clip in clips[options.skip :: len(clips) // TAKE_PART]]
    print("| place | missed | late by more than 0.3 s | sure after, median (s) | 90 % |")
    print("| --- | --- | --- | --- | --- |")
    for name, place in places(options.corpora).items():
        print(row(name, place, voices), flush=True)
    print(of_noises(options.corpora / "noise"))


if __name__ == "__main__":
    main()
