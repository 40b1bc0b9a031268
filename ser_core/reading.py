"""From features to what may honestly be said of a voice."""

from __future__ import annotations

import numpy as np

from ser_core.config import QualityConfig
from ser_core.model import Model
from ser_core.types import F32, F64, Posterior, Quality, Reading, Status, Tone


class Reader:
    """Classify stretches of speech and judge what the result is worth.

    Parameters
    ----------
    model : Model
    config : QualityConfig
        Where a recording is too poor for a result.
    """

    def __init__(self, model: Model, config: QualityConfig) -> None:
        self._model = model
        self._config = config

    def probabilities(self, values: F32) -> F64:
        """Classify one normalised feature vector, shape (F,); gives shape (K,)."""
        posterior: F64 = self._model.classifier.probabilities(values[None])[0]
        return posterior

    def reading(
        self, start: int, end: int, probabilities: F64, quality: Quality, *, reference: float
    ) -> Reading:
        """Say what the probabilities are worth for the samples [start, end)."""
        best = int(np.argmax(probabilities))
        confidence = float(probabilities[best])
        return Reading(
            posterior=Posterior(start, end, tuple(probabilities.tolist())),
            status=self._status(confidence, quality),
            emotion=self._model.labels[best],
            confidence=confidence,
            tone=self._tone(probabilities),
            reference=reference,
        )

    def _status(self, confidence: float, quality: Quality) -> Status:
        if quality.clipped_pct > self._config.max_clipped_pct:
            return Status.CLIPPED
        if quality.snr_db < self._config.min_snr_db:
            return Status.NOISY
        if not confidence >= self._model.unsure_below:  # so that NaN is nothing to be sure of
            return Status.UNSURE
        return Status.OK

    def _tone(self, probabilities: F64) -> Tone:
        """Give the tone whose emotions are the most probable together."""
        shares = dict.fromkeys(self._model.tones, 0.0)
        for tone, probability in zip(self._model.tones, probabilities.tolist(), strict=True):
            shares[tone] += probability
        return max(shares, key=lambda tone: shares[tone])


def no_reading(start: int, end: int, status: Status, *, reference: float) -> Reading:
    """Say why nothing was classified in the samples [start, end)."""
    return Reading(Posterior(start, end, ()), status, "", 0.0, None, reference)
