"""The command `ser`: exit codes, one-sentence errors, examples, plug-ins."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import signal
from importlib.metadata import EntryPoint

import pytest

from ser_core.cli import interrupt, parsing
from ser_core.cli.main import main
from ser_core.errors import ModelError
from ser_core.model import load_model


def plug_in(monkeypatch: pytest.MonkeyPatch, run: parsing.Run) -> None:
    """Make `ser probe` the only plug-in command, doing `run`."""

    def add_command(subparsers: parsing.Subparsers) -> None:
        parsing.add_parser(
            subparsers, "probe", summary="A probe.", examples=("ser probe --x",), run=run
        )

    class Entry:
        name = "probe"

        def load(self) -> object:
            return add_command

    monkeypatch.setattr("ser_core.cli.main.entry_points", lambda **_: [Entry()])


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("ser ")


def test_help_shows_the_examples_of_every_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plug_in(monkeypatch, lambda _: 0)
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "\n  ser probe --x" in capsys.readouterr().out


def test_who_names_no_command_sees_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "\n    analyze   Analyse recordings" in told.err
    assert "\n  ser analyze call.wav" in told.err


@pytest.mark.parametrize("code", [0, 1])
def test_the_command_chooses_the_exit_code(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    plug_in(monkeypatch, lambda _: code)
    assert main(["probe"]) == code


def test_an_error_is_one_sentence_and_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise ModelError("No model is called 'x'; run `ser models`.")

    plug_in(monkeypatch, run)
    assert main(["probe"]) == 2
    assert capsys.readouterr().err == "ser: No model is called 'x'; run `ser models`.\n"


def test_a_missing_file_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise FileNotFoundError(2, "No such file or directory", "gone.wav")

    plug_in(monkeypatch, run)
    assert main(["probe"]) == 2
    assert capsys.readouterr().err.startswith("ser: gone.wav: No such file")


@pytest.mark.parametrize(("name", "said"), [(None, "The output"), ("r.csv", "r.csv")])
def test_a_full_disk_is_told_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str | None,
    said: str,
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", name)

    plug_in(monkeypatch, run)
    assert main(["probe"]) == 2
    assert capsys.readouterr().err == (
        f"ser: {said} cannot be written (No space left on device); make room, or write elsewhere.\n"
    )


@pytest.mark.parametrize("argv", [["--debug", "probe"], ["probe", "--debug"]])
def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    def run(args: argparse.Namespace) -> int:
        raise ModelError("broken")

    plug_in(monkeypatch, run)
    with pytest.raises(ModelError):
        main(argv)


def test_interruption_is_code_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    plug_in(monkeypatch, run)
    assert main(["probe"]) == 130
    assert capsys.readouterr().err == "ser: interrupted.\n"


def test_a_broken_plug_in_leaves_the_rest_working(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = EntryPoint(name="broken", value="no_such_module:add", group="ser.commands")
    monkeypatch.setattr("ser_core.cli.main.entry_points", lambda **_: [broken])
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    assert "'broken' is left out" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
def test_an_interruption_that_a_library_swallows_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(args: argparse.Namespace) -> int:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        interrupt.check()
        return 0

    plug_in(monkeypatch, run)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["probe"]) == 130
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        plug_in(monkeypatch, lambda _: interrupt.check() or 0)
        assert main(["probe"]) == 0
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    "option", [["--jobs", "0"], ["--jobs", "two"], ["--seed", "-1"], ["--seed", f"{2**32}"]]
)
def test_numbers_out_of_range_are_named(
    option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["train", "folder", *option])
    assert stop.value.code == 2
    assert f"{option[1]!r} is no" in capsys.readouterr().err


def test_a_listed_figure_has_its_interval(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", "open"]) == 0
    figures = [figure for figure in load_model("open").facts.figures if figure.measure == "UAR"]
    first = figures[0]
    told = capsys.readouterr().out
    assert f"{first.value:.3f} ({first.low:.3f} to {first.high:.3f})" in told
    _, row, *_ = told.splitlines()
    assert row.split("  ")[0] == "open", "words begin at the left"
    assert "  neutral, happy, sad" in row
