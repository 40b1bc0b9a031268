"""Where a call stands, and what the strip says of it: pure, so that it can be tested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from ser_core import sentences as recordings
from ser_core.model.emotions import TONES
from ser_core.sentence import Template
from ser_core.types import Reading, Status, Tone
from ser_live.agent.caller import AgentSettings
from ser_live.audio import sentences as devices
from ser_live.messages import Notice, Phase, Severity
from ser_live.session import SessionState
from ser_live.views.lost_words import gives_only_zeros, lost_kind
from ser_live.views.meter_face import Look, MeterFace, meter_face
from ser_live.views.words import channel_word, emotion_word, sureness, tone_word

translate = QCoreApplication.translate

_SOURCE_REFUSED: Final = frozenset(
    {
        devices.ABSENT,
        devices.NO_MICROPHONE,
        *devices.CANNOT_OPEN,
        recordings.CANNOT_OPEN,
        recordings.NO_CHANNEL,
        devices.CALL_ON_TWO,
        devices.CALL_MIXED,
        devices.CALL_ON_ONE,
        devices.CALL_BY_SYSTEM,
    }
)
"""What another source would settle."""


class CallPhase(StrEnum):
    """Where the agent's call stands."""

    NO_SOURCE = "no_source"
    READY = "ready"
    STARTING = "starting"
    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"
    SOURCE_REFUSED = "source_refused"
    """It failed, and would again with this source."""


@dataclass(frozen=True, slots=True)
class StripFace:
    """The words of the strip; `emotion` colours the icon and is empty for none."""

    icon: str
    title: str
    detail: str
    emotion: str = ""
    tone: Tone | None = None


def call_phase(state: SessionState, settings: AgentSettings) -> CallPhase:
    """Return where the call stands."""
    match state.phase:
        case Phase.STARTING:
            return CallPhase.STARTING
        case Phase.LISTENING | Phase.PAUSED | Phase.RECONNECTING:
            return CallPhase.RUNNING
        case Phase.FAILED:
            refused = state.reason.template in _SOURCE_REFUSED
            return CallPhase.SOURCE_REFUSED if refused else CallPhase.FAILED
        case Phase.FINISHED:
            return CallPhase.ENDED
    return CallPhase.READY if settings.device else CallPhase.NO_SOURCE


def strip_face(state: SessionState, settings: AgentSettings) -> StripFace:
    """Choose what the strip says."""
    match call_phase(state, settings):
        case CallPhase.NO_SOURCE:
            return StripFace(
                "help",
                translate("AgentStrip", "No source yet"),
                translate("AgentStrip", "Choose where you hear the caller."),
            )
        case CallPhase.READY:
            return StripFace("lock", translate("AgentStrip", "No call"), source_words(settings))
        case CallPhase.FAILED | CallPhase.SOURCE_REFUSED:
            title = translate("AgentStrip", "Cannot hear the call")
            return StripFace("microphone-off", title, source_words(settings))
        case CallPhase.ENDED:
            return StripFace(
                "finished", translate("AgentStrip", "Call ended"), source_words(settings)
            )
    return _running_face(state)


def _running_face(state: SessionState) -> StripFace:
    """Say in a few words what the meter says: the strip has one line."""
    face = meter_face(state)
    if state.phase is Phase.RECONNECTING and gives_only_zeros(state):
        title = translate("AgentStrip", "Only silence")
        icon = f"{lost_kind(state).value}-off"
        return StripFace(icon, title, translate("AgentStrip", "Is the source muted?"))
    if face.look is Look.CERTAIN and face.confidence is not None:
        detail = translate("AgentStrip", "{0} sure").format(sureness(face.confidence))
        return StripFace(face.icon, face.title, detail, face.emotion, face.tone)
    return StripFace(face.icon, face.title, _doubt(state, face))


def _doubt(state: SessionState, face: MeterFace) -> str:
    reading = state.reading
    if state.phase is Phase.RECONNECTING:
        return translate("AgentStrip", "Waiting for it to come back.")
    if state.phase is not Phase.LISTENING:
        return face.detail
    if face.look is Look.DOUBTFUL and reading is not None and reading.status is Status.UNSURE:
        return _closest(reading)
    if state.speaking or face.past:
        return translate("AgentStrip", "No result yet.")
    return translate("AgentStrip", "The caller is silent.")


def _closest(reading: Reading) -> str:
    """Name the closest emotion, unless all emotions together sound otherwise."""
    if reading.tone is not None and TONES.get(reading.emotion) is not reading.tone:
        tone = tone_word(reading.tone).lower()
        return translate("AgentStrip", "Mixed, leaning {0}").format(tone)
    return translate("AgentStrip", "Closest: {0}, {1}").format(
        emotion_word(reading.emotion), sureness(reading.confidence)
    )


def source_words(settings: AgentSettings) -> str:
    """Return the locked source in words."""
    if not settings.device:
        return ""
    return translate("AgentStrip", "Source: {0}, {1} (locked)").format(
        settings.device, channel_word(settings.channel)
    )


def strip_notices(state: SessionState) -> tuple[Notice, ...]:
    """Return what has to be said in full: the engine's notices, and why a call failed."""
    if state.phase is Phase.FAILED and state.reason:
        return (*state.notices, Notice("failed", Severity.ERROR, state.reason))
    return state.notices


def call_remedies() -> dict[Template, str]:
    """Return what is wrong with the source, with what can be done about it during a call."""
    refused = translate(
        "AgentStrip", "“{name}” cannot be opened. End the call to choose another source."
    )
    return {
        devices.ABSENT: translate(
            "AgentStrip",
            "There is no audio device “{name}”. Plug it in again, or end the call and choose "
            "another one.",
        ),
        devices.SILENT: translate(
            "AgentStrip",
            "“{name}” delivers nothing. Plug it in again, or end the call and choose another one.",
        ),
        devices.OUTPUT_STOPPED: translate(
            "AgentStrip",
            "“{name}” stopped delivering. Check the computer's output, or end the call and "
            "choose another source.",
        ),
        **dict.fromkeys(devices.CANNOT_OPEN, refused),
        devices.IN_USE: translate(
            "AgentStrip",
            "“{name}” cannot be opened: another program is using it, or it was unplugged. Close "
            "that program, plug it in, or end the call and choose another one.",
        ),
    }
