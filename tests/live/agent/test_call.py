"""What the strip says of a call, without a window."""

from __future__ import annotations

import pytest

from ser_core.sentence import Sentence
from ser_core.sentences import NO_CHANNEL, ONE_CHANNEL
from ser_core.types import EmotionUpdated, Posterior, Reading, Status, Tone
from ser_live.agent.call import CallPhase, call_phase, call_remedies, strip_face, strip_notices
from ser_live.agent.caller import AgentSettings
from ser_live.audio import sentences as devices
from ser_live.engine.sentences import NOT_STARTED, OVERLOADED
from ser_live.log.sentences import FOLDER_REFUSED
from ser_live.messages import (
    Analyzed,
    Message,
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    Severity,
    SourceFacts,
    SourceKind,
    SourceOpened,
)
from ser_live.session import SessionState, reduce
from ser_live.views.language import set_language
from ser_live.views.notice_words import notice_words

SETTINGS = AgentSettings("Headset", "", "right")
SYSTEM_AUDIO = SourceFacts(SourceKind.SYSTEM_AUDIO, "Monitor", "mix", 48_000)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def after(*messages: Message) -> SessionState:
    state = SessionState()
    for message in messages:
        state = reduce(state, message)
    return state


def lost(sentence: Sentence) -> tuple[Message, ...]:
    notice = Notice("source", Severity.ERROR, sentence)
    return NoticeRaised(notice), PhaseChanged(Phase.RECONNECTING, sentence)


def heard(status: Status, emotion: str, tone: Tone | None) -> SessionState:
    reading = Reading(Posterior(0, 48_000, (0.28,)), status, emotion, 0.28, tone)
    return after(PhaseChanged(Phase.LISTENING), Analyzed(EmotionUpdated(1, reading)))


@pytest.mark.parametrize(
    ("reason", "phase"),
    [
        (devices.ABSENT(name="Headset", there="none"), CallPhase.SOURCE_REFUSED),
        (devices.IN_USE(name="Headset"), CallPhase.SOURCE_REFUSED),
        (devices.CALL_BY_SYSTEM(name="default"), CallPhase.SOURCE_REFUSED),
        (
            NO_CHANNEL(name="Headset", counted=ONE_CHANNEL(), channel="right", choice="mix"),
            CallPhase.SOURCE_REFUSED,
        ),
        (FOLDER_REFUSED(folder="/logs", reason="Permission denied"), CallPhase.FAILED),
        (NOT_STARTED(), CallPhase.FAILED),
    ],
)
def test_another_source_is_offered_where_it_helps(reason: Sentence, phase: CallPhase) -> None:
    assert call_phase(after(PhaseChanged(Phase.FAILED, reason)), SETTINGS) is phase


@pytest.mark.parametrize(
    "sentence",
    [
        devices.ABSENT(name="Headset", there="none"),
        devices.SILENT(name="Headset"),
        devices.OUTPUT_STOPPED(name="Monitor"),
        devices.IN_USE(name="Headset"),
        devices.REFUSED(name="Headset", reason="Device unavailable"),
    ],
)
def test_a_source_is_chosen_after_the_call_only(sentence: Sentence) -> None:
    assert "nd the call" in notice_words(sentence, call_remedies())
    assert "nd the call" not in notice_words(sentence)


def test_why_a_call_failed_is_said_with_what_else_is_told() -> None:
    late = Notice("loss", Severity.WARNING, OVERLOADED())
    failed = PhaseChanged(Phase.FAILED, devices.IN_USE(name="Headset"))
    told = strip_notices(after(NoticeRaised(late), failed))
    assert [notice.text for notice in told] == [OVERLOADED(), devices.IN_USE(name="Headset")]


def test_nothing_reconnects_to_a_source_that_is_muted() -> None:
    muted = lost(devices.ZEROS(name="Headset"))
    assert strip_face(after(*muted), SETTINGS).icon == "microphone-off"
    assert strip_face(after(SourceOpened(SYSTEM_AUDIO), *muted), SETTINGS).icon == (
        "system_audio-off"
    )
    gone = lost(devices.SILENT(name="Headset"))
    assert strip_face(after(*gone), SETTINGS).icon == "reconnecting"


def test_no_emotion_is_named_that_the_tone_denies() -> None:
    denied = heard(Status.UNSURE, "happy", Tone.NEGATIVE)
    assert strip_face(denied, SETTINGS).detail == "Mixed, leaning negative"
    close = heard(Status.UNSURE, "happy", Tone.POSITIVE)
    assert strip_face(close, SETTINGS).detail == "Closest: Happy, 28%"


def test_a_result_says_how_sure_it_is() -> None:
    assert strip_face(heard(Status.OK, "happy", Tone.POSITIVE), SETTINGS).detail == "28% sure"
