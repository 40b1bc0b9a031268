"""The yardstick measures what it says: streams, restriction, tones, voices heard before."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from ser_core.errors import CorpusError
from ser_core.model.emotions import TONES
from ser_core.training.cache import Extractor
from ser_core.training.corpora import CORPORA, Clip
from ser_core.training.data import Dataset
from ser_core.training.evaluate import (
    Adaptation,
    Measured,
    Predictions,
    one_emotion_streams,
    predict,
    score,
    shared_labels,
)
from ser_core.training.recipes import LIVE
from ser_core.training.report import remarks, to_json
from ser_core.training.yardstick import EVERY_EMOTION, Part, Study, clean_rows, measure
from ser_core.types import F32, ReferencePrior

LABELS = ("neutral", "happy", "sad", "angry")


@dataclass(frozen=True)
class Thresholds:
    """Hears the emotion in the first feature: its whole number is the label."""

    labels: int = 4

    def probabilities(self, values: np.ndarray) -> np.ndarray:
        chosen = np.clip(np.round(values[:, 0]).astype(int), 0, self.labels - 1)
        return np.eye(self.labels)[chosen] * 0.7 + 0.3 / self.labels


STEADY = ReferencePrior(np.zeros(1, np.float32), np.ones(1, np.float32), weight=1e9)


@dataclass(frozen=True)
class Listener:
    labels: tuple[str, ...] = LABELS
    classifier: Thresholds = Thresholds()
    prior: ReferencePrior = STEADY
    unsure_below: float = 0.0


class Told(Extractor):
    """Gives the features that it was told."""

    def __init__(self, values: F32) -> None:
        super().__init__()
        self._values = values

    def features(self, *_: object) -> F32:
        return self._values


def dataset(emotions: tuple[str, ...], speakers: int = 3, copies: int = 2) -> Dataset:
    clips = tuple(
        Clip(
            Path(f"{speaker}{emotion}{copy}"),
            CORPORA["emodb"],
            f"{speaker}",
            emotion,
            "",
            f"{copy}",
        )
        for speaker in range(speakers)
        for emotion in emotions
        for copy in range(copies)
    )
    return Dataset(clips, Extractor())


def meant(data: Dataset) -> np.ndarray:
    """Return features from which `Listener` hears what was meant."""
    return np.array([[LABELS.index(clip.emotion)] for clip in data.clips], dtype=np.float32)


def everything(data: Dataset) -> tuple[Measured, ...]:
    return (Measured(Listener(), np.arange(len(data.clips))),)


@pytest.mark.parametrize("adaptation", list(Adaptation))
def test_a_perfect_listener_is_perfect_in_any_order(adaptation: Adaptation) -> None:
    data = dataset(LABELS)
    scores = score(predict(everything(data), data, meant(data), adaptation=adaptation))
    assert scores.uar == (1.0, 1.0, 1.0)
    assert scores.tone_uar.value == 1.0
    assert scores.calibration_error == pytest.approx(1 - 0.775)
    assert scores.risk.max() == 0.0


def test_posteriors_are_restricted_to_the_emotions_of_the_corpus() -> None:
    data = dataset(("happy", "angry"))
    predictions = predict(everything(data), data, np.zeros((len(data.clips), 1), np.float32))
    assert predictions.labels == LABELS
    predictions = predictions.among(data.labels)
    assert predictions.labels == ("happy", "angry")
    np.testing.assert_allclose(predictions.probabilities, 0.5)


def test_what_is_said_live_may_be_an_emotion_that_nobody_in_the_corpus_meant() -> None:
    """Every neutral clip is heard as neutral or, where it may be said, as sad."""
    data = dataset(("neutral", "angry"))
    values = meant(data)
    values[values == 0.0] = LABELS.index("sad")
    data = replace(data, extractor=Told(values))
    part = Part(CORPORA["emodb"], data, everything(data), "")
    evaluation = measure(Study("listener", LIVE, (part,)), seed=0)
    found = {(row.condition, row.adaptation): row.scores for row in evaluation.rows}
    assert {condition for condition, _ in found} == {"clean", EVERY_EMOTION}
    for adaptation in Adaptation:
        assert found["clean", adaptation].uar.value == 1.0
        live = found[EVERY_EMOTION, adaptation]
        assert live.uar.value == 0.5
        assert set(live.recalls) == {"neutral", "angry"}
        assert live.labels == LABELS
        assert live.confusion.shape == (4, 4)
    assert {row.condition for row in clean_rows(evaluation)} == {"clean"}
    assert any(EVERY_EMOTION in line for line in remarks(evaluation))
    json.loads(to_json(evaluation), parse_constant=pytest.fail)


def test_nothing_is_said_twice_where_the_corpus_has_every_emotion() -> None:
    data = dataset(LABELS)
    data = replace(data, extractor=Told(meant(data)))
    part = Part(CORPORA["emodb"], data, everything(data), "")
    evaluation = measure(Study("listener", LIVE, (part,)), seed=0)
    assert {row.condition for row in evaluation.rows} == {"clean"}


def test_what_is_sure_and_how_often_that_is_right() -> None:
    """Two of three are sure, each by the threshold of who was asked; three of four are right."""
    clips = dataset(LABELS, speakers=3, copies=1).clips
    meant = np.array([LABELS.index(clip.emotion) for clip in clips])
    wrong = np.where(meant == 0, (meant + 1) % 4, meant)
    probabilities = np.eye(4)[wrong] * 0.6 + 0.1
    unsure_below = np.repeat([0.65, 0.7, 0.75], 4)
    scores = score(Predictions(clips, LABELS, probabilities, unsure_below))
    assert scores.sure.value == pytest.approx(2 / 3)
    assert scores.sure_accuracy is not None
    assert scores.sure_accuracy.value == 0.75
    nothing = score(Predictions(clips, LABELS, probabilities, np.ones(12)))
    assert (nothing.sure, nothing.sure_accuracy) == ((0.0, 0.0, 0.0), None)


def test_tones_sum_their_emotions() -> None:
    clips = dataset(LABELS, speakers=1, copies=1).clips
    probabilities = np.tile([0.3, 0.25, 0.2, 0.25], (4, 1))
    tones = Predictions(clips, LABELS, probabilities, np.zeros(4)).tones()
    assert tones.labels == ("negative", "neutral", "positive")
    np.testing.assert_allclose(tones.probabilities[0], [0.45, 0.3, 0.25])
    assert [clip.emotion for clip in tones.clips] == [TONES[label] for label in LABELS]


def test_each_speaker_is_a_stream_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[float]] = []

    class Spy:
        site = None

        def __init__(self, _: ReferencePrior, site: None) -> None:
            assert site is None
            heard.append([])

        def normalize(self, values: np.ndarray) -> np.ndarray:
            return values

        def temper(self, probs: np.ndarray) -> np.ndarray:
            return probs

        def learn(self, values: np.ndarray, _: np.ndarray) -> None:
            heard[-1].append(float(values[0]))

    monkeypatch.setattr("ser_core.training.evaluate.Reference", Spy)
    data = dataset(LABELS)
    predict(everything(data), data, meant(data), adaptation=Adaptation.NEUTRAL_FIRST)
    assert len(heard) == 3
    for stream in heard:
        assert stream[:2] == [0.0, 0.0]
        assert sorted(stream) == [0, 0, 1, 1, 2, 2, 3, 3]
    heard.clear()
    predict(everything(data), data, meant(data), adaptation=Adaptation.MOSTLY_NEUTRAL)
    for stream in heard:
        by_clip = np.reshape(stream, (8, 4))
        assert not by_clip[:, :3].any()
        assert sorted(by_clip[:, 3]) == [0, 0, 1, 1, 2, 2, 3, 3]
    heard.clear()
    predict(everything(data), data, meant(data), adaptation=Adaptation.NONE)
    assert heard == [[], [], []]


def test_a_voice_without_neutral_clips_is_heard_all_the_same() -> None:
    data = dataset(LABELS[1:])
    values = meant(data)
    mostly = predict(everything(data), data, values, adaptation=Adaptation.MOSTLY_NEUTRAL)
    shuffled = predict(everything(data), data, values, adaptation=Adaptation.RANDOM)
    np.testing.assert_array_equal(mostly.probabilities, shuffled.probabilities)


def test_only_earlier_utterances_count() -> None:
    """Changing what comes later in a stream changes nothing before."""
    data = dataset(LABELS, speakers=1, copies=5)
    listener = Listener(prior=replace(STEADY, weight=2.0))
    one = (Measured(listener, np.arange(len(data.clips))),)
    values = meant(data)
    order = np.random.default_rng(0).permutation(len(data.clips))
    before = predict(one, data, values, adaptation=Adaptation.RANDOM)
    values[order[12:]] += 40
    after = predict(one, data, values, adaptation=Adaptation.RANDOM)
    np.testing.assert_array_equal(before.probabilities[order[:12]], after.probabilities[order[:12]])
    assert not np.array_equal(before.probabilities, after.probabilities)


def test_streams_of_one_emotion_show_what_the_reference_takes_away() -> None:
    data = dataset(LABELS)
    steady = one_emotion_streams(everything(data), data, meant(data))
    assert {label: found.after for label, found in steady.items()} == dict.fromkeys(LABELS, 1.0)
    forgetful = Listener(prior=replace(STEADY, weight=1e-3))
    lost = one_emotion_streams(
        (Measured(forgetful, np.arange(len(data.clips))),), data, meant(data)
    )
    assert (lost["angry"].first, lost["angry"].after) == (1.0, 0.0)
    assert lost["angry"].streams == 3


def test_labels_that_do_not_match_are_refused() -> None:
    assert shared_labels(("happy", "sad", "angry"), ("neutral", "happy", "sad")) == ("happy", "sad")
    with pytest.raises(CorpusError, match="knows calm, happy and the recordings are of happy, sad"):
        shared_labels(("calm", "happy"), ("happy", "sad"))
