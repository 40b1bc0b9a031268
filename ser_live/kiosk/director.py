"""Between the visit and the engine: obeys the effects, and turns messages into actions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from ser_core.sentence import Sentence
from ser_core.types import SpeechStarted
from ser_live.kiosk.actions import (
    Action,
    CloseSession,
    DropSession,
    Effect,
    Elapsed,
    Erase,
    Failed,
    Heard,
    Hush,
    Listen,
    Lost,
    Note,
    Opened,
    OpenSession,
    RowArrived,
    Stopped,
)
from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.fault_kind import fault_kind
from ser_live.kiosk.notice import consent_record
from ser_live.kiosk.visit import closing, first_visit, step
from ser_live.messages import (
    INTERNAL_FAULT,
    Analyzed,
    Message,
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
)

logger = logging.getLogger(__name__)


class Listener(Protocol):
    """What the kiosk needs of the engine."""

    def start(self) -> None:
        """Open a session and listen."""

    def pause(self) -> None:
        """Stop listening and keep the session."""

    def resume(self) -> None:
        """Listen again after a pause."""

    def stop(self) -> None:
        """Close the session."""

    def drop_session(self) -> None:
        """Close the session and erase its log and its facts."""

    def correct(self, utterance_id: int, emotion: str) -> None:
        """Note what an utterance truly was."""

    def withdraw(self, utterance_ids: Iterable[int]) -> None:
        """Take utterances out of the log."""

    def new_session(self, service: str = "", note: str = "", *, consent: str = "") -> None:
        """Name the session that begins with the next start."""

    def say_alive(self) -> None:
        """Have the worker say that it lives."""


class Director:
    """Holds the visit and keeps it going.

    Parameters
    ----------
    clock : callable
        Seconds of a monotonic clock.
    """

    def __init__(self, config: KioskConfig, engine: Listener, clock: Callable[[], float]) -> None:
        self._config = config
        self._engine = engine
        self._clock = clock
        self._phase = Phase.IDLE
        self.visit = first_visit(config, clock())

    def act(self, action: Action) -> None:
        """Take in what happened, and do what follows."""
        before = self.visit.fault
        self.visit, effects = step(self.visit, action, self._config, self._clock())
        if self.visit.fault and self.visit.fault != before:
            logger.error("The kiosk is out of order: %s.", fault_kind(self.visit.fault))
        elif before and not self.visit.fault:
            logger.error("The kiosk is in order again.")
        for effect in effects:
            self._obey(effect)

    def end(self) -> None:
        """Close the session of a visit that the end of the program cuts short."""
        effects = closing(self.visit)
        self.visit = first_visit(self._config, self._clock())
        for effect in effects:
            self._obey(effect)

    def tick(self) -> None:
        """Let time go by."""
        self.act(Elapsed())

    def hear(self, message: Message) -> None:
        """Take in a message of the engine."""
        match message:
            case PhaseChanged(phase, reason):
                self._phase = phase
                self._hear_phase(phase, reason)
            case RowWritten(row):
                self.act(RowArrived(row))
            case Analyzed(SpeechStarted()):
                self.act(Heard())
            case NoticeRaised(Notice(key=key, text=text)) if key == INTERNAL_FAULT.key:
                self.act(Failed(text))
            case _:
                pass

    def _hear_phase(self, phase: Phase, reason: Sentence) -> None:
        match phase:
            case Phase.LISTENING:
                self.act(Opened())
            case Phase.RECONNECTING:
                self.act(Lost(reason))
            case Phase.PAUSED | Phase.FINISHED:
                self.act(Stopped(over=phase is Phase.FINISHED))
            case Phase.FAILED:
                self.act(Failed(reason))
            case _:
                pass

    def _obey(self, effect: Effect) -> None:
        match effect:
            case OpenSession(service, language):
                consent = consent_record(self._config, language, datetime.now().astimezone())
                self._engine.new_session(service, consent=consent)
            case Listen() if self._phase is Phase.PAUSED:
                self._engine.resume()
            case Listen():
                self._engine.start()
            case Hush():
                self._engine.pause()
            case Note(utterance_id, emotion):
                self._engine.correct(utterance_id, emotion)
            case Erase(utterance_ids):
                self._engine.withdraw(utterance_ids)
            case CloseSession():
                self._engine.stop()
            case DropSession():
                self._engine.drop_session()
