"""Classifiers that run on plain arrays; what training fitted is folded into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Final, Protocol, Self

import numpy as np
import numpy.typing as npt

from ser_core.types import F32, F64

Arrays = Mapping[str, npt.NDArray[np.generic]]


class Classifier(Protocol):
    """Features in, calibrated probabilities out; a pure function of its arrays."""

    kind: ClassVar[str]

    def probabilities(self, values: F32) -> F64:
        """Classify feature vectors.

        Parameters
        ----------
        values : float32 array, shape (N, F)
            Features, normalised by the reference.

        Returns
        -------
        float64 array, shape (N, K)
            Rows sum to 1 and run parallel to the model's labels.
        """

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Give all that `from_arrays` needs to build the same classifier."""

    @classmethod
    def from_arrays(cls, arrays: Arrays, *, features: int, labels: int) -> Self:
        """Build from arrays of untrusted origin; raise `ValueError` where shapes do not fit."""


@dataclass(frozen=True, slots=True, eq=False)
class DenseClassifier:
    """Standardise, then fully connected layers with ReLU between them, then a softmax.

    One layer is a multinomial logistic regression; more are a multi-layer perceptron.

    Parameters
    ----------
    center, scale : float64 array, shape (F,)
        The standardisation ``(values - center) / scale``.
    layers : tuple of (float64 array (n, m), float64 array (m,))
        Weights and offsets; the first n is F, the last m is K.
    temperature : float
        Divides the last layer's outputs; fitted so that the probabilities are calibrated.
    """

    kind: ClassVar[str] = "dense"

    center: F64
    scale: F64
    layers: tuple[tuple[F64, F64], ...]
    temperature: float = 1.0

    def probabilities(self, values: F32) -> F64:
        """Classify feature vectors; see `Classifier.probabilities`."""
        return softmax(self.scores(values) / self.temperature)

    def scores(self, values: F32) -> F64:
        """Give the last layer's outputs, before the softmax; shape (N, K)."""
        activations = (np.asarray(values, dtype=np.float64) - self.center) / self.scale
        for weights, offsets in self.layers[:-1]:
            activations = np.maximum(activations @ weights + offsets, 0.0)
        weights, offsets = self.layers[-1]
        return np.asarray(activations @ weights + offsets)

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Give all that `from_arrays` needs to build the same classifier."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "center": self.center,
            "scale": self.scale,
            "temperature": np.array([self.temperature]),
        }
        for index, (weights, offsets) in enumerate(self.layers):
            arrays[f"weights_{index}"] = weights
            arrays[f"offsets_{index}"] = offsets
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Arrays, *, features: int, labels: int) -> Self:
        """Build from arrays of untrusted origin; raise `ValueError` where shapes do not fit."""
        count = sum(name.startswith("weights_") for name in arrays)
        if not 1 <= count <= MAX_LAYERS:
            message = f"{count} layers of weights, expected 1 to {MAX_LAYERS}"
            raise ValueError(message)
        layers = []
        width = features
        for index in range(count):
            offsets = take(arrays, f"offsets_{index}", (None,))
            layers.append((take(arrays, f"weights_{index}", (width, offsets.size)), offsets))
            width = offsets.size
        if width != labels:
            message = f"{width} outputs for {labels} labels"
            raise ValueError(message)
        scale = take(arrays, "scale", (features,))
        temperature = float(take(arrays, "temperature", (1,))[0])
        if (scale < SMALLEST).any() or temperature < SMALLEST:
            message = f"a scale or temperature below {SMALLEST:g}"
            raise ValueError(message)
        return cls(take(arrays, "center", (features,)), scale, tuple(layers), temperature)


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How alike points are to landmarks by some of their features, and what that speaks for.

    Parameters
    ----------
    columns : int array, shape (C,)
        Which of the features in use it goes by.
    landmarks : float32 array, shape (M, C)
        Standardised training examples, whose values `LANDMARK_PRECISION` holds.
    gamma : float
        Of the Gaussian kernel.
    weights : float32 array, shape (M, K)
    """

    columns: npt.NDArray[np.intp]
    landmarks: F32
    gamma: float
    weights: F32
    _squares: F32 = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay out and measure the landmarks once and not with every reading."""
        object.__setattr__(self, "landmarks", np.ascontiguousarray(self.landmarks))
        object.__setattr__(self, "_squares", _squared_lengths(self.landmarks))

    def scores(self, points: F32) -> F32:
        """Give ``exp(-gamma * |point - landmark|²) @ weights``; shape (N, K)."""
        own = points[:, self.columns]
        scores: F32 = _gaussian(own, self.landmarks, self.gamma, self._squares) @ self.weights
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class KernelClassifier:
    """A linear score and scores from likeness to landmarks, added; then a softmax.

    With ``z = clip((values - center) * gain, ±4)`` over the features whose gain is not 0, a
    label's score is ``z @ linear + offsets`` and the scores of each likeness.

    Parameters
    ----------
    center, gain : float32 array, shape (F,)
        The standardisation; a gain of 0 leaves a feature out.
    linear : float32 array, shape (U, K)
        Over the U features in use.
    offsets : float32 array, shape (K,)
    likenesses : tuple of Likeness
        Each goes by features of its own, all by the same M examples.
    temperature : float
        Divides the scores; fitted so that the probabilities are calibrated.
    """

    kind: ClassVar[str] = "kernel"

    center: F32
    gain: F32
    linear: F32
    offsets: F32
    likenesses: tuple[Likeness, ...]
    temperature: float = 1.0

    def probabilities(self, values: F32) -> F64:
        """Classify feature vectors; see `Classifier.probabilities`."""
        return softmax(self.scores(values) / self.temperature)

    def scores(self, values: F32) -> F64:
        """Give the scores before the softmax; shape (N, K)."""
        points = standardise(values, self.center, self.gain)
        scores = points @ self.linear + self.offsets
        for likeness in self.likenesses:
            scores += likeness.scores(points)
        return np.asarray(scores, dtype=np.float64)

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Give all that `from_arrays` needs to build the same classifier."""
        groups = np.empty(len(self.linear), np.float32)
        landmarks = np.empty((len(self.likenesses[0].landmarks), groups.size), LANDMARK_PRECISION)
        for group, likeness in enumerate(self.likenesses):
            groups[likeness.columns] = group
            landmarks[:, likeness.columns] = likeness.landmarks
        return {
            "center": self.center,
            "gain": self.gain,
            "groups": groups,
            "landmarks": landmarks,
            "gammas": np.array([likeness.gamma for likeness in self.likenesses]),
            "linear": self.linear,
            "weights": np.stack([likeness.weights for likeness in self.likenesses]),
            "offsets": self.offsets,
            "temperature": np.array([self.temperature]),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays, *, features: int, labels: int) -> Self:
        """Build from arrays of untrusted origin; raise `ValueError` where shapes do not fit."""
        gain = take(arrays, "gain", (features,)).astype(np.float32)  # in which it may be 0
        used = int(np.count_nonzero(gain))
        landmarks = take(arrays, "landmarks", (None, used)).astype(np.float32)
        gammas, groups = take(arrays, "gammas", (None,)), take(arrays, "groups", (used,))
        temperature = float(take(arrays, "temperature", (1,))[0])
        if used == 0 or not (gammas > 0).all() or temperature < SMALLEST:
            message = (
                "no feature in use, a gamma that is not positive, or a temperature below "
                f"{SMALLEST:g}"
            )
            raise ValueError(message)
        if not np.array_equal(np.unique(groups), np.arange(gammas.size)):
            message = f"features in other groups than those of the {gammas.size} gammas"
            raise ValueError(message)
        if np.abs(landmarks).max(initial=0.0) > STANDARDISED_LIMIT:
            message = f"a landmark beyond ±{STANDARDISED_LIMIT:g}, further than any example"
            raise ValueError(message)
        weights = take(arrays, "weights", (gammas.size, landmarks.shape[0], labels))
        members = [np.flatnonzero(groups == group) for group in range(gammas.size)]
        return cls(
            center=take(arrays, "center", (features,)).astype(np.float32),
            gain=gain,
            linear=take(arrays, "linear", (used, labels)).astype(np.float32),
            offsets=take(arrays, "offsets", (labels,)).astype(np.float32),
            likenesses=tuple(
                Likeness(columns, landmarks[:, columns], float(gamma), own.astype(np.float32))
                for columns, gamma, own in zip(members, gammas, weights, strict=True)
            ),
            temperature=temperature,
        )


def standardise(values: F32, center: F32, gain: F32) -> F32:
    """Scale features, shape (N, F), and keep those whose gain is not 0, within ±4."""
    used = np.flatnonzero(gain)
    scaled = (np.asarray(values, np.float32)[:, used] - center[used]) * gain[used]
    return np.asarray(np.clip(scaled, -STANDARDISED_LIMIT, STANDARDISED_LIMIT))


def gaussian_kernel(points: F32, landmarks: F32, gamma: float) -> F32:
    """Give ``exp(-gamma * |point - landmark|²)``; shape (N, M)."""
    return _gaussian(points, landmarks, gamma, _squared_lengths(landmarks))


def _gaussian(points: F32, landmarks: F32, gamma: float, landmark_squares: F32) -> F32:
    squares = landmark_squares - 2 * (points @ landmarks.T)
    squares += _squared_lengths(points)[:, None]
    kernel: F32 = np.exp(-np.float32(gamma) * np.maximum(squares, 0))
    return kernel


def _squared_lengths(points: F32) -> F32:
    lengths: F32 = np.sum(points**2, axis=1)
    return lengths


STANDARDISED_LIMIT: Final = np.float32(4.0)
LANDMARK_PRECISION: Final = np.float16
"""What a file keeps of landmarks: it halves the file, and any point near an example will do."""
MAX_LAYERS: Final = 8
LARGEST: Final = 1e6
SMALLEST: Final = 1e-9
"""What a file's numbers may be, and what it divides by: with these, all scores are finite."""

KINDS: Final[Mapping[str, type[Classifier]]] = MappingProxyType(
    {DenseClassifier.kind: DenseClassifier, KernelClassifier.kind: KernelClassifier}
)
"""The classifiers that a model folder may name."""


def take(arrays: Arrays, name: str, shape: tuple[int | None, ...]) -> F64:
    """Give `arrays[name]` as float64 after checking its shape; None fits any length."""
    found = arrays.get(name)
    if found is None:
        message = f"no array {name!r}"
        raise ValueError(message)
    fits = len(shape) == found.ndim and all(
        want is None or want == have for want, have in zip(shape, found.shape, strict=True)
    )
    if not fits:
        message = f"the array {name!r} has the shape {found.shape}, expected {shape}"
        raise ValueError(message)
    return np.asarray(found, dtype=np.float64)


def softmax(scores: F64) -> F64:
    """Turn scores into probabilities along the last axis, without overflow."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
