"""The engine as a window holds it: replaced when its settings change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from ser_core.errors import LogError
from ser_live.audio.source import SourceChoice
from ser_live.engine.settings import EngineSettings
from ser_live.log.correction import correct_row
from ser_live.messages import Message, Notice, NoticeRaised, RowWritten, Severity, SiteLearned
from ser_live.views.bridge import Bridge
from ser_live.views.store import SessionStore


class EngineControl(Protocol):
    """What a window asks of an engine; `ser_live.engine.engine.Engine` is one."""

    def start(self) -> None:
        """Open a session and listen."""

    def pause(self) -> None:
        """Stop listening, keep the session."""

    def resume(self) -> None:
        """Listen again."""

    def stop(self) -> None:
        """Close the session."""

    def correct(self, utterance_id: int, emotion: str) -> None:
        """Note what an utterance truly was."""

    def change_source(self, choice: SourceChoice) -> None:
        """Listen to something else."""

    def new_session(self, service: str = "", note: str = "") -> None:
        """Begin another session."""

    def shown(self, delay_ms: float) -> None:
        """Note how late a live reading was seen."""

    def forget_site(self) -> None:
        """Forget what was learned of this microphone and room."""

    def close(self) -> None:
        """Close the session and end."""


MakeEngine = Callable[[Callable[[Message], None], SourceChoice, EngineSettings], EngineControl]


class EngineHost(QObject):
    """Holds one engine, and another one after a change of its settings."""

    def __init__(
        self,
        store: SessionStore,
        make: MakeEngine,
        choice: SourceChoice,
        settings: EngineSettings,
    ) -> None:
        super().__init__(store)
        self._make = make
        self._bridge = Bridge(self)
        self._bridge.message.connect(store.post)
        self._store = store
        self._names = ("", "")
        self._left_log: Path | None = None
        self.settings = settings
        self.choice = choice
        self.engine = make(self._bridge.sink, choice, settings)

    def new_session(self, service: str = "", note: str = "") -> None:
        """Begin another session; another engine, too, goes on with these names."""
        self._names = (service, note)
        self.engine.new_session(service, note)

    def correct(self, utterance_id: int, emotion: str) -> bool:
        """Note what an utterance truly was, also where the engine that wrote it is gone.

        Returns False where that is known to have failed.
        """
        path = self._store.state.log_path
        if path is None or path != self._left_log:
            self.engine.correct(utterance_id, emotion)
            return True
        try:
            row = correct_row(path, utterance_id, emotion)
        except LogError as error:
            self._store.post(NoticeRaised(Notice("correction", Severity.WARNING, error.sentence)))
            return False
        self._store.post(RowWritten(row))
        return True

    def listen_to(self, choice: SourceChoice) -> None:
        """Change the source; the session goes on."""
        self.choice = choice
        self.engine.change_source(choice)

    def apply(self, settings: EngineSettings) -> None:
        """Close the engine and make another one, if the settings are others."""
        if settings != self.settings:
            self.engine.close()
            self._left_log = self._store.state.log_path
            self.settings = settings
            self._store.post(SiteLearned(None))  # the next engine knows no place before it listens
            self.engine = self._make(self._bridge.sink, self.choice, settings)
            self.engine.new_session(*self._names)

    def shown(self, delay_ms: float) -> None:
        """Tell the engine of the moment how late a live reading was seen."""
        self.engine.shown(delay_ms)

    def close(self) -> None:
        """Close the engine."""
        self.engine.close()
