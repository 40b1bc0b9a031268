"""Starts the monitor's window: application, look, language, engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from ser_live.audio.source import SourceChoice
from ser_live.engine.settings import EngineSettings
from ser_live.messages import Message
from ser_live.options import Options
from ser_live.settings import Settings, SettingsStore, engine_settings, source_choice
from ser_live.views.dialogs import Dialogs
from ser_live.views.ending import end_when_told, screen_needed
from ser_live.views.host import EngineControl, EngineHost
from ser_live.views.language import set_language
from ser_live.views.main_window import MainWindow
from ser_live.views.sheet import room_on_screen
from ser_live.views.store import SessionStore
from ser_live.views.theme import Theme, ThemeChoice


class BuildEngine(Protocol):
    """Builds an idle engine for the options; `ser_live.app.build_engine` is one."""

    def __call__(
        self,
        sink: Callable[[Message], None],
        options: Options,
        *,
        choice: SourceChoice | None = None,
        settings: EngineSettings | None = None,
    ) -> EngineControl:
        """Build it."""


def run(build_engine: BuildEngine, options: Options) -> int:
    """Show the monitor until it is closed; return the exit code."""
    app = application([])
    settings_store = SettingsStore()
    window = build_window(build_engine, options, settings_store, Theme(app))
    place(window, settings_store.geometry())
    end_when_told(app, window.close)
    if settings_store.load().start_listening or asks_for_source(options) or options.channel:
        window.start_at_once()
    window.show()
    return app.exec()


def place(window: MainWindow, geometry: QByteArray | None) -> None:
    """Put the window where it stood; the first time, make it no larger than the screen has room."""
    if geometry is None or not window.restoreGeometry(geometry):
        window.resize(window.sizeHint().boundedTo(room_on_screen(window)))


def build_window(
    build_engine: BuildEngine, options: Options, settings_store: SettingsStore, theme: Theme
) -> MainWindow:
    """Build the window with its engine; nothing listens yet."""
    settings = settings_store.load()
    set_language(settings.language)
    theme.choose(ThemeChoice(settings.theme))

    def make(
        sink: Callable[[Message], None], choice: SourceChoice, wanted: EngineSettings
    ) -> EngineControl:
        return build_engine(sink, options, choice=choice, settings=wanted)

    choice = wished_source(options, source_choice(settings))
    store = SessionStore()
    host = EngineHost(store, make, choice, merged(settings, options))
    if options.service or options.note:
        host.new_session(options.service, options.note)
    dialogs = Dialogs(settings_store, theme)
    window = MainWindow(store, host, dialogs, lambda wanted: merged(wanted, options))
    store.setParent(window)
    return window


def merged(settings: Settings, options: Options) -> EngineSettings:
    """Return the remembered settings, where the command line does not say otherwise."""
    wanted = engine_settings(settings)
    if options.log is not None:
        wanted = replace(wanted, log_folder=options.log)
    if options.model:
        wanted = replace(wanted, model=options.model)
    return wanted


def wished_source(options: Options, otherwise: SourceChoice) -> SourceChoice:
    """Return what the command line names; else the other choice, at the channel that it names."""
    if asks_for_source(options):
        return options.source_choice()
    return replace(otherwise, channel=options.channel) if options.channel else otherwise


def asks_for_source(options: Options) -> bool:
    """Tell whether the command line names something to listen to; a channel alone is none."""
    return bool(options.device or options.source or options.demo)


def application(argv: Sequence[str]) -> QApplication:
    """Return the one application, made if need be."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        with screen_needed():
            app = QApplication(["ser-live", *argv])
    app.setApplicationName("ser-live")
    app.setApplicationDisplayName("ser-live")
    app.setDesktopFileName("ser-live")
    return app
