"""The one thread that does the work: it takes commands and blocks from one inbox, in order.

Its phases are those of `ser_live.messages.Phase`. Nothing heavy is imported before this
thread runs, so that a window is painted first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from ser_core.errors import LogError, SerError
from ser_core.sentence import NOTHING, PLAIN, Sentence
from ser_live.audio.queue import Arrival, Ended
from ser_live.audio.source import DemoChoice, SourceChoice
from ser_live.engine import commands, sentences
from ser_live.engine.capture import Capture
from ser_live.engine.hearing import Hearing
from ser_live.engine.model_facts import model_facts
from ser_live.engine.recorder import Recorder
from ser_live.engine.settings import EngineSettings
from ser_live.messages import (
    INTERNAL_FAULT,
    Alive,
    Emit,
    Message,
    ModelLoaded,
    Notice,
    NoticeCleared,
    NoticeRaised,
    Phase,
    PhaseChanged,
    Progress,
    Severity,
    SourceFacts,
    SourceKind,
    SourceOpened,
)

if TYPE_CHECKING:
    from ser_core.model import Model

logger = logging.getLogger(__name__)

TICK_S: Final = 0.25
MAX_FAILURES: Final = 10
"""So many failures of the analysis in a row end the session; fewer cost their block."""
LOSS_SHOWN_S: Final = 30.0

SOURCE_NOTICE: Final = "source"
CHANGE_NOTICE: Final = "source changed"
LOSS_NOTICE: Final = "overload"
DEMO_NOTICE: Final = "demo"

Item = commands.Command | Arrival | Ended

_ACTIVE: Final = (Phase.LISTENING, Phase.PAUSED, Phase.RECONNECTING)


class Worker:
    """What the engine's thread runs; every method runs on it."""

    def __init__(
        self,
        emit: Emit,
        inbox: SimpleQueue[Any],
        choice: SourceChoice,
        settings: EngineSettings,
    ) -> None:
        self._sink = emit
        self._inbox = inbox
        self._choice = choice
        self._settings = settings
        self._phase = Phase.IDLE
        self._capture = Capture(inbox, settings)
        self._recorder = Recorder(self._emit, settings)
        self._hearing = Hearing(
            self._emit,
            self._capture,
            self._recorder,
            settings.analysis,
            settings.sites_folder,
        )
        self._model: Model | None = None
        self._kept: list[Arrival | Ended] = []
        self._failures = 0
        self._lost = 0
        self._lost_at = 0.0
        self._tick_at = 0.0
        self._closing = False

    def run(self, first: commands.Command) -> None:
        """Work until told to close, beginning with this command."""
        self._recorder.repair()
        self._attempt(partial(self._step, first))
        while not self._closing:
            self._attempt(partial(self._step, self._next()))
        self._close()

    def _step(self, item: Item | None) -> None:
        self._handle(item)
        self._tick(idle=item is None)

    def _next(self) -> Item | None:
        ticks = self._phase in _ACTIVE or self._recorder.in_trouble
        try:
            item: Item = self._inbox.get(timeout=TICK_S if ticks else None)
        except Empty:
            return None
        return item

    def _handle(self, item: Item | None) -> None:
        match item:
            case Arrival() | Ended():
                self._take(item)
            case commands.Prepare():
                self._load_model()
            case commands.Start():
                self._start()
            case commands.Pause():
                self._pause()
            case commands.Resume():
                self._resume()
            case commands.Stop(erase):
                self._stop(erase=erase)
            case commands.ChangeSource(choice):
                self._change_source(choice)
            case commands.NewSession():
                self._new_session(item)
            case commands.Close():
                self._closing = True
            case _:
                self._answer(item)

    def _answer(self, item: Item | None) -> None:
        """Do what leaves session and source as they are."""
        match item:
            case commands.Correct(utterance_id, emotion):
                self._recorder.correct(utterance_id, emotion)
            case commands.Withdraw(utterance_ids):
                self._recorder.withdraw(utterance_ids)
            case commands.Shown(delay_ms):
                self._recorder.shown(delay_ms)
            case commands.ForgetSite():
                self._hearing.forget_site()
            case commands.SayAlive():
                self._emit(Alive())

    # Commands ---------------------------------------------------------------------------

    def _start(self) -> None:
        if self._phase in _ACTIVE:
            return
        self._enter(Phase.STARTING)
        model = self._load_model()
        self._capture.choose(self._choice)
        self._kept.clear()
        self._begin_session(model)

    def _begin_session(self, model: Model) -> None:
        self._hearing.begin(model)  # first: it takes time, and samples would wait meanwhile
        source = self._capture.open()
        self._recorder.open(self._recorder.make_log(model), model, source)
        self._tell_source(source)
        self._tell_demo(source.kind)
        self._emit(NoticeCleared(SOURCE_NOTICE))
        self._enter(Phase.LISTENING)

    def _pause(self) -> None:
        if self._phase in (Phase.LISTENING, Phase.RECONNECTING):
            if self._capture.live:
                self._attempt(self._hearing.end)
                self._attempt(self._capture.close)
            self._leave(Phase.PAUSED)

    def _resume(self) -> None:
        if self._phase is not Phase.PAUSED:
            return
        if self._capture.live:
            self._reopen()
        else:
            self._enter(Phase.LISTENING)
        kept, self._kept = self._kept, []
        for item in kept:
            self._take(item)

    def _stop(self, *, erase: bool = False) -> None:
        """End the session on disk, then give the device back: a sound server may hang over it."""
        active = self._phase in _ACTIVE
        if active:
            self._attempt(self._hearing.end)
            self._attempt(self._recorder.end)
        if erase:
            self._attempt(self._recorder.drop)
        if active:
            self._attempt(self._capture.close)
            self._leave(Phase.FINISHED)

    def _change_source(self, choice: SourceChoice) -> None:
        before, self._choice = self._choice, choice
        if self._phase not in _ACTIVE:
            return
        self._hearing.flush()
        self._kept.clear()
        self._capture.choose(choice)
        if self._phase is Phase.PAUSED and self._capture.live:
            return
        try:
            self._listen_again()
        except SerError as error:
            self._choice = before
            self._capture.choose(before)
            self._reopen()
            self._warn(CHANGE_NOTICE, sentences.SOURCE_KEPT(trouble=error.sentence))
        else:
            self._emit(NoticeCleared(CHANGE_NOTICE))

    def _reopen(self) -> bool:
        """Open the source; go on trying where that fails."""
        try:
            self._listen_again()
        except SerError as error:
            self._lose_source(self._capture.ended_by(error))
            return False
        return True

    def _listen_again(self) -> None:
        source = self._capture.open()
        self._recorder.source_opened(source)
        self._tell_source(source)
        self._tell_demo(source.kind)
        self._emit(NoticeCleared(SOURCE_NOTICE))
        self._enter(Phase.LISTENING)

    def _new_session(self, names: commands.NewSession) -> None:
        if self._phase not in _ACTIVE:
            self._recorder.close()
            self._recorder.names = names
            return
        before, self._recorder.names = self._recorder.names, names
        try:
            self._go_on_in_another_log()
        except LogError as error:
            self._recorder.names = before
            self._warn(CHANGE_NOTICE, sentences.SESSION_KEPT(trouble=error.sentence))

    def _go_on_in_another_log(self) -> None:
        """End the log at hand and begin another; raises `LogError`, and nothing has changed."""
        source = self._capture.facts
        if self._model is not None and source is not None:
            log = self._recorder.make_log(self._model)
            self._attempt(self._hearing.end)
            self._recorder.open(log, self._model, source)
            self._hearing.begin(self._model)

    def _rotate(self) -> None:
        try:
            self._go_on_in_another_log()
        except LogError:
            self._recorder.put_off_another()  # this one can be written, or says that it cannot

    # What the source sends --------------------------------------------------------------

    def _take(self, item: Arrival | Ended) -> None:
        if not self._capture.owns(item.inlet):
            return
        if self._phase is Phase.PAUSED:
            self._kept.append(item)  # a recording waits; the inlet's bound holds here too
        elif isinstance(item, Ended):
            self._ended(item)
        else:
            self._hear(item)

    def _ended(self, item: Ended) -> None:
        if item.error is None:
            self._emit(Progress(1.0))
            self._stop()
            return
        if not isinstance(item.error, SerError):
            logger.error("The source failed", exc_info=item.error)
        if self._capture.live:
            self._lose_source(self._capture.ended_by(item.error))
        elif isinstance(item.error, SerError):
            self._fail(item.error.sentence)
        else:
            self._fail(PLAIN(text=item.error))

    def _hear(self, arrival: Arrival) -> None:
        if self._hearing.hear(arrival):
            self._failures = 0
            if self._capture.trouble:
                self._recover()

    # What happens by itself -------------------------------------------------------------

    def _tick(self, *, idle: bool) -> None:
        now = time.monotonic()
        if now < self._tick_at:
            return
        self._tick_at = now + TICK_S
        self._recorder.settle(now)
        if self._phase in (Phase.LISTENING, Phase.RECONNECTING):
            self._watch(now, idle=idle)
        if self._phase is Phase.LISTENING:
            progress = self._capture.progress()
            if progress is not None:
                self._emit(Progress(progress))
            if self._recorder.is_full():
                self._rotate()

    def _watch(self, now: float, *, idle: bool) -> None:
        fault = self._capture.fault(now, idle=idle)
        if fault:
            self._lose_source(fault)
        elif self._capture.trouble:
            was = self._capture.trouble
            if not self._capture.recover(now) and self._capture.trouble != was:
                self._lose_source(self._capture.trouble)
        elif self._capture.default_moved(now):
            self._follow_default()
        self._watch_losses(now)

    def _lose_source(self, sentence: Sentence) -> None:
        self._hearing.lose(self._capture.end_s)
        self._emit(NoticeRaised(Notice(SOURCE_NOTICE, Severity.ERROR, sentence)))
        self._enter(Phase.RECONNECTING, sentence)
        self._capture.let_go()  # last: a sound server that hangs takes its time over it

    def _recover(self) -> None:
        self._capture.recovered()
        self._emit(NoticeCleared(SOURCE_NOTICE))
        source = self._capture.facts
        if source is not None:
            self._recorder.source_opened(source)
            self._tell_source(source)
        self._enter(Phase.LISTENING)

    def _follow_default(self) -> None:
        self._hearing.lose(self._capture.end_s)
        if self._reopen():
            name = self._capture.facts.name if self._capture.facts else ""
            text = sentences.DEFAULT_MOVED(name=name)
            self._emit(NoticeRaised(Notice(CHANGE_NOTICE, Severity.INFO, text)))

    def _watch_losses(self, now: float) -> None:
        lost = self._capture.lost_samples
        if lost > self._lost:
            self._lost = lost
            self._lost_at = now
            self._warn(LOSS_NOTICE, sentences.OVERLOADED())
        elif self._lost_at and now - self._lost_at > LOSS_SHOWN_S:
            self._lost_at = 0.0
            self._emit(NoticeCleared(LOSS_NOTICE))

    def _attempt(self, work: Callable[[], None]) -> None:
        """Do it; where it fails, tell so, and what comes after it is done all the same."""
        try:
            work()
        except SerError as error:
            self._fail(error.sentence)
        except Exception:  # noqa: BLE001 - told and written there
            self._survive()

    def _fail(self, reason: Sentence) -> None:
        self._wrap_up()
        _attempt_silently(self._capture.close)
        self._enter(Phase.FAILED, reason)

    def _survive(self) -> None:
        """Go on after an exception that nobody foresaw; it costs the item at hand."""
        logger.exception("The worker failed")
        self._failures += 1
        self._emit(NoticeRaised(INTERNAL_FAULT))
        if self._phase is Phase.STARTING:
            self._fail(sentences.NOT_STARTED())
        elif self._failures >= MAX_FAILURES:
            self._fail(sentences.FAILED_AGAIN())

    # Small things -----------------------------------------------------------------------

    def _load_model(self) -> Model:
        if self._model is None:
            from ser_core.model import DEFAULT_MODEL, load_model  # noqa: PLC0415 - heavy

            self._model = load_model(self._settings.model or DEFAULT_MODEL)
            self._emit(ModelLoaded(model_facts(self._model)))
        return self._model

    def _leave(self, phase: Phase) -> None:
        """Say that nothing is listened to any more, unless a failure has said so already."""
        if self._phase in _ACTIVE:
            self._emit(NoticeCleared(SOURCE_NOTICE))
            self._enter(phase)

    def _enter(self, phase: Phase, reason: Sentence = NOTHING) -> None:
        self._phase = phase
        self._emit(PhaseChanged(phase, reason))

    def _tell_source(self, source: SourceFacts) -> None:
        self._emit(SourceOpened(source))
        if self._model is not None:
            self._hearing.listen_to(source, self._model)

    def _tell_demo(self, kind: SourceKind) -> None:
        if kind is SourceKind.DEMO:
            asked_for = isinstance(self._choice, DemoChoice)
            wanted, instead = sentences.DEMO_ASKED_FOR, sentences.DEMO_FOR_WANT_OF_A_MICROPHONE
            text = wanted() if asked_for else instead()
            self._emit(NoticeRaised(Notice(DEMO_NOTICE, Severity.INFO, text)))
        else:
            self._emit(NoticeCleared(DEMO_NOTICE))

    def _warn(self, key: str, text: Sentence) -> None:
        self._emit(NoticeRaised(Notice(key, Severity.WARNING, text)))

    def _emit(self, message: Message) -> None:
        try:
            self._sink(message)
        except Exception:
            logger.exception("The sink failed")

    def _wrap_up(self) -> None:
        """End the session where no failure can be told any more, or one is being told."""
        if self._phase in _ACTIVE:
            _attempt_silently(self._hearing.end)
        _attempt_silently(self._recorder.end)

    def _close(self) -> None:
        self._wrap_up()
        self._recorder.close()
        _attempt_silently(self._capture.close)
        self._leave(Phase.FINISHED)


def _attempt_silently(work: Callable[[], None]) -> None:
    """Do it; where it fails, only the fault log is told."""
    try:
        work()
    except Exception:
        logger.exception("The worker failed while it ended the session")
