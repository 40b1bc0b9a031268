"""Features are computed once for each content; clips that cannot be used are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.errors import CorpusError
from ser_core.training.augment import Varied
from ser_core.training.cache import CLEAN, Extractor, FeatureSet
from ser_core.training.conditions import Gain
from ser_core.training.corpora import find_clips

from .conftest import RATE_HZ, voice, write_corpus

CALLS: list[int] = []


def levels(samples: np.ndarray) -> np.ndarray:
    CALLS.append(samples.size)
    return np.array([samples.size, np.abs(samples).max()], dtype=np.float32)


LEVELS = FeatureSet("levels-1", levels)


@pytest.fixture(autouse=True)
def _forget_calls() -> None:
    CALLS.clear()


def test_a_clip_is_described_once_even_by_another_process(corpus: Path, tmp_path: Path) -> None:
    clips = find_clips([corpus])
    first = Extractor(folder=tmp_path).features(clips, LEVELS)
    assert len(CALLS) == len(clips)
    # A fresh extractor knows nothing but the folder, as a resumed training does.
    again = Extractor(folder=tmp_path).features(clips, LEVELS)
    assert len(CALLS) == len(clips)
    np.testing.assert_array_equal(first, again)


def test_an_interrupted_extraction_goes_on_where_it_was(corpus: Path, tmp_path: Path) -> None:
    clips = find_clips([corpus])

    def interrupted(samples: np.ndarray) -> np.ndarray:
        if len(CALLS) == 5:
            raise KeyboardInterrupt
        return levels(samples)

    with pytest.raises(KeyboardInterrupt):
        Extractor(folder=tmp_path).features(clips, FeatureSet("levels-1", interrupted))
    Extractor(folder=tmp_path).features(clips, LEVELS)
    assert len(CALLS) == len(clips)


@pytest.mark.parametrize("damage", [b"", b"\x80\x04N.", b"no pickle"])
def test_what_the_cache_did_not_write_is_computed_anew_without_a_word(
    corpus: Path, tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    clips = find_clips([corpus])
    first = Extractor(folder=tmp_path).features(clips, LEVELS)
    for number, entry in enumerate(sorted(tmp_path.rglob("output.pkl"))):
        entry.write_bytes(damage if number else entry.read_bytes()[:-20])
    for _ in range(2):
        again = Extractor(folder=tmp_path).features(clips, LEVELS)
        np.testing.assert_array_equal(first, again)
    assert len(CALLS) == 2 * len(clips)
    assert caplog.messages == []


def test_another_content_transform_or_feature_set_is_described_anew(
    corpus: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(corpus, tmp_path / "corpus")
    extractor = Extractor(folder=tmp_path / "cache")
    clip = find_clips([folder])[:1]
    plain = extractor.features(clip, LEVELS)
    louder = extractor.features(clip, LEVELS, Gain(3))
    assert louder[0, 1] == pytest.approx(plain[0, 1] * 10 ** (3 / 20), rel=1e-5)
    extractor.features(clip, FeatureSet("levels-2", levels))
    assert len(CALLS) == 3
    soundfile.write(clip[0].path, voice(100, speaker=0, seed=9, seconds=1.0), RATE_HZ)
    changed = Extractor(folder=tmp_path / "cache").features(clip, LEVELS)
    assert changed[0, 0] == RATE_HZ


def test_the_same_content_of_another_voice_is_another_place(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", ("03",), "W")
    for clip in find_clips([folder]):
        shutil.copy(clip.path, folder / clip.path.name.replace("03", "08", 1))
    clips = [clip for clip in find_clips([folder]) if clip.sentence == "a01"]
    mine, theirs = Extractor(folder=tmp_path / "cache").features(clips, LEVELS, Varied(0, 1.0))
    assert clips[0].path.read_bytes() == clips[1].path.read_bytes()
    assert not np.array_equal(mine, theirs)


def test_a_clip_that_cannot_be_read_is_named_by_its_own_path(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", ("03",), "W")
    for name in ("03a01Fa.wav", "03a02Fa.wav"):
        (folder / name).write_bytes(b"")
    clips = find_clips([folder])
    for _ in range(2):
        _, skipped = Extractor(folder=tmp_path / "cache").usable(clips, LEVELS)
        assert [each.clip.path.name in each.reason for each in skipped] == [True, True]


def test_a_clip_that_is_gone_stops_no_other(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", ("03",), "W")
    clips = find_clips([folder])
    clips[0].path.unlink()
    kept, (gone,) = Extractor(folder=tmp_path / "cache").usable(clips, LEVELS)
    assert len(kept) == len(clips) - 1
    assert gone.reason == "it cannot be opened (No such file or directory)."


def test_other_rates_are_brought_to_16_khz(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "03a01Fa.wav", np.full(44_100, 0.1), 44_100)
    values = Extractor(folder=tmp_path / "cache").features(find_clips([tmp_path]), LEVELS)
    assert values[0, 0] == RATE_HZ


def test_clips_that_cannot_be_used_are_parted_and_named(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "corpus", ("03", "08"), "W")
    (folder / "03a01Fa.wav").write_bytes(b"RIFF not quite")
    (folder / "03a02Fa.wav").write_bytes(b"")
    soundfile.write(folder / "03a03Fa.wav", np.zeros(RATE_HZ), RATE_HZ)
    soundfile.write(folder / "03a04Fa.wav", np.full(100, 0.1), RATE_HZ)
    not_a_number = np.full(RATE_HZ, np.nan, dtype=np.float32)
    soundfile.write(folder / "03a05Fa.wav", not_a_number, RATE_HZ, subtype="FLOAT")
    soundfile.write(folder / "03a07Fa.wav", np.full(11_025, 0.1), 11_025)
    extractor = Extractor(folder=tmp_path / "cache")
    kept, skipped = extractor.usable(find_clips([folder]), LEVELS)
    assert {clip.emotion for clip in kept} == {"angry"}
    reasons = {each.clip.sentence: each.reason for each in skipped}
    assert list(reasons) == ["a01", "a02", "a03", "a04", "a05", "a07"]
    assert "not a recording" in reasons["a01"]
    assert reasons["a03"] == "it is silent."
    assert reasons["a04"] == "it is shorter than 0.3 s."
    assert "nan" in reasons["a05"]
    assert reasons["a07"] == "it is sampled at 11025 Hz; at least 16000 Hz are needed."
    with pytest.raises(CorpusError, match=r"03a03Fa.wav cannot be used: it is silent"):
        extractor.features([skipped[2].clip], LEVELS)


def test_workers_give_what_one_process_gives(corpus: Path, tmp_path: Path) -> None:
    clips = find_clips([corpus])[:6]
    alone = Extractor(folder=tmp_path / "a").features(clips, SPANS)
    together = Extractor(folder=tmp_path / "b", jobs=2).features(clips, SPANS, CLEAN)
    np.testing.assert_array_equal(alone, together)


def spans(samples: np.ndarray) -> np.ndarray:
    return np.array([np.ptp(samples)])


SPANS = FeatureSet("spans", spans)
"""A function that worker processes can import."""
