"""The streaming engine: blocks of one channel in, events out. A file is a fast stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from ser_core import sentences
from ser_core.audio import MAX_MAGNITUDE, MAX_RATE_HZ, MIN_RATE_HZ, is_sound
from ser_core.config import MIN_UTTERANCE_S, AnalyzerConfig, is_number
from ser_core.errors import AudioError, ModelError
from ser_core.features.functionals import summarize
from ser_core.model import Model
from ser_core.one_thread import in_one_thread
from ser_core.reading import Reader, no_reading
from ser_core.stream.frame import FRAME_SAMPLES, FrameCutter
from ser_core.stream.reference import Reference, SiteReference
from ser_core.stream.resample import Resampler
from ser_core.stream.segment import Change, Closed, Grown, Opened, Segmenter, WholeRecording
from ser_core.stream.utterance import UtteranceInProgress
from ser_core.stream.vad import VoiceActivityDetector
from ser_core.types import (
    F32,
    F64,
    SAMPLE_RATE_HZ,
    AudioBlock,
    AudioGap,
    EmotionUpdated,
    Event,
    Level,
    Reading,
    SpeechStarted,
    Status,
    UtteranceEnded,
    VadFrame,
)

LEVEL_FRAMES: Final = 2
"""Frames of 20 ms that one `Level` event speaks of."""

PIECE_S: Final = 5
"""Heard at once at most, so that a whole recording costs no more memory than a stream."""


class Position(NamedTuple):
    """A sample of a stream, counted from its beginning at a rate in hertz."""

    sample: int
    rate: int


class Analyzer:
    """Listen to one channel and tell how each utterance sounds.

    The events do not depend on how the samples are cut into blocks. `UtteranceEnded` and
    `AudioGap` do not depend on the sliding windows either.

    Parameters
    ----------
    model : Model
        From `load_model`; a `ModelError` says so of anything else.
    config : AnalyzerConfig
        Checked here; a `ConfigError` names what is outside its limits.
    site : SiteReference, optional
        What this microphone in its room has shown before; None begins at the model's prior.

    Examples
    --------
    >>> analyzer = Analyzer(load_model("open"))
    >>> events = analyzer.push(AudioBlock(0, 16_000, np.zeros(16_000, np.float32)))
    >>> {type(event).__name__ for event in events}
    {'Level'}
    """

    def __init__(
        self,
        model: Model,
        config: AnalyzerConfig = AnalyzerConfig(),  # noqa: B008  frozen
        site: SiteReference | None = None,
    ) -> None:
        _check_model(model)
        config.validate()
        self._model = model
        self._config = config
        self._reader = Reader(model, config.quality)
        self._site = site
        self.reset()

    def reset(self) -> None:
        """Forget everything heard: positions, utterances, the speaker, what the site showed."""
        self.enter_site(self._site)
        self._stretch: _Stretch | None = None
        self._position = Position(0, SAMPLE_RATE_HZ)
        self._heard_until = 0
        self._next_id = 1

    def enter_site(self, site: SiteReference | None) -> None:
        """Begin anew with a speaker at a site; None is a site of which nothing is known."""
        self._site = site
        self._reference = Reference(self._model.prior, site)

    @property
    def reference(self) -> Reference:
        """What was learned of this speaker so far."""
        return self._reference

    @property
    def position(self) -> Position:
        """Where what was pushed ends; the next block must not begin before."""
        return self._position

    @in_one_thread
    def push(self, block: AudioBlock) -> list[Event]:
        """Take the next block of the stream and give what happened, in order.

        A block that begins later than the one before it ended reports a loss: the utterance
        in progress ends, `AudioGap` says what is missing, and the analysis begins anew.

        Raises
        ------
        AudioError
            Where the block overlaps the one before it, its samples are no sound, or its start
            or rate is not a whole number; what was heard before is as it was.
        """
        block = checked(block, self._position)
        events: list[Event] = []
        if self._stretch is not None and self._position != (block.start, block.rate):
            events += self.flush()
            start = _at_16_khz(block.start, block.rate)
            events.append(AudioGap(self._heard_until, max(start, self._heard_until)))
        if self._stretch is None:
            start = max(_at_16_khz(block.start, block.rate), self._heard_until)
            self._stretch = _new_stretch(self._config, block.rate, start)
        self._position = Position(block.start + block.samples.size, block.rate)
        size = PIECE_S * block.rate
        for first in range(0, block.samples.size, size):
            samples = block.samples[first : first + size]
            events += self._hear(self._stretch, self._stretch.resampler.push(samples))
        return events

    @in_one_thread
    def flush(self) -> list[Event]:
        """End the stream here: finish the utterance in progress and give the last events.

        The speaker's reference is kept; the next block may begin anywhere later.
        """
        stretch, self._stretch = self._stretch, None
        if stretch is None:
            return []
        events = self._hear(stretch, stretch.resampler.flush())
        rest = stretch.detector.filtered_rest(stretch.cutter.flush())
        # The resampler may give a sample more than was pushed; a stream in pieces would drift.
        rest = rest[: max(0, _at_16_khz(*self._position) - stretch.heard_until)]
        self._heard_until = stretch.heard_until + rest.size
        if stretch.utterance is not None:
            stretch.utterance.push_samples(rest)
        for change in stretch.segmenter.flush(self._heard_until):
            events += self._follow(stretch, change)
        if stretch.pending:
            events.append(_level(stretch.pending))
        return events

    def _hear(self, stretch: _Stretch, samples: F32) -> list[Event]:
        events: list[Event] = []
        for frame in stretch.detector.push(stretch.cutter.push(samples)):
            stretch.heard_until = frame.start + FRAME_SAMPLES
            for change in stretch.segmenter.push(frame):
                events += self._follow(stretch, change)
            stretch.pending.append(frame)
            if len(stretch.pending) == LEVEL_FRAMES:
                events.append(_level(stretch.pending))
                stretch.pending = []
        return events

    def _follow(self, stretch: _Stretch, change: Change) -> list[Event]:
        if isinstance(change, Opened):
            utterance = UtteranceInProgress(self._next_id, change, self._config.window)
            self._next_id += 1
            stretch.utterance = utterance
            return [
                SpeechStarted(utterance.utterance_id, utterance.start),
                *self._updates(utterance),
            ]
        if stretch.utterance is None:  # never: the segmenter opens before all else
            return []
        if isinstance(change, Grown):
            stretch.utterance.push(change.frame)
            return self._updates(stretch.utterance)
        ended = self._end(stretch.utterance, change)
        stretch.utterance = None
        return [ended]

    def _updates(self, utterance: UtteranceInProgress) -> list[Event]:
        return [
            EmotionUpdated(utterance.utterance_id, self._update(utterance, start, end))
            for start, end in utterance.windows_due()
        ]

    def _update(self, utterance: UtteranceInProgress, start: int, end: int) -> Reading:
        values = summarize(utterance.rows(start, end))
        probabilities = self._probabilities(values)
        return self._reader.reading(
            start,
            end,
            utterance.smooth(probabilities),
            utterance.quality,
            reference=self._reference.weight,
        )

    def _probabilities(self, values: F32) -> F64:
        relative = self._reference.normalize(values)
        return self._reference.temper(self._reader.probabilities(relative))

    def _end(self, utterance: UtteranceInProgress, closed: Closed) -> UtteranceEnded:
        start, end, quality = utterance.start, closed.end, utterance.quality
        weight = self._reference.weight
        status = self._why_no_result(utterance, closed)
        if status is None:
            values = summarize(utterance.rows(start, end))
            probabilities = self._probabilities(values)
            reading = self._reader.reading(start, end, probabilities, quality, reference=weight)
            self._reference.learn(values, probabilities)
        else:
            reading = no_reading(start, end, status, reference=weight)
        return UtteranceEnded(
            utterance.utterance_id, start, end, reading, quality, final=closed.final
        )

    def _why_no_result(self, utterance: UtteranceInProgress, closed: Closed) -> Status | None:
        if not utterance.has_speech:
            return Status.NO_SPEECH
        segment = self._config.segment
        enough_s = MIN_UTTERANCE_S if segment is None else segment.min_utterance_s
        if closed.speech_end - utterance.speech_start < enough_s * SAMPLE_RATE_HZ:
            return Status.TOO_SHORT
        return None


@dataclass(slots=True)
class _Stretch:
    """All that a gap makes void: the blocks that hear one uninterrupted stretch of audio."""

    heard_until: int
    resampler: Resampler
    detector: VoiceActivityDetector
    segmenter: Segmenter | WholeRecording
    cutter: FrameCutter = field(default_factory=FrameCutter)
    utterance: UtteranceInProgress | None = None
    pending: list[VadFrame] = field(default_factory=list)


def _new_stretch(config: AnalyzerConfig, rate: int, start: int) -> _Stretch:
    return _Stretch(
        heard_until=start,
        resampler=Resampler(rate),
        detector=VoiceActivityDetector(config.vad, start),
        segmenter=WholeRecording() if config.segment is None else Segmenter(config.segment),
    )


def _at_16_khz(index: int, rate: int) -> int:
    return round(index * SAMPLE_RATE_HZ / rate)


def _level(frames: list[VadFrame]) -> Level:
    return Level(
        start=frames[0].start,
        end=frames[-1].start + FRAME_SAMPLES,
        level_dbfs=max(frame.level_dbfs for frame in frames),
        clipped=sum(frame.clipped for frame in frames),
        speech=any(frame.speech for frame in frames),
    )


def checked(block: AudioBlock, heard: Position) -> AudioBlock:
    """Give the block with start and rate as integers, whatever numbers they were.

    Raises
    ------
    AudioError
        Where it is not one channel of sound, or was heard already.
    """
    _check_kind(block)
    start, rate = _whole("start", block.start), _whole("rate", block.rate)
    block = AudioBlock(start, rate, block.samples)
    samples = block.samples
    if samples.ndim != 1 or samples.dtype != np.float32:
        sentence = sentences.BLOCK_KIND(kind=samples.dtype, shape=samples.shape)
        raise AudioError(sentence, value=samples.shape)
    if not MIN_RATE_HZ <= block.rate <= MAX_RATE_HZ:
        sentence = sentences.BLOCK_RATE(rate=block.rate, least=MIN_RATE_HZ, greatest=MAX_RATE_HZ)
        raise AudioError(sentence, value=block.rate)
    if not is_sound(samples).all():
        sentence = sentences.BLOCK_NO_SOUND(start=block.start, limit=MAX_MAGNITUDE)
        raise AudioError(sentence, value=block.start)
    # At another rate a position may be rounded by a sample; anything more is a mistake.
    if (block.start + 1) * heard.rate <= heard.sample * block.rate:
        sentence = sentences.BLOCK_HEARD(
            begins_s=block.start / block.rate,
            start=block.start,
            heard_s=heard.sample / heard.rate,
            heard=heard.sample,
            rate=heard.rate,
        )
        raise AudioError(sentence, value=block.start)
    return block


def _check_model(model: object) -> None:
    """Say what to pass to those who pass a model's name."""
    if not isinstance(model, Model):
        raise ModelError(sentences.NO_MODEL(model=model), value=model)


def _check_kind(block: object) -> None:
    """Say what to pass to those who pass bare samples."""
    if not isinstance(block, AudioBlock):
        raise AudioError(sentences.NO_BLOCK(kind=type(block).__name__), value=type(block))
    samples: object = block.samples
    if not isinstance(samples, np.ndarray):
        raise AudioError(sentences.NO_ARRAY(kind=type(samples).__name__), value=type(samples))


def _whole(name: str, value: float) -> int:
    """Give a whole number of any kind as an integer; PortAudio tells its rates as floats."""
    if not is_number(value) or value % 1 != 0:  # of NaN and infinity too
        raise AudioError(sentences.BLOCK_NOT_WHOLE(name=name, value=value), value=value)
    return int(value)
