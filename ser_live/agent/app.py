"""Starts the agent's strip: settings, engine, window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QMessageBox

from ser_core.errors import ConfigError
from ser_core.types import MIX
from ser_live.agent.caller import AgentSettings, AgentStore
from ser_live.agent.strip import AgentStrip
from ser_live.app import build_engine
from ser_live.audio.source import SourceChoice
from ser_live.engine.engine import Engine
from ser_live.options import Options
from ser_live.settings import SettingsStore
from ser_live.views.app_window import (
    application,
    asks_for_source,
    merged,
)
from ser_live.views.bridge import Bridge
from ser_live.views.ending import end_when_told
from ser_live.views.language import set_language
from ser_live.views.notice_words import notice_words
from ser_live.views.theme import Theme, ThemeChoice


def run_agent(options: Options) -> int:
    """Show the strip until it is closed; return the exit code."""
    app = application([])
    settings = SettingsStore().load()
    set_language(settings.language)
    Theme(app).choose(ThemeChoice(settings.theme))
    controller = AgentController(options, AgentStore())
    controller.strip.closed.connect(app.exit)
    end_when_told(app, controller.strip.close)
    controller.strip.show()
    return app.exec()


class AgentController(QObject):
    """Obeys the strip: calls, sources, settings.

    A source or a channel that the command line names is used as it is, locked, and not
    remembered, until another is chosen. So what is changed here is all that is remembered.
    """

    def __init__(self, options: Options, store: AgentStore) -> None:
        super().__init__()
        self._options = options
        self._source_named = asks_for_source(options)
        self._explanation: QDialog | None = None
        self._store = store
        self._settings = store.load()
        if options.channel and not self._source_named:
            self._settings = replace(self._settings, channel=options.channel)
        bridge = Bridge(self)
        self._engine = self._build(bridge)
        self.strip = AgentStrip(self._shown_settings())
        bridge.message.connect(self.strip.hear)
        self.strip.call_wanted.connect(self.call)
        self.strip.source_wanted.connect(self.choose_source)
        self.strip.notice_after_chosen.connect(self.notice_after)
        self.strip.language_chosen.connect(self.speak)
        self.strip.explanation_wanted.connect(self.explain)
        self.strip.folder_wanted.connect(self.show_folder)
        self.strip.closed.connect(self._keep_place)
        self.strip.closed.connect(self._engine.close)
        geometry = store.geometry()
        if geometry is not None:
            self.strip.restoreGeometry(geometry)
        self._engine.prepare()

    def call(self, wanted: bool) -> None:  # noqa: FBT001  a Qt signal's argument
        """Start or end a call; each call is a session of its own."""
        if wanted:
            self._engine.new_session(self._options.service, self._options.note)
            self._engine.start()
        else:
            self._engine.stop()

    def choose_source(self) -> None:
        """Let the caller's source be chosen, and lock it."""
        from ser_live.agent.picker import CallerPicker  # noqa: PLC0415 - rarely needed

        picker = CallerPicker(self._settings, self.strip)
        if picker.ask():
            self.lock(picker.settings())

    def lock(self, settings: AgentSettings) -> None:
        """Listen to this source from now on."""
        self._source_named = False
        self._remember(lambda before: replace(settings, notice_after_s=before.notice_after_s))
        self.strip.forget_failure()
        choice = settings.choice()
        if choice is not None:
            self._engine.change_source(choice)

    def notice_after(self, seconds: float) -> None:
        """Tell the agent after another time."""
        self._remember(lambda before: replace(before, notice_after_s=seconds))

    def speak(self, language: str) -> None:
        """Speak another language, at once and at the next start."""
        if self._explanation is not None:
            self._explanation.close()
        store = SettingsStore()
        try:
            store.save(replace(store.load(), language=language))
        except ConfigError as error:
            QMessageBox.warning(self.strip, "ser-live", notice_words(error.sentence))
        set_language(language)

    def explain(self) -> None:
        """Say what the numbers mean, beside the strip: a call can start and end meanwhile."""
        from ser_live.views.about_model import AboutModel, model_card  # noqa: PLC0415

        if self._explanation is None:
            card = model_card(self._options.model)
            self._explanation = AboutModel(self.strip.store.state.model, card, self.strip)
            self._explanation.finished.connect(self._put_explanation_away)
            self._explanation.show()
        self._explanation.raise_()
        self._explanation.activateWindow()

    def show_folder(self) -> None:
        """Open the folder of the logs."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))

    def _put_explanation_away(self) -> None:
        if self._explanation is not None:
            self._explanation.deleteLater()
            self._explanation = None

    def _keep_place(self) -> None:
        self._store.save_geometry(self.strip.saveGeometry())

    def _remember(self, change: Callable[[AgentSettings], AgentSettings]) -> None:
        """Change what is used and what is remembered, which another strip may have set."""
        self._settings = change(self._settings)
        self._store.save(change(self._store.load()))
        self.strip.use(self._shown_settings())

    def _build(self, bridge: Bridge) -> Engine:
        wanted = merged(SettingsStore().load(), self._options)
        self._log_folder = wanted.log_folder
        return build_engine(bridge.sink, self._options, choice=self._choice(), settings=wanted)

    def _choice(self) -> SourceChoice:
        if self._source_named:
            return self._options.source_choice(channel_lock=True)
        return self._settings.choice() or self._options.source_choice(channel_lock=True)

    def _shown_settings(self) -> AgentSettings:
        if not self._source_named:
            return self._settings
        options = self._options
        path: Path | None = options.source
        device = options.device or (path.name if path else "demo")
        return replace(self._settings, device=device, channel=options.channel or MIX)
