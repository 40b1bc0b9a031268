"""`ser models`: which models there are, what they know and how well they did."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ser_core.cli.parsing import Subparsers, add_parser
from ser_core.exit_codes import EXIT_ERROR, EXIT_OK, EXIT_SOME_FAILED

if TYPE_CHECKING:
    from ser_core.model.bundle import Model

_EXAMPLES = ("ser models", "ser models list my-model", "ser models show open")


def add_command(subparsers: Subparsers) -> None:
    """Add `ser models`."""
    parser = add_parser(
        subparsers,
        "models",
        summary="List models, or show a model's card.",
        examples=_EXAMPLES,
        run=run,
    )
    parser.add_argument("action", nargs="?", choices=("list", "show"), default="list")
    parser.add_argument(
        "models", nargs="*", metavar="MODEL", help="names or folders (default: all bundled)"
    )


def run(args: argparse.Namespace) -> int:
    """List the models, or print their cards."""
    from ser_core.model.bundled import bundled_names

    names: list[str] = args.models or list(bundled_names())
    return _show(names) if args.action == "show" else _list(names)


def _list(names: list[str]) -> int:
    """Load every model, which verifies its hash; a damaged one is named, not hidden."""
    from ser_core.cli.console import output, print_rows
    from ser_core.errors import ModelError
    from ser_core.model.bundle import load_model

    rows, errors = [], []
    for name in names:
        try:
            rows.append(_row(load_model(name)))
        except ModelError as error:
            errors.append(str(error))
    headings = (
        "name",
        "emotions",
        "licence",
        "UAR on unheard speakers (95 % interval)",
        "UAR on unheard corpora (95 % interval)",
        "weights (SHA-256)",
    )
    if rows:
        print_rows(output(), headings, rows, left=headings)
    for message in errors:
        print(f"refused: {message}", file=sys.stderr)  # noqa: T201 - the end of a command
    if not errors:
        return EXIT_OK
    return EXIT_SOME_FAILED if rows else EXIT_ERROR


def _row(model: Model) -> tuple[str, ...]:
    return (
        model.name,
        ", ".join(model.labels),
        model.facts.licence,
        _recalls(model, elsewhere=False),
        _recalls(model, elsewhere=True),
        f"{model.sha256[:12]} verified",
    )


def _recalls(model: Model, *, elsewhere: bool) -> str:
    """Give the UAR of each corpus before anything is known of the voice."""
    figures = [
        f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f}) {figure.corpus}"
        for figure in model.facts.recalls(elsewhere=elsewhere)
    ]
    return "\n".join(figures) or "not measured"


def _show(names: list[str]) -> int:
    from ser_core.cli.console import output
    from ser_core.model.bundle import load_model
    from ser_core.model.card import render_card

    for name in names:
        output().print(render_card(load_model(name)), soft_wrap=True)
    return EXIT_OK
