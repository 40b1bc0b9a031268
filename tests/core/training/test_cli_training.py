"""`ser train`, `ser evaluate` and `ser models`, from a folder of recordings to figures."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.cli.main import main
from ser_core.features.spec import FEATURES
from ser_core.model.bundle import load_model
from ser_core.training.cache import Extractor
from ser_core.training.recipes import RECIPES

from .conftest import RATE_HZ, crema_d_name, ravdess_name, write_corpus


@pytest.fixture(scope="module")
def trained(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a model folder that `ser train` wrote."""
    folder = tmp_path_factory.mktemp("models") / "mine"
    assert main(["train", str(corpus), "-o", str(folder), "--recipe", "plain"]) == 0
    return folder


def test_training_writes_a_model_with_honest_figures(trained: Path) -> None:
    model = load_model(trained)
    assert (model.name, model.labels) == ("mine", ("neutral", "sad", "angry"))
    assert model.facts.corpora[0].speakers == ("03", "08", "09", "10")
    assert model.facts.licence.startswith("CC BY 4.0")
    figures = {f.measure: f for f in model.facts.figures if f.protocol.endswith("none")}
    assert figures["UAR"].value > 0.9
    assert "EmoDB, 36 clips, 3 emotions; speakers held out in order" in figures["UAR"].protocol
    card = (trained / "CARD.md").read_text()
    assert "speakers who were not in the training" in card
    values = np.zeros((1, len(FEATURES.names)), dtype=np.float32)
    assert model.classifier.probabilities(values).sum() == pytest.approx(1.0)


def test_training_twice_gives_the_same_weights(corpus: Path, trained: Path, tmp_path: Path) -> None:
    assert main(["train", str(corpus), "-o", str(tmp_path / "mine"), "--recipe", "plain"]) == 0
    for name in ("weights.safetensors", "model.json", "CARD.md"):
        assert (tmp_path / "mine" / name).read_bytes() == (trained / name).read_bytes()


def test_a_model_of_two_corpora_says_what_each_alone_is_worth_at_the_other(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_corpus(tmp_path / "others", ("1001", "1002"), emotions="WT", name=crema_d_name)
    folder = tmp_path / "both"
    folders = [str(corpus), str(tmp_path / "others")]
    assert main(["train", *folders, "-o", str(folder), "--recipe", "plain"]) == 0
    figures = [f for f in load_model(folder).facts.figures if f.measure == "UAR"]
    assert len({f.protocol for f in figures if not f.elsewhere}) == 8
    alone = {f.protocol.rsplit("; ", 2)[0] for f in figures if f.elsewhere}
    assert alone == {
        "CREMA-D, 12 clips, 2 emotions; trained on EmoDB only",
        "EmoDB, 24 clips, 2 emotions; trained on CREMA-D only",
    }
    capsys.readouterr()
    assert main(["models", "list", str(folder)]) == 0
    assert "UAR on unheard corpora" in " ".join(capsys.readouterr().out.split())


def test_a_corpus_that_shares_one_emotion_is_not_measured_by_the_others(
    corpus: Path, tmp_path: Path
) -> None:
    others = write_corpus(tmp_path / "others", ("1001", "1002"), emotions="WN", name=crema_d_name)
    for path in others.glob("*NEU*"):
        path.rename(path.with_stem(path.stem.replace("NEU", "HAP")))
    folder = tmp_path / "both"
    folders = [str(corpus), str(others), "--emotions", "sad,angry,happy"]
    assert main(["train", *folders, "-o", str(folder), "--recipe", "plain"]) == 0
    assert not any(f.elsewhere for f in load_model(folder).facts.figures)


def test_a_search_prints_every_combination(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "searched"
    arguments = ["--recipe", "plain", "--search", "--emotions", "sad,angry"]
    assert main(["train", str(corpus), "-o", str(folder), *arguments]) == 0
    printed = capsys.readouterr().out
    for words in (
        "penalty",
        "100",
        "300",
        "1000",
        "3000",
        "corpora held out in turn; of one corpus, on",
    ):
        assert words in printed
    assert load_model(folder).labels == ("sad", "angry")


def test_the_seed_shows_how_a_random_split_flatters(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", str(corpus), "--recipe", "seed", "--emotions", "sad,angry"]) == 0
    printed = capsys.readouterr().out
    assert "accuracy, random split" in printed
    assert "accuracy, unheard speakers" in printed
    assert "3: neutral, sad, angry" in printed
    assert "2: sad, angry" in printed
    assert "the same speakers on both sides" in printed


def test_a_recipe_is_measured_with_every_adaptation_and_condition(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noise, room = tmp_path / "noise", tmp_path / "room.wav"
    noise.mkdir()
    hiss = np.random.default_rng(0).normal(size=RATE_HZ) * 0.1
    for name in ("kitchen.wav", "street.wav"):
        soundfile.write(noise / name, hiss, RATE_HZ)
    soundfile.write(room, np.array([1.0, 0.0, 0.5]), RATE_HZ)
    figures, report = tmp_path / "figures.json", tmp_path / "report"
    arguments = [
        *("--conditions", "--noise", str(noise), "--room", str(room)),
        *("--json", str(figures), "--report", str(report)),
    ]
    assert main(["evaluate", "plain", str(corpus), *arguments]) == 0
    printed = capsys.readouterr().out
    assert "Streams of one emotion on emodb" in printed
    assert "Recordings of the noise: kitchen.wav, street.wav." in printed
    assert "Recordings of the room: room.wav." in printed
    found = json.loads(figures.read_text())
    assert {(r["condition"], r["adaptation"]) for r in found["results"]} >= {
        ("clean", "neutral first"),
        ("clean", "mostly neutral"),
        ("noise 5 dB", "none"),
        ("noise 5 dB", "random order"),
        ("babble 10 dB", "none"),
        ("telephone", "none"),
        ("room", "none"),
        ("gain +12 dB", "none"),
        ("clipping", "none"),
        ("first 1 s", "random order"),
    }
    clean = found["results"][0]
    assert np.sum(clean["confusion"]) == 36
    assert clean["uar"]["low"] <= clean["uar"]["value"] <= clean["uar"]["high"]
    assert found["recordings"] == {"noise": ["kitchen.wav", "street.wav"], "room": ["room.wav"]}
    assert found["heard_in_training"] == []
    assert {path.name for path in report.iterdir()} == {
        *("report.md", "report.json", "risk-coverage.png", "confusion-emodb-none.png"),
        *("confusion-emodb-random-order.png", "confusion-emodb-neutral-first.png"),
        "confusion-emodb-mostly-neutral.png",
    }
    assert (report / "risk-coverage.png").read_bytes().startswith(b"\x89PNG")


def test_voices_heard_in_training_are_called_so(
    corpus: Path, trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(trained), str(corpus)]) == 0
    assert "HEARD IN TRAINING: 4 of the measured speakers" in capsys.readouterr().out


def test_other_voices_are_not_called_heard(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = write_corpus(tmp_path / "others", ("11", "12"))
    assert main(["evaluate", str(trained), str(others)]) == 0
    assert "HEARD" not in capsys.readouterr().out


def test_emotions_that_the_model_does_not_know_are_left_out_and_counted(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = write_corpus(tmp_path / "others", ("11", "12"))
    for path in sorted(others.glob("*Wa.wav"))[:2]:
        path.rename(path.with_stem(path.stem.replace("W", "L")))
    assert main(["evaluate", str(trained), str(others)]) == 0
    assert "does not know their emotion: 2 bored." in capsys.readouterr().out


def test_a_recipe_is_measured_across_corpora(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = write_corpus(tmp_path / "others", ("11", "12"))
    assert main(["evaluate", "plain", str(others), "--train", str(corpus)]) == 0
    assert "trained on EmoDB only" in capsys.readouterr().out
    assert main(["evaluate", "plain", str(corpus), "--train", str(corpus)]) == 2
    assert "is in the training and in the test" in capsys.readouterr().err


def test_hyperparameters_can_be_chosen_inside_each_training_part(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "plain", str(corpus), "--search", "--emotions", "sad,angry"]) == 0
    printed = capsys.readouterr().out
    assert "hyperparameters chosen inside each training part" in printed
    chosen = printed.split("Chosen inside each training part")[1].split("Evaluation of")[0]
    penalties = {f"{penalty:g}" for penalty in RECIPES["plain"].grid["penalty"]}
    rows = [words for line in chosen.splitlines() if (words := line.split())]
    assert sum(words[-1] in penalties for words in rows) == 2, "a row for each fold"


def test_damaged_clips_are_skipped_counted_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_corpus(tmp_path / "corpus", ("03", "08", "09"))
    (folder / "03a09Wa.wav").write_bytes(b"no sound")
    soundfile.write(folder / "08a09Wa.wav", np.zeros(RATE_HZ), RATE_HZ)
    assert main(["evaluate", "plain", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "2 clips could not be used." in printed
    assert "skipped 03a09Wa.wav: " in printed
    assert "skipped 08a09Wa.wav: it is silent." in printed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["train", "{empty}", "-o", "{out}"], "is named as in"),
        (["train", "{gone}", "-o", "{out}"], "no corpus folder"),
        (["train", "{corpus}"], "no folder to write the model to"),
        (["train", "{corpus}", "-o", "{corpus}"], "holds other files"),
        (["train", "{corpus}", "-o", "{out}", "--recipe", "x"], "no recipe 'x'"),
        (["train", "{corpus}", "-o", "{out}", "--recipe", "seed"], "leave out -o"),
        (["train", "{corpus}", "--recipe", "seed", "--search"], "leave out --search"),
        (["train", "{gone}", "-o", "/dev/null/model"], "/dev/null"),
        (["train", "{corpus}", "-o", "{out}\x1b[2J"], "cannot be a model's name"),
        (["train", "{corpus}", "-o", "{out}", "--emotions", "calm,sad"], "emotion 'calm'"),
        (["train", "{corpus}", "-o", "{out}", "--emotions", "sad"], "Only the emotion sad"),
        (["train", "{apart}", "-o", "{out}"], "only the emotion neutral is left"),
        (["train", "{apart}", "--recipe", "seed"], "only the emotion neutral is left"),
        (["evaluate", "plain", "{apart}"], "only the emotion neutral is left"),
        (["evaluate", "x", "{corpus}"], "no model 'x'"),
        (["evaluate", "open", "{corpus}", "--search"], "leave out --search"),
        (["evaluate", "open", "{corpus}", "--train", "{corpus}"], "leave out --train"),
        (["evaluate", "plain", "{corpus}", "--report", "{corpus}"], "holds other files"),
        (["evaluate", "plain", "{gone}", "--json", "{out}/x.json"], "x.json"),
        (["evaluate", "plain", "{gone}", "--noise", "{corpus}"], "add --conditions"),
        (["evaluate", "plain", "{gone}", "--conditions", "--room", "{gone}"], "does not exist"),
        (["evaluate", "plain", "{gone}", "--conditions", "--noise", "{mute}"], "a.wav is silent"),
        (["evaluate", "plain", "{gone}", "--conditions", "--room", "{mute}/a.wav"], "is silent"),
        (["models", "show", "x"], "no model 'x'"),
    ],
)
def test_bad_input_is_one_sentence(
    corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    for name in ("empty", "mute"):
        (tmp_path / name).mkdir()
    soundfile.write(tmp_path / "mute" / "a.wav", np.zeros(100), RATE_HZ)
    write_corpus(tmp_path / "apart", ("03",), "W")
    write_corpus(tmp_path / "apart", ("08",), "N")
    names = ("empty", "gone", "out", "mute", "apart")
    places = {name: tmp_path / name for name in names} | {"corpus": corpus}
    assert main([argument.format(**places) for argument in arguments]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["train", "{unknown}", "-o", "{out}"], "the speaker '25'"),
        (["train", "{unknown}", "--recipe", "seed"], "the speaker '25'"),
        (["train", "{two}", "-o", "{out}", "--search"], "held out of emodb/08 to choose"),
        (["evaluate", "plain", "{unknown}"], "the speaker '25'"),
        (["evaluate", "plain", "{two}", "--search"], "held out of emodb/08 to choose"),
        (["evaluate", "plain", "{two}", "--train", "{two}"], "in the training and in the test"),
        (["evaluate", "plain", "{one}"], "Only 1 speaker"),
        (["train", "{one}", "-o", "{out}"], "Only 1 speaker"),
    ],
)
def test_what_cannot_be_measured_is_refused_before_it_is_described(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.setattr(Extractor, "usable", lambda *_: pytest.fail("It was described."))
    write_corpus(tmp_path / "one", ("03",))
    write_corpus(tmp_path / "two", ("03", "08"))
    write_corpus(tmp_path / "unknown", ("24", "25"), name=ravdess_name)
    places = {name: tmp_path / name for name in ("one", "two", "unknown", "out")}
    assert main([argument.format(**places) for argument in arguments]) == 2
    assert words in capsys.readouterr().err


def test_figures_of_before_stay_until_there_are_new_ones(tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text("{}")
    for figures in (before, tmp_path / "new.json"):
        gone = str(tmp_path / "gone")
        assert main(["evaluate", "plain", gone, "--json", str(figures)]) == 2
    assert before.read_text() == "{}"
    assert list(tmp_path.iterdir()) == [before]


def test_models_are_listed_and_shown(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", str(trained)]) == 0
    assert "verified" in capsys.readouterr().out
    assert main(["models", "show", str(trained)]) == 0
    assert "# Model `mine`" in capsys.readouterr().out


def test_a_damaged_model_is_listed_as_refused(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "model.json").write_text("{}")
    assert main(["models", "list", str(trained), str(tmp_path)]) == 1
    printed, error = capsys.readouterr()
    assert "mine" in printed
    assert "refused: 'format'" in error


def test_a_list_of_models_none_of_which_can_be_loaded_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "list", "x", str(tmp_path)]) == 2
    printed, error = capsys.readouterr()
    assert printed == ""
    assert error.count("refused: ") == 2


def a_clip_is_described(_group: int, cache: Path) -> bool:
    return any(cache.rglob("output.pkl"))


def a_worker_imports(group: int, _cache: Path) -> bool:
    """Tell whether a process that describes clips has begun, and is not there yet."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            worker = b"popen_loky" in (process / "cmdline").read_bytes()
            if worker and os.getpgid(int(process.name)) == group:
                return "_multiarray_umath" in (process / "maps").read_text("utf-8")
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes the Linux way")
@pytest.mark.parametrize(
    ("jobs", "seen"), [(1, a_clip_is_described), (2, a_worker_imports), (2, a_clip_is_described)]
)
def test_an_interrupted_training_says_one_sentence_and_leaves_no_folder(
    tmp_path: Path, jobs: int, seen: Callable[[int, Path], bool]
) -> None:
    speakers = ("03", "08", "09", "10", "11", "12", "13", "14", "15", "16")
    folder = write_corpus(tmp_path / "corpus", speakers)
    cache = tmp_path / "cache"
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from ser_core.cli.main import main; raise SystemExit(main())"
    )
    command = [sys.executable, "-c", program, "train", str(folder), "-o", str(tmp_path / "model")]
    process = subprocess.Popen(
        [*command, "--jobs", str(jobs)],
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and not seen(process.pid, cache):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130, error
    assert error == "ser: interrupted.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "corpus"]


@pytest.mark.slow
def test_the_real_folds_measure_what_they_should(
    corpora: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "plain", str(corpora / "emodb")]) == 0
    assert "535 clips, 10 speakers" in capsys.readouterr().out
