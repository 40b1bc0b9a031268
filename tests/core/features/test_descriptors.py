"""Rows equal librosa's, do not depend on chunking, and measure what they claim."""

from __future__ import annotations

import librosa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ser_core.features.descriptors import BATCH, FRAME, HOP, describe
from ser_core.features.spec import COLUMNS, DESCRIPTOR_NAMES
from ser_core.types import F32

RATE = 16_000
FFT = {"n_fft": FRAME, "hop_length": HOP, "center": False}


def voice(seconds: float = 1.0, pitch_hz: float = 150.0, seed: int = 0) -> F32:
    """Harmonics falling by 6 dB an octave, gliding a little, with some noise."""
    time = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * pitch_hz * (time + 0.02 * np.sin(2 * np.pi * 2 * time))
    tone = sum(np.sin(k * phase) / k for k in range(1, 20))
    noise = np.random.default_rng(seed).normal(size=time.size)
    return (0.05 * tone * (1.2 + np.sin(2 * np.pi * 3 * time)) + 0.002 * noise).astype(np.float32)


def rows_of(family: str, rows: F32) -> F32:
    return rows[:, COLUMNS[family]]


def librosa_rows(family: str, samples: F32) -> F32:
    power = np.abs(librosa.stft(samples, **FFT)) ** 2
    mel = librosa.power_to_db(
        librosa.feature.melspectrogram(S=power, sr=RATE, n_mels=128), top_db=None
    )
    chroma = librosa.feature.chroma_stft(S=power, sr=RATE, tuning=0.0)
    values = {
        "mel": lambda: mel,
        "mfcc": lambda: librosa.feature.mfcc(S=mel, n_mfcc=40),
        "chroma": lambda: chroma,
        "contrast": lambda: librosa.feature.spectral_contrast(S=np.sqrt(power), sr=RATE),
        "tonnetz": lambda: librosa.feature.tonnetz(chroma=chroma),
    }
    return values[family]().T


@pytest.mark.parametrize(
    ("family", "tolerance"),
    [("mel", 2e-3), ("mfcc", 5e-3), ("chroma", 1e-4), ("contrast", 2e-3), ("tonnetz", 1e-4)],
)
def test_the_seeds_families_equal_librosas(family: str, tolerance: float) -> None:
    samples = voice()
    ours = rows_of(family, describe(samples))
    theirs = librosa_rows(family, samples)
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, atol=tolerance)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 40_000), st.integers(0, 7))
def test_rows_are_the_same_to_the_last_bit_from_any_whole_batch(length: int, skip: int) -> None:
    samples = voice(3.0)[:length]
    whole = describe(samples)
    part = describe(samples[skip * BATCH * HOP :])
    np.testing.assert_array_equal(whole[skip * BATCH :], part)


@pytest.mark.parametrize(
    ("length", "count"),
    [(0, 0), (FRAME - 1, 0), (FRAME, 1), (FRAME + HOP - 1, 1), (FRAME + HOP, 2)],
)
def test_only_whole_frames_have_rows(length: int, count: int) -> None:
    assert describe(np.zeros(length, np.float32)).shape == (count, len(DESCRIPTOR_NAMES))


def test_silence_is_finite_and_unvoiced() -> None:
    rows = describe(np.zeros(8000, np.float32))
    assert np.isfinite(rows).all()
    assert rows_of("pitch", rows)[:, 1].max() == 0


@pytest.mark.parametrize("hz", [80, 120, 200, 310, 440])
def test_pitch_of_a_harmonic_tone(hz: float) -> None:
    time = np.arange(RATE) / RATE
    tone = sum(np.sin(2 * np.pi * k * hz * time) / k for k in range(1, 8))
    pitch, voicing = rows_of("pitch", describe((0.1 * tone).astype(np.float32))).T
    np.testing.assert_allclose(pitch, 12 * np.log2(hz / 55), atol=0.3)
    assert voicing.min() > 0.8


def test_pitch_survives_a_missing_fundamental() -> None:
    time = np.arange(RATE) / RATE
    tone = sum(np.sin(2 * np.pi * k * 140 * time) for k in range(3, 20))
    pitch = rows_of("pitch", describe((0.02 * tone).astype(np.float32)))[:, 0]
    np.testing.assert_allclose(pitch, 12 * np.log2(140 / 55), atol=0.3)


def test_white_noise_is_hardly_voiced() -> None:
    noise = np.random.default_rng(0).normal(size=2 * RATE).astype(np.float32)
    assert np.median(rows_of("pitch", describe(noise))[:, 1]) < 0.4


def test_level_follows_the_gain_and_shape_does_not() -> None:
    samples = voice()
    quiet, loud = describe(samples), describe(10 * samples)
    np.testing.assert_allclose(rows_of("energy", loud) - rows_of("energy", quiet), 20, atol=1e-2)
    np.testing.assert_allclose(rows_of("contrast", loud), rows_of("contrast", quiet), atol=1e-2)
    np.testing.assert_allclose(rows_of("pitch", loud), rows_of("pitch", quiet), atol=1e-2)
