"""Speech corpora, known by their file names or by a table: who speaks, which emotion was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ser_core.errors import CorpusError
from ser_core.folders import files_below
from ser_core.model.emotions import TONES
from ser_core.model.facts import NOT_STATED
from ser_core.training.table import TABLE, UNSPECIFIED, read_table

AUDIO_SUFFIXES: Final = frozenset({".wav", ".flac"})
FEWEST_EMOTIONS: Final = 2
"""With fewer there is nothing to tell apart."""
MOST_FOLDS: Final = 5
"""Of a corpus that is known by its table."""
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Corpus:
    """What there is to know of a corpus.

    Parameters
    ----------
    name, title : str
        Our short name, and how people call it.
    licence, source : str
    commercial : bool or None
        Whether a model trained on it may be used at work; None where its owner has to say.
    speakers : tuple of str
        All the published speakers, in the order that the folds follow.
    fold_size : int
        How many speakers are held out together.
    """

    name: str
    title: str
    licence: str
    source: str
    commercial: bool | None
    speakers: tuple[str, ...]
    fold_size: int


@dataclass(frozen=True, slots=True)
class Clip:
    """One utterance with a meant emotion.

    Parameters
    ----------
    path : Path
    corpus : Corpus
    speaker : str
        The corpus's own number or name of who speaks.
    emotion : str
        The emotion that was meant.
    intensity : str
        "normal" or "strong" in RAVDESS, "low", "medium", "high" or "unspecified" in
        CREMA-D; "unspecified" in EmoDB; what a table says, or "unspecified".
    sentence : str
        The corpus's own code of the sentence; what a table says, or "unspecified".
    """

    path: Path
    corpus: Corpus
    speaker: str
    emotion: str
    intensity: str
    sentence: str

    @property
    def voice(self) -> str:
        """The speaker, unique across corpora."""
        return f"{self.corpus.name}/{self.speaker}"


CORPORA: Final[Mapping[str, Corpus]] = MappingProxyType(
    {
        corpus.name: corpus
        for corpus in (
            Corpus(
                "ravdess",
                "RAVDESS speech",
                "CC BY-NC-SA 4.0",
                "Livingstone & Russo 2018, doi 10.1371/journal.pone.0196391",
                commercial=False,
                speakers=tuple(f"{actor:02d}" for actor in range(1, 25)),
                fold_size=4,
            ),
            Corpus(
                "crema-d",
                "CREMA-D",
                "ODbL 1.0 (database), DbCL 1.0 (contents)",
                "Cao et al. 2014, doi 10.1109/TAFFC.2014.2336244",
                commercial=True,
                speakers=tuple(f"{actor}" for actor in range(1001, 1092)),
                fold_size=17,
            ),
            Corpus(
                "emodb",
                "EmoDB",
                "CC BY 4.0",
                "Burkhardt et al. 2005, doi 10.21437/Interspeech.2005-446",
                commercial=True,
                speakers=("03", "08", "09", "10", "11", "12", "13", "14", "15", "16"),
                fold_size=2,
            ),
        )
    }
)
"""The corpora that are known by their file names, by name."""

_RAVDESS: Final = re.compile(r"03-01-(0[1-8])-(0[12])-(0[12])-0[12]-(\d\d)", re.ASCII)
_CREMA_D: Final = re.compile(
    r"(1\d{3})_([A-Z]{3})_(ANG|DIS|FEA|HAP|NEU|SAD)_(LO|MD|HI|XX?)", re.ASCII
)
_EMODB: Final = re.compile(r"(\d\d)([ab]\d\d)([WLEAFTN])[a-z]", re.ASCII)

_RAVDESS_EMOTIONS: Final = (
    *("neutral", "calm", "happy", "sad"),
    *("angry", "fearful", "disgust", "surprised"),
)
_CREMA_D_EMOTIONS: Final = {
    "ANG": "angry",
    "DIS": "disgust",
    "FEA": "fearful",
    "HAP": "happy",
    "NEU": "neutral",
    "SAD": "sad",
}
_CREMA_D_INTENSITIES: Final = {"LO": "low", "MD": "medium", "HI": "high"}
_EMODB_EMOTIONS: Final = {
    "W": "angry",
    "L": "bored",
    "E": "disgust",
    "A": "fearful",
    "F": "happy",
    "T": "sad",
    "N": "neutral",
}


def recognise(path: Path) -> Clip | None:
    """Read a clip's facts from its file name; None for a file of no known corpus."""
    if path.suffix.lower() not in AUDIO_SUFFIXES:
        return None
    for pattern, read in _READERS:
        match = pattern.fullmatch(path.stem)
        if match is not None:
            return read(path, match)
    return None


def _ravdess(path: Path, match: re.Match[str]) -> Clip:
    emotion, intensity, sentence, actor = match.groups()
    strength = "strong" if intensity == "02" else "normal"
    meant = _RAVDESS_EMOTIONS[int(emotion) - 1]
    return Clip(path, CORPORA["ravdess"], actor, meant, strength, sentence)


def _crema_d(path: Path, match: re.Match[str]) -> Clip:
    actor, sentence, emotion, level = match.groups()
    intensity = _CREMA_D_INTENSITIES.get(level, UNSPECIFIED)
    return Clip(path, CORPORA["crema-d"], actor, _CREMA_D_EMOTIONS[emotion], intensity, sentence)


def _emodb(path: Path, match: re.Match[str]) -> Clip:
    speaker, sentence, emotion = match.groups()
    meant = _EMODB_EMOTIONS[emotion]
    return Clip(path, CORPORA["emodb"], speaker, meant, UNSPECIFIED, sentence)


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[Path, re.Match[str]], Clip]], ...]] = (
    (_RAVDESS, _ravdess),
    (_CREMA_D, _crema_d),
    (_EMODB, _emodb),
)


def find_clips(folders: Sequence[Path]) -> tuple[Clip, ...]:
    """Find every clip of some folders, each recording once.

    A folder that holds a `TABLE` is a corpus of its own, named after the folder, and has what
    the table lists. Of any other folder it is every clip of a known corpus anywhere below.

    Raises
    ------
    CorpusError
        Where a folder is missing or holds no recognisable file, one in it cannot be opened, its
        table says too little, or its name is that of another corpus.
    """
    found: dict[tuple[str, str], Clip] = {}
    places: dict[str, Path] = {}
    for folder in {folder.resolve(): folder for folder in folders}.values():
        if not folder.is_dir():
            message = f"There is no corpus folder {folder}; name the folder of the recordings."
            raise CorpusError(message, value=folder)
        own = (folder / TABLE).exists()
        if own:
            _check_name(folder, places)
        for clip in _listed(folder) if own else _named(folder):
            found.setdefault(_recording(clip), clip)
    return tuple(found[key] for key in sorted(found))


def _recording(clip: Clip) -> tuple[str, str]:
    """Tell recordings apart: some copies of RAVDESS hold each twice, and a table lists files."""
    name = clip.corpus.name
    return name, clip.path.stem if name in CORPORA else clip.path.as_posix()


def _named(folder: Path) -> list[Clip]:
    """Find the clips of known corpora anywhere below a folder."""
    files, troubles = files_below(folder)
    for error in troubles:
        message = (
            f"{error.filename} cannot be opened ({error.strerror}); "
            "check its permissions or name other folders."
        )
        raise CorpusError(message, value=error.filename) from error
    clips = [clip for path in files if (clip := recognise(path))]
    if not clips:
        message = (
            f"No file below {folder} is named as in {_titles()}; name the folder that holds their "
            f".wav or .flac files, or list other recordings in a table {TABLE} in it."
        )
        raise CorpusError(message, value=folder)
    return clips


def _listed(folder: Path) -> list[Clip]:
    """Take the clips that the table of a folder lists, and make them a corpus."""
    rows = read_table(folder / TABLE)
    speakers = tuple(sorted({row.speaker for row in rows}))
    name = _name_after(folder)
    corpus = Corpus(
        name,
        name,
        NOT_STATED,
        f"the owner's recordings, listed in {TABLE}",
        commercial=None,
        speakers=speakers,
        fold_size=-(-len(speakers) // MOST_FOLDS),
    )
    return [
        Clip(row.path, corpus, row.speaker, row.emotion, row.intensity, row.sentence)
        for row in rows
    ]


def _name_after(folder: Path) -> str:
    """Name a corpus after its folder, by what can stand in any table and any file name."""
    name = unicodedata.normalize("NFC", folder.resolve().name)
    kept = (each if unicodedata.category(each)[0] in "LMN" else " " for each in name)
    return "-".join("".join(kept).split())[:_LONGEST_NAME] or "own"


def _check_name(folder: Path, places: dict[str, Path]) -> None:
    """Raise `CorpusError` where another corpus has the name; note it in `places`."""
    name = _name_after(folder)
    key = name.casefold()
    other = CORPORA[key].title if key in CORPORA else places.setdefault(key, folder)
    if other != folder:
        message = (
            f"{folder} would be called {name!r}, as {other} is; rename the folder, so that "
            "their speakers are kept apart."
        )
        raise CorpusError(message, value=folder)


def choose_emotions(clips: Iterable[Clip], emotions: Sequence[str]) -> tuple[Clip, ...]:
    """Keep the clips of these emotions; raise `CorpusError` for one that no clip has."""
    clips = tuple(clips)
    present = labels_of(clips)
    for emotion in emotions:
        if emotion not in present:
            message = f"No clip has the emotion {emotion!r}; choose from {', '.join(present)}."
            raise CorpusError(message, value=emotion)
    return tuple(clip for clip in clips if clip.emotion in emotions)


def labels_of(clips: Iterable[Clip]) -> tuple[str, ...]:
    """Give the emotions that occur, in the order of `TONES`."""
    present = {clip.emotion for clip in clips}
    return tuple(label for label in TONES if label in present)


def corpora_of(clips: Iterable[Clip]) -> tuple[Corpus, ...]:
    """Give the corpora that occur, in the order of their names."""
    return tuple(sorted({clip.corpus for clip in clips}, key=lambda corpus: corpus.name))


def check_emotions(clips: Sequence[Clip]) -> None:
    """Raise `CorpusError` unless there are two emotions at least."""
    labels = labels_of(clips)
    if len(labels) < FEWEST_EMOTIONS:
        message = (
            f"Only the emotion {', '.join(labels)} was found; "
            f"at least {FEWEST_EMOTIONS} are needed."
        )
        raise CorpusError(message, value=labels)


def _titles() -> str:
    return ", ".join(corpus.title for corpus in CORPORA.values())
