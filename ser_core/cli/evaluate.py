"""`ser evaluate`: the honest yardstick for a model or a recipe."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ser_core.cli import interrupt
from ser_core.cli.parsing import Subparsers, add_parser, process_count, seed_number
from ser_core.cli.train import CORPUS_HELP, chosen_clips, described, names, print_trials
from ser_core.exit_codes import EXIT_OK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ser_core.training.cache import Transform
    from ser_core.training.corpora import Clip
    from ser_core.training.data import Dataset
    from ser_core.training.recipes import Recipe
    from ser_core.training.yardstick import Evaluation, Study

_EXAMPLES = (
    "ser evaluate plain CREMA-D",
    "ser evaluate open our-voices",
    "ser evaluate plain EmoDB --train CREMA-D --report figures",
    "ser evaluate plain CREMA-D --search",
    "ser evaluate open RAVDESS --conditions --noise noises --json figures.json",
)


def add_command(subparsers: Subparsers) -> None:
    """Add `ser evaluate`."""
    parser = add_parser(
        subparsers,
        "evaluate",
        summary="Measure a model or a recipe on speakers, corpora and conditions.",
        examples=_EXAMPLES,
        run=run,
    )
    parser.add_argument(
        "subject",
        metavar="MODEL-or-RECIPE",
        help="a model's name or folder, or a recipe: kernel, plain or seed",
    )
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS", help=CORPUS_HELP)
    parser.add_argument(
        "--train",
        nargs="+",
        type=Path,
        metavar="CORPUS",
        help="train the recipe on these only (default: on other speakers of the same corpora)",
    )
    parser.add_argument(
        "--emotions", type=names, default=(), metavar="A,B,C", help="only these emotions"
    )
    parser.add_argument(
        "--search",
        action="store_true",
        help="choose the recipe's hyperparameters inside each training part, on speakers or, of "
        "several, on corpora held out there (takes long)",
    )
    _add_conditions(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure")
    parser.add_argument("--report", type=Path, metavar="FOLDER", help="write tables and pictures")
    parser.add_argument(
        "--jobs", type=process_count, default=1, help="processes that compute features"
    )
    parser.add_argument("--seed", type=seed_number, default=0, help="of everything random")


def _add_conditions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--conditions",
        action="store_true",
        help="also through noise, babble, telephone, room, gain, clipping, and short windows",
    )
    parser.add_argument(
        "--noise",
        type=Path,
        metavar="FOLDER",
        help="noise recordings, each of them used (default: kitchens, taps and dishes in a folder "
        "'noise' beside the first corpus)",
    )
    parser.add_argument(
        "--room",
        type=Path,
        metavar="FILE",
        help="a room impulse response (default: the first in a folder 'rir' beside it)",
    )


def run(args: argparse.Namespace) -> int:
    """Measure, print, and write what was asked for."""
    from threadpoolctl import threadpool_limits

    from ser_core.cli.console import with_progress
    from ser_core.training.report import check_report, to_json, write_report
    from ser_core.training.yardstick import measure

    if args.report:
        check_report(args.report)
    if args.json:
        _check_writable(args.json)
    places = _places(args)
    with threadpool_limits(1), interrupt.unheard_by_processes(args.jobs):
        study, data = _study(args)
        transforms, missing = _conditions(places, data)
        evaluation = measure(study, transforms, seed=args.seed, progress=with_progress)
    _print(evaluation, missing)
    if args.json:
        args.json.write_text(to_json(evaluation), encoding="utf-8")
    if args.report:
        write_report(evaluation, args.report)
    return EXIT_OK


def _check_writable(path: Path) -> None:
    """Raise `OSError` where the figures could not be written, before hours of measuring."""
    existed = path.exists()
    path.open("a").close()
    if not existed:
        path.unlink()


def _study(args: argparse.Namespace) -> tuple[Study, Dataset]:
    from ser_core.training.recipes import RECIPES

    recipe = RECIPES.get(args.subject)
    return _study_of_recipe(recipe, args) if recipe else _study_of_model(args)


def _study_of_model(args: argparse.Namespace) -> tuple[Study, Dataset]:
    from ser_core.errors import ConfigError
    from ser_core.model.bundle import load_model
    from ser_core.training.recipes import LIVE
    from ser_core.training.yardstick import study_model

    model = load_model(args.subject)
    for option, given in (("--train", args.train), ("--search", args.search)):
        if given:
            message = f"{args.subject!r} is a trained model; leave out {option} or name a recipe."
            raise ConfigError(message, value=given)
    clips = chosen_clips(args.corpora, args.emotions)
    data, skipped = described(clips, LIVE, jobs=args.jobs)
    return study_model(model, LIVE, data, skipped=skipped), data


def _study_of_recipe(recipe: Recipe, args: argparse.Namespace) -> tuple[Study, Dataset]:
    from ser_core.cli.console import with_progress
    from ser_core.training.search import Searched
    from ser_core.training.yardstick import study_across, study_recipe

    searched = Searched(recipe, with_progress)
    measured = searched if args.search else recipe
    clips = chosen_clips(args.corpora, args.emotions)
    taught = chosen_clips(args.train, args.emotions) if args.train else ()
    _check_folds(clips, taught, searched=args.search)
    data, skipped = described(clips, recipe.features, jobs=args.jobs)
    if taught:
        training, _ = described(taught, recipe.features, jobs=args.jobs)
        study = study_across(measured, training, data, seed=args.seed, skipped=skipped)
    else:
        study = study_recipe(
            measured, data, seed=args.seed, progress=with_progress, skipped=skipped
        )
    if args.search:
        print_trials("Chosen inside each training part", searched.chosen)
        inside = "hyperparameters chosen inside each training part"
        study = replace(study, subject=f"{study.subject}, {inside}")
    return study, data


def _check_folds(clips: Sequence[Clip], taught: Sequence[Clip], *, searched: bool) -> None:
    """Raise `CorpusError` for what no recipe could be measured with, before it is described."""
    from ser_core.training.search import check_searchable
    from ser_core.training.splits import speaker_folds, training_parts
    from ser_core.training.yardstick import check_apart

    check_apart(taught, clips)
    parts = [taught] if taught else training_parts(clips, speaker_folds(clips).folds)
    if searched:
        check_searchable(parts)


class _Places(NamedTuple):
    """Recordings of noise, and a room's response, where there are any."""

    noise: tuple[Path, ...]
    room: Path | None


def _places(args: argparse.Namespace) -> _Places | None:
    """Find and check what the conditions need; None where none are asked for.

    Raises
    ------
    ConfigError
        Where something is named that is not there, or that nobody asked to measure with.
    AudioError, CorpusError
        Where a recording cannot be heard.
    """
    from ser_core.errors import ConfigError
    from ser_core.training.conditions import check_audible
    from ser_core.training.corpora import AUDIO_SUFFIXES

    for option, given in (("--noise", args.noise), ("--room", args.room)):
        if given and not args.conditions:
            message = f"{option} is heard only under conditions; add --conditions."
            raise ConfigError(message, value=given)
        if given and not given.exists():
            message = f"{option} {given} does not exist; check the path."
            raise ConfigError(message, value=given)
    if not args.conditions:
        return None
    beside = args.corpora[0].resolve().parent
    rooms = [p for p in sorted((beside / "rir").glob("*")) if p.suffix.lower() in AUDIO_SUFFIXES]
    room = args.room or next(iter(rooms), None)
    noise = _noise(args.noise, beside / "noise")
    check_audible([*noise, *([room] if room else [])])
    return _Places(noise, room)


def _noise(named: Path | None, default: Path) -> tuple[Path, ...]:
    """Take all of a folder that was named; of the default one, what a kitchen sounds like."""
    from ser_core.training.conditions import kitchen_noise, noise_below

    if named:
        return noise_below(named)
    return kitchen_noise(default) if default.is_dir() else ()


def _conditions(places: _Places | None, data: Dataset) -> tuple[dict[str, Transform], list[str]]:
    """Make the conditions, and say which could not be made."""
    from ser_core.training.conditions import conditions
    from ser_core.training.yardstick import CLEAN_ONLY

    if places is None:
        return dict(CLEAN_ONLY), []
    missing = []
    if not places.noise:
        missing.append("Not measured: noise, for want of recordings; name them with --noise.")
    if places.room is None:
        missing.append("Not measured: a room, for want of its response; name it with --room.")
    return conditions(data.clips, places.noise, places.room), missing


def _print(evaluation: Evaluation, missing: Sequence[str]) -> None:
    from ser_core.cli.console import output, print_table
    from ser_core.training.report import (
        HEADINGS,
        STREAM_HEADINGS,
        confusion_cells,
        remarks,
        stream_rows,
        table_rows,
    )
    from ser_core.training.yardstick import clean_rows

    console = output()
    title = f"Evaluation of the {evaluation.study.subject}"
    print_table(title, HEADINGS, table_rows(evaluation))
    for row in clean_rows(evaluation):
        labels = tuple(row.scores.recalls)
        title = f"Confusion on {row.corpus.name}, adaptation: {row.adaptation}"
        headings = ("intended \\ heard as", *labels, "recall")
        print_table(title, headings, confusion_cells(row.scores))
    for corpus, streams in evaluation.streams.items():
        title = f"Streams of one emotion on {corpus.name}"
        print_table(title, STREAM_HEADINGS, stream_rows(streams))
    for line in [*remarks(evaluation), *missing]:
        console.print(line)
