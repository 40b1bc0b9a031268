"""Measuring recognisers on voices they never heard, with the reference that the stream uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from ser_core.errors import CorpusError
from ser_core.model.classifier import Classifier
from ser_core.model.emotions import TONES
from ser_core.stream.reference import Reference
from ser_core.training import metrics
from ser_core.training.corpora import FEWEST_EMOTIONS, Clip
from ser_core.training.data import Dataset
from ser_core.training.metrics import Estimate, Labels
from ser_core.training.splits import Folds, Indices
from ser_core.types import F32, F64, ReferencePrior, Tone

STREAM_LENGTH: Final = 20
"""Utterances of one emotion after which its recall must not have fallen."""
NEUTRAL_BEFORE: Final = 3
"""Neutral utterances before each clip of a stream that is mostly neutral, as ordinary talk is."""


class Adaptation(StrEnum):
    """Which unlabelled speech stands behind the normalisation of a clip."""

    NONE = "none"
    RANDOM = "random order"
    NEUTRAL_FIRST = "neutral first"
    MOSTLY_NEUTRAL = "mostly neutral"


class Recogniser(Protocol):
    """What is measured: a loaded model, or what a recipe fitted."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The emotions that it tells apart."""

    @property
    def classifier(self) -> Classifier:
        """From normalised features to probabilities."""

    @property
    def prior(self) -> ReferencePrior:
        """Where its references begin."""

    @property
    def unsure_below(self) -> float:
        """Probability of the leading emotion under which a result is unsure."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A recogniser and the clips that it is measured on."""

    recogniser: Recogniser
    test: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """Posteriors of clips with what was meant.

    `probabilities` has shape (N, K) and runs parallel to `labels`, what may be chosen.
    `unsure_below`, shape (N,), is the probability under which each is unsure.
    """

    clips: tuple[Clip, ...]
    labels: tuple[str, ...]
    probabilities: F64
    unsure_below: F64

    @property
    def targets(self) -> Labels:
        """Index of the intended label of each clip; shape (N,)."""
        return np.array([self.labels.index(clip.emotion) for clip in self.clips], dtype=np.intp)

    @property
    def predicted(self) -> Labels:
        """Index of the leading label of each clip; shape (N,)."""
        return np.asarray(self.probabilities.argmax(axis=1))

    @property
    def confidence(self) -> F64:
        """Probability of the leading label; shape (N,)."""
        return np.asarray(self.probabilities.max(axis=1))

    @property
    def sure(self) -> npt.NDArray[np.bool_]:
        """Whether the leading label is said and not called unsure; shape (N,)."""
        return np.asarray(self.confidence >= self.unsure_below)

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        """Whether the leading label is the intended one; shape (N,)."""
        return np.asarray(self.predicted == self.targets)

    def part(self, indices: Indices) -> Predictions:
        """Give the predictions of some of the clips."""
        clips = tuple(self.clips[index] for index in indices)
        return Predictions(
            clips, self.labels, self.probabilities[indices], self.unsure_below[indices]
        )

    def among(self, labels: Sequence[str]) -> Predictions:
        """Give the predictions where only some labels may be chosen; they sum to 1 again."""
        columns = [self.labels.index(label) for label in labels]
        probabilities = _restrict(self.probabilities, columns)
        return Predictions(self.clips, tuple(labels), probabilities, self.unsure_below)

    def tones(self) -> Predictions:
        """Give the same predictions as tones: probabilities summed, emotions replaced."""
        present = tuple(tone for tone in Tone if tone in {TONES[label] for label in self.labels})
        member = np.array([[TONES[label] == tone for tone in present] for label in self.labels])
        clips = tuple(replace(clip, emotion=TONES[clip.emotion]) for clip in self.clips)
        return Predictions(clips, present, self.probabilities @ member, self.unsure_below)


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The yardstick of one set of predictions; every figure is a share from 0 to 1.

    `labels` are what could be chosen, as `confusion` has them; `recalls` are of those that were
    meant. `calibration_error_by_chance` is what exact probabilities would show on as many clips.
    `sure_accuracy` is the accuracy of the results that are not unsure; None where all are.
    """

    labels: tuple[str, ...]

    uar: Estimate
    accuracy: Estimate
    recalls: dict[str, Estimate]
    confusion: npt.NDArray[np.float64]
    calibration_error: float
    calibration_error_by_chance: float
    certain_half_uar: Estimate
    sure: Estimate
    sure_accuracy: Estimate | None
    tone_uar: Estimate
    coverage: F64
    risk: F64


def score(predictions: Predictions) -> Scores:
    """Compute every figure of merit of some predictions."""
    counts = _counts(predictions)
    confidence, right = predictions.confidence, predictions.right
    certain = predictions.part(metrics.most_certain(confidence, 0.5))
    said = predictions.part(np.flatnonzero(predictions.sure))
    coverage, risk = metrics.risk_coverage(confidence, right)
    meant = counts.sum(axis=(0, 2)) > 0
    return Scores(
        labels=predictions.labels,
        uar=metrics.over_speakers(counts, metrics.unweighted_recall),
        accuracy=metrics.over_speakers(counts, metrics.accuracy),
        recalls={
            label: metrics.over_speakers(counts, partial(_recall_of, number))
            for number, label in enumerate(predictions.labels)
            if meant[number]
        },
        confusion=counts.sum(axis=0),
        calibration_error=metrics.calibration_error(confidence, right),
        calibration_error_by_chance=metrics.calibration_error_by_chance(confidence),
        certain_half_uar=metrics.over_speakers(_counts(certain), metrics.unweighted_recall),
        sure=metrics.over_speakers(_sure_counts(predictions), metrics.accuracy),
        sure_accuracy=(
            metrics.over_speakers(_counts(said), metrics.accuracy) if said.clips else None
        ),
        tone_uar=metrics.over_speakers(_counts(predictions.tones()), metrics.unweighted_recall),
        coverage=coverage,
        risk=risk,
    )


def _recall_of(number: int, counts: metrics.Counts) -> F64:
    return np.asarray(metrics.recalls(counts)[..., number])


def _counts(predictions: Predictions) -> metrics.Counts:
    voices = [clip.voice for clip in predictions.clips]
    return metrics.speaker_counts(
        predictions.targets, predictions.predicted, voices, len(predictions.labels)
    )


def _sure_counts(predictions: Predictions) -> metrics.Counts:
    """Count as if to be sure were right, and to be unsure were wrong."""
    sure = predictions.sure.astype(np.intp)
    voices = [clip.voice for clip in predictions.clips]
    return metrics.speaker_counts(np.ones_like(sure), sure, voices, 2)


def shared_labels(recognised: Sequence[str], meant: Sequence[str]) -> tuple[str, ...]:
    """Give the emotions of the corpus that the recogniser knows.

    Raises
    ------
    CorpusError
        Where there are fewer than two, so that there is nothing to tell apart.
    """
    shared = tuple(label for label in meant if label in recognised)
    if len(shared) < FEWEST_EMOTIONS:
        message = (
            f"The model knows {', '.join(recognised)} and the recordings are of "
            f"{', '.join(meant)}; at least {FEWEST_EMOTIONS} emotions must be the same to "
            "measure anything."
        )
        raise CorpusError(message, value=shared)
    return shared


def predict(
    measured: Sequence[Measured],
    data: Dataset,
    values: F32,
    *,
    adaptation: Adaptation = Adaptation.NONE,
    seed: int = 0,
) -> Predictions:
    """Classify every measured clip, each speaker's as a stream of its own.

    Where the reference learns, all speakers that a recogniser is measured on use the same
    microphone one after the other: the site learns from each, and the next one begins there.

    Parameters
    ----------
    measured : sequence of Measured
        Recognisers that tell the same emotions apart, and the clips that each is measured on.
    data : Dataset
    values : float32 array, shape (N, F)
        Features of the clips of `data`, as they reached the recogniser.
    adaptation : Adaptation
        The order of the streams, and whether the reference learns from them.
    seed : int
        Of the random order.

    Returns
    -------
    Predictions
        Any emotion that the recognisers know may be chosen, as live; see `Predictions.among`.
    """
    labels = measured[0].recogniser.labels
    probabilities = np.zeros((len(data.clips), len(labels)))
    unsure_below = np.zeros(len(data.clips))
    rng = np.random.default_rng(seed)
    learn = adaptation is not Adaptation.NONE
    for one in measured:
        unsure_below[one.test] = one.recogniser.unsure_below
        site = None
        for stream in _streams(data, one.test, adaptation, rng):
            reference = Reference(one.recogniser.prior, site)
            probabilities[stream] = _listen(one.recogniser, reference, values[stream], learn=learn)
            site = reference.site if learn else None
    indices = np.sort(np.concatenate([one.test for one in measured]))
    return Predictions(data.clips, labels, probabilities, unsure_below).part(indices)


def _restrict(posteriors: F64, columns: Sequence[int]) -> F64:
    chosen = posteriors[:, columns]
    return np.asarray(chosen / np.maximum(chosen.sum(axis=1, keepdims=True), 1e-12))


def _streams(
    data: Dataset, test: Indices, adaptation: Adaptation, rng: np.random.Generator
) -> list[Indices]:
    """Order the measured clips of each speaker; one that comes again counts as heard last."""
    voices = np.asarray(data.voices)
    neutral = np.array([clip.emotion == "neutral" for clip in data.clips])
    streams = []
    for voice in np.unique(voices[test]):
        stream = rng.permutation(test[voices[test] == voice])
        if adaptation is Adaptation.NEUTRAL_FIRST:
            stream = stream[np.argsort(~neutral[stream], kind="stable")]
        if adaptation is Adaptation.MOSTLY_NEUTRAL and neutral[stream].any():
            before = rng.choice(stream[neutral[stream]], (stream.size, NEUTRAL_BEFORE))
            stream = np.column_stack([before, stream]).ravel()
        streams.append(stream)
    return streams


def _listen(recogniser: Recogniser, reference: Reference, values: F32, *, learn: bool) -> F64:
    """Classify a stream of utterances in order; the reference learns after each."""
    posteriors = np.zeros((values.shape[0], len(recogniser.labels)))
    for index, utterance in enumerate(values):
        posterior = _classify(recogniser, reference, utterance[None])[0]
        posteriors[index] = posterior
        if learn:
            reference.learn(utterance, posterior)
    return posteriors


def _classify(recogniser: Recogniser, reference: Reference, values: F32) -> F64:
    """Classify utterances, shape (N, F), by the reference as it stands."""
    relative = reference.normalize(values)
    return reference.temper(recogniser.classifier.probabilities(relative))


@dataclass(frozen=True, slots=True)
class OneEmotion:
    """Recall at the start of streams of one emotion only, and after twenty utterances."""

    first: float
    after: float
    streams: int


def one_emotion_streams(
    measured: Sequence[Measured], data: Dataset, values: F32, *, seed: int = 0
) -> dict[str, OneEmotion]:
    """Tell whether an emotion that never changes normalises itself away.

    For each speaker and emotion the speaker's clips of it follow one another in random
    order, again and again up to twenty. The same clips are classified before anything was
    learned and after the twenty.
    """
    voices = np.asarray(data.voices)
    targets = data.targets(data.labels)
    rng = np.random.default_rng(seed)
    right: dict[str, list[tuple[int, float, float]]] = {label: [] for label in data.labels}
    for one in measured:
        columns = [one.recogniser.labels.index(label) for label in data.labels]
        for voice in np.unique(voices[one.test]):
            for number, label in enumerate(data.labels):
                clips = one.test[(voices[one.test] == voice) & (targets[one.test] == number)]
                if clips.size:
                    stream = values[rng.permutation(clips)]
                    found = _before_and_after(one.recogniser, stream, columns, number)
                    right[label].append((clips.size, *found))
    return {label: _mean_recalls(streams) for label, streams in right.items()}


def _before_and_after(
    recogniser: Recogniser, stream: F32, columns: Sequence[int], target: int
) -> tuple[float, float]:
    reference = Reference(recogniser.prior)
    before = _recall(recogniser, reference, stream, columns, target)
    for index in range(STREAM_LENGTH):
        utterance = stream[index % len(stream)]
        reference.learn(utterance, _classify(recogniser, reference, utterance[None])[0])
    return before, _recall(recogniser, reference, stream, columns, target)


def _recall(
    recogniser: Recogniser,
    reference: Reference,
    stream: F32,
    columns: Sequence[int],
    target: int,
) -> float:
    posteriors = _restrict(_classify(recogniser, reference, stream), columns)
    return float((posteriors.argmax(axis=1) == target).mean())


def _mean_recalls(streams: list[tuple[int, float, float]]) -> OneEmotion:
    sizes, first, after = np.array(streams).T
    return OneEmotion(
        float(np.average(first, weights=sizes)),
        float(np.average(after, weights=sizes)),
        len(streams),
    )


def held_out(recognisers: Sequence[Recogniser], folds: Folds) -> tuple[Measured, ...]:
    """Pair each fold's recogniser with the clips of the speakers it never heard."""
    return tuple(
        Measured(recogniser, fold.test)
        for recogniser, fold in zip(recognisers, folds.folds, strict=True)
    )
