"""The caller's tone over the last minute, and the notice, folded from the engine's messages.

The session's time stands still while the source sends nothing; the call's goes on. So a clock
is read beside the messages, and time passes by it where none comes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from ser_core.model.emotions import TONES
from ser_core.types import (
    SAMPLE_RATE_HZ,
    AudioGap,
    EmotionUpdated,
    Event,
    Level,
    Reading,
    Status,
    Tone,
    UtteranceEnded,
)
from ser_live.agent.mood import Mood, after_reading, after_time
from ser_live.messages import Analyzed, Message, ModelLoaded, SessionOpened

SHOWN_S: Final = 60.0
"""How far back the sparkline looks."""


@dataclass(frozen=True, slots=True)
class TonePoint:
    """The tone at one moment.

    Parameters
    ----------
    at_s : float
        Seconds since the call began to be heard.
    lean : float or None
        Probability of the positive labels less that of the negative ones, -1 to 1; None
        where the line breaks: an utterance ended, or sound was lost.
    certain : bool
        Whether the reading was certain.
    """

    at_s: float
    lean: float | None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """What the strip shows beside the session's state.

    Parameters
    ----------
    now_s : float
        Where in the session the call is.
    length_s : float
        How long the call has taken: longer, where nothing was heard for a while.
    opened_at, told_at : float
        When the call began, and when `now_s` was right, by a monotonic clock.
    """

    labels: tuple[str, ...] = ()
    points: tuple[TonePoint, ...] = ()
    mood: Mood = field(default_factory=Mood)
    now_s: float = 0.0
    length_s: float = 0.0
    opened_at: float = 0.0
    told_at: float = 0.0


def follow(trace: Trace, message: Message, notice_after_s: float, moment: float) -> Trace:
    """Fold one message of the engine, heard at this moment, into the trace."""
    match message:
        case SessionOpened():
            return Trace(trace.labels, opened_at=moment, told_at=moment)
        case ModelLoaded(model):
            return replace(trace, labels=model.labels)
        case Analyzed(Level(end=end)):
            return _reach(trace, end / SAMPLE_RATE_HZ, moment)
        case Analyzed(AudioGap(end=end)):
            end_s = end / SAMPLE_RATE_HZ
            trace = _reach(trace, max(trace.now_s, end_s), moment)
            return _with_point(trace, TonePoint(end_s, None))
        case Analyzed(event):
            return _after_event(trace, event, notice_after_s)
        case _:
            return trace


def let_time_pass(trace: Trace, moment: float) -> Trace:
    """Let the call go on to this moment, whether anything is heard or not."""
    return _reach(trace, trace.now_s + moment - trace.told_at, moment)


def tone_lean(labels: tuple[str, ...], probs: tuple[float, ...]) -> float:
    """Return how far the probabilities lean: -1 all negative, 1 all positive."""
    signs = {Tone.NEGATIVE: -1.0, Tone.NEUTRAL: 0.0, Tone.POSITIVE: 1.0}
    return sum(
        signs[TONES.get(label, Tone.NEUTRAL)] * share
        for label, share in zip(labels, probs, strict=True)
    )


def _reach(trace: Trace, now_s: float, moment: float) -> Trace:
    mood = after_time(trace.mood, round(now_s * SAMPLE_RATE_HZ))
    length_s = max(moment - trace.opened_at, now_s)
    return replace(trace, mood=mood, now_s=now_s, length_s=length_s, told_at=moment)


def _after_event(trace: Trace, event: Event, notice_after_s: float) -> Trace:
    match event:
        case EmotionUpdated(reading=reading):
            return _after_reading(trace, reading, notice_after_s)
        case UtteranceEnded(reading=reading, end=end):
            if not _heard_live(trace, event):
                trace = _after_reading(trace, reading, notice_after_s)
            return _with_point(trace, TonePoint(end / SAMPLE_RATE_HZ, None))
        case _:
            return trace


def _heard_live(trace: Trace, event: UtteranceEnded) -> bool:
    return trace.mood.heard > event.start


def _after_reading(trace: Trace, reading: Reading, notice_after_s: float) -> Trace:
    trace = replace(trace, mood=after_reading(trace.mood, reading, notice_after_s))
    probs = reading.posterior.probs
    if len(probs) != len(trace.labels) or not probs:
        return trace
    at_s = reading.posterior.end / SAMPLE_RATE_HZ
    certain = reading.status is Status.OK
    return _with_point(trace, TonePoint(at_s, tone_lean(trace.labels, probs), certain))


def _with_point(trace: Trace, point: TonePoint) -> Trace:
    kept = tuple(known for known in trace.points if known.at_s >= point.at_s - SHOWN_S)
    return replace(trace, points=(*kept, point))
