from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from ser_core.model.sentences import DAMAGED
from ser_core.sentence import PLAIN, Sentence
from ser_core.types import SpeechStarted, Status
from ser_live.audio import sentences as devices
from ser_live.kiosk.actions import (
    Agree,
    Begin,
    ChooseService,
    Decline,
    FinishSpeaking,
    Leave,
    SayYes,
    TryAgain,
    Withdraw,
)
from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.director import Director
from ser_live.kiosk.fault_kind import OTHER
from ser_live.kiosk.visit import Page
from ser_live.log.sentences import FOLDER_REFUSED
from ser_live.messages import (
    Analyzed,
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
    Severity,
)
from tests.live.kiosk.test_visit import row


@dataclass
class FakeEngine:
    """Remembers what it was told.

    `signs` counts how often it was asked whether it lives.
    """

    told: list[str] = field(default_factory=list)
    consent: str = ""
    signs: int = 0

    def start(self) -> None:
        self.told.append("start")

    def pause(self) -> None:
        self.told.append("pause")

    def resume(self) -> None:
        self.told.append("resume")

    def stop(self) -> None:
        self.told.append("stop")

    def drop_session(self) -> None:
        self.told.append("drop")

    def correct(self, utterance_id: int, emotion: str) -> None:
        self.told.append(f"correct {utterance_id} {emotion}")

    def withdraw(self, utterance_ids: Iterable[int]) -> None:
        self.told.append(f"withdraw {sorted(utterance_ids)}")

    def new_session(self, service: str = "", note: str = "", *, consent: str = "") -> None:
        assert not note
        self.told.append(f"session {service}")
        self.consent = consent

    def say_alive(self) -> None:
        self.signs += 1


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def director(example: KioskConfig, engine: FakeEngine) -> Director:
    return Director(example, engine, lambda: 0.0)


def agree(director: Director) -> None:
    for action in (Begin(), ChooseService("help"), Agree()):
        director.act(action)
    director.hear(PhaseChanged(Phase.LISTENING))


def test_a_visit_is_a_session_with_its_consent(director: Director, engine: FakeEngine) -> None:
    agree(director)
    director.hear(Analyzed(SpeechStarted(1, 0)))
    assert director.visit.spoken
    director.hear(RowWritten(row(1)))
    director.hear(PhaseChanged(Phase.PAUSED))
    for action in (SayYes(), Leave()):
        director.act(action)
    assert engine.told == ["session help", "start", "pause", "correct 1 happy", "stop"]
    assert "(en) to: For up to 30 seconds a program on this device listens" in engine.consent
    assert "Questions: City Library" in engine.consent


def test_another_try_stays_in_the_session(director: Director, engine: FakeEngine) -> None:
    agree(director)
    director.act(FinishSpeaking())
    director.hear(RowWritten(row(1, Status.UNSURE)))
    director.hear(PhaseChanged(Phase.PAUSED))
    director.act(TryAgain())
    assert engine.told[-1] == "resume"
    director.hear(PhaseChanged(Phase.LISTENING))
    director.hear(RowWritten(row(2)))
    director.hear(PhaseChanged(Phase.PAUSED))
    director.act(SayYes())
    director.act(Withdraw())
    assert engine.told[-1] == "withdraw [1, 2]"
    director.act(Leave())
    assert engine.told[-1] == "drop"


def test_a_program_that_ends_leaves_nothing_of_who_said_nothing(
    director: Director, engine: FakeEngine
) -> None:
    director.end()
    assert engine.told == []
    agree(director)
    director.end()
    assert engine.told == ["session help", "start", "drop"]


def test_who_says_no_wakes_nothing(director: Director, engine: FakeEngine) -> None:
    for action in (Begin(), ChooseService("help"), Decline(), Leave()):
        director.act(action)
    assert engine.told == []


@pytest.mark.parametrize(
    "message",
    [
        PhaseChanged(Phase.FAILED, devices.NO_MICROPHONE()),
        NoticeRaised(Notice("internal", Severity.WARNING, devices.NO_MICROPHONE())),
    ],
)
def test_a_failure_is_logged(
    director: Director,
    message: PhaseChanged | NoticeRaised,
    caplog: pytest.LogCaptureFixture,
) -> None:
    director.hear(message)
    assert director.visit.page is Page.OUT_OF_ORDER
    assert caplog.messages == ["The kiosk is out of order: the microphone is missing."]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (devices.ABSENT(name="Anna's headset", there="'Desk'"), "is missing"),
        (devices.IN_USE(name="Anna's headset"), "cannot be opened"),
        (
            FOLDER_REFUSED(folder="/home/anna/log", reason="no space left"),
            "the log folder cannot be written",
        ),
        (DAMAGED(fault="/home/anna/model/model.json is not UTF-8 text"), "the model is damaged"),
        (PLAIN(text="Anna did what nobody foresaw."), OTHER),
    ],
)
def test_the_fault_log_names_nobody(
    director: Director, reason: Sentence, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    director.hear(PhaseChanged(Phase.FAILED, reason))
    assert director.visit.fault == reason, "staff reads all of it"
    assert kind in caplog.text
    assert "nna" not in caplog.text


def test_a_program_that_ends_twice_ends_once(director: Director, engine: FakeEngine) -> None:
    agree(director)
    director.end()
    director.end()
    assert engine.told == ["session help", "start", "drop"]


def test_a_microphone_that_goes_and_comes_is_waited_for(director: Director) -> None:
    agree(director)
    director.hear(PhaseChanged(Phase.RECONNECTING, PLAIN(text="gone")))
    assert (director.visit.lost_s, director.visit.lost_reason) == (0.0, "gone")
    director.hear(PhaseChanged(Phase.LISTENING))
    assert director.visit.lost_s is None
