"""Speaker-disjoint folds, fixed once and for all, and grouped folds inside a training part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold, train_test_split

from ser_core.errors import CorpusError
from ser_core.training.corpora import FEWEST_EMOTIONS, Clip, corpora_of, labels_of

Indices = npt.NDArray[np.intp]

FEWEST_SPEAKERS: Final = 2
"""With fewer nobody can be held out."""


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Indices of the clips that are learned from, and of those that are measured."""

    train: Indices
    test: Indices


@dataclass(frozen=True, slots=True)
class Folds:
    """Folds in which each clip is measured once, and the protocol in words."""

    folds: tuple[Fold, ...]
    protocol: str


def speaker_folds(clips: Sequence[Clip]) -> Folds:
    """Split into the committed folds: RAVDESS by 4 actors, CREMA-D by 17, EmoDB by 2.

    A speaker's fold depends on the published list of speakers alone, not on who is at hand.
    With several corpora the k-th folds of all of them are held out together. Where the
    speakers at hand all lie in one fold, each speaker is a fold.

    Raises
    ------
    CorpusError
        Where a corpus does not have a speaker, there is only one, or a fold leaves fewer than two
        emotions to learn from.
    """
    _check_speakers(clips)
    numbers = np.array([_fold_number(clip) for clip in clips])
    if np.unique(numbers).size >= 2:
        sizes = ", ".join(f"{each.title} by {each.fold_size}" for each in corpora_of(clips))
        protocol = f"speakers held out in order: {sizes}"
    else:
        numbers = np.unique([clip.voice for clip in clips], return_inverse=True)[1]
        protocol = "one speaker held out at a time"
    folds = tuple(
        Fold(np.flatnonzero(numbers != number), np.flatnonzero(numbers == number))
        for number in np.unique(numbers)
    )
    _check_learnable(clips, folds)
    return Folds(folds, protocol)


def random_split(clips: Sequence[Clip], *, seed: int) -> Folds:
    """Split 75/25 at random, as the seed did: every speaker is on both sides.

    It measures memory of voices, not recognition; it is here to be printed beside the truth.

    Raises
    ------
    CorpusError
        Where it leaves fewer than two emotions to learn from.
    """
    train, test = train_test_split(np.arange(len(clips)), test_size=0.25, random_state=seed)
    folds = (Fold(train, np.sort(test)),)
    _check_learnable(clips, folds)
    return Folds(folds, "75/25, the same speakers on both sides")


def grouped_folds(clips: Sequence[Clip], count: int) -> tuple[Fold, ...]:
    """Split a training part again, no speaker on both sides (scikit-learn's GroupKFold).

    A single speaker cannot be split, and a fold that leaves fewer than two emotions to learn from
    tells nothing: there are no folds then.
    """
    voices = [clip.voice for clip in clips]
    speakers = len(set(voices))
    if speakers < 2:
        return ()
    splitter = GroupKFold(n_splits=min(count, speakers))
    folds = tuple(Fold(train, test) for train, test in splitter.split(voices, groups=voices))
    parts = training_parts(clips, folds)
    return folds if all(len(labels_of(part)) >= FEWEST_EMOTIONS for part in parts) else ()


def corpus_folds(clips: Sequence[Clip]) -> tuple[Fold, ...]:
    """Hold out one corpus after the other, its clips of emotions that the others have too.

    A corpus that shares fewer than two emotions with the others tells nothing, and has no fold;
    a single corpus has none either.
    """
    corpora = np.array([clip.corpus.name for clip in clips])
    emotions = np.array([clip.emotion for clip in clips])
    folds = []
    for corpus in np.unique(corpora):
        others = corpora != corpus
        shared = ~others & np.isin(emotions, emotions[others])
        if np.unique(emotions[shared]).size >= FEWEST_EMOTIONS:
            folds.append(Fold(np.flatnonzero(others), np.flatnonzero(shared)))
    return tuple(folds)


def training_parts(clips: Sequence[Clip], folds: Iterable[Fold]) -> Iterator[tuple[Clip, ...]]:
    """Give the clips that each fold leaves to learn from."""
    for fold in folds:
        yield tuple(clips[index] for index in fold.train)


def _check_speakers(clips: Sequence[Clip]) -> None:
    voices = {clip.voice for clip in clips}
    if len(voices) < FEWEST_SPEAKERS:
        message = (
            f"Only 1 speaker was found ({', '.join(voices)}); at least {FEWEST_SPEAKERS} are "
            "needed to measure a recipe on a voice that was not in its training."
        )
        raise CorpusError(message, value=tuple(voices))


def _check_learnable(clips: Sequence[Clip], folds: Sequence[Fold]) -> None:
    for fold, part in zip(folds, training_parts(clips, folds), strict=True):
        left = labels_of(part)
        if len(left) < FEWEST_EMOTIONS:
            voices = sorted({clips[index].voice for index in fold.test})
            message = (
                f"Without the held-out clips of {', '.join(voices)}, only the emotion "
                f"{', '.join(left)} is left to learn from; at least {FEWEST_EMOTIONS} are needed."
            )
            raise CorpusError(message, value=voices)


def _fold_number(clip: Clip) -> int:
    corpus = clip.corpus
    if clip.speaker not in corpus.speakers:
        message = (
            f"{clip.path} names the speaker {clip.speaker!r}, whom {corpus.title} does not "
            "have; rename or remove the file."
        )
        raise CorpusError(message, value=clip.speaker)
    return corpus.speakers.index(clip.speaker) // corpus.fold_size
