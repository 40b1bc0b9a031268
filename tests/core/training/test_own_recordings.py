"""`ser evaluate` and `ser train` on a folder of one's own recordings with a table."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.cli.main import main
from ser_core.model.bundle import load_model
from ser_core.training.corpora import recognise

from .conftest import PITCH_HZ, RATE_HZ, crema_d_name, voice, write_corpus

EMOTIONS = {"angry": "W", "neutral": "N", "sad": "T", "bored": "T"}


def write_own(folder: Path, spoken: Mapping[str, Iterable[str]]) -> Path:
    """Write three takes, of three formats, of the emotions of each speaker, a folder a speaker."""
    lines = ["speaker;emotion;file"]
    for number, (speaker, emotions) in enumerate(spoken.items()):
        (folder / speaker).mkdir(parents=True)
        for emotion in emotions:
            for take in range(3):
                samples = voice(PITCH_HZ[EMOTIONS[emotion]], speaker=number, seed=take)
                name = f"{speaker}/{emotion} {take}.{('flac', 'ogg', 'mp3')[take]}"
                soundfile.write(folder / name, samples, RATE_HZ)
                lines.append(f"{speaker};{emotion.title()};{name}")
    (folder / "clips.csv").write_text("\r\n".join(lines), "utf-8-sig")
    return folder


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three speakers, of unequal numbers of clips; not to be changed."""
    spoken = {"Ann": ("angry", "sad"), "Ben": ("angry", "sad", "neutral"), "Cem": ("angry", "sad")}
    return write_own(tmp_path_factory.mktemp("own") / "our office", spoken)


def test_a_recipe_is_measured_in_the_folds_of_its_speakers(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "figures.json"
    assert main(["evaluate", "plain", str(office), "--json", str(figures)]) == 0
    printed = capsys.readouterr().out
    assert (
        "our-office: 21 clips, 3 speakers; speakers held out in order: our-office by 1." in printed
    )
    (part,) = json.loads(figures.read_text("utf-8"))["parts"]
    assert part["speakers"] == ["our-office/Ann", "our-office/Ben", "our-office/Cem"]


def test_every_condition_and_picture_has_the_name_of_the_folder(
    office: Path, tmp_path: Path
) -> None:
    folder, report = tmp_path / "録音 $", tmp_path / "report"
    shutil.copytree(office, folder)
    arguments = ["--conditions", "--report", str(report), "--emotions", "angry,sad"]
    assert main(["evaluate", "open", str(folder), *arguments]) == 0
    found = json.loads((report / "report.json").read_text("utf-8"))
    assert {row["corpus"] for row in found["results"]} == {"録音"}
    assert "babble 10 dB" in {row["condition"] for row in found["results"]}
    assert (report / "confusion-録音-none.png").read_bytes().startswith(b"\x89PNG")
    assert "![confusion matrix](confusion-録音-none.png)" in (report / "report.md").read_text(
        "utf-8"
    )


def test_a_model_is_measured_on_one_voice_without_an_interval(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = write_own(tmp_path / "mine", {"me": ("angry", "sad", "neutral")})
    assert main(["evaluate", "open", str(own), "--json", str(tmp_path / "figures.json")]) == 0
    printed = capsys.readouterr().out
    assert "mine: 9 clips, 1 speaker; the model as it is" in printed
    assert "One speaker gives no interval" in printed
    assert "–" not in printed.partition("Confusion")[0]


def test_one_voice_alone_can_teach_what_is_measured_on_others(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = write_own(tmp_path / "mine", {"me": ("angry", "sad", "neutral")})
    for recipe in ("plain", "kernel"):
        assert main(["evaluate", recipe, str(office), "--train", str(own)]) == 0
        assert "trained on mine only" in capsys.readouterr().out


def test_what_others_taught_is_measured_on_it_and_what_only_it_has_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = write_own(tmp_path / "office", dict.fromkeys(("Ann", "Ben"), ("angry", "bored", "sad")))
    others = write_corpus(tmp_path / "others", ("1001", "1002"), name=crema_d_name)
    assert main(["evaluate", "plain", str(own), "--train", str(others)]) == 0
    printed = capsys.readouterr().out
    assert "office: 12 clips, 2 speakers; trained on CREMA-D only" in printed
    assert "does not know their emotion: 6 bored." in printed


def test_a_model_of_it_and_of_others_says_whose_recordings_it_learned_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = write_own(
        tmp_path / "office", {"A|n": ("angry", "bored"), "Ben": ("angry",), "Cem": ("angry", "sad")}
    )
    others = write_corpus(tmp_path / "others", ("1001", "1002"), name=crema_d_name)
    folder = tmp_path / "model"
    arguments = ["-o", str(folder), "--recipe", "plain"]
    assert main(["train", str(own), str(others), *arguments]) == 0
    model = load_model(folder)
    assert model.labels == ("neutral", "sad", "angry", "bored")
    assert [fact.name for fact in model.facts.corpora] == ["crema-d", "office"]
    card = (folder / "CARD.md").read_text("utf-8")
    assert (
        "Not stated: it learned from office, and it is for the owner of those recordings to say "
        "whether it may be used at work, naming CREMA-D as a source."
    ) in card
    assert "- Learned from actors" in card
    assert "- What was meant in office, and whether it was acted, its owner has to say." in card
    assert r"| office | 15 | 3 (A\|n to Cem) | not stated | the owner's recordings, " in card
    assert main(["evaluate", str(folder), str(own)]) == 0
    assert "HEARD IN TRAINING: 3 of the measured speakers" in capsys.readouterr().out


def test_the_default_recipe_learns_from_it(office: Path, tmp_path: Path) -> None:
    assert main(["train", str(office), "-o", str(tmp_path / "model")]) == 0
    model = load_model(tmp_path / "model")
    assert model.facts.licence.startswith("Not stated: it learned from our-office, and")
    assert model.facts.corpora[0].speakers == ("Ann", "Ben", "Cem")
    assert "Learned from actors" not in (tmp_path / "model" / "CARD.md").read_text("utf-8")


def test_what_cannot_be_heard_is_skipped_counted_and_named(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(office, folder)
    (folder / "Ann" / "sad 0.flac").write_bytes(b"no sound")
    soundfile.write(folder / "Ben" / "sad 1.ogg", np.zeros(RATE_HZ), RATE_HZ)
    assert main(["evaluate", "plain", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "2 clips could not be used." in printed
    assert "skipped sad 1.ogg: it is silent." in printed


def test_a_table_that_says_too_little_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = write_own(tmp_path / "office", {"Ann": ("angry", "sad")})
    table = own / "clips.csv"
    table.write_text(table.read_text("utf-8").replace(";Sad;", ";Joy;"), "utf-8")
    assert main(["evaluate", "open", str(own)]) == 2
    error = capsys.readouterr().err
    assert f"{table}, line 5: the emotion 'Joy' is not known; choose from" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("subject", ["open", "plain"])
def test_clips_of_crema_d_have_the_same_figures_by_a_table(
    corpora: Path, tmp_path: Path, subject: str
) -> None:
    named, listed = tmp_path / "named", tmp_path / "listed"
    named.mkdir()
    lines = ["file,speaker,emotion"]
    for path in sorted((corpora / "crema-d").rglob("100[1-4]_*_XX.flac")):
        clip = recognise(path)
        assert clip is not None
        if clip.sentence in ("DFA", "ITH") and clip.emotion in ("angry", "happy", "sad"):
            shutil.copy(path, named)
            lines.append(f"{path.name},{clip.speaker},{clip.emotion}")
    shutil.copytree(named, listed)
    (listed / "clips.csv").write_text("\n".join(lines), "utf-8")
    found = []
    for folder in (named, listed):
        figures = tmp_path / f"{folder.name}.json"
        assert main(["evaluate", subject, str(folder), "--json", str(figures)]) == 0
        told = json.loads(figures.read_text("utf-8").replace("crema-d", "listed"))
        found.append((told["results"], told["one_emotion_streams"]))
    assert found[0] == found[1]
    assert told["parts"][0]["clips"] == 24
