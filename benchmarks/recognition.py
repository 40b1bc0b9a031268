"""Ours beside its peers on the same speakers, clips and figures: one table, one run.

    pip install '.[benchmark]'
    python benchmarks/recognition.py CORPORA --jobs 2

CORPORA holds the folders `ravdess`, `crema-d` and `emodb`. The peers are the seed's recipe,
openSMILE's eGeMAPS and ComParE 2016 functionals with a linear support vector machine, each
raw and normalised by the same causal, unlabelled reference as ours. Features and finished
cells are kept, so that an interrupted run resumes; the table is written to
`benchmarks/results/recognition.md`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import ClassVar, Final

import numpy as np
from opensmile_sets import COMPARE, EGEMAPS
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from ser_core.cli.console import with_progress
from ser_core.model.card import interval
from ser_core.model.classifier import DenseClassifier
from ser_core.training.cache import Extractor, FeatureSet
from ser_core.training.corpora import find_clips
from ser_core.training.data import Dataset
from ser_core.training.evaluate import Adaptation, predict, score
from ser_core.training.examples import pooled_prior, relative_to_prior, relative_to_speaker
from ser_core.training.fit import Fitted, fold_in
from ser_core.training.metrics import Estimate
from ser_core.training.recipes import DEFAULT_RECIPE, RECIPES, SEED_FEATURES, Grid, Recipe, Seed
from ser_core.training.yardstick import Study, study_across, study_recipe, usable_data
from ser_core.types import F32, F64, ReferencePrior

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "benchmarks" / "results"
SEED_NUMBER: Final = 0
LIMIT: Final = 4.0
"""Spreads from the mean beyond which a peer's feature goes no further; as in ours."""


def support_vectors(penalty: float) -> Callable[[int], LinearSVC]:
    """Give a maker of linear support vector machines, the classes weighed alike."""
    return lambda _: LinearSVC(C=penalty, class_weight="balanced", random_state=SEED_NUMBER)


@dataclass(frozen=True)
class Peer:
    """Someone else's features and learner, raw or with our reference.

    `learner` takes the number of examples. Adapted, it learns as ours does: from each clip
    relative to the prior, as at the start of a session, and relative to its speaker.
    """

    grid: ClassVar[Grid] = {}

    name: str
    features: FeatureSet
    learner: Callable[[int], object]
    adapted: bool
    standardised: bool = True

    def fit(self, data: Dataset, labels: Sequence[str], *, seed: int) -> Fitted:
        """Fit raw features, or what the reference makes of them."""
        del seed
        values, targets = data.features(self.features), data.targets(labels)
        prior = _untouched(values)
        if self.adapted:
            corpora = np.unique([clip.corpus.name for clip in data.clips], return_inverse=True)[1]
            prior = pooled_prior(values)
            known = relative_to_speaker(values, data.voices, corpora)
            values = np.concatenate([relative_to_prior(values, prior), known])
            targets = np.tile(targets, 2)
        learner = self.learner(len(values))
        if self.standardised or self.adapted:
            limited = FunctionTransformer(np.clip, kw_args={"a_min": -LIMIT, "a_max": LIMIT})
            steps = [("scale", StandardScaler()), ("limit", limited), ("learn", learner)]
        else:
            steps = [("scale", "passthrough"), ("learn", learner)]
        pipeline = Pipeline(steps).fit(values, targets)
        classifier = fold_in(pipeline, len(labels))
        if "limit" in pipeline.named_steps:
            classifier = Limited(classifier.center, classifier.scale, classifier.layers)
        return Fitted(tuple(labels), classifier, prior, 0.0)


@dataclass(frozen=True)
class Limited(DenseClassifier):
    """Lets no feature go far: in another corpus a few of thousands would decide everything."""

    def scores(self, values: F32) -> F64:
        """Give the last layer's outputs; shape (N, K)."""
        standardised = np.clip((values - self.center) / self.scale, -LIMIT, LIMIT)
        near = self.center + self.scale * standardised
        return super().scores(near.astype(np.float32))


def _untouched(values: F32) -> ReferencePrior:
    width = values.shape[1]
    return ReferencePrior(np.zeros(width, np.float32), np.ones(width, np.float32), 0.0)


@dataclass(frozen=True)
class Line:
    """A line of the table: who, with which adaptation, and the digest of what it rests on."""

    title: str
    recipe: Recipe
    adaptation: Adaptation
    digest: str


def lines(ours: str) -> Iterator[Line]:
    """List the peers and ours, raw and adapted."""
    reference = _digest("ser_core/stream/reference.py", "ser_core/training/examples.py")
    seed = Seed()
    peers = (
        ("the seed's recipe (librosa, MLP)", SEED_FEATURES, lambda n: seed.learner(n, 0), False),
        ("eGeMAPS, linear SVM", EGEMAPS, support_vectors(0.01), True),
        ("ComParE 2016, linear SVM", COMPARE, support_vectors(3e-5), True),
    )
    for title, features, learner, standardised in peers:
        for adapted, adaptation in ((False, Adaptation.NONE), (True, Adaptation.RANDOM)):
            peer = Peer(title, features, learner, adapted, standardised)
            raw = "raw, limited" if standardised else "raw"
            yield Line(title, peer, adaptation, reference if adapted else raw)
    recipe = RECIPES[ours]
    all_of_ours = _digest("ser_core/features", "ser_core/stream", "ser_core/training")
    for adaptation in (Adaptation.NONE, Adaptation.RANDOM):
        yield Line(f"ours ({ours})", recipe, adaptation, all_of_ours)


COLUMNS: Final = (
    ("RAVDESS, 8 emotions", ("ravdess",), None),
    ("RAVDESS to EmoDB", ("emodb",), "ravdess"),
    ("CREMA-D, 6 emotions", ("crema-d",), None),
    ("CREMA-D to EmoDB", ("emodb",), "crema-d"),
)
"""Heading, corpora that are measured, and the corpus that is learned from instead."""


class Cells:
    """Finished figures on disk, each with the digest of what it rests on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found = json.loads(path.read_text()) if path.is_file() else {}

    def get(self, line: Line, column: str) -> Estimate | None:
        """Give a figure that still stands."""
        found = self._found.get(self._key(line, column))
        return Estimate(*found["uar"]) if found and found["digest"] == line.digest else None

    def put(self, line: Line, column: str, uar: Estimate) -> None:
        """Keep a figure."""
        self._found[self._key(line, column)] = {"digest": line.digest, "uar": list(uar)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._found, indent=1) + "\n")

    @staticmethod
    def _key(line: Line, column: str) -> str:
        return f"{line.title} | {line.adaptation} | {column}"


def measure(line: Line, column: tuple[str, tuple[str, ...], str | None], bench: Bench) -> Estimate:
    """Measure one cell: UAR with its interval over speakers."""
    _, corpora, learned_from = column
    data = bench.data(corpora, line.recipe.features)
    study: Study
    if learned_from is None:
        study = study_recipe(line.recipe, data, seed=SEED_NUMBER, progress=with_progress)
    else:
        training = bench.data((learned_from,), line.recipe.features)
        study = study_across(line.recipe, training, data, seed=SEED_NUMBER)
    (part,) = study.parts
    values = part.data.features(line.recipe.features)
    predictions = predict(
        part.measured, part.data, values, adaptation=line.adaptation, seed=SEED_NUMBER
    )
    return score(predictions.among(part.data.labels)).uar


class Bench:
    """The corpora, described through the cache."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self._folder = folder
        self._extractor = Extractor(jobs=jobs, progress=with_progress)

    def data(self, corpora: Sequence[str], features: FeatureSet) -> Dataset:
        """Give the usable clips of some corpora."""
        clips = find_clips([self._folder / name for name in corpora])
        return usable_data(clips, features, self._extractor)[0]


def table(rows: Sequence[Line], cells: Cells) -> str:
    """Write the table as Markdown, the best of each column bold; what is to come is empty."""
    found = [[cells.get(line, column[0]) for column in COLUMNS] for line in rows]
    best = [
        max((cell.value for cell in column if cell), default=0.0)
        for column in zip(*found, strict=True)
    ]
    headings = ["recogniser", "adaptation", *(column[0] for column in COLUMNS)]
    written = [headings, ["---"] * len(headings)]
    for line, figures in zip(rows, found, strict=True):
        row = [_cell(figure, top) for figure, top in zip(figures, best, strict=True)]
        written.append([line.title, line.adaptation, *row])
    return "\n".join(f"| {' | '.join(row)} |" for row in written)


def _cell(figure: Estimate | None, best: float) -> str:
    if figure is None:
        return ""
    return f"**{interval(*figure)}**" if figure.value == best else interval(*figure)


PREFACE: Final = """\
# Recognition, side by side

UAR on speakers who were not in training, 95 % intervals bootstrapped over speakers. RAVDESS:
five folds of four actors; CREMA-D: four folds of 17 actors; "to EmoDB": learned on the one
corpus and measured on the other, in another language, on the emotions that they share.
Adaptation "random order": each speaker's clips are one stream, normalised by the causal,
unlabelled reference of ours; adapted peers learn from features normalised as ours are, and all
standardised features end at four spreads, as ours do. The penalties of the support vector machines
are the best of several on RAVDESS' own folds, in the peers' favour. Written by
`python benchmarks/recognition.py CORPORA`.
"""


def main() -> None:
    """Fill the table, cell by cell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--recipe", default=DEFAULT_RECIPE, choices=list(RECIPES), help="ours")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    bench = Bench(args.corpora, args.jobs)
    cells = Cells(RESULTS / "recognition.json")
    rows = list(lines(args.recipe))
    with threadpool_limits(1):
        for column, line in product(COLUMNS, rows):
            if cells.get(line, column[0]) is None:
                uar = measure(line, column, bench)
                cells.put(line, column[0], uar)
                print(f"{line.title}, {line.adaptation}, {column[0]}: {interval(*uar)}", flush=True)
                write_table(rows, cells)
    write_table(rows, cells)


def write_table(rows: Sequence[Line], cells: Cells) -> None:
    """Write what is known so far."""
    (RESULTS / "recognition.md").write_text(f"{PREFACE}\n{table(rows, cells)}\n")


def _digest(*places: str) -> str:
    """Hash source files, so that a figure is measured anew when what it rests on changes."""
    digest = hashlib.sha256()
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    main()
