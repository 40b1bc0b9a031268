"""Several channels of one source at the same time, each with an analyzer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ser_core import sentences
from ser_core.analyzer import Analyzer, Position, checked
from ser_core.config import AnalyzerConfig
from ser_core.errors import AudioError
from ser_core.model import Model
from ser_core.stream.reference import SiteReference
from ser_core.types import AudioBlock, EmotionUpdated, Event, SpeechStarted, UtteranceEnded

TURNS_PER_SECOND: Final = 25
"""How often the analyzers take turns: what happens on several channels is told in order."""


@dataclass(frozen=True, slots=True)
class ChannelEvent:
    """An event and the channel on which it happened."""

    channel: str
    event: Event


class MultichannelAnalyzer:
    """Listen to channels side by side: what is said on one changes nothing on another.

    The events of a channel are those of an `Analyzer` that hears it alone; only utterances
    are numbered so that no two channels share a number (of two channels, one has the odd
    numbers and the other the even ones). Neither the events nor their order depend on how
    the samples are cut into blocks.

    Parameters
    ----------
    model : Model
        From `load_model`.
    channels : sequence of str
        A name for each channel, in the order of a block's columns.
    config : AnalyzerConfig
        The same for each channel.
    sites : sequence of SiteReference or None, optional
        What each channel has shown before, in the order of `channels`.
    first_id : int
        From which number on utterances are counted.

    Attributes
    ----------
    analyzers : tuple of Analyzer
        One for each channel.
    """

    def __init__(
        self,
        model: Model,
        channels: Sequence[str],
        config: AnalyzerConfig = AnalyzerConfig(),  # noqa: B008  frozen
        sites: Sequence[SiteReference | None] = (),
        *,
        first_id: int = 1,
    ) -> None:
        self.channels = tuple(channels)
        self._first_id = first_id
        known = [*sites, *[None] * len(self.channels)]
        self.analyzers = tuple(
            Analyzer(model, config, site) for site, _ in zip(known, self.channels, strict=False)
        )
        self._waiting: AudioBlock | None = None

    def push(self, block: AudioBlock) -> list[ChannelEvent]:
        """Take the next block, shape (n, channels), or (n,) where there is one channel.

        Raises
        ------
        AudioError
            As `Analyzer.push`; no channel has heard anything of the block then.
        """
        if len(self.analyzers) == 1:
            return self._tell(0, self.analyzers[0].push(block))
        block = self._checked(block)
        events: list[ChannelEvent] = []
        waiting, self._waiting = self._waiting, None
        if waiting is not None and _end(waiting) != (block.start, block.rate):
            events += self._push_all(waiting)
            waiting = None
        if waiting is not None:
            samples = np.concatenate((waiting.samples, block.samples))
            block = replace(waiting, samples=samples)
        size = max(1, block.rate // TURNS_PER_SECOND)
        whole = len(block.samples) // size * size
        for first in range(0, whole, size):
            events += self._push_all(_part(block, first, first + size))
        rest = _part(block, whole, len(block.samples))
        self._waiting = rest if len(rest.samples) else None
        return events

    def flush(self) -> list[ChannelEvent]:
        """End the stream here, as `Analyzer.flush`."""
        events: list[ChannelEvent] = []
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            events += self._push_all(waiting)
        for index, analyzer in enumerate(self.analyzers):
            events += self._tell(index, analyzer.flush())
        return events

    def _checked(self, block: AudioBlock) -> AudioBlock:
        """Raise before any analyzer has heard a part of what another one refuses."""
        shape = block.samples.shape
        if shape[1:] != (len(self.channels),):
            sentence = sentences.BLOCK_SHAPE(shape=shape, channels=len(self.channels))
            raise AudioError(sentence, value=shape)
        heard = self.analyzers[0].position if self._waiting is None else _end(self._waiting)
        columns = [checked(_column(block, index), heard) for index in range(len(self.channels))]
        return replace(columns[0], samples=block.samples)

    def _push_all(self, block: AudioBlock) -> list[ChannelEvent]:
        events: list[ChannelEvent] = []
        for index, analyzer in enumerate(self.analyzers):
            events += self._tell(index, analyzer.push(_column(block, index)))
        return events

    def _tell(self, index: int, events: Sequence[Event]) -> list[ChannelEvent]:
        channel = self.channels[index]
        return [ChannelEvent(channel, self._numbered(index, event)) for event in events]

    def _numbered(self, index: int, event: Event) -> Event:
        if isinstance(event, (SpeechStarted, EmotionUpdated, UtteranceEnded)):
            number = self._first_id + (event.utterance_id - 1) * len(self.analyzers) + index
            return replace(event, utterance_id=number)
        return event


def _column(block: AudioBlock, index: int) -> AudioBlock:
    return replace(block, samples=np.ascontiguousarray(block.samples[:, index]))


def _part(block: AudioBlock, first: int, last: int) -> AudioBlock:
    return AudioBlock(block.start + first, block.rate, block.samples[first:last])


def _end(block: AudioBlock) -> Position:
    return Position(block.start + len(block.samples), block.rate)
