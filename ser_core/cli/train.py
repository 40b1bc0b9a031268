"""`ser train`: from folders of recordings to a model folder with honest figures."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ser_core.cli import interrupt
from ser_core.cli.parsing import Subparsers, add_parser, process_count, seed_number
from ser_core.exit_codes import EXIT_OK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ser_core.model.bundle import Model
    from ser_core.training.cache import FeatureSet, Skipped
    from ser_core.training.corpora import Clip
    from ser_core.training.data import Dataset
    from ser_core.training.recipes import Recipe
    from ser_core.training.search import Trial

_EXAMPLES = (
    "ser train CREMA-D EmoDB -o my-model",
    "ser train CREMA-D -o my-model --recipe plain --search --jobs 2",
    "ser train CREMA-D our-voices -o our-model",
    "ser train RAVDESS --recipe seed --emotions calm,happy,fearful,disgust",
)


CORPUS_HELP: Final = (
    "a folder of RAVDESS, CREMA-D or EmoDB recordings, or of your own with a table clips.csv in "
    "it: its first line is file,speaker,emotion, and others are like talks/1.wav,Ann,happy"
)


def add_command(subparsers: Subparsers) -> None:
    """Add `ser train`."""
    parser = add_parser(
        subparsers,
        "train",
        summary="Train a model from folders of RAVDESS, CREMA-D, EmoDB or your own recordings.",
        examples=_EXAMPLES,
        run=run,
    )
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS", help=CORPUS_HELP)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="the model folder to write"
    )
    parser.add_argument(
        "--recipe", metavar="NAME", help="kernel (default), plain, or seed, a yardstick"
    )
    parser.add_argument(
        "--emotions", type=names, default=(), metavar="A,B,C", help="learn only these emotions"
    )
    parser.add_argument(
        "--search", action="store_true", help="search the recipe's grid of hyperparameters"
    )
    parser.add_argument(
        "--jobs", type=process_count, default=1, help="processes that compute features"
    )
    parser.add_argument("--seed", type=seed_number, default=0, help="of everything random")


def run(args: argparse.Namespace) -> int:
    """Train, measure on speakers held out, write the model folder."""
    from threadpoolctl import threadpool_limits

    from ser_core.errors import ConfigError
    from ser_core.model.bundle import MODEL_FILES
    from ser_core.model.folder import check_replaceable

    recipe = recipe_by_name(args.recipe)
    if not recipe.features.live:
        if args.output:
            message = (
                f"The recipe {recipe.name!r} is a yardstick: the live program does not compute "
                "its features; leave out -o to see its figures."
            )
            raise ConfigError(message, value=args.output)
        if args.search:
            message = f"The recipe {recipe.name!r} is measured as it is; leave out --search."
            raise ConfigError(message, value=recipe.name)
        with interrupt.unheard_by_processes(args.jobs):
            return _compare_splits(recipe, args)
    if args.output is None:
        message = "There is no folder to write the model to; name one with -o FOLDER."
        raise ConfigError(message, value=None)
    check_replaceable(args.output, ours=MODEL_FILES)
    _check_name(args.output.resolve().name)
    with threadpool_limits(1), interrupt.unheard_by_processes(args.jobs):
        return _train(recipe, args)


def _check_name(name: str) -> None:
    """Raise `ConfigError` where a folder's name cannot be the model's."""
    from ser_core.errors import ConfigError
    from ser_core.model.document import MAX_NAME, is_clean

    if not is_clean(name, most=MAX_NAME):
        message = (
            f"The folder name {name!r} cannot be a model's name; choose one of at most {MAX_NAME} "
            "characters, none for control."
        )
        raise ConfigError(message, value=name)


def recipe_by_name(name: str | None) -> Recipe:
    """Give a recipe, the default one for None; raise `ConfigError` for an unknown name."""
    from ser_core.errors import ConfigError
    from ser_core.training.recipes import DEFAULT_RECIPE, RECIPES

    name = name or DEFAULT_RECIPE
    if name not in RECIPES:
        message = f"There is no recipe {name!r}; choose {', '.join(RECIPES)}."
        raise ConfigError(message, value=name)
    return RECIPES[name]


def _train(recipe: Recipe, args: argparse.Namespace) -> int:
    from ser_core.cli.console import output, with_progress
    from ser_core.model.bundle import save_model
    from ser_core.model.card import render_card
    from ser_core.training.search import Searched, check_searchable, search, with_parameters
    from ser_core.training.splits import corpus_folds, speaker_folds, training_parts
    from ser_core.training.train import train_model

    clips = chosen_clips(args.corpora, args.emotions)
    folds = speaker_folds(clips).folds + corpus_folds(clips)
    if args.search:
        check_searchable([clips, *training_parts(clips, folds)])
    data, skipped = described(clips, recipe.features, jobs=args.jobs)
    measured = chosen = recipe
    if args.search:
        trials = search(recipe, data, data.labels, seed=args.seed, progress=with_progress)
        print_trials("Search, on corpora held out in turn; of one corpus, on speakers", trials)
        measured = Searched(recipe, with_progress)
        chosen = with_parameters(recipe, trials[0].parameters)
    model = train_model(
        measured,
        chosen,
        data,
        name=args.output.resolve().name,
        seed=args.seed,
        progress=with_progress,
    )
    _print_figures(model)
    _print_skipped(skipped)
    save_model(model, args.output, card=render_card(model))
    # A name alone could be that of a bundled model.
    folder = args.output if args.output.name != str(args.output) else f".{os.sep}{args.output}"
    output().print(f"The model is in {folder}; try `ser models show {folder}`.")
    return EXIT_OK


def chosen_clips(folders: Sequence[Path], emotions: Sequence[str]) -> tuple[Clip, ...]:
    """Find the clips below some folders, of some emotions or of all.

    Raises
    ------
    CorpusError
        Where there are too few to learn from; told before their features take minutes.
    """
    from ser_core.training.corpora import check_emotions, choose_emotions, find_clips

    clips = find_clips(folders)
    if emotions:
        clips = choose_emotions(clips, emotions)
    check_emotions(clips)
    return clips


def described(
    clips: Sequence[Clip], features: FeatureSet, *, jobs: int
) -> tuple[Dataset, tuple[Skipped, ...]]:
    """Describe clips with progress; those that cannot be used are left out."""
    from ser_core.cli.console import with_progress
    from ser_core.training.cache import Extractor
    from ser_core.training.yardstick import usable_data

    extractor = Extractor(jobs=jobs, progress=with_progress)
    return usable_data(clips, features, extractor)


def _compare_splits(recipe: Recipe, args: argparse.Namespace) -> int:
    """Print the accuracy of a random split beside that on unheard speakers."""
    from ser_core.cli.console import output, print_table, with_progress
    from ser_core.model.card import interval
    from ser_core.training.splits import random_split, speaker_folds
    from ser_core.training.yardstick import overall

    choices = [chosen_clips(args.corpora, each) for each in dict.fromkeys([(), args.emotions])]
    for clips in choices:
        speaker_folds(clips)  # what cannot be measured is refused before it is described
    rows = []
    for clips in choices:
        data, skipped = described(clips, recipe.features, jobs=args.jobs)
        folds = random_split(data.clips, seed=args.seed), speaker_folds(data.clips)
        leaking, honest = (
            overall(recipe, data, each, seed=args.seed, progress=with_progress) for each in folds
        )
        rows.append(
            (
                f"{len(data.labels)}: {', '.join(data.labels)}",
                f"{leaking.accuracy.value:.3f}",
                interval(*honest.accuracy),
                f"{leaking.uar.value:.3f}",
                interval(*honest.uar),
            )
        )
        protocols = f"Random: {folds[0].protocol}. Unheard: {folds[1].protocol}."
    headings = (
        "emotions",
        "accuracy, random split",
        "accuracy, unheard speakers",
        "UAR, random split",
        "UAR, unheard speakers",
    )
    console = output()
    print_table(f"The recipe {recipe.name!r}", headings, rows)
    console.print(protocols)
    _print_skipped(skipped)
    return EXIT_OK


def print_trials(title: str, trials: Sequence[Trial]) -> None:
    """Print what was tried or chosen, and the UAR that it reached."""
    from ser_core.cli.console import print_table

    rows = [
        (f"{trial.uar:.3f}", *(_as_text(value) for value in trial.parameters.values()))
        for trial in trials
    ]
    print_table(title, ("UAR", *trials[0].parameters), rows)


def _as_text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _print_figures(model: Model) -> None:
    from ser_core.cli.console import print_table
    from ser_core.model.card import figure_table
    from ser_core.model.facts import RECALL_OF

    overall = [each for each in model.facts.figures if not each.measure.startswith(RECALL_OF)]
    title = "On speakers who were not in the training of the measured fold"
    print_table(title, *figure_table(overall))


def _print_skipped(skipped: Sequence[Skipped]) -> None:
    from ser_core.cli.console import output
    from ser_core.training.report import skipped_lines

    for line in skipped_lines(skipped):
        output().print(line)


def names(text: str) -> tuple[str, ...]:
    """Split a list of names at its commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
