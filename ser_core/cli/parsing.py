"""How a command of `ser` adds itself to the parser, and reads its numbers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Protocol

from ser_core.errors import ConfigError
from ser_core.types import CHANNEL_CHOICE, is_channel

Run = Callable[[argparse.Namespace], int]
"""What a command does; returns an exit code."""


class Subparsers(Protocol):
    """What `argparse.ArgumentParser.add_subparsers` returns, as far as commands use it."""

    @property
    def choices(self) -> Mapping[str, argparse.ArgumentParser]:
        """The commands added so far, by name."""

    def add_parser(
        self,
        name: str,
        *,
        help: str,  # noqa: A002 - argparse's own word
        description: str,
        epilog: str,
        formatter_class: type[argparse.HelpFormatter],
    ) -> argparse.ArgumentParser:
        """Add the parser of one command."""


def add_parser(
    subparsers: Subparsers, name: str, *, summary: str, examples: tuple[str, ...], run: Run
) -> argparse.ArgumentParser:
    """Add the command `name`, with the examples that its help and `ser --help` show."""
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=example_text(examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def example_text(examples: tuple[str, ...]) -> str:
    """Lay out command lines as the section that closes a help text."""
    return "\n".join(["examples:", *(f"  {line}" for line in examples)])


def examples_of(parser: argparse.ArgumentParser) -> tuple[str, ...]:
    """Give back the command lines that `example_text` laid out."""
    return tuple(line.strip() for line in (parser.epilog or "").splitlines()[1:])


def check_channel(channel: str) -> None:
    """Raise `ConfigError` for a `--channel` that no source has; which have it is seen later."""
    if not is_channel(channel):
        message = f"--channel is {channel!r}; choose {CHANNEL_CHOICE}."
        raise ConfigError(message, value=channel)


def process_count(text: str) -> int:
    """Read the number of `--jobs`."""
    if not text.isdecimal() or int(text) < 1:
        message = f"{text!r} is no number of processes; choose 1 or more"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def seed_number(text: str) -> int:
    """Read the number of `--seed`."""
    from ser_core.model.facts import MAX_SEED

    if not text.isdecimal() or int(text) > MAX_SEED:
        message = f"{text!r} is no seed; choose a whole number from 0 to {MAX_SEED}"
        raise argparse.ArgumentTypeError(message)
    return int(text)
