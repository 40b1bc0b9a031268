"""The ways to train that `ser train --recipe` offers."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple, Protocol

import librosa
import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline

import ser_core.features
import ser_core.frames
import ser_core.stream.frame
import ser_core.training.augment
import ser_core.training.conditions
from ser_core.features.extract import extract_features
from ser_core.features.spec import FEATURES
from ser_core.model.emotions import resting
from ser_core.stream.frame import highpassed
from ser_core.training.augment import HIGHPASS_HZ, Noisy, Varied, spoken
from ser_core.training.cache import FeatureSet, Transform
from ser_core.training.calibrated import Elsewhere, Heard, fit_calibrated_kernel
from ser_core.training.data import Dataset
from ser_core.training.examples import (
    Examples,
    Spoken,
    deviations,
    joined,
    pooled_prior,
    relative_to_prior,
)
from ser_core.training.fit import (
    Fitted,
    fit_calibrated,
    fold_in,
    logistic_pipeline,
)
from ser_core.training.kernel import KernelSettings, LeftOut
from ser_core.training.splits import corpus_folds, grouped_folds
from ser_core.types import F32, SAMPLE_RATE_HZ, ReferencePrior

INNER_FOLDS: Final = 4
KERNEL_FOLDS: Final = 3

Grid = Mapping[str, Sequence[float | str]]


class Variation(NamedTuple):
    """How clips are varied, whether place and voice are known then, how much that counts."""

    transform: Transform
    known: bool
    share: float = 1.0


VARIATIONS: Final[tuple[Variation, ...]] = (
    Variation(Varied(0, 0.4), known=True),
    Variation(Varied(1, 0.6), known=False),
    Variation(Varied(2, 1.0), known=False),
    Variation(Varied(3, 0.0), known=True),
    Variation(Varied(4, 1.0), known=False),
    Variation(Varied(5, 1.0), known=False),
    Variation(Noisy(10), known=False, share=0.5),
    Variation(Noisy(10), known=True, share=0.5),
    Variation(Noisy(11), known=False, share=0.5),
)


class Recipe(Protocol):
    """A frozen dataclass whose fields are its hyperparameters."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def name(self) -> str:
        """What `--recipe` calls it."""

    @property
    def features(self) -> FeatureSet:
        """What it listens to."""

    @property
    def grid(self) -> Grid:
        """What `--search` tries: values by the name of the field."""

    def fit(self, data: Dataset, labels: Sequence[str], *, seed: int) -> Fitted:
        """Learn from clips; whatever is chosen on the way is chosen inside `data`."""


def live_features(samples: F32) -> F32:
    """Describe a clip as the live program does an utterance: high-passed, and cut to the speech."""
    return extract_features(spoken(highpassed(samples, HIGHPASS_HZ))).values


def _source_digest() -> str:
    """Hash the code of all that shapes features, so that the cache never outlives a change."""
    modules = (
        ser_core.frames,
        ser_core.stream.frame,
        ser_core.training.augment,
        ser_core.training.conditions,
    )
    paths = [Path(str(module.__file__)) for module in modules]
    paths += sorted(Path(ser_core.features.__file__).parent.glob("*.py"))
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


LIVE: Final = FeatureSet(
    f"live-{FEATURES.fingerprint}-{_source_digest()}", live_features, live=True
)


@dataclass(frozen=True, slots=True)
class Kernel(KernelSettings):
    """Ridge regressions on features and on kernels, learned from varied voices.

    Each clip is learned from as it is and as other voices in other places would have given
    it; relative to the prior, as at the start of a session, to the little that was heard so
    far, and to its speaker, as later on.
    """

    name: ClassVar[str] = "kernel"
    features: ClassVar[FeatureSet] = LIVE
    grid: ClassVar[Grid] = MappingProxyType(
        {
            "width": (0.5, 1.0, 2.0),
            "linear_penalty": (6000.0, 16000.0, 40000.0),
            "kernel_penalty": (0.1, 0.3, 1.0),
            "words_share": (0.0, 0.5, 1.0),
            "varied_weight": (0.3, 0.6, 1.0),
            "left_out": tuple(LeftOut),
            "coupling": (0.0, 0.5),
        }
    )

    varied_weight: float = 0.6

    def fit(self, data: Dataset, labels: Sequence[str], *, seed: int) -> Fitted:
        """Learn from clips."""
        values = data.features(self.features)
        prior = pooled_prior(values)
        heard = self._heard(data, labels, prior, seed)
        classifier, doubt, unsure_below = fit_calibrated_kernel(
            self,
            self._learned(heard, data, labels, prior),
            heard,
            grouped_folds(data.clips, KERNEL_FOLDS),
            self._elsewhere(data, labels, seed),
            len(labels),
            seed,
        )
        known = Spoken.of(data, labels).known(values)
        prior = replace(
            prior,
            deviations=deviations(known, len(labels)),
            doubt=doubt,
            resting=resting(labels),
        )
        return Fitted(tuple(labels), classifier, prior, unsure_below)

    def _heard(
        self, data: Dataset, labels: Sequence[str], prior: ReferencePrior, seed: int
    ) -> Heard:
        """Hear the clips with voice and place known, becoming known, and not known."""
        values, spoken_as = data.features(self.features), Spoken.of(data, labels)
        so_far = spoken_as.so_far(values, np.random.default_rng(seed))
        known = joined([spoken_as.known(values), so_far])
        return Heard(known, spoken_as.unknown(values, prior))

    def _learned(
        self, heard: Heard, data: Dataset, labels: Sequence[str], prior: ReferencePrior
    ) -> Examples:
        """Put what is heard beside what other voices in other places would have given."""
        return joined([*heard, *self._varied(data, labels, prior)])

    def _varied(
        self, data: Dataset, labels: Sequence[str], prior: ReferencePrior
    ) -> Iterator[Examples]:
        spoken_as = Spoken.of(data, labels)
        for variation in VARIATIONS:
            values = data.features(self.features, variation.transform)
            weight = self.varied_weight * variation.share
            if variation.known:
                yield spoken_as.known(values, weight)
            else:
                yield spoken_as.unknown(values, prior, weight)

    def _elsewhere(self, data: Dataset, labels: Sequence[str], seed: int) -> Iterator[Elsewhere]:
        for fold in corpus_folds(data.clips):
            others, place = data.part(fold.train), data.part(fold.test)
            prior = pooled_prior(others.features(self.features))
            heard = self._heard(others, labels, prior, seed)
            learned = self._learned(heard, others, labels, prior)
            yield Elsewhere(learned, self._heard(place, labels, prior, seed))


@dataclass(frozen=True, slots=True)
class Plain:
    """Standardise by the prior, then multinomial logistic regression."""

    name: ClassVar[str] = "plain"
    features: ClassVar[FeatureSet] = LIVE
    grid: ClassVar[Grid] = MappingProxyType({"penalty": (100.0, 300.0, 1000.0, 3000.0)})

    penalty: float = 1000.0

    def fit(self, data: Dataset, labels: Sequence[str], *, seed: int) -> Fitted:
        """Learn from clips."""
        values = data.features(self.features)
        prior = pooled_prior(values)
        folds = grouped_folds(data.clips, INNER_FOLDS)
        classifier, unsure_below = fit_calibrated(
            logistic_pipeline(self.penalty, seed),
            relative_to_prior(values, prior),
            data.targets(labels),
            folds,
            len(labels),
        )
        return Fitted(tuple(labels), classifier, prior, unsure_below)


def seed_features(samples: F32) -> F32:
    """Compute the five families of the seed with librosa, each averaged over the clip.

    MFCC (40), chroma (12), mel power (128), spectral contrast (7) and the tonnetz of the
    harmonic part (6), with librosa's defaults.
    """
    with warnings.catch_warnings():
        # Its constant-Q transform complains of clips shorter than two seconds.
        warnings.filterwarnings("ignore", message="n_fft=.* is too large")
        magnitudes = np.abs(librosa.stft(samples))
        families = (
            librosa.feature.mfcc(y=samples, sr=SAMPLE_RATE_HZ, n_mfcc=40),
            librosa.feature.chroma_stft(S=magnitudes, sr=SAMPLE_RATE_HZ),
            librosa.feature.melspectrogram(y=samples, sr=SAMPLE_RATE_HZ),
            librosa.feature.spectral_contrast(S=magnitudes, sr=SAMPLE_RATE_HZ),
            librosa.feature.tonnetz(y=librosa.effects.harmonic(samples), sr=SAMPLE_RATE_HZ),
        )
    return np.concatenate([family.mean(axis=1) for family in families]).astype(np.float32)


SEED_FEATURES: Final = FeatureSet("seed-librosa-1", seed_features)


@dataclass(frozen=True, slots=True)
class Seed:
    """The recipe that this project grew from, kept as a yardstick."""

    name: ClassVar[str] = "seed"
    features: ClassVar[FeatureSet] = SEED_FEATURES
    grid: ClassVar[Grid] = MappingProxyType(
        {"alpha": (0.01, 0.1, 1.0), "hidden": (100, 300), "batch": (64, 256)}
    )

    alpha: float = 0.01
    hidden: int = 300
    batch: int = 256

    def fit(self, data: Dataset, labels: Sequence[str], *, seed: int) -> Fitted:
        """Learn from clips; the features go in as they are."""
        values = data.features(self.features)
        pipeline = Pipeline([("scale", "passthrough"), ("learn", self.learner(len(values), seed))])
        pipeline.fit(values, data.targets(labels))
        width = values.shape[1]
        as_it_is = ReferencePrior(np.zeros(width, np.float32), np.ones(width, np.float32), 0.0)
        return Fitted(tuple(labels), fold_in(pipeline, len(labels)), as_it_is, 0.0)

    def learner(self, clips: int, seed: int) -> MLPClassifier:
        """Build the multi-layer perceptron with the seed's settings."""
        return MLPClassifier(
            hidden_layer_sizes=(self.hidden,),
            alpha=self.alpha,
            batch_size=min(self.batch, clips),
            learning_rate="adaptive",
            max_iter=500,
            random_state=seed,
        )


RECIPES: Final[Mapping[str, Recipe]] = MappingProxyType(
    {recipe.name: recipe for recipe in (Kernel(), Plain(), Seed())}
)
"""Every recipe by its name."""

DEFAULT_RECIPE: Final = Kernel.name
"""What `ser train` uses where no recipe is named."""
