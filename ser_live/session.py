"""The session's state and the pure function that folds messages into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ser_core.sentence import NOTHING, Sentence
from ser_core.types import (
    SAMPLE_RATE_HZ,
    AudioGap,
    EmotionUpdated,
    Event,
    Level,
    Reading,
    SpeechStarted,
    UtteranceEnded,
    heard_channels,
)
from ser_live.log.row import LogRow
from ser_live.messages import (
    Alive,
    Analyzed,
    Message,
    ModelFacts,
    ModelLoaded,
    Notice,
    NoticeCleared,
    NoticeRaised,
    Phase,
    PhaseChanged,
    Progress,
    RowsWithdrawn,
    RowWritten,
    SessionOpened,
    SiteLearned,
    SourceFacts,
    SourceOpened,
)

SILENCE_DBFS: Final = -120.0
"""The level shown where nothing is heard."""
FLOOR_DBFS: Final = -60.0
"""The level from which a meter shows something."""
PAST_SHOWN_S: Final = 5.0
"""So long the last reading stays while nobody speaks."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one channel carries at this moment."""

    channel: str = ""
    level_dbfs: float = SILENCE_DBFS
    clipped: bool = False
    speaking: bool = False
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """All that a view may show.

    Parameters
    ----------
    voices : tuple of Voice
        One for each channel that is heard by itself; the properties of the same names speak
        of all of them together.
    heard_at : float
        When the last sample of the latest reading was heard, by `time.monotonic`.
    """

    phase: Phase = Phase.IDLE
    reason: Sentence = NOTHING
    session_id: str = ""
    service: str = ""
    note: str = ""
    log_path: Path | None = None
    source: SourceFacts | None = None
    model: ModelFacts | None = None
    position_s: float = 0.0
    voices: tuple[Voice, ...] = (Voice(),)
    rows: tuple[LogRow, ...] = ()
    notices: tuple[Notice, ...] = ()
    latency_ms: float = 0.0
    heard_at: float = 0.0
    progress: float | None = None
    site_utterances: float | None = None

    @property
    def level_dbfs(self) -> float:
        """The level of the loudest channel, in decibels below full scale."""
        return max(voice.level_dbfs for voice in self.voices)

    @property
    def clipped(self) -> bool:
        """True where a channel is overloaded."""
        return any(voice.clipped for voice in self.voices)

    @property
    def speaking(self) -> bool:
        """True while somebody speaks."""
        return any(voice.speaking for voice in self.voices)

    @property
    def reading(self) -> Reading | None:
        """The latest reading of all channels; None where there is none."""
        readings = [voice.reading for voice in self.voices if voice.reading is not None]
        return max(readings, key=lambda reading: reading.posterior.end, default=None)

    def alone(self, voice: Voice) -> SessionState:
        """Return the state as if this channel were the only one."""
        rows = tuple(row for row in self.rows if row.channel == voice.channel)
        return replace(self, voices=(voice,), rows=rows)


def reduce(state: SessionState, message: Message) -> SessionState:
    """Fold one message into the state and return the new state."""
    match message:
        case PhaseChanged(phase, reason):
            return _with_phase(state, phase, reason)
        case SessionOpened(session_id, log_path, service, note):
            return SessionState(
                phase=state.phase,
                source=state.source,
                model=state.model,
                notices=state.notices,
                voices=_silent(state.voices),
                site_utterances=state.site_utterances,
                session_id=session_id,
                log_path=log_path,
                service=service,
                note=note,
            )
        case SourceOpened(source):
            return _with_source(state, source)
        case ModelLoaded(model):
            return replace(state, model=model)
        case Analyzed():
            return _with_event(state, message)
        case RowWritten(row):
            return replace(state, rows=_with_row(state.rows, row))
        case RowsWithdrawn(utterance_ids):
            kept = tuple(row for row in state.rows if row.utterance_id not in utterance_ids)
            return replace(state, rows=kept)
        case NoticeRaised(notice):
            return replace(state, notices=(*_without(state.notices, notice.key), notice))
        case NoticeCleared(key):
            return replace(state, notices=_without(state.notices, key))
        case SiteLearned(utterances):
            return replace(state, site_utterances=utterances)
        case Progress(fraction):
            return replace(state, progress=fraction)
        case Alive():
            return state


def _with_phase(state: SessionState, phase: Phase, reason: Sentence) -> SessionState:
    if phase is Phase.LISTENING:
        return replace(state, phase=phase, reason=reason)
    return replace(state, phase=phase, reason=reason, voices=_silent(state.voices))


def _with_source(state: SessionState, source: SourceFacts) -> SessionState:
    channels = heard_channels(source.channel)
    if channels == tuple(voice.channel for voice in state.voices):
        return replace(state, source=source)
    return replace(state, source=source, voices=tuple(Voice(channel) for channel in channels))


def _silent(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    return tuple(Voice(voice.channel) for voice in voices)


def _with_event(state: SessionState, told: Analyzed) -> SessionState:
    event, latency_ms, channel = told.event, told.latency_ms, told.channel
    voices = tuple(
        _told(voice, event) if channel in ("", voice.channel) else voice for voice in state.voices
    )
    match event:
        case Level(end=end):
            position_s = max(state.position_s, end / SAMPLE_RATE_HZ)
            return replace(state, voices=voices, position_s=position_s, latency_ms=latency_ms)
        case EmotionUpdated():
            return replace(state, voices=voices, latency_ms=latency_ms, heard_at=told.heard_at)
        case _:
            return replace(state, voices=voices)


def _told(voice: Voice, event: Event) -> Voice:
    """Return a voice after an event on its channel."""
    match event:
        case Level():
            reading = None if _is_past(voice, event.end) else voice.reading
            clipped = event.clipped > 0
            return replace(voice, level_dbfs=event.level_dbfs, clipped=clipped, reading=reading)
        case SpeechStarted():
            return replace(voice, speaking=True, reading=None)
        case EmotionUpdated():
            return replace(voice, reading=event.reading)
        case UtteranceEnded():
            return replace(voice, speaking=False, reading=event.reading)
        case AudioGap():
            return replace(voice, speaking=False, reading=None)


def _is_past(voice: Voice, now: int) -> bool:
    """Tell whether the voice has been silent for so long that its last reading says no more."""
    if voice.speaking or voice.reading is None:
        return False
    return now - voice.reading.posterior.end > PAST_SHOWN_S * SAMPLE_RATE_HZ


def _with_row(rows: tuple[LogRow, ...], row: LogRow) -> tuple[LogRow, ...]:
    for index in range(len(rows) - 1, -1, -1):
        if rows[index].utterance_id == row.utterance_id:
            return (*rows[:index], row, *rows[index + 1 :])
    return (*rows, row)


def _without(notices: tuple[Notice, ...], key: str) -> tuple[Notice, ...]:
    return tuple(notice for notice in notices if notice.key != key)
