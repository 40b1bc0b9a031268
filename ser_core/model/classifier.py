"""Classifiers that run on plain arrays; what training fitted is folded into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
        if (scale <= 0).any() or temperature <= 0:
            message = "a scale or temperature that is not positive"
            raise ValueError(message)
        return cls(take(arrays, "center", (features,)), scale, tuple(layers), temperature)


MAX_LAYERS: Final = 8

KINDS: Final[Mapping[str, type[Classifier]]] = MappingProxyType(
    {DenseClassifier.kind: DenseClassifier}
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
