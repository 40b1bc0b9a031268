"""From blocks to events and rows: the analysis of one session."""

from __future__ import annotations

import time
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
    UtteranceEnded,
)
from ser_live.audio.queue import Arrival
from ser_live.engine.capture import Capture
from ser_live.engine.recorder import Recorder
from ser_live.engine.sites import Sites
from ser_live.session import Analyzed, Emit, SourceFacts

if TYPE_CHECKING:
    from ser_core.analyzer import Analyzer
    from ser_core.model import Model


class Hearing:
    """Analyses what is captured, has it recorded, and tells it; on the worker's thread only."""

    def __init__(
        self,
        emit: Emit,
        capture: Capture,
        recorder: Recorder,
        config: AnalyzerConfig,
        sites: Sites,
    ) -> None:
        self._emit = emit
        self._capture = capture
        self._recorder = recorder
        self._config = config
        self._sites = sites
        self._place: tuple[str, str] | None = None
        self._analyzer: Analyzer | None = None
        self._lost_from_s: float | None = None

    def begin(self, model: Model) -> None:
        """Begin a session: its time, its utterances and its speaker are new."""
        from ser_core.analyzer import Analyzer  # noqa: PLC0415 - heavy, see the worker

        self._capture.begin_session()
        site = self._analyzer.reference.site if self._analyzer else None
        self._analyzer = Analyzer(model, self._config, site)
        self._lost_from_s = None

    def listen_to(self, source: SourceFacts, model: Model) -> None:
        """Take up the reference of the place where the source listens, if it is another."""
        place = (source.name, source.channel)
        if self._analyzer is None or place == self._place:
            return
        self._sites.keep(self._analyzer.reference.site)
        self._analyzer.enter_site(self._sites.enter(source, model))
        self._place = place

    def forget_site(self) -> None:
        """Forget how this place sounds, on disk too."""
        self._sites.forget()
        if self._analyzer is not None:
            self._analyzer.enter_site(None)

    def hear(self, arrival: Arrival) -> bool:
        """Analyse a block; return whether there was one: zeros of a faulty device are none."""
        live = self._capture.live
        block = self._capture.place(arrival)
        if block is None or self._analyzer is None:
            return False
        self._recorder.first_sample(arrival.heard_at if live else arrival.arrived_at)
        try:
            events = self._analyzer.push(block)
        except AudioError:
            if not live:
                raise
            self.lose(block.start / block.rate)  # a driver that delivers NaN
            return True
        start_s = block.start / block.rate
        self._tell_gap(start_s, arrival.arrived_at)
        for event in events:
            self._tell(event, arrival.arrived_at - _before_s(event, start_s))
        return True

    def flush(self) -> None:
        """End the utterance in progress; the next block may come from anywhere later."""
        if self._analyzer is not None:
            now = time.monotonic()
            for event in self._analyzer.flush():
                self._tell(event, now)

    def lose(self, from_s: float) -> None:
        """End the utterance in progress; what comes before the next block is lost."""
        if self._lost_from_s is None:
            self._lost_from_s = from_s
        self.flush()

    def end(self) -> None:
        """End the session."""
        self.flush()
        now = time.monotonic()
        self._tell_gap(self._capture.position_s(now), now)
        if self._analyzer is not None:
            self._sites.keep(self._analyzer.reference.site)

    def _tell_gap(self, until_s: float, arrived_at: float) -> None:
        if self._lost_from_s is not None:
            start, end = (round(s * SAMPLE_RATE_HZ) for s in (self._lost_from_s, until_s))
            self._lost_from_s = None
            if end > start:
                self._tell(AudioGap(start, end), arrived_at)

    def _tell(self, event: Event, arrived_at: float) -> None:
        source = self._capture.facts
        channel = source.channel if source else ""
        latency_ms = _milliseconds_since(arrived_at)
        if isinstance(event, UtteranceEnded):
            self._recorder.utterance(event, channel=channel, latency_ms=latency_ms)
            self._learned(event)
        elif isinstance(event, AudioGap):
            self._recorder.gap(event, channel=channel)
        self._emit(Analyzed(event, latency_ms))

    def _learned(self, event: UtteranceEnded) -> None:
        if self._analyzer is not None and event.reading.emotion:
            self._sites.learned(self._analyzer.reference.site)


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
