"""`ser analyze`: its three formats, what it finds, and how it fails."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.cli.analyze import FORMATS, find_recordings
from ser_core.cli.main import main
from ser_core.csvtext import restore
from ser_core.model import load_model, save_model
from ser_core.recordings import RecordingResult, analyze_file
from ser_core.rows import columns
from tests.conftest import ROOT
from tests.models import LABELS, made_up_model
from tests.signals import talk, white

SIDES = ("left", "right")

pytestmark = pytest.mark.usefixtures("no_leaked_threads")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("models") / "made-up"
    save_model(made_up_model(), folder, card="# Made up\n")
    return str(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "talk.wav", talk(), 16_000)
    soundfile.write(tmp_path / "noise.flac", white(3.0), 16_000)
    return tmp_path


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_the_columns_of_the_session_log_and_the_file(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "talk.wav"
    assert main(["analyze", str(path), "--format", "csv", "--model", model]) == 0
    said = capsys.readouterr()
    rows = rows_of(said.out)
    assert tuple(rows[0]) == ("file", *columns(LABELS))
    assert [row["utterance_id"] for row in rows] == ["1", "2"]
    for row in rows:
        assert row["file"] == str(path)
        assert row["status"] == "ok"
        assert sum(float(row[f"p_{label}"]) for label in LABELS) == pytest.approx(1, abs=2e-4)
        assert float(row["duration_s"]) == pytest.approx(
            float(row["end_s"]) - float(row["start_s"]), abs=1e-6
        )
    assert said.err.endswith("1 of 1 recording analysed, 2 utterances.\n")


def test_json_lines_say_the_same_as_the_csv(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(folder / "talk.wav")
    main(["analyze", path, "--format", "csv", "--model", model])
    rows = rows_of(capsys.readouterr().out)
    main(["analyze", path, "--format", "jsonl", "--model", model])
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(objects) == len(rows) == 2
    for row, facts in zip(rows, objects, strict=True):
        told = {name: cell for name, cell in row.items() if cell}
        assert told == {name: str(value) for name, value in facts.items()}


def test_the_table_is_for_people(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(folder), "--model", model]) == 0
    said = capsys.readouterr().out
    assert "talk.wav  (6.8 s)" in said
    assert "no speech found" in said
    assert any(label in said for label in LABELS)


def test_a_recording_that_leaves_no_row_is_named(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(folder), "--format", "csv", "--model", model]) == 0
    said = capsys.readouterr()
    assert {row["file"] for row in rows_of(said.out)} == {str(folder / "talk.wav")}
    assert f"no speech: {folder / 'noise.flac'}\n" in said.err


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.txt"])
def test_the_ending_of_the_output_chooses_the_format(
    folder: Path, model: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / name
    assert main(["analyze", str(folder / "talk.wav"), "-o", str(out), "--model", model]) == 0
    text = out.read_text("utf-8")
    expected = {"out.csv": "file,", "out.jsonl": '{"file"', "out.txt": str(folder)}
    assert text.startswith(expected[name])
    assert capsys.readouterr().out == ""


def test_two_jobs_give_the_same_output(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for jobs in ("1", "2"):
        arguments = ["analyze", str(folder), "--format", "csv", "--model", model, "--jobs", jobs]
        assert main(arguments) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_whole_takes_a_file_as_one(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["analyze", str(folder), "--whole", "--format", "csv", "--model", model]
    assert main(arguments) == 0
    noise, spoken = rows_of(capsys.readouterr().out)
    assert (noise["status"], noise["emotion"]) == ("no_speech", "")
    assert (spoken["start_s"], spoken["end_s"], spoken["status"]) == ("0.0", "6.8", "ok")


def test_a_recording_is_never_written_over(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken, again = folder / "talk.wav", folder / "again.wav"
    before = spoken.read_bytes()
    again.symlink_to(spoken)
    for output in (spoken, again):
        assert main(["analyze", str(spoken), "-o", str(output), "--model", model]) == 2
        assert "is a recording to be analysed" in capsys.readouterr().err
    assert spoken.read_bytes() == before


def test_results_without_a_folder_are_refused_before_the_work(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    results = folder / "missing" / "results.csv"
    assert main(["analyze", str(folder), "--model", model, "-o", str(results)]) == 2
    said = f"ser: {results} has no folder to be in; make it, or name another file with -o.\n"
    assert capsys.readouterr().err == said


def test_results_that_may_not_be_written_are_named_as_they_were_asked_for(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, _flags: int) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("ser_core.cli.analyze.opener_like", lambda _target: refuse)
    results = folder / "results.csv"
    assert main(["analyze", str(folder), "--model", model, "-o", str(results)]) == 2
    assert capsys.readouterr().err.startswith(f"ser: {results}: Permission denied; check")


def test_earlier_results_stay_where_there_are_no_new_ones(folder: Path, model: str) -> None:
    out = folder / "results.csv"
    out.write_text("of yesterday", "utf-8")
    (folder / "broken.wav").write_bytes(b"RIFF")
    for name in ("typo*.wav", "broken.wav"):
        assert main(["analyze", str(folder / name), "-o", str(out), "--model", model]) == 2
        assert out.read_text("utf-8") == "of yesterday"
    assert not list(folder.glob("*.part"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions.")
def test_results_keep_the_permissions_of_those_they_replace(folder: Path, model: str) -> None:
    out = folder / "results.csv"
    out.touch()
    out.chmod(0o600)
    assert main(["analyze", str(folder / "talk.wav"), "-o", str(out), "--model", model]) == 0
    assert out.stat().st_size > 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_an_interruption_keeps_earlier_results_and_those_so_far(
    folder: Path,
    model: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = analyze_file(folder / "talk.wav", load_model(model))

    def interrupted(*_: object, **__: object) -> Iterator[RecordingResult]:
        yield first
        raise KeyboardInterrupt

    monkeypatch.setattr("ser_core.recordings.analyze_files", interrupted)
    out = folder / "results.csv"
    out.write_text("of yesterday", "utf-8")
    assert main(["analyze", str(folder), "-o", str(out), "--model", model]) == 130
    assert out.read_text("utf-8") == "of yesterday"
    part = folder / "results.csv.part"
    assert str(part) in capsys.readouterr().err
    assert len(rows_of(part.read_text("utf-8"))) == len(first.utterances)

    kept = part.read_bytes()
    assert main(["analyze", str(folder), "-o", str(out), "--model", model]) == 130
    assert str(folder / "results.csv.2.part") in capsys.readouterr().err
    monkeypatch.undo()
    assert main(["analyze", str(folder), "-o", str(out), "--model", model]) == 0
    assert len(rows_of(out.read_text("utf-8"))) == len(first.utterances)
    assert [each.read_bytes() for each in sorted(folder.glob("*.part"))] == [kept, kept]


def test_an_interruption_before_any_result_leaves_nothing(
    folder: Path,
    model: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(*_: object, **__: object) -> Iterator[RecordingResult]:
        raise KeyboardInterrupt

    monkeypatch.setattr("ser_core.recordings.analyze_files", interrupted)
    out = folder / "results.csv"
    assert main(["analyze", str(folder), "-o", str(out), "--model", model]) == 130
    assert "results so far" not in capsys.readouterr().err
    assert not list(folder.glob("results*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices.")
def test_results_can_go_to_a_device(folder: Path, model: str) -> None:
    arguments = ["analyze", str(folder / "talk.wav"), "-o", "/dev/null", "--model", model]
    assert main(arguments) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no device that is full.")
@pytest.mark.parametrize("kind", FORMATS)
def test_a_full_disk_is_named(
    folder: Path, model: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["analyze", str(folder / "talk.wav"), "-o", "/dev/full", "--format", kind]
    assert main([*arguments, "--model", model]) == 2
    assert capsys.readouterr().err.startswith("ser: /dev/full cannot be written (No space")


def test_some_that_fail_are_counted_and_named(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.wav").write_bytes(b"RIFF")
    arguments = ["analyze", str(folder), str(folder / "gone.wav"), str(folder / "*.xyz")]
    assert main([*arguments, "--model", model]) == 1
    said = capsys.readouterr().err
    assert "2 of 5 recordings analysed, 2 utterances." in said
    for name in ("broken.wav", "gone.wav", "*.xyz"):
        (line,) = [line for line in said.splitlines() if name in line]
        assert line.startswith("failed: ")
        assert line.endswith(".")


def test_when_all_fail_the_code_is_2(
    tmp_path: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(tmp_path / "gone.wav"), "--model", model]) == 2
    assert main(["analyze", str(tmp_path), "--model", model]) == 2
    assert "leads to no recording" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "no-such-model"], "no-such-model"),
        (["-o", "no/such/folder/out.csv"], "no/such/folder/out.csv"),
        (["-o", "out.xlsx"], "out.xlsx ends in .xlsx, which is no format"),
        (["--channel", "lft"], "--channel is 'lft'; choose mix, each, left, right, or the number"),
    ],
)
def test_usage_errors_are_one_sentence(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(folder / "talk.wav"), str(folder / "noise.flac"), *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_impossible_jobs_are_refused(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["analyze", "a.wav", "--jobs", jobs])
    assert stop.value.code == 2
    assert "choose 1 or more" in capsys.readouterr().err


def test_a_channel_that_is_missing_fails_that_file(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stereo = folder / "stereo.wav"
    soundfile.write(stereo, np.stack((talk(), talk()), axis=1), 16_000)
    arguments = ["analyze", str(folder / "talk.wav"), str(stereo), "--channel", "right"]
    assert main([*arguments, "--model", model]) == 1
    assert "no channel 'right'" in capsys.readouterr().err


def test_folders_and_patterns_are_expanded_once_and_in_order(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "b.WAV").touch()
    (inner / "notes.txt").touch()
    paths, failures = find_recordings(
        [str(folder / "talk.wav"), str(folder), str(folder / "*" / "*.WAV")]
    )
    assert [path.name for path in paths] == ["talk.wav", "b.WAV", "noise.flac"]
    assert failures == []


def test_a_folder_hides_no_recording_that_cannot_be_read(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "phone.m4a").write_bytes(b"no sound")
    (folder / "._talk.wav").write_bytes(b"what macOS knows of it")
    (folder / "named-like-one.wav").mkdir()
    assert main(["analyze", str(folder), "--model", model]) == 1
    said = capsys.readouterr().err
    assert "2 of 3 recordings analysed" in said
    assert "phone.m4a is not a recording that can be read" in said


def test_a_recording_is_found_once_whatever_leads_to_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "again.wav").symlink_to(folder / "talk.wav")
    paths, failures = find_recordings(["talk.wav", str(folder / "talk.wav"), "again.wav"])
    assert (paths, failures) == ([Path("talk.wav")], [])


def test_a_link_that_leads_nowhere_is_counted_as_failed(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gone.wav").symlink_to(folder / "nowhere.wav")
    assert main(["analyze", str(folder), "--model", model]) == 1
    assert "gone.wav' cannot be opened" in capsys.readouterr().err


def test_a_folder_that_cannot_be_opened_is_counted_as_failed(
    folder: Path, model: str, closed_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(folder), str(closed_folder), "--model", model]) == 1
    said = capsys.readouterr().err
    assert f"failed: {str(closed_folder)!r} cannot be opened" in said
    assert "2 of 3 recordings analysed" in said


def test_a_name_that_is_too_long_stops_no_other(folder: Path) -> None:
    paths, (failure,) = find_recordings(["x" * 5000 + ".wav", str(folder / "talk.wav")])
    assert [path.name for path in paths] == ["talk.wav"]
    assert "cannot be opened" in failure


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    path = folder / "call[1].wav"
    path.touch()
    assert find_recordings([str(path)]) == ([path], [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names.")
def test_strange_names_are_harmless(
    folder: Path, model: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    formula, foreign = Path("=1+1.wav"), Path(os.fsdecode(b"caf\xe9.wav"))
    (folder / "talk.wav").rename(formula)
    foreign.write_bytes(formula.read_bytes())
    arguments = ["analyze", str(formula), str(foreign), "--format", "csv", "--model", model]
    assert main(arguments) == 0
    rows = rows_of(capsys.readouterr().out)
    assert rows[0]["file"] == "'=1+1.wav"
    assert restore(rows[0]["file"]) == "=1+1.wav"
    assert rows[-1]["file"] == "caf\\udce9.wav"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names.")
def test_no_name_commands_the_terminal(
    folder: Path, model: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "talk.wav").rename(folder / "talk\x1b[2J\n.wav")
    (folder / "broken\x1b[2J\n.wav").write_bytes(b"RIFF")
    assert main(["analyze", str(folder), "--model", model]) == 1
    said = capsys.readouterr()
    assert "talk\\x1b[2J\\n.wav" in said.out
    assert "broken\\x1b[2J\\n.wav" in said.err
    assert "\x1b" not in said.out + said.err
    assert main(["analyze", str(folder), "--format", "csv", "--model", model]) == 1
    assert rows_of(capsys.readouterr().out)[0]["file"].endswith("talk\x1b[2J\n.wav")


def test_each_channel_is_named(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "assets" / "demo-call.flac")
    assert main(["analyze", path, "--format", "csv", "--channel", "each", "--model", model]) == 0
    rows = rows_of(capsys.readouterr().out)
    numbers = {side: {r["utterance_id"] for r in rows if r["channel"] == side} for side in SIDES}
    assert all(len(each) >= 3 for each in numbers.values())
    assert numbers["left"].isdisjoint(numbers["right"])
    assert main(["analyze", path, "--channel", "each", "--model", model]) == 0
    told = capsys.readouterr().out
    assert " left " in told
    assert " right " in told


def test_the_help_names_the_limit_of_whole(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["analyze", "--help"])
    assert "300 s at most" in " ".join(capsys.readouterr().out.split())
