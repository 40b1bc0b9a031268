"""Corpora are known by their file names; what cannot be used is refused in one sentence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ser_core.errors import CorpusError
from ser_core.training.corpora import (
    CORPORA,
    check_emotions,
    choose_emotions,
    find_clips,
    labels_of,
    recognise,
)
from ser_core.training.train import licence_for


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("03-01-06-02-01-02-12.wav", ("ravdess", "12", "fearful", "strong", "01")),
        ("03-01-02-01-02-01-03.FLAC", ("ravdess", "03", "calm", "normal", "02")),
        ("1001_DFA_ANG_XX.flac", ("crema-d", "1001", "angry", "unspecified", "DFA")),
        ("1091_IEO_HAP_HI.wav", ("crema-d", "1091", "happy", "high", "IEO")),
        ("1040_ITH_SAD_X.wav", ("crema-d", "1040", "sad", "unspecified", "ITH")),
        ("03a01Lc.flac", ("emodb", "03", "bored", "unspecified", "a01")),
        ("16b10Tb.wav", ("emodb", "16", "sad", "unspecified", "b10")),
    ],
)
def test_names_carry_the_facts(name: str, facts: tuple[str, ...]) -> None:
    clip = recognise(Path("somewhere") / name)
    assert clip is not None
    assert (clip.corpus.name, clip.speaker, clip.emotion, clip.intensity, clip.sentence) == facts
    assert clip.voice == f"{facts[0]}/{facts[1]}"


@pytest.mark.parametrize(
    "name",
    [
        "03-02-06-02-01-02-12.wav",  # a song
        "01-01-06-02-01-02-12.wav",  # a film
        "03-01-09-02-01-02-12.wav",
        "03-01-06-02-01-02-12.txt",
        "1001_DFA_BOR_XX.flac",
        "03a01Xc.flac",
        "kitchen.flac",
        "٠3a01Fa.wav",
    ],
)
def test_other_names_are_not_taken(name: str) -> None:
    assert recognise(Path(name)) is None


def test_each_recording_counts_once(tmp_path: Path) -> None:
    for folder in ("Actor_01", "copy/Actor_01"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "03-01-01-01-01-01-01.wav").touch()
    assert len(find_clips([tmp_path, tmp_path])) == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no corpus folder .*gone"):
        find_clips([tmp_path / "gone"])


def test_a_folder_without_a_known_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.wav").touch()
    with pytest.raises(CorpusError, match="is named as in RAVDESS speech, CREMA-D, EmoDB"):
        find_clips([tmp_path])


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path, closed_folder: Path) -> None:
    (tmp_path / "03a01Fa.wav").touch()
    with pytest.raises(CorpusError, match="closed cannot be opened") as refused:
        find_clips([tmp_path])
    assert refused.value.value == str(closed_folder)


def test_clips_in_linked_folders_are_found(tmp_path: Path) -> None:
    elsewhere, corpus = tmp_path / "elsewhere", tmp_path / "corpus"
    elsewhere.mkdir()
    corpus.mkdir()
    (elsewhere / "03a01Fa.wav").touch()
    (corpus / "linked").symlink_to(elsewhere)
    assert [clip.path for clip in find_clips([corpus])] == [corpus / "linked" / "03a01Fa.wav"]


def test_one_emotion_is_too_few() -> None:
    clips = [recognise(Path(name)) for name in ("03a01Fa.wav", "08a01Fa.wav")]
    with pytest.raises(CorpusError, match="Only the emotion happy"):
        check_emotions([clip for clip in clips if clip])


def test_emotions_are_chosen_by_name() -> None:
    clips = [recognise(Path(name)) for name in ("03a01Fa.wav", "03a01Wa.wav", "03a01Na.wav")]
    found = [clip for clip in clips if clip]
    assert labels_of(choose_emotions(found, ("angry", "happy"))) == ("happy", "angry")
    with pytest.raises(CorpusError, match="emotion 'calm'; choose from neutral, happy, angry"):
        choose_emotions(found, ("calm",))


def test_a_licence_names_the_corpora_that_ask_for_it() -> None:
    assert licence_for([CORPORA["crema-d"], CORPORA["emodb"]]).endswith(
        "naming CREMA-D and EmoDB as the source."
    )
    mixed = licence_for([CORPORA["crema-d"], CORPORA["ravdess"]])
    assert "NON-COMMERCIAL" in mixed
    assert mixed.endswith("because it learned from RAVDESS speech.")


@pytest.mark.corpus
def test_the_real_corpora_are_recognised_whole(corpora: Path) -> None:
    clips = find_clips([corpora / name for name in ("ravdess", "crema-d", "emodb")])
    assert Counter(clip.corpus.name for clip in clips) == {
        "ravdess": 1200,
        "crema-d": 5551,
        "emodb": 535,
    }
    for clip in clips:
        assert clip.speaker in clip.corpus.speakers
