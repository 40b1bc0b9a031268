"""What the timeline shows: the input level and where speech was heard."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ser_core.types import (
    SAMPLE_RATE_HZ,
    AudioGap,
    Event,
    Level,
    SpeechStarted,
    Status,
    UtteranceEnded,
)
from ser_live.log.row import LogRow
from ser_live.messages import Analyzed, Message, PhaseChanged, SessionOpened
from ser_live.session import SILENCE_DBFS

LEVEL_STEP_S: Final = 0.1
"""Levels closer together than this are joined, the louder one kept."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment of the session to another, in seconds, on one channel."""

    start_s: float
    end_s: float
    channel: str = ""


class History:
    """Grows with the messages of a session and starts anew with the next one.

    Attributes
    ----------
    times_s, levels_dbfs : array of float
        The input level over time, parallel to each other.
    unheard : list of Span
        Where nothing was listened to: a pause, a loss, another source that had to be opened.
    speech : list of Span
        Where somebody spoke.
    speaking_since_s : dict of str to float
        Where the utterance in progress began, by its channel.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.times_s = array("d")
        self.levels_dbfs = array("d")
        self.unheard: list[Span] = []
        self.speech: list[Span] = []
        self.speaking_since_s: dict[str, float] = {}
        self._heard_until_s = 0.0

    @property
    def end_s(self) -> float:
        """The last moment that anything is known of."""
        spoken = self.speech[-1].end_s if self.speech else 0.0
        return max(spoken, self.times_s[-1] if self.times_s else 0.0)

    def fold(self, message: Message) -> None:
        """Take in one message of the engine."""
        match message:
            case SessionOpened():
                self.clear()
            case Analyzed(event, _, channel):
                self._fold_event(event, channel)
            case PhaseChanged():
                self.speaking_since_s.clear()
            case _:
                pass

    def fold_rows(self, rows: Sequence[LogRow]) -> None:
        """Take in the rows of an earlier session, all that is known of it."""
        for row in sorted(rows, key=lambda row: row.start_s):
            if row.status is not Status.GAP:
                self.speech.append(Span(row.start_s, row.end_s, row.channel))
            start_s = max(row.start_s, self.times_s[-1] if self.times_s else 0.0)
            if row.end_s <= start_s:
                continue  # two spoke at the same time, and the other one for longer
            self._mark(start_s, SILENCE_DBFS)
            if row.level_dbfs is not None:
                self._mark(start_s, row.level_dbfs)
                self._mark(row.end_s, row.level_dbfs)
            self._mark(row.end_s, SILENCE_DBFS)

    def _fold_event(self, event: Event, channel: str) -> None:
        match event:
            case Level(start=start, end=end, level_dbfs=level_dbfs):
                self._hear(Span(start / SAMPLE_RATE_HZ, end / SAMPLE_RATE_HZ), level_dbfs)
            case SpeechStarted(start=start):
                self.speaking_since_s[channel] = start / SAMPLE_RATE_HZ
            case UtteranceEnded(start=start, end=end):
                self.speech.append(Span(start / SAMPLE_RATE_HZ, end / SAMPLE_RATE_HZ, channel))
                self.speaking_since_s.pop(channel, None)
            case AudioGap():
                self.speaking_since_s.pop(channel, None)
            case _:
                pass

    def _hear(self, span: Span, level_dbfs: float) -> None:
        if self.times_s and span.start_s - self._heard_until_s > LEVEL_STEP_S:
            self.unheard.append(Span(self._heard_until_s, span.start_s))
        self._heard_until_s = max(self._heard_until_s, span.end_s)
        self._join(span.start_s, level_dbfs)

    def _join(self, time_s: float, level_dbfs: float) -> None:
        if self.times_s and time_s - self.times_s[-1] < LEVEL_STEP_S:
            self.levels_dbfs[-1] = max(self.levels_dbfs[-1], level_dbfs)
        else:
            self._mark(time_s, level_dbfs)

    def _mark(self, time_s: float, level_dbfs: float) -> None:
        self.times_s.append(time_s)
        self.levels_dbfs.append(level_dbfs)
