"""From blocks to events and rows: the analysis of one session."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ser_core.config import AnalyzerConfig
from ser_core.errors import AudioError
from ser_core.types import (
    SAMPLE_RATE_HZ,
    AudioGap,
    EmotionUpdated,
    Event,
    Level,
    Posterior,
    Reading,
    SpeechStarted,
    UtteranceEnded,
    heard_channels,
)
from ser_live.audio.queue import Arrival
from ser_live.engine.capture import Capture
from ser_live.engine.recorder import Recorder
from ser_live.engine.sites import Sites
from ser_live.messages import Analyzed, Emit, Message, SiteLearned, SourceFacts

if TYPE_CHECKING:
    from ser_core.model import Model
    from ser_core.multichannel import MultichannelAnalyzer
    from ser_core.stream.reference import SiteReference


class Hearing:
    """Analyses what is captured, has it recorded, and tells it; on the worker's thread only.

    Each channel that is heard by itself has an analyzer, a speaker and a place of its own.
    """

    def __init__(
        self,
        emit: Emit,
        capture: Capture,
        recorder: Recorder,
        config: AnalyzerConfig,
        sites_folder: Path | None,
    ) -> None:
        self._emit = emit
        self._capture = capture
        self._recorder = recorder
        self._config = config
        self._sites_folder = sites_folder
        self._source: SourceFacts | None = None
        self._sites: dict[str, Sites] = {}
        self._site_utterances: dict[str, float] = {}
        self._analyzer: MultichannelAnalyzer | None = None
        self._last_id = 0
        self._lost_from_s: float | None = None

    def begin(self, model: Model) -> None:
        """Begin a session: its time, its utterances and its speakers are new."""
        import ser_core.multichannel  # noqa: F401, PLC0415 - heavy; listening waits for nothing

        self._capture.begin_session()
        self._last_id = 0
        self._lost_from_s = None
        if self._analyzer is not None:
            self._hear_anew(model, [each.reference.site for each in self._analyzer.analyzers])

    def listen_to(self, source: SourceFacts, model: Model) -> None:
        """Take up the references of the places where the source listens, if they are others."""
        before, self._source = self._source, source
        if before is not None and (before.name, before.channel) == (source.name, source.channel):
            return
        self._keep_sites()
        self._site_utterances = {}
        self._sites = {
            channel: Sites(partial(self._tell_of_site, channel), self._sites_folder)
            for channel in heard_channels(source.channel)
        }
        places = [replace(source, channel=channel) for channel in self._sites]
        self._hear_anew(model, [self._sites[p.channel].enter(p, model) for p in places])

    def forget_site(self) -> None:
        """Forget how this place sounds, on disk too."""
        for sites in self._sites.values():
            sites.forget()
        if self._analyzer is not None:
            for analyzer in self._analyzer.analyzers:
                analyzer.enter_site(None)

    def hear(self, arrival: Arrival) -> bool:
        """Analyse a block; return whether there was one: zeros of a faulty device are none."""
        live = self._capture.live
        block = self._capture.place(arrival)
        if block is None or self._analyzer is None:
            return False
        self._recorder.first_sample(arrival.heard_at if live else arrival.arrived_at)
        try:
            told = self._analyzer.push(block)
        except AudioError:
            if not live:
                raise
            self.lose(block.start / block.rate)  # a driver that delivers NaN
            return True
        start_s = block.start / block.rate
        self._tell_gap(start_s, arrival.arrived_at)
        for each in told:
            heard_at = arrival.arrived_at - _before_s(each.event, start_s)
            self._tell(each.channel, each.event, heard_at)
        return True

    def flush(self) -> None:
        """End the utterances in progress; the next block may come from anywhere later."""
        if self._analyzer is not None:
            now = time.monotonic()
            for each in self._analyzer.flush():
                self._tell(each.channel, each.event, now)

    def lose(self, from_s: float) -> None:
        """End the utterances in progress; what comes before the next block is lost."""
        if self._lost_from_s is None:
            self._lost_from_s = from_s
        self.flush()

    def end(self) -> None:
        """End what is in progress, utterances and a loss, and keep what the places showed."""
        if self._capture.lost_at_the_end:
            self.lose(self._capture.end_s)
        self.flush()
        now = time.monotonic()
        self._tell_gap(self._capture.position_s(now), now)
        self._keep_sites()

    def _hear_anew(self, model: Model, sites: Sequence[SiteReference | None]) -> None:
        from ser_core.multichannel import MultichannelAnalyzer  # noqa: PLC0415 - heavy

        first_id = self._last_id + 1
        self._analyzer = MultichannelAnalyzer(
            model, tuple(self._sites), self._config, sites, first_id=first_id
        )

    def _keep_sites(self) -> None:
        if self._analyzer is not None:
            for sites, analyzer in zip(self._sites.values(), self._analyzer.analyzers, strict=True):
                sites.keep(analyzer.reference.site)

    def _tell_gap(self, until_s: float, arrived_at: float) -> None:
        if self._lost_from_s is not None:
            start, end = (round(s * SAMPLE_RATE_HZ) for s in (self._lost_from_s, until_s))
            self._lost_from_s = None
            if end > start:
                for channel in self._sites:
                    self._tell(channel, AudioGap(start, end), arrived_at)

    def _tell(self, channel: str, event: Event, arrived_at: float) -> None:
        latency_ms = _milliseconds_since(arrived_at)
        if isinstance(event, SpeechStarted):
            self._last_id = max(self._last_id, event.utterance_id)
        elif isinstance(event, UtteranceEnded):
            self._recorder.utterance(event, channel=channel, latency_ms=latency_ms)
            self._learned(channel, event)
        elif isinstance(event, AudioGap):
            self._recorder.gap(event, channel=channel)
        self._emit(Analyzed(event, latency_ms, channel, arrived_at))

    def _learned(self, channel: str, event: UtteranceEnded) -> None:
        if self._analyzer is not None and event.reading.emotion:
            analyzer = self._analyzer.analyzers[self._analyzer.channels.index(channel)]
            self._sites[channel].learned(analyzer.reference.site)

    def _tell_of_site(self, channel: str, message: Message) -> None:
        if isinstance(message, SiteLearned) and message.utterances is not None:
            self._site_utterances[channel] = message.utterances
            message = SiteLearned(sum(self._site_utterances.values()))
        self._emit(message)


def _before_s(event: Event, start_s: float) -> float:
    """Return how long before `start_s` the last sample of a live reading was heard.

    The resampler and the frames hold some samples back. What is told when an utterance is
    over waits for the silence after it by design, and counts from the block that decided.
    """
    match event:
        case Level(end=end) | EmotionUpdated(reading=Reading(posterior=Posterior(end=end))):
            return max(0.0, start_s - end / SAMPLE_RATE_HZ)
        case _:
            return 0.0


def _milliseconds_since(moment: float) -> float:
    return (time.monotonic() - moment) * 1000.0
