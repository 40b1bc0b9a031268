"""The engine: from a source to the log, on a thread of its own; knows no screen.

Methods may be called on any thread and return at once; what comes of them arrives at the
sink, on the worker's thread, as the frozen messages of `ser_live.messages`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from queue import SimpleQueue
from typing import Any, Final

from ser_live.audio import portaudio
from ser_live.audio.source import SourceChoice
from ser_live.engine import commands, sentences
from ser_live.engine.commands import tidy_name
from ser_live.engine.settings import EngineSettings
from ser_live.messages import Emit, Phase, PhaseChanged

CLOSE_TIMEOUT_S: Final = 15.0

logger = logging.getLogger(__name__)


class Engine:
    """Listens, analyses and writes, until it is closed.

    Parameters
    ----------
    sink : callable
        Takes each message; called on the worker's thread only.
    choice : SourceChoice
        What to listen to.
    settings : EngineSettings
        Validated.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ser_live.audio.source import DemoChoice
    >>> engine = Engine(print, DemoChoice(), EngineSettings(log_folder=Path("logs")))
    >>> engine.close()
    """

    def __init__(self, sink: Emit, choice: SourceChoice, settings: EngineSettings) -> None:
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._thread = threading.Thread(
            target=_work, args=(sink, self._inbox, choice, settings), name="engine", daemon=True
        )
        self._thread.start()

    def prepare(self) -> None:
        """Load the model now, so that the next start is prompt; nothing is listened to."""
        self._inbox.put(commands.Prepare())

    def start(self) -> None:
        """Open a session and listen; does nothing while one is open."""
        self._inbox.put(commands.Start())

    def pause(self) -> None:
        """Stop listening and keep the session."""
        self._inbox.put(commands.Pause())

    def resume(self) -> None:
        """Listen again after a pause."""
        self._inbox.put(commands.Resume())

    def stop(self) -> None:
        """Close the session; its rows can still be corrected and withdrawn."""
        self._inbox.put(commands.Stop())

    def drop_session(self) -> None:
        """Close the session and erase its log and its facts, because nothing is to stay of it."""
        self._inbox.put(commands.Stop(erase=True))

    def correct(self, utterance_id: int, emotion: str) -> None:
        """Note what an utterance truly was, beside the result; empty takes that back."""
        self._inbox.put(commands.Correct(utterance_id, emotion))

    def withdraw(self, utterance_ids: Iterable[int]) -> None:
        """Take utterances out of the log, because the speaker wants it."""
        self._inbox.put(commands.Withdraw(frozenset(utterance_ids)))

    def change_source(self, choice: SourceChoice) -> None:
        """Listen to something else in the same session."""
        self._inbox.put(commands.ChangeSource(choice))

    def new_session(self, service: str = "", note: str = "", *, consent: str = "") -> None:
        """Begin another session: at once where one is open, else at the next start.

        Parameters
        ----------
        service, note : str
            Names that stand in the log and in its facts; the service as `tidy_name` writes it.
        consent : str
            How the speaker agreed, for the facts.
        """
        self._inbox.put(commands.NewSession(tidy_name(service), note, consent))

    def shown(self, delay_ms: float) -> None:
        """Note how long after its last sample a live reading was seen; for the session's facts."""
        self._inbox.put(commands.Shown(delay_ms))

    def forget_site(self) -> None:
        """Forget how the device at hand sounds in its room; the analysis begins at the prior."""
        self._inbox.put(commands.ForgetSite())

    def say_alive(self) -> None:
        """Have the worker say `Alive`, which one that hangs in a driver never comes to."""
        self._inbox.put(commands.SayAlive())

    def close(self) -> None:
        """Close the session and end the worker; returns when it is done, or hangs in a driver."""
        self._inbox.put(commands.Close())
        self._thread.join(CLOSE_TIMEOUT_S)
        if self._thread.is_alive():
            portaudio.give_up()


def _work(
    sink: Emit, inbox: SimpleQueue[Any], choice: SourceChoice, settings: EngineSettings
) -> None:
    first = inbox.get()  # until then a window has the processor to itself
    try:
        from ser_live.engine.worker import Worker  # noqa: PLC0415 - imports much, on this thread

        worker = Worker(sink, inbox, choice, settings)
    except Exception:
        logger.exception("The worker could not be made")
        sink(PhaseChanged(Phase.FAILED, sentences.INCOMPLETE()))
    else:
        worker.run(first)
