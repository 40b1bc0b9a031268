"""A table makes any folder a corpus; what it does not say clearly is refused in one sentence."""

from __future__ import annotations

import csv
import re
import unicodedata
from io import StringIO
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.errors import CorpusError
from ser_core.model.emotions import TONES
from ser_core.plaintext import is_plain
from ser_core.training.corpora import Clip, find_clips
from ser_core.training.splits import speaker_folds
from ser_core.training.table import Listed, read_table
from ser_core.training.train import licence_for
from tests.conftest import ROOT

FILES = ("a.wav", "b.flac", "c.mp3", "talks/d.ogg")


def write_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def write_table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a table, and beside it files of the names in `FILES`."""
    for name in FILES:
        write_file(folder / name)
    table = folder / "clips.csv"
    table.write_bytes(text.encode(encoding))
    return table


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for one table after the other."""
    return tmp_path_factory.mktemp("office")


def test_a_table_says_who_speaks_and_what_was_meant(tmp_path: Path) -> None:
    table = write_table(
        tmp_path,
        "file,speaker,emotion,sentence,intensity,remark\n"
        'a.wav,Ann,happy,s1,strong,"well, well"\n'
        "./talks/d.ogg, Ben , Angry ,,\n"
        ",,,,\n"
        "\n"
        "b.flac,Ben,sad\n",
    )
    assert read_table(table) == (
        Listed(tmp_path / "a.wav", "Ann", "happy", "strong", "s1"),
        Listed(tmp_path / "talks" / "d.ogg", "Ben", "angry", "unspecified", "unspecified"),
        Listed(tmp_path / "b.flac", "Ben", "sad", "unspecified", "unspecified"),
    )


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "library.md").read_text("utf-8")
    example = text.partition("```csv\n")[2].partition("```")[0]
    for number in (1, 2, 3):
        write_file(tmp_path / "talks" / f"00{number}.wav")
    (tmp_path / "clips.csv").write_text(example, "utf-8")
    listed = read_table(tmp_path / "clips.csv")
    assert [(each.speaker, each.emotion) for each in listed] == [
        *(("p1", "happy"), ("p1", "neutral"), ("p2", "angry"))
    ]
    said = text.partition("`emotion` one of ")[2].partition(".")[0]
    assert re.findall(r"\w+", said.replace(" and ", ", ")) == list(TONES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_tables_of_other_programs_are_read(
    tmp_path: Path, separator: str, newline: str, encoding: str
) -> None:
    lines = (
        f'Emotion{separator}"A, b; c, d; e"{separator}FILE{separator} Speaker',
        f"sad{separator}{separator}talks\\d.ogg{separator}Jürgen",
        "",
    )
    table = write_table(tmp_path, newline.join(lines), encoding)
    (listed,) = read_table(table)
    assert (listed.path, listed.speaker) == (tmp_path / "talks" / "d.ogg", "Jürgen")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a.wav,Ann", ", line 2: the emotion '' is not known; choose from neutral, calm"),
        ("a.wav,Ann,joy", "line 2: the emotion 'joy' is not known; choose from neutral, calm"),
        ("a.wav,,sad", "line 2: there is no speaker; write who"),
        ("a.wav,A\u200bnn,sad", r"line 2: the speaker 'A\\u200bnn' cannot be written everywhere"),
        (f"a.wav,{'n' * 256},sad", "take at most 255 characters"),
        ('"a.wav","An\nn",sad', r"line 2: the speaker 'An\\nn' cannot be written"),
        ("a.wav,Ann,sad\n\ne.wav,Ann,sad", r"line 4: there is no file 'e\.wav' in .*; correct"),
        ("talks,Ann,sad", "no file 'talks'"),
        (",Ann,sad", "no file ''"),
        ("a\0.wav,Ann,sad", "no file"),
        (f"{'a' * 3000},Ann,sad", "cannot be opened .*; check its name"),
        ("../a.wav,Ann,sad", r"'\.\./a\.wav' leads out of the folder; write a path from .* on"),
        ("talks/../../a.wav,Ann,sad", "leads out of the folder"),
        ("/a.wav,Ann,sad", "leads out of the folder"),
        (r"C:\a.wav,Ann,sad", "leads out of the folder"),
        (r"\\server\share\a.wav,Ann,sad", "leads out of the folder"),
        ("a.wav,Ann,sad\n./a.wav,Ben,sad", r"line 3: '\./a\.wav' is that of line 2 again; remove"),
        ("a.wav,Ann,sad\nb.flac,ann,sad", "line 3: the speaker 'ann' was 'Ann' further up; write"),
        ("a.wav,Ann,sad,well,well", "line 2: there are 5 cells for 3 columns; .* holds a ','"),
        ('a.wav,"Ann"a,sad', "line 2: this is no CSV .*; close every double quote"),
        ('a.wav,Ann,sad\nb.flac,"Ben,sad\n', "line 3: this is no CSV .*unexpected end of data"),
        ("", "lists no recording; write a line for each"),
    ],
)
def test_what_a_line_does_not_say_clearly_is_refused(tmp_path: Path, rows: str, words: str) -> None:
    table = write_table(tmp_path, f"file,speaker,emotion\n{rows}")
    with pytest.raises(CorpusError, match=words) as refused:
        read_table(table)
    assert str(table) in str(refused.value)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "datei,speaker,emotion",
            "line 1: there is no column 'file'; name file, speaker and emotion",
        ),
        ("\nfile,emotion", "line 2: there is no column 'speaker'"),
        ("file\tspeaker\temotion", "with , or ; between them"),
        ("file,speaker,emotion,File", "several columns 'file'"),
        ("file,speaker,emotion,sentence,sentence", "several columns 'sentence'"),
    ],
)
def test_columns_that_are_missing_or_not_clear_are_named(
    tmp_path: Path, header: str, words: str
) -> None:
    with pytest.raises(CorpusError, match=words):
        read_table(write_table(tmp_path, f"{header}\na.wav,Ann,sad\n"))


def test_a_table_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    text = "file,speaker,emotion\na.wav,Ann,sad\nb.flac,Jürgen,sad\n"
    with pytest.raises(CorpusError, match="line 3: this is not UTF-8; save the table"):
        read_table(write_table(tmp_path, text, "latin-1"))


def test_a_table_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "clips.csv").mkdir()
    with pytest.raises(CorpusError, match=r"clips\.csv cannot be opened"):
        find_clips([tmp_path])


@pytest.mark.parametrize(("stored", "written"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_accents_may_be_stored_as_another_system_does(
    tmp_path: Path, stored: str, written: str
) -> None:
    path = tmp_path / unicodedata.normalize(stored, "für.wav")
    path.touch()
    name = unicodedata.normalize(written, "für.wav")
    (listed,) = read_table(write_table(tmp_path, f"file,speaker,emotion\n{name},Ann,sad\n"))
    assert listed.path.samefile(path)


def test_one_recording_under_two_names_is_refused(tmp_path: Path) -> None:
    table = write_table(tmp_path, "file,speaker,emotion\na.wav,Ann,sad\ne.wav,Ben,sad\n")
    (tmp_path / "e.wav").symlink_to(tmp_path / "a.wav")
    with pytest.raises(CorpusError, match=r"'e\.wav' is that of line 2 again"):
        read_table(table)


def is_one_name(text: str) -> bool:
    """Tell whether a text is neither another way to write a name nor more than a name."""
    return is_plain(text) and text == unicodedata.normalize("NFC", text.strip()).casefold()


speakers = st.text(min_size=1).filter(is_one_name)
rows = st.lists(
    st.tuples(speakers, st.sampled_from(tuple(TONES)), st.text()), min_size=1, max_size=len(FILES)
)


@given(rows=rows, separator=st.sampled_from(",;"))
def test_whatever_a_program_writes_is_read_back(
    place: Path, rows: list[tuple[str, str, str]], separator: str
) -> None:
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=separator)
    writer.writerow(["file", "speaker", "emotion", "remark"])
    writer.writerows((name, *row) for name, row in zip(FILES, rows, strict=False))
    listed = read_table(write_table(place, written.getvalue()))
    assert [each.path for each in listed] == [place / name for name in FILES[: len(rows)]]
    assert [(each.speaker, each.emotion) for each in listed] == [row[:2] for row in rows]


@given(
    content=st.one_of(
        st.binary(),
        st.binary().map(b"file;speaker;emotion\n".__add__),
        st.text(alphabet='file,speaker;emotion\n\r"\0 ').map(str.encode),
    )
)
def test_whatever_bytes_there_are_nothing_but_a_sentence_comes_of_them(
    place: Path, content: bytes
) -> None:
    (place / "clips.csv").write_bytes(content)
    with pytest.raises(CorpusError, match=r"clips\.csv"):
        read_table(place / "clips.csv")


def clips_of(folder: Path, speakers: int) -> Path:
    """Write a table of files without sound."""
    folder.mkdir(parents=True)
    lines = ["file,speaker,emotion"]
    for speaker in range(speakers):
        for emotion in ("sad", "happy"):
            name = f"{speaker}-{emotion}.wav"
            (folder / name).touch()
            lines.append(f"{name},{speaker:02},{emotion}")
    (folder / "clips.csv").write_text("\n".join(lines), "utf-8")
    return folder


def test_a_folder_with_a_table_is_read_by_it_alone(tmp_path: Path) -> None:
    folder = clips_of(tmp_path / "office", 2)
    (folder / "03a01Fa.wav").touch()
    clips = find_clips([folder, tmp_path / "office" / ".." / "office"])
    assert [clip.path.name for clip in clips] == [
        *("0-happy.wav", "0-sad.wav", "1-happy.wav", "1-sad.wav")
    ]
    assert {clip.voice for clip in clips} == {"office/00", "office/01"}


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Unser Büro", "Unser-Büro"),
        ("a|b_c.d $x$ [red]", "a-b-c-d-x-red"),
        ("録音", "録音"),
        ("!!", "own"),
        ("x" * 200, "x" * 40),
    ],
)
def test_a_corpus_is_named_after_its_folder(tmp_path: Path, folder: str, name: str) -> None:
    (corpus,) = {clip.corpus for clip in find_clips([clips_of(tmp_path / folder, 1)])}
    assert (corpus.name, corpus.title, corpus.licence) == (name, name, "not stated")


def test_two_folders_of_one_name_do_not_mix(tmp_path: Path) -> None:
    folders = [clips_of(tmp_path / name, 2) for name in ("a/office", "b/Office")]
    with pytest.raises(CorpusError, match=r"b/Office would be called 'Office', as .*a/office is"):
        find_clips(folders)


def test_a_published_corpus_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="would be called 'CREMA-D', as CREMA-D is; rename"):
        find_clips([clips_of(tmp_path / "CREMA_D", 2)])


@given(speakers=st.integers(2, 40))
def test_there_are_five_folds_at_most_each_of_speakers_in_order(
    tmp_path_factory: pytest.TempPathFactory, speakers: int
) -> None:
    clips = find_clips([clips_of(tmp_path_factory.mktemp("own") / "office", speakers)])
    folds = speaker_folds(clips).folds
    held_out = [sorted({clips[index].speaker for index in fold.test}) for fold in folds]
    assert len(folds) <= 5
    assert list(chain(*held_out)) == [f"{speaker:02}" for speaker in range(speakers)]
    assert [len(fold) for fold in held_out[:-1]] == [len(held_out[0])] * (len(folds) - 1)


def test_the_owner_says_what_a_model_may_be_used_for(tmp_path: Path) -> None:
    def licence(*clips: Clip) -> str:
        return licence_for([clip.corpus for clip in clips])

    own = find_clips([clips_of(tmp_path / "office", 1)])[0]
    for name in ("03a01Fa.wav", "03-01-01-01-01-01-01.wav"):
        (tmp_path / name).touch()
    emodb, ravdess = find_clips([tmp_path])
    asked = "for the owner of those recordings to say whether it may be used at work"
    assert licence(own).startswith("Not stated: it learned from office, and")
    assert licence(own).endswith(f"{asked}.")
    assert licence(own, emodb).endswith(f"{asked}, naming EmoDB as a source.")
    assert licence(own, emodb, ravdess).endswith(
        f"{asked}; NON-COMMERCIAL use only, because it learned from RAVDESS speech too."
    )
