"""Variations change voice and place, keep them for a speaker, and repeat exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ser_core.training.augment import Varied, cropped, in_a_room, noise, sped, spoken
from ser_core.training.corpora import Clip, recognise
from ser_core.types import F32

RATE = 16_000


def clip(speaker: str = "1001") -> Clip:
    found = recognise(Path(f"{speaker}_DFA_ANG_XX.flac"))
    assert found is not None
    return replace(found, path=Path("x.flac"))


def tone(seconds: float, hz: float = 220.0) -> F32:
    time = np.arange(round(seconds * RATE)) / RATE
    return (0.2 * np.sin(2 * np.pi * hz * time)).astype(np.float32)


def test_silence_at_both_ends_is_cut_as_segmentation_does() -> None:
    silence = np.zeros(2 * RATE, np.float32)
    kept = spoken(np.concatenate([silence, tone(1.0), silence]))
    assert kept.size == pytest.approx(1.8 * RATE, abs=400)


def test_speed_moves_pitch_and_length() -> None:
    faster = sped(tone(1.0), 0.8)
    assert faster.size == pytest.approx(RATE / 0.8, abs=2)
    assert np.argmax(np.abs(np.fft.rfft(faster[:RATE]))) == pytest.approx(220 * 0.8, abs=2)


def test_a_crop_is_a_stretch_of_the_recording() -> None:
    samples = np.arange(4 * RATE, dtype=np.float32)
    part = cropped(samples, 1.0, np.random.default_rng(0))
    np.testing.assert_array_equal(np.diff(part), 1.0)
    assert part.size == RATE
    assert cropped(samples[:100], 1.0, np.random.default_rng(0)).size == 100


def test_a_room_rings_after_the_sound() -> None:
    click = np.zeros(RATE, np.float32)
    click[100] = 1.0
    heard = in_a_room(click, np.random.default_rng(3))
    assert heard[100] == pytest.approx(1.0, abs=1e-3)
    assert np.abs(heard[:100]).max() < 1e-6 < np.abs(heard[500:]).max()


@pytest.mark.parametrize("seed", range(12))
def test_noise_is_finite_and_never_silent(seed: int) -> None:
    sound = noise(RATE, np.random.default_rng(seed))
    assert sound.shape == (RATE,)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert np.sqrt(np.mean(sound**2)) > 0.3


@pytest.mark.parametrize("rough", [0.0, 1.0])
def test_a_variation_repeats_and_differs_between_copies(rough: float) -> None:
    samples = tone(1.5)
    first, again, other = (
        Varied(copy, rough)(clip(), samples, np.random.default_rng(1)) for copy in (0, 0, 1)
    )
    np.testing.assert_array_equal(first, again)
    assert np.isfinite(first).all()
    assert first.size != other.size or not np.array_equal(first, other)


def test_a_speaker_keeps_the_throat_in_every_clip() -> None:
    def heard_hz(speaker: str, seed: int) -> float:
        varied = Varied(0, 0.0)(clip(speaker), tone(1.5), np.random.default_rng(seed))
        return float(np.argmax(np.abs(np.fft.rfft(varied, 4 * RATE))) / 4)

    assert heard_hz("1001", 1) == pytest.approx(heard_hz("1001", 2), abs=1.0)
    assert heard_hz("1001", 1) != pytest.approx(heard_hz("1002", 1), abs=1.0)
