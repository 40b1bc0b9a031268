"""The command `ser`: its parser, its exit codes, and errors told in one sentence.

Exit codes: 0 all went well, 1 some inputs failed, 2 an error, 130 interrupted.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points, version
from typing import Final

from ser_core.cli import interrupt
from ser_core.cli.parsing import Run, Subparsers, example_text, examples_of
from ser_core.errors import DISK_FULL, SerError
from ser_core.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_OK
from ser_core.plaintext import plain

PLUGIN_GROUP: Final = "ser.commands"
_BUILT_IN: Final = ("analyze", "train", "evaluate", "models")


def main(argv: Sequence[str] | None = None) -> int:
    """Run `ser` with `argv` (the process's own arguments by default); return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # whatever a terminal cannot show
    args = build_parser().parse_args(argv)
    run: Run = args.run
    try:
        return _unless_interrupted(run, args)
    except BrokenPipeError:
        # The reader (`head`, say) has gone; Python must not complain about it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except (SerError, OSError) as error:
        if args.debug:
            raise
        _say(_sentence(error))
        return EXIT_ERROR


def _unless_interrupted(run: Run, args: argparse.Namespace) -> int:
    """Run a command; of an interruption say that it was one, and nothing else."""
    with warnings.catch_warnings():
        try:
            with interrupt.remembered():
                return run(args)
        except KeyboardInterrupt:
            warnings.simplefilter("ignore")  # joblib's, of what is given up
            _say("interrupted.")
        gc.collect()  # gives it up now: at the end of the process no warning is ignored
        return EXIT_INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    """Build the parser with every built-in command and every installed plug-in command."""
    parser = argparse.ArgumentParser(
        prog="ser",
        description="How a voice sounds: analyse recordings, train, evaluate and list models.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"ser {version('ser-live')}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser.set_defaults(run=lambda _: _help(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in _BUILT_IN:
        import_module(f"ser_core.cli.{name}").add_command(commands)
    _add_plugins(commands)
    for command in commands.choices.values():
        command.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
    parser.epilog = example_text(
        tuple(line for each in commands.choices.values() for line in examples_of(each))
    )
    return parser


def _help(parser: argparse.ArgumentParser) -> int:
    """Show who names no command which there are."""
    parser.print_help(sys.stderr)
    return EXIT_ERROR


def _add_plugins(commands: Subparsers) -> None:
    """Add the commands that other packages offer; a broken one must not break the rest."""
    for entry in sorted(entry_points(group=PLUGIN_GROUP), key=lambda entry: entry.name):
        try:
            entry.load()(commands)
        except Exception as error:  # noqa: BLE001 - whatever a stranger's code does
            _say(f"the command {entry.name!r} is left out, it could not be loaded: {error}")


def _sentence(error: Exception) -> str:
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    if error.errno in DISK_FULL:
        what = error.filename or "The output"
        return f"{what} cannot be written ({error.strerror}); make room, or write elsewhere."
    if error.filename:
        return f"{error.filename}: {error.strerror}; check the path and its permissions."
    return str(error)


def _say(text: str) -> None:
    print(f"ser: {plain(text)}", file=sys.stderr)  # noqa: T201 - the one voice of the command line
