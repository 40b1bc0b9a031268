"""`ser analyze`: recordings through the same path as the microphone, a row each utterance."""

from __future__ import annotations

import argparse
import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from ser_core.cli.parsing import Subparsers, add_parser, check_channel, process_count
from ser_core.config import MAX_UTTERANCE_S
from ser_core.errors import DISK_FULL, ConfigError
from ser_core.exit_codes import EXIT_ERROR, EXIT_OK, EXIT_SOME_FAILED
from ser_core.folders import files_below
from ser_core.permissions import opener_like
from ser_core.plaintext import counted, plain

FORMATS: Final = ("table", "csv", "jsonl")
_FORMAT_OF: Final = {".csv": "csv", ".jsonl": "jsonl", ".txt": "table", "": "table"}
"""By the ending of the file's name."""

_EXAMPLES: Final = (
    "ser analyze call.wav",
    "ser analyze recordings/ -o results.csv --jobs 2",
    "ser analyze 'day-*.flac' --channel right --format jsonl",
    "ser analyze call.wav --channel each",
    "ser analyze clip.wav --whole --model ravdess",
)
_SUFFIXES: Final = frozenset(
    {
        *(".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc"),
        *(".au", ".snd", ".caf", ".w64", ".rf64", ".voc", ".nist", ".sph"),
        # Not readable, but recordings all the same: in a folder they are counted as failed.
        *(".m4a", ".aac", ".amr", ".wma", ".webm"),
    }
)


def add_command(subparsers: Subparsers) -> None:
    """Add `ser analyze`."""
    parser = add_parser(
        subparsers,
        "analyze",
        summary="Analyse recordings: a row for each utterance.",
        examples=_EXAMPLES,
        run=run,
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="recordings, folders of them, or patterns"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the ending of -o, else a table"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to this file")
    parser.add_argument(
        "--model", default=None, metavar="NAME-or-FOLDER", help="a bundled model or a model folder"
    )
    parser.add_argument(
        "--channel",
        default="mix",
        help="mix, left, right, each (left and right at once) or a number from 1 (default: mix)",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help=f"take each file, of {MAX_UTTERANCE_S:g} s at most, as one utterance, pauses and all",
    )
    parser.add_argument(
        "--jobs", type=process_count, default=1, metavar="N", help="files analysed at once"
    )


def run(args: argparse.Namespace) -> int:
    """Analyse, write the rows, and say at the end how many failed and why."""
    from ser_core.cli.tables import result_table
    from ser_core.model import DEFAULT_MODEL, load_model
    from ser_core.recordings import RecordingFailure, Task, analyze_files

    check_channel(args.channel)
    paths, failures = find_recordings(args.files)
    _check_output(args.output, paths)
    kind = _format(args)
    task = Task(load_model(args.model or DEFAULT_MODEL), channel=args.channel, whole=args.whole)
    analysed = utterances = 0
    silent: list[Path] = []  # they leave no row, so that who reads the rows misses them
    with _opened(args.output) as opened, _progress(paths) as progress:
        table = result_table(kind, opened.file, task.model)
        for outcome in analyze_files(paths, task, jobs=args.jobs, progress=progress):
            if isinstance(outcome, RecordingFailure):
                failures.append(outcome.reason)
            else:
                table.add(outcome)
                opened.worth_keeping = True
                analysed += 1
                utterances += len(outcome.utterances)
                silent += [] if outcome.utterances else [outcome.path]
    _conclude(analysed, utterances, silent, failures)
    if not failures:
        return EXIT_OK
    return EXIT_SOME_FAILED if analysed else EXIT_ERROR


def find_recordings(arguments: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Expand folders and patterns, keeping order and dropping repetitions.

    Returns
    -------
    paths : list of Path
    failures : list of str
        A sentence for each argument behind which there is no recording, and for each folder
        that cannot be opened.
    """
    found: dict[str, Path] = {}
    failures: list[str] = []
    for argument in arguments:
        try:
            paths, troubles = _expand(argument)
        except OSError as error:
            paths, troubles = [], [error]
        failures += (
            f"{str(error.filename)!r} cannot be opened ({error.strerror}); "
            "check the path and its permissions."
            for error in troubles
        )
        if not paths and not troubles:
            failures.append(f"{argument!r} leads to no recording; check the path.")
        for path in paths:
            found.setdefault(os.path.realpath(path), path)
    return list(found.values()), list(dict.fromkeys(failures))


def _expand(argument: str) -> tuple[list[Path], list[OSError]]:
    path = Path(argument)
    if path.is_dir():
        files, troubles = files_below(path)
        return [each for each in files if _is_recording(each)], troubles
    if path.exists() or not glob.has_magic(argument):
        return [path], []
    matches = glob.iglob(argument, recursive=True)  # noqa: PTH207 - patterns may be absolute
    return sorted(Path(match) for match in matches if Path(match).is_file()), []


def _is_recording(path: Path) -> bool:
    """Tell by its name; files that begin with "._" hold what macOS knows of the one beside it."""
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith("._")


def _format(args: argparse.Namespace) -> str:
    if args.format is not None:
        return str(args.format)
    ending = "" if args.output is None else args.output.suffix.lower()
    if ending not in _FORMAT_OF:
        message = (
            f"{args.output} ends in {ending}, which is no format of this command; end it in "
            ".csv, .jsonl or .txt, or name a format with --format."
        )
        raise ConfigError(message, value=args.output)
    return _FORMAT_OF[ending]


def _check_output(output: Path | None, recordings: Sequence[Path]) -> None:
    """Raise `ConfigError` where results have no folder, or would replace what they are of."""
    if output is None:
        return
    if not output.parent.exists():
        message = f"{output} has no folder to be in; make it, or name another file with -o."
        raise ConfigError(message, value=output)
    if output.exists():
        for recording in recordings:
            if recording.exists() and output.samefile(recording):
                message = f"{output} is a recording to be analysed; name another file with -o."
                raise ConfigError(message, value=output)


@dataclass(slots=True)
class _Opened:
    """Where results are written, and whether there are any yet."""

    file: TextIO | None
    worth_keeping: bool = False


@contextmanager
def _opened(path: Path | None) -> Iterator[_Opened]:
    """Write beside the file that is asked for, which is replaced when everything is done."""
    if path is None:
        yield _Opened(None)
        return
    if path.exists() and not path.is_file():  # a pipe or a device
        with _named(path), path.open("w", encoding="utf-8", newline="") as file:
            yield _Opened(file)
        return
    target = path.resolve()
    results = _open_part(target)
    part, opened = Path(results.name), _Opened(results)
    try:
        with _named(part), results:
            yield opened
    except BaseException:
        if opened.worth_keeping:
            _say(f"not finished; the results so far are in {plain(str(part))}.")
        else:
            part.unlink()
        raise
    if opened.worth_keeping:
        part.replace(target)
    else:
        part.unlink()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file for which there is no room."""
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL:
            error.filename = str(path)
        raise


def _open_part(target: Path) -> TextIO:
    """Open a new file beside the target; what earlier runs left unfinished stays as it is."""
    number = 1
    while True:
        ending = ".part" if number == 1 else f".{number}.part"
        part = target.with_name(target.name + ending)
        try:
            return open(part, "x", encoding="utf-8", newline="", opener=opener_like(target))
        except FileExistsError:
            number += 1
        except OSError as error:
            error.filename = str(target)  # which was asked for; the part is ours
            raise


@contextmanager
def _progress(paths: Sequence[Path]) -> Iterator[Callable[[Path, float], None]]:
    """Show on standard error how many recordings are done, shares of them included."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from ser_core.cli.console import errors

    columns = (TextColumn("analysing"), BarColumn(), TextColumn("{task.percentage:.0f} %"))
    bar = Progress(
        *columns,
        TimeRemainingColumn(),
        console=errors(),
        transient=True,
        disable=not errors().is_terminal,
    )
    shares: dict[Path, float] = {}
    with bar:
        task = bar.add_task("", total=max(1, len(paths)))

        def report(path: Path, share: float) -> None:
            shares[path] = share
            bar.update(task, completed=sum(shares.values()))

        yield report


def _conclude(
    analysed: int, utterances: int, silent: Sequence[Path], failures: Sequence[str]
) -> None:
    total = analysed + len(failures)
    lines = [
        f"{analysed} of {counted(total, 'recording')} analysed, {counted(utterances, 'utterance')}."
    ]
    lines += [f"no speech: {plain(str(path))}" for path in silent]
    lines += [f"failed: {plain(reason)}" for reason in failures]
    _say("\n".join(lines))


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - the end of a command
