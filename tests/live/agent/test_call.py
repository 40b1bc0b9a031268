"""What the strip says of a call, without a window."""

from __future__ import annotations

import pytest

from ser_core.types import EmotionUpdated, Posterior, Reading, Status, Tone
from ser_live.agent.call import CallPhase, call_phase, strip_face, strip_notices
from ser_live.agent.caller import AgentSettings
from ser_live.engine.watchdog import Fault
from ser_live.session import (
    Analyzed,
    Message,
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    SessionState,
    Severity,
    SourceFacts,
    SourceKind,
    SourceOpened,
    reduce,
)
from ser_live.views.language import set_language

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


def lost(sentence: str) -> tuple[Message, ...]:
    notice = Notice("source", Severity.ERROR, sentence)
    return NoticeRaised(notice), PhaseChanged(Phase.RECONNECTING, sentence)


def heard(status: Status, emotion: str, tone: Tone | None) -> SessionState:
    reading = Reading(Posterior(0, 48_000, (0.28,)), status, emotion, 0.28, tone)
    return after(PhaseChanged(Phase.LISTENING), Analyzed(EmotionUpdated(1, reading)))


@pytest.mark.parametrize(
    ("reason", "phase"),
    [
        ("There is no audio device 'Headset'; there are: none.", CallPhase.SOURCE_REFUSED),
        ("'Headset' cannot be opened: another program is using it.", CallPhase.SOURCE_REFUSED),
        ("'default' stands for whatever the system chooses, which …", CallPhase.SOURCE_REFUSED),
        ("'Headset' has 1 channel and no channel 'right'; choose mix.", CallPhase.SOURCE_REFUSED),
        (
            "The log folder '/logs' cannot be written (Permission denied); choose another one.",
            CallPhase.FAILED,
        ),
        ("The session could not be started; see the fault log.", CallPhase.FAILED),
    ],
)
def test_another_source_is_offered_where_it_helps(reason: str, phase: CallPhase) -> None:
    assert call_phase(after(PhaseChanged(Phase.FAILED, reason)), SETTINGS) is phase


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no audio device 'Headset'; there are: none.",
        f"'Headset' {Fault.SILENT.value}.",
        "'Monitor' stopped delivering; check the computer's output.",
        "'Headset' cannot be opened: another program is using it; close that program.",
        "'Headset' cannot be opened: Device unavailable.",
    ],
)
def test_a_source_is_chosen_after_the_call_only(sentence: str) -> None:
    (notice,) = strip_notices(after(*lost(sentence)))
    assert "nd the call" in notice.text


def test_a_notice_of_something_else_stays_as_it_is_while_the_source_is_lost() -> None:
    late = Notice("loss", Severity.WARNING, "The computer was too busy and some audio was lost; …")
    assert late in strip_notices(
        after(NoticeRaised(late), *lost(f"'Headset' {Fault.SILENT.value}."))
    )


def test_nothing_reconnects_to_a_source_that_is_muted() -> None:
    muted = lost(f"'Headset' {Fault.ZEROS.value}.")
    assert strip_face(after(*muted), SETTINGS).icon == "microphone-off"
    assert strip_face(after(SourceOpened(SYSTEM_AUDIO), *muted), SETTINGS).icon == (
        "system_audio-off"
    )
    gone = lost(f"'Headset' {Fault.SILENT.value}.")
    assert strip_face(after(*gone), SETTINGS).icon == "reconnecting"


def test_no_emotion_is_named_that_the_tone_denies() -> None:
    denied = heard(Status.UNSURE, "happy", Tone.NEGATIVE)
    assert strip_face(denied, SETTINGS).detail == "Mixed, leaning negative"
    close = heard(Status.UNSURE, "happy", Tone.POSITIVE)
    assert strip_face(close, SETTINGS).detail == "Closest: Happy, 28%"


def test_a_result_says_how_sure_it_is() -> None:
    assert strip_face(heard(Status.OK, "happy", Tone.POSITIVE), SETTINGS).detail == "28% sure"
