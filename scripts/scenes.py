"""Scripted messages: each scene is a moment of a session that the window can show."""

from __future__ import annotations

import errno
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import chain
from pathlib import Path

from ser_core import Analyzer, load_model, read_blocks
from ser_core.sentence import Sentence
from ser_core.types import (
    SAMPLE_RATE_HZ,
    EmotionUpdated,
    Level,
    Posterior,
    Quality,
    Reading,
    SpeechStarted,
    Status,
    Tone,
    UtteranceEnded,
)
from ser_live.assets import asset
from ser_live.audio import sentences as devices
from ser_live.audio.microphone import stopped
from ser_live.engine.model_facts import model_facts
from ser_live.engine.rows import RowMaker
from ser_live.engine.sentences import DEMO_ASKED_FOR, OVERLOADED
from ser_live.log import sentences as logs
from ser_live.log.row import LogRow
from ser_live.messages import (
    Analyzed,
    Message,
    ModelFacts,
    ModelLoaded,
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    Progress,
    RowWritten,
    SessionOpened,
    Severity,
    SourceFacts,
    SourceKind,
    SourceOpened,
)

LABELS = ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised")
TONES = {
    "happy": Tone.POSITIVE,
    "sad": Tone.NEGATIVE,
    "angry": Tone.NEGATIVE,
    "fearful": Tone.NEGATIVE,
    "disgust": Tone.NEGATIVE,
}
MODEL = ModelFacts("ravdess", LABELS)
BEGAN_AT = datetime(2026, 3, 4, 9, 41, tzinfo=timezone(timedelta(hours=1)))
LOG = Path("/home/ada/Documents/ser-live/20260304-094100-7f3a2c.csv")
DEMO = SourceFacts(SourceKind.DEMO, "demo.flac", "mono", 22_050)
SYSTEM_AUDIO = SourceFacts(
    SourceKind.SYSTEM_AUDIO, "Monitor of Built-in Audio Analog Stereo", "mix", 48_000, 25.0
)
ZEROS = devices.ZEROS(name="Jabra Evolve2 40")
DISK_FULL = logs.ROWS_WAIT_FOR_ROOM(
    path=LOG, reason=os.strerror(errno.ENOSPC), held=logs.HELD(number=3)
)
MICROPHONE = SourceFacts(SourceKind.MICROPHONE, "Jabra Evolve2 40", "left", 48_000, 12.0)

# start, length, status, emotion, confidence, correction
TALK: tuple[tuple[float, float, Status, str, float, str], ...] = (
    (3.2, 3.8, Status.OK, "neutral", 0.81, ""),
    (9.0, 2.6, Status.OK, "calm", 0.66, ""),
    (13.4, 5.2, Status.OK, "happy", 0.78, ""),
    (20.1, 0.7, Status.TOO_SHORT, "", 0.0, ""),
    (23.0, 4.4, Status.OK, "surprised", 0.71, ""),
    (29.5, 6.1, Status.UNSURE, "fearful", 0.38, ""),
    (37.8, 5.5, Status.OK, "sad", 0.69, "neutral"),
    (45.6, 1.9, Status.GAP, "", 0.0, ""),
    (49.0, 7.3, Status.OK, "angry", 0.84, ""),
    (58.2, 4.0, Status.NOISY, "", 0.0, ""),
    (64.4, 6.6, Status.OK, "angry", 0.91, ""),
    (73.0, 3.1, Status.CLIPPED, "", 0.0, ""),
    (78.3, 4.9, Status.OK, "disgust", 0.62, ""),
    (85.1, 5.7, Status.OK, "fearful", 0.73, ""),
    (93.0, 6.4, Status.OK, "neutral", 0.77, ""),
)


def probs(leader: str, share: float) -> tuple[float, ...]:
    """Return probabilities in which one label leads with its share."""
    weights = [1.0 + math.sin(3.1 * n + len(leader)) for n in range(len(LABELS))]
    weights[LABELS.index(leader)] = 0.0
    rest = (1.0 - share) / sum(weights)
    return tuple(share if n == leader else w * rest for n, w in zip(LABELS, weights, strict=True))


def row(number: int) -> LogRow:
    """Return a row of the talk."""
    start_s, length_s, status, emotion, confidence, correction = TALK[number]
    return LogRow(
        session_id="20260304-094100-7f3a2c",
        utterance_id=number + 1,
        started_at=BEGAN_AT + timedelta(seconds=start_s),
        start_s=start_s,
        end_s=start_s + length_s,
        service="Returns",
        channel="left",
        status=status,
        emotion=emotion,
        confidence=confidence if emotion else None,
        tone=TONES.get(emotion, Tone.NEUTRAL) if emotion else None,
        probs=tuple(zip(LABELS, probs(emotion, confidence), strict=True)) if emotion else (),
        level_dbfs=None if status is Status.GAP else -24.0,
        snr_db=None if status is Status.GAP else 21.0,
        clipped_pct=None if status is Status.GAP else 0.0,
        model="ravdess",
        latency_ms=None if status is Status.GAP else 41.0,
        corrected_emotion=correction,
    )


def reading(status: Status, emotion: str, share: float) -> Analyzed:
    """Return a live reading."""
    start = round(101.0 * SAMPLE_RATE_HZ)
    posterior = Posterior(start, start + 48_000, probs(emotion, share) if emotion else ())
    tone = TONES.get(emotion, Tone.NEUTRAL) if emotion else None
    event = EmotionUpdated(99, Reading(posterior, status, emotion, share, tone))
    return Analyzed(event, 43.0)


def ended(said: LogRow) -> Analyzed:
    """Return the end of the utterance that a row tells of."""
    start, end = round(said.start_s * SAMPLE_RATE_HZ), round(said.end_s * SAMPLE_RATE_HZ)
    posterior = Posterior(start, end, tuple(share for _, share in said.probs))
    reading_of = Reading(posterior, said.status, said.emotion, said.confidence or 0.0, said.tone)
    quality = Quality(-24.0, 21.0, 0.0)
    event = UtteranceEnded(said.utterance_id, start, end, reading_of, quality, final=True)
    return Analyzed(event, 43.0)


def level(time_s: float, dbfs: float, clipped: int = 0) -> Analyzed:
    """Return the input level of a tenth of a second."""
    start = round(time_s * SAMPLE_RATE_HZ)
    return Analyzed(Level(start, start + 1600, dbfs, clipped, speech=dbfs > -45), 43.0)


def opened(source: SourceFacts = MICROPHONE, model: ModelFacts = MODEL) -> Iterator[Message]:
    """Yield what a session begins with."""
    service = "" if source.kind is SourceKind.DEMO else "Returns"
    yield PhaseChanged(Phase.STARTING)
    yield ModelLoaded(model)
    yield SessionOpened("20260304-094100-7f3a2c", LOG, service, "")
    yield SourceOpened(source)
    yield PhaseChanged(Phase.LISTENING)


def talk(source: SourceFacts = MICROPHONE) -> Iterator[Message]:
    """Yield a session in which much was said."""
    yield from opened(source)
    for tenth in range(1010):
        time_s = tenth / 10
        there = {status for s, n, status, *_ in TALK if s <= time_s <= s + n}
        if Status.GAP in there:
            continue  # nothing was heard
        spoken = bool(there)
        wave = 7 * math.sin(tenth * 1.7) + 4 * math.sin(tenth * 0.41)
        yield level(time_s, (-22 if spoken else -52) + wave * (1.0 if spoken else 0.3))
    for number in range(len(TALK)):
        yield RowWritten(row(number))
        if row(number).status is not Status.GAP:
            yield ended(row(number))


def speaking(status: Status, emotion: str, share: float) -> Iterator[Message]:
    """Yield a session in which somebody speaks now."""
    yield from talk()
    yield Analyzed(SpeechStarted(99, round(101.0 * SAMPLE_RATE_HZ)), 43.0)
    for tenth in range(1010, 1042):
        yield level(tenth / 10, -19 + 5 * math.sin(tenth))
    yield reading(status, emotion, share)


def _silent() -> Iterator[Message]:
    yield from talk()
    for tenth in range(1010, 1070):
        yield level(tenth / 10, -53.0 + 2 * math.sin(tenth))


def _lost(source: SourceFacts = MICROPHONE) -> Iterator[Message]:
    yield from opened(source)
    text = stopped(source.name, system_audio=source.kind is SourceKind.SYSTEM_AUDIO)
    yield NoticeRaised(Notice("source", Severity.ERROR, text))
    yield PhaseChanged(Phase.RECONNECTING, text)


@cache
def demo(until_s: float = 36.7) -> tuple[Message, ...]:
    """Return what the real analysis says of the demo recording up to a moment."""
    model = load_model("open")
    analyzer = Analyzer(model)
    maker = RowMaker("20260304-094100-7f3a2c", BEGAN_AT, "", model.name, model.labels)
    messages: list[Message] = [*opened(DEMO, model_facts(model))]
    messages.append(NoticeRaised(Notice("demo", Severity.INFO, DEMO_ASKED_FOR())))
    for event in chain.from_iterable(map(analyzer.push, read_blocks(asset("demo.flac")))):
        if isinstance(event, Level) and event.end > until_s * SAMPLE_RATE_HZ:
            break
        if isinstance(event, UtteranceEnded):
            messages.append(RowWritten(maker.utterance(event, channel="mix", latency_ms=41.0)))
        messages.append(Analyzed(event, 43.0))
    return tuple(messages)


def _told(key: str, severity: Severity, text: Sentence, phase: Phase) -> Iterator[Message]:
    yield from talk()
    yield NoticeRaised(Notice(key, severity, text))
    if phase is not Phase.LISTENING:
        yield PhaseChanged(phase, text)


def _recording() -> Iterator[Message]:
    yield from talk(SourceFacts(SourceKind.RECORDING, "call-0417.wav", "mix", 8_000))
    yield Progress(0.43)


def _failed() -> Iterator[Message]:
    yield ModelLoaded(MODEL)
    yield PhaseChanged(Phase.FAILED, devices.NO_MICROPHONE())


def _ended(phase: Phase) -> Iterator[Message]:
    yield from talk()
    yield PhaseChanged(phase)


TELEPHONE = SourceFacts(SourceKind.MICROPHONE, "Telephone adapter", "each", 48_000, 12.0)


def _each() -> Iterator[Message]:
    """Yield a call of which both sides are heard, and both talk now."""
    yield from opened(TELEPHONE)
    for tenth in range(1042):
        wave = 7 * math.sin(tenth * 1.7) + 4 * math.sin(tenth * 0.41)
        for side, quiet in (("left", 24), ("right", 30)):
            spoken = 20 if math.sin(tenth / 40 + quiet) > 0 else 0
            told = level(tenth / 10, -quiet - 18 + spoken + wave)
            yield replace(told, channel=side)
    for number in range(len(TALK)):
        said = row(number)
        side = "left" if number % 2 else "right"
        start_s = said.start_s - (3.0 if number % 3 == 1 else 0.0)
        yield RowWritten(replace(said, channel=side, start_s=start_s))
        if said.status is not Status.GAP:
            yield replace(ended(said), channel=side)
    for side, emotion, share in (("left", "calm", 0.71), ("right", "angry", 0.83)):
        begun = Analyzed(SpeechStarted(99, round(101.0 * SAMPLE_RATE_HZ)), 43.0)
        yield replace(begun, channel=side)
        yield replace(reading(Status.OK, emotion, share), channel=side)


SCENES: dict[str, Callable[[], Iterator[Message]]] = {
    "speaking": lambda: speaking(Status.OK, "angry", 0.83),
    "each": _each,
    "unsure": lambda: speaking(Status.UNSURE, "fearful", 0.34),
    "noisy": lambda: speaking(Status.NOISY, "", 0.0),
    "clipped": lambda: (
        m for part in (speaking(Status.CLIPPED, "", 0.0), [level(104.3, -1.0, 9)]) for m in part
    ),
    "too-short": lambda: speaking(Status.TOO_SHORT, "", 0.0),
    "silence": _silent,
    "last-utterance": talk,
    "starting": lambda: iter([PhaseChanged(Phase.STARTING)]),
    "idle": lambda: iter([]),
    "nothing-said": opened,
    "no-microphone": _failed,
    "reconnecting": _lost,
    "system-audio-lost": lambda: _lost(SYSTEM_AUDIO),
    "paused": lambda: _ended(Phase.PAUSED),
    "finished": lambda: _ended(Phase.FINISHED),
    "zeros": lambda: _told("source", Severity.ERROR, ZEROS, Phase.RECONNECTING),
    "disk-full": lambda: _told("log", Severity.ERROR, DISK_FULL, Phase.LISTENING),
    "audio-lost": lambda: _told("loss", Severity.WARNING, OVERLOADED(), Phase.LISTENING),
    "system-audio": lambda: talk(SYSTEM_AUDIO),
    "demo": lambda: iter(demo()),
    "recording": _recording,
}
"""By name, the messages that lead to a scene."""
