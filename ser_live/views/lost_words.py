"""What is said while no sound comes in, which depends on the source and on what is wrong."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ser_live.audio.sentences import NO_MICROPHONE, ZEROS
from ser_live.messages import Phase, SourceKind
from ser_live.session import SessionState

translate = QCoreApplication.translate


class LostWords(NamedTuple):
    """What is wrong, what will happen, and what helps."""

    title: str
    detail: str
    remedy: str


def gives_only_zeros(state: SessionState) -> bool:
    """Tell whether the source is there and delivers nothing but exact zeros."""
    return state.reason.template == ZEROS


def lacks_microphone(state: SessionState) -> bool:
    """Tell whether nothing is heard because no microphone is plugged in."""
    return state.phase is Phase.FAILED and state.reason.template == NO_MICROPHONE


def lost_kind(state: SessionState) -> SourceKind:
    """Return what kind of live source it is that is lost."""
    system_audio = state.source is not None and state.source.kind is SourceKind.SYSTEM_AUDIO
    return SourceKind.SYSTEM_AUDIO if system_audio else SourceKind.MICROPHONE


def lost_words(state: SessionState) -> LostWords:
    """Choose the words for a source that is lost, or that gives nothing but zeros."""
    if gives_only_zeros(state):
        return LostWords(
            translate("LostWords", "Only silence"),
            translate("LostWords", "Listening goes on as soon as the microphone gives sound."),
            translate("LostWords", "Check the microphone's mute switch, or choose another one."),
        )
    if lost_kind(state) is SourceKind.SYSTEM_AUDIO:
        return LostWords(
            translate("LostWords", "System audio lost"),
            translate("LostWords", "Listening goes on as soon as it is back.", "system audio"),
            translate("LostWords", "Check the computer's output, or choose another source."),
        )
    return LostWords(
        translate("LostWords", "Microphone lost"),
        translate("LostWords", "Listening goes on as soon as it is back."),
        translate("LostWords", "Plug it in again, or choose another one."),
    )
