"""Values of windows: named, finite, independent of gain, and telling what they claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ser_core.errors import AudioError
from ser_core.features.descriptors import describe
from ser_core.features.extract import extract_features
from ser_core.features.functionals import COMFORT_DB, contours_of, summarize
from ser_core.features.spec import BLOCKS, COLUMNS, DESCRIPTOR_NAMES, FEATURES
from ser_core.types import F32

RATE = 16_000


def voice(seconds: float, pitch_hz: float = 150.0, *, syllables_hz: float = 3.0) -> F32:
    time = np.arange(round(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * k * pitch_hz * time) / k for k in range(1, 20))
    envelope = np.clip(0.5 + np.sin(2 * np.pi * syllables_hz * time), 0, None)
    noise = 0.002 * np.random.default_rng(0).normal(size=time.size)
    return (0.05 * tone * envelope + noise).astype(np.float32)


def features(samples: F32) -> dict[str, float]:
    return dict(extract_features(samples).as_dict())


def test_every_value_has_its_own_name() -> None:
    assert len(set(FEATURES.names)) == len(FEATURES.names) == len(FEATURES.families)
    assert sum(len(block.names) for block in BLOCKS) == len(FEATURES.names)
    assert extract_features(voice(1.0)).values.shape == (len(FEATURES.names),)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 400), st.integers(0, 2**31), st.floats(-100, 60), st.floats(0, 40))
def test_any_rows_give_finite_values(count: int, seed: int, offset: float, scale: float) -> None:
    rows = np.random.default_rng(seed).normal(offset, scale, (count, len(DESCRIPTOR_NAMES)))
    values = summarize(rows.astype(np.float32))
    assert values.dtype == np.float32
    assert np.isfinite(values).all()


def test_one_row_of_silence_gives_finite_values() -> None:
    assert np.isfinite(summarize(describe(np.zeros(1024, np.float32)))).all()


@pytest.mark.parametrize("gain_db", [-12, 12])
def test_gain_changes_nothing(gain_db: float) -> None:
    samples = voice(2.0)
    before = extract_features(samples).values
    after = extract_features((10 ** (gain_db / 20) * samples).astype(np.float32)).values
    np.testing.assert_allclose(after, before, atol=2e-2, rtol=1e-3)


def test_pitch_and_rhythm_are_those_of_the_signal() -> None:
    slow, fast = (features(voice(3.0, syllables_hz=hz)) for hz in (2.0, 5.0))
    assert slow["rhythm.peak_rate"] < fast["rhythm.peak_rate"]
    assert slow["pitch.p50"] == pytest.approx(12 * np.log2(150 / 55), abs=0.3)
    assert slow["pitch.range"] < 1.0
    assert slow["level.haar_32"] > 0
    assert slow["rhythm.pause_share"] == pytest.approx(0.3, abs=0.2)


def test_a_glide_moves_and_a_monotone_does_not() -> None:
    time = np.arange(2 * RATE) / RATE
    phase = 2 * np.pi * (120 * time + 20 * time**2)
    glide = sum(np.sin(k * phase) / k for k in range(1, 15))
    moving = features((0.05 * glide).astype(np.float32))
    still = features(voice(2.0))
    assert moving["pitch.std"] > 2 > still["pitch.std"]
    assert moving["pitch.rise"] > moving["pitch.fall"]
    assert moving["pitch.offset"] > 0 > moving["pitch.onset"]


def test_one_second_tells_nearly_what_three_tell() -> None:
    long, short = features(voice(3.0)), features(voice(1.0))
    for name in ("pitch.mean", "cepstrum_01.speech_mean", "alpha_ratio.voiced_mean"):
        assert short[name] == pytest.approx(long[name], abs=1.0)


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        (np.zeros(1023, np.float32), "1023 samples"),
        (np.zeros((2, 2000), np.float32), "2 dimensions"),
        (np.full(2000, np.nan, np.float32), "the value nan, which is no sound"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_words(samples: F32, words: str) -> None:
    with pytest.raises(AudioError, match=words):
        extract_features(samples)


def test_a_steady_noise_between_words_becomes_the_same_soft_noise() -> None:
    softer = []
    for noise_db in (-35.0, -20.0):
        rows = np.zeros((200, len(DESCRIPTOR_NAMES)), np.float32)
        spoken = np.arange(200) % 100 < 60
        rows[:, COLUMNS["band"]] = np.where(spoken, 0.0, noise_db)[:, None]
        rows[:, COLUMNS["energy"]] = np.where(spoken, 0.0, noise_db)[:, None]
        bands = contours_of(rows)[0][:, :32]
        np.testing.assert_allclose(bands[spoken], 0.0, atol=0.1)
        softer.append(bands[~spoken])
    np.testing.assert_allclose(softer[0], COMFORT_DB, atol=0.01)
    np.testing.assert_allclose(softer[1], COMFORT_DB, atol=0.01)
