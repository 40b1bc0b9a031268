"""Where a call stands, and what the strip says of it: pure, so that it can be tested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from ser_core.types import Status, Tone
from ser_live.agent.caller import AgentSettings
from ser_live.session import Phase, SessionState
from ser_live.views.lost_words import gives_only_zeros
from ser_live.views.meter_face import Look, MeterFace, meter_face
from ser_live.views.words import channel_word, emotion_word, percent

translate = QCoreApplication.translate


class CallPhase(StrEnum):
    """Where the agent's call stands."""

    NO_SOURCE = "no_source"
    READY = "ready"
    STARTING = "starting"
    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"


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
            return CallPhase.FAILED
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
        case CallPhase.FAILED:
            title = translate("AgentStrip", "The call is not heard")
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
        return StripFace(face.icon, title, translate("AgentStrip", "Is the source muted?"))
    if face.look is Look.CERTAIN and face.confidence is not None:
        detail = translate("AgentStrip", "The caller, {0}").format(percent(face.confidence))
        return StripFace(face.icon, face.title, detail, face.emotion, face.tone)
    return StripFace(face.icon, face.title, _doubt(state, face))


def _doubt(state: SessionState, face: MeterFace) -> str:
    reading = state.reading
    if state.phase is Phase.RECONNECTING:
        return translate("AgentStrip", "Waiting for it to come back.")
    if state.phase is not Phase.LISTENING:
        return face.detail
    if face.look is Look.DOUBTFUL and reading is not None and reading.status is Status.UNSURE:
        return translate("AgentStrip", "Closest: {0}, {1}").format(
            emotion_word(reading.emotion), percent(reading.confidence)
        )
    if state.speaking or face.past:
        return translate("AgentStrip", "No result yet.")
    return translate("AgentStrip", "The caller is silent.")


def source_words(settings: AgentSettings) -> str:
    """Return the locked source in words."""
    if not settings.device:
        return ""
    return translate("AgentStrip", "Locked: {0}, {1}").format(
        settings.device, channel_word(settings.channel)
    )
