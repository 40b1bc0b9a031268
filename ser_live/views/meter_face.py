"""What the meter says for a state: a pure choice of words, so that it can be tested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from ser_core.types import Reading, Status, Tone
from ser_live.log.row import LogRow
from ser_live.messages import Phase
from ser_live.session import SessionState
from ser_live.views.icons import emotion_icon
from ser_live.views.lost_words import gives_only_zeros, lacks_microphone, lost_words
from ser_live.views.notice_words import notice_words
from ser_live.views.words import clock, emotion_word, status_reason, status_word, sureness

translate = QCoreApplication.translate


class Look(Enum):
    """How firmly the meter speaks."""

    CERTAIN = auto()
    """A result: full colours."""
    DOUBTFUL = auto()
    """Something was heard, but nothing may be claimed: hatched bars, no colour."""
    EMPTY = auto()
    """Nothing was heard: empty bars."""


@dataclass(frozen=True, slots=True)
class MeterFace:
    """The large words of the meter.

    Parameters
    ----------
    icon, title, detail : str
        The drawing, the large word, and the line under it.
    emotion : str
        The label whose colour is shown; empty for none.
    confidence : float or None
        Shown large where there is a certain result.
    past : bool
        True where this is the last utterance's result and nobody speaks now.
    """

    icon: str
    title: str
    detail: str
    look: Look = Look.EMPTY
    emotion: str = ""
    confidence: float | None = None
    tone: Tone | None = None
    past: bool = False
    probs: tuple[float, ...] = ()


def meter_face(state: SessionState) -> MeterFace:
    """Choose what the meter says."""
    if state.phase is not Phase.LISTENING:
        return _waiting_face(state)
    if state.reading is not None:
        return _reading_face(state.reading, past=not state.speaking)
    if state.speaking:
        return MeterFace(
            "speaking",
            translate("MeterFace", "Listening…"),
            translate("MeterFace", "The first reading comes after a second of speech."),
        )
    return MeterFace(
        "silence",
        status_word(Status.NO_SPEECH),
        translate("MeterFace", "Nobody is speaking.")
        if state.rows
        else translate("MeterFace", "Nothing has been said yet. Say a sentence or two."),
    )


def row_face(row: LogRow) -> MeterFace:
    """Choose what the meter says of a row that was selected."""
    probs = tuple(share for _, share in row.probs)
    when = translate("MeterFace", "at {0}").format(clock(row.start_s))
    if row.status is Status.OK:
        return MeterFace(
            emotion_icon(row.emotion),
            emotion_word(row.emotion),
            when,
            Look.CERTAIN,
            emotion=row.emotion,
            confidence=row.confidence,
            tone=row.tone,
            probs=probs,
        )
    return MeterFace(
        f"status-{row.status.value}",
        status_word(row.status),
        f"{when[:1].upper()}{when[1:]}. {status_reason(row.status)}",
        Look.DOUBTFUL if probs else Look.EMPTY,
        probs=probs,
    )


def _reading_face(reading: Reading, *, past: bool) -> MeterFace:
    probs = reading.posterior.probs
    if reading.status is Status.OK:
        return MeterFace(
            emotion_icon(reading.emotion),
            emotion_word(reading.emotion),
            translate("MeterFace", "last", "the last utterance") if past else "",
            Look.CERTAIN,
            emotion=reading.emotion,
            confidence=reading.confidence,
            tone=reading.tone,
            past=past,
            probs=probs,
        )
    return MeterFace(
        f"status-{reading.status.value}",
        status_word(reading.status),
        _doubt(reading),
        Look.DOUBTFUL if probs else Look.EMPTY,
        past=past,
        probs=probs,
    )


def _doubt(reading: Reading) -> str:
    reason = status_reason(reading.status)
    if reading.status is not Status.UNSURE or not reading.emotion:
        return reason
    closest = translate("MeterFace", "Closest: {0}, {1}.").format(
        emotion_word(reading.emotion), sureness(reading.confidence)
    )
    return f"{reason} {closest}"


def _waiting_face(state: SessionState) -> MeterFace:
    match state.phase:
        case Phase.STARTING:
            icon, title = "waiting", translate("MeterFace", "Getting ready…")
            detail = translate("MeterFace", "The model is being loaded.")
        case Phase.PAUSED:
            icon, title = "pause", translate("MeterFace", "Paused")
            detail = translate("MeterFace", "Nothing is heard or written until you resume.")
        case Phase.RECONNECTING:
            icon = "microphone-off" if gives_only_zeros(state) else "reconnecting"
            title, detail, _ = lost_words(state)
        case Phase.FAILED if lacks_microphone(state):
            icon, title = "microphone-off", translate("MeterFace", "No microphone")
            return MeterFace(icon, title, translate("MeterFace", "Plug one in, then press Start."))
        case Phase.FAILED:
            icon, title = "microphone-off", translate("MeterFace", "Not listening")
            detail = translate("MeterFace", "Something went wrong.")
        case Phase.FINISHED:
            icon, title = "finished", translate("MeterFace", "Finished")
            detail = translate(
                "MeterFace", "Choose a row to see its result. Start begins a new session."
            )
        case _:
            icon, title = "microphone", translate("MeterFace", "Ready")
            detail = translate("MeterFace", "Press Start to listen.")
    told = state.phase is Phase.RECONNECTING and any(
        notice.text == state.reason for notice in state.notices
    )
    return MeterFace(icon, title, detail if told else notice_words(state.reason) or detail)
