"""Conditions do to a voice what their names say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.errors import AudioError, CorpusError
from ser_core.training.conditions import (
    Babble,
    Gain,
    Noise,
    Opening,
    Room,
    check_audible,
    conditions,
    kitchen_noise,
    mix,
    mu_law,
    noise_below,
    onset,
    overdrive,
    telephone,
)
from ser_core.training.corpora import CORPORA, Clip, find_clips

RATE_HZ = 16_000
CLIP = Clip(Path("03a01Fa.wav"), CORPORA["emodb"], "03", "happy", "unspecified", "a01")


def tone(hertz: float, seconds: float = 1.0, level: float = 0.3) -> np.ndarray:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (level * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def power_db(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2)))


@pytest.mark.parametrize("snr_db", [20, 10, 5, -5])
def test_noise_lies_as_far_below_the_voice_as_said(snr_db: float) -> None:
    voice, noise = tone(300), tone(1100, level=0.01)
    added = mix(voice, noise, snr_db) - voice
    assert power_db(voice) - power_db(added) == pytest.approx(snr_db, abs=0.01)


def test_noise_is_random_by_the_clip_and_the_same_each_time(tmp_path: Path) -> None:
    path = tmp_path / "kitchen.wav"
    soundfile.write(path, np.random.default_rng(0).normal(size=RATE_HZ) * 0.1, RATE_HZ)
    noise = Noise((path,), 10)
    once, again, other = (noise(CLIP, tone(200), np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(once, again)
    assert not np.array_equal(once, other)


def test_babble_has_no_voice_of_its_own(corpus: Path) -> None:
    clips = find_clips([corpus])
    only_own = Babble(tuple(clip for clip in clips if clip.speaker == "03"), 10)
    silent = tone(200)
    np.testing.assert_array_equal(only_own(clips[0], silent, np.random.default_rng(0)), silent)
    everyone = Babble(clips, 10)
    assert not np.array_equal(everyone(clips[0], silent, np.random.default_rng(0)), silent)


def test_a_telephone_lets_only_its_band_through() -> None:
    kept = power_db(telephone(tone(1000))) - power_db(tone(1000))
    assert abs(kept) < 0.5
    for hertz in (80, 3900, 6000):
        assert power_db(telephone(tone(hertz)) + 1e-9) < power_db(tone(hertz)) - 20


@pytest.mark.parametrize("size", [160, 7999, 8000, 16001])
def test_a_telephone_keeps_the_length(size: int) -> None:
    assert telephone(tone(440)[:1].repeat(size)).size == size


def test_mu_law_has_256_levels_and_the_error_of_its_steps() -> None:
    ramp = np.linspace(-1, 1, 20_001, dtype=np.float32)
    coded = mu_law(ramp)
    # Plus and minus zero are one value.
    assert np.unique(coded).size == 255
    large = np.abs(ramp) > 0.02
    assert np.abs(coded[large] / ramp[large] - 1).max() < 0.04
    np.testing.assert_allclose(mu_law(coded), coded, atol=1e-6)


def test_a_room_smears_and_keeps_the_level(tmp_path: Path) -> None:
    response = np.zeros(4000)
    response[[0, 1600]] = 1, 0.5
    soundfile.write(tmp_path / "room.wav", response, RATE_HZ, subtype="FLOAT")
    click = np.zeros(8000, dtype=np.float32)
    click[100] = 0.5
    heard = Room(tmp_path / "room.wav")(CLIP, click, np.random.default_rng(0))
    assert heard.size == click.size
    assert heard[1700] / heard[100] == pytest.approx(0.5, abs=1e-3)
    assert power_db(heard) == pytest.approx(power_db(click), abs=0.01)


def test_gain_and_overdrive_stay_within_their_limits() -> None:
    louder = Gain(12)(CLIP, tone(200), np.random.default_rng(0))
    assert np.abs(louder).max() == 1.0
    softer = Gain(-12)(CLIP, tone(200), np.random.default_rng(0))
    assert power_db(softer) == pytest.approx(power_db(tone(200)) - 12, abs=0.01)
    assert np.abs(overdrive(tone(200))).max() == pytest.approx(0.3 * 10 ** (-6 / 20), rel=1e-3)


def test_the_opening_begins_shortly_before_the_speech() -> None:
    silence = np.zeros(RATE_HZ, dtype=np.float32)
    samples = np.concatenate([silence, tone(200, 3.0)])
    assert onset(samples) == RATE_HZ
    heard = Opening(2.0)(CLIP, samples, np.random.default_rng(0))
    assert heard.size == 2 * RATE_HZ
    assert np.flatnonzero(heard)[0] == pytest.approx(0.2 * RATE_HZ, abs=2)
    short = Opening(3.0)(CLIP, tone(200), np.random.default_rng(0))
    np.testing.assert_array_equal(short, tone(200))


def test_what_is_not_at_hand_is_no_condition(corpus: Path, tmp_path: Path) -> None:
    clips = find_clips([corpus])
    bare = conditions(clips, (), None)
    assert list(bare) == [
        *("clean", "babble 10 dB", "telephone", "gain -12 dB", "gain +12 dB"),
        *("clipping", "first 1 s", "first 2 s", "first 3 s"),
    ]
    some = tmp_path / "tap.wav"
    soundfile.write(some, np.ones(100), RATE_HZ)
    full = conditions(clips, (some,), some)
    assert {"noise 20 dB", "noise 10 dB", "noise 5 dB", "room"} <= set(full)
    keys = [transform.key for transform in full.values()]
    assert len(set(keys)) == len(keys)


def test_kitchens_are_preferred_and_emptiness_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"holds no \.wav or \.flac file"):
        kitchen_noise(tmp_path)
    (tmp_path / "rain.wav").touch()
    assert [path.stem for path in kitchen_noise(tmp_path)] == ["rain"]
    for name in ("Running_Tap.flac", "doing-the-dishes.wav", "tape_2.wav", "staple.wav"):
        (tmp_path / name).touch()
    assert [path.stem for path in kitchen_noise(tmp_path)] == ["Running_Tap", "doing-the-dishes"]
    assert len(noise_below(tmp_path)) == 5


def test_what_cannot_be_heard_is_named_before_anything_is_measured_through_it(
    tmp_path: Path,
) -> None:
    for name, level in (("faint", 1e-4), ("silent", 0.0)):
        soundfile.write(tmp_path / f"{name}.wav", np.full(100, level), RATE_HZ)
    (tmp_path / "text.wav").write_text("no sound")
    check_audible([tmp_path / "faint.wav"])
    with pytest.raises(CorpusError, match=r"silent\.wav is silent"):
        check_audible([tmp_path / "faint.wav", tmp_path / "silent.wav"])
    with pytest.raises(AudioError, match=r"text\.wav is not a recording"):
        check_audible([tmp_path / "text.wav"])
