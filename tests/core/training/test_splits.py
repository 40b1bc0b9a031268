"""No voice is ever on both sides of a split; the folds are the committed ones."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.errors import CorpusError
from ser_core.training.corpora import CORPORA, Clip
from ser_core.training.splits import corpus_folds, grouped_folds, random_split, speaker_folds


def clips_of(corpus: str, speakers: tuple[str, ...]) -> tuple[Clip, ...]:
    return tuple(
        Clip(Path(f"{speaker}-{emotion}.wav"), CORPORA[corpus], speaker, emotion, "normal", "1")
        for speaker, emotion in product(speakers, ("happy", "sad"))
    )


voices = st.sets(
    st.sampled_from([(name, each) for name, corpus in CORPORA.items() for each in corpus.speakers]),
    min_size=2,
)


@given(voices=voices)
def test_no_voice_leaks_and_each_clip_is_measured_once(voices: set[tuple[str, str]]) -> None:
    clips = tuple(clip for name, speaker in sorted(voices) for clip in clips_of(name, (speaker,)))
    names = np.array([clip.voice for clip in clips])
    folds = speaker_folds(clips).folds
    for fold in folds:
        assert not set(names[fold.train]) & set(names[fold.test])
        assert fold.train.size
        assert fold.train.size + fold.test.size == len(clips)
    assert sorted(np.concatenate([fold.test for fold in folds])) == list(range(len(clips)))


@given(voices=voices, count=st.integers(2, 6))
def test_inner_folds_do_not_leak_either(voices: set[tuple[str, str]], count: int) -> None:
    clips = tuple(clip for name, speaker in sorted(voices) for clip in clips_of(name, (speaker,)))
    names = np.array([clip.voice for clip in clips])
    for fold in grouped_folds(clips, count):
        assert not set(names[fold.train]) & set(names[fold.test])


@pytest.mark.parametrize(
    ("corpus", "speakers", "held_out"),
    [
        ("ravdess", 20, [("01", "04"), ("05", "08"), ("09", "12"), ("13", "16"), ("17", "20")]),
        ("crema-d", 68, [("1001", "1017"), ("1018", "1034"), ("1035", "1051"), ("1052", "1068")]),
        ("emodb", 10, [("03", "08"), ("09", "10"), ("11", "12"), ("13", "14"), ("15", "16")]),
    ],
)
def test_the_folds_are_the_committed_ones(
    corpus: str, speakers: int, held_out: list[tuple[str, str]]
) -> None:
    clips = clips_of(corpus, CORPORA[corpus].speakers[:speakers])
    folds = speaker_folds(clips).folds
    assert [(clips[f.test[0]].speaker, clips[f.test[-1]].speaker) for f in folds] == held_out


@given(voices=voices)
def test_a_corpus_that_is_held_out_is_on_one_side(voices: set[tuple[str, str]]) -> None:
    clips = tuple(clip for name, speaker in sorted(voices) for clip in clips_of(name, (speaker,)))
    corpora = np.array([clip.corpus.name for clip in clips])
    folds = corpus_folds(clips)
    assert len(folds) == (np.unique(corpora).size if np.unique(corpora).size > 1 else 0)
    for fold in folds:
        (held_out,) = np.unique(corpora[fold.test])
        np.testing.assert_array_equal(fold.train, np.flatnonzero(corpora != held_out))
        np.testing.assert_array_equal(fold.test, np.flatnonzero(corpora == held_out))


def test_emotions_that_the_other_corpora_lack_are_not_measured() -> None:
    def clip(corpus: str, speaker: str, emotion: str) -> Clip:
        return Clip(
            Path(f"{speaker}-{emotion}.wav"), CORPORA[corpus], speaker, emotion, "normal", "1"
        )

    ravdess = tuple(clip("ravdess", "01", emotion) for emotion in ("happy", "sad", "calm"))
    emodb = tuple(clip("emodb", "03", emotion) for emotion in ("happy", "sad", "bored"))
    found = [(fold.train.tolist(), fold.test.tolist()) for fold in corpus_folds(ravdess + emodb)]
    assert found == [([0, 1, 2], [3, 4]), ([3, 4, 5], [0, 1])]
    assert corpus_folds(ravdess + emodb[1:]) == ()


def test_speakers_of_one_fold_are_held_out_one_by_one() -> None:
    folds = speaker_folds(clips_of("ravdess", ("01", "02", "03")))
    assert len(folds.folds) == 3
    assert folds.protocol == "one speaker held out at a time"


def test_one_speaker_cannot_be_held_out() -> None:
    with pytest.raises(CorpusError, match=r"Only 1 speaker was found \(ravdess/01\); at least 2"):
        speaker_folds(clips_of("ravdess", ("01",)))


def test_a_speaker_whom_the_corpus_does_not_have_is_named() -> None:
    with pytest.raises(CorpusError, match="'77', whom RAVDESS speech does not have"):
        speaker_folds(clips_of("ravdess", ("01", "77")))


def test_one_speaker_cannot_be_split_again() -> None:
    assert grouped_folds(clips_of("ravdess", ("01",)), 4) == ()


def test_a_fold_that_leaves_one_emotion_is_refused_and_no_inner_fold_at_all() -> None:
    apart = tuple(
        Clip(Path(f"{speaker}-{number}.wav"), CORPORA["emodb"], speaker, emotion, "normal", "1")
        for speaker, emotion in (("03", "angry"), ("08", "neutral"))
        for number in range(4)
    )
    with pytest.raises(CorpusError, match="of emodb/03, only the emotion neutral is left"):
        speaker_folds(apart)
    assert grouped_folds(apart, 4) == ()
    one_differs = (apart[0], *apart[4:])
    with pytest.raises(CorpusError, match="only the emotion neutral is left"):
        random_split(one_differs, seed=0)


def test_the_random_split_says_that_it_leaks() -> None:
    clips = clips_of("ravdess", CORPORA["ravdess"].speakers)
    folds = random_split(clips, seed=1)
    (fold,) = folds.folds
    names = np.array([clip.voice for clip in clips])
    assert fold.test.size == len(clips) // 4
    assert set(names[fold.train]) & set(names[fold.test])
    assert "same speakers on both sides" in folds.protocol
