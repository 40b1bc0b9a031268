"""Starts the kiosk: its file, its look, its engine, its window."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from ser_core.config import AnalyzerConfig, SegmentConfig, WindowConfig
from ser_live.app import build_engine
from ser_live.assets import asset
from ser_live.audio.source import MicrophoneChoice, SourceChoice
from ser_live.engine.engine import Engine
from ser_live.engine.settings import EngineSettings
from ser_live.kiosk.config import KioskConfig, load_config
from ser_live.kiosk.controller import KioskController
from ser_live.kiosk.health import Health
from ser_live.kiosk.room import check_room
from ser_live.options import Options
from ser_live.user_folders import sites_folder
from ser_live.views.app_window import application, wished_source
from ser_live.views.bridge import Bridge
from ser_live.views.ending import end_when_told
from ser_live.views.language import set_language
from ser_live.views.theme import Theme, ThemeChoice


def run_kiosk(options: Options, file: Path) -> int:
    """Show the kiosk that `file` describes until staff ends it; return the exit code.

    Raises
    ------
    KioskConfigError
        If the kiosk's file has mistakes, or words that have no room on the screen.
    """
    config = load_config(file, asset("kiosk/text.en.toml").parent)
    app = application([])
    set_language(config.languages[0])
    Theme(app).choose(ThemeChoice(config.look.theme))
    check_room(config, app.primaryScreen().size(), file.name)
    choice = kiosk_source(config, options)
    bridge = Bridge()
    engine = build_engine(
        bridge.sink, options, choice=choice, settings=kiosk_engine_settings(config, options)
    )
    controller = KioskController(
        config,
        engine,
        Health(choice, time.monotonic()),
        options.log_folder,
        time.monotonic,
        lambda: datetime.now().astimezone(),
    )
    bridge.message.connect(controller.hear)
    controller.window.quit_wanted.connect(app.exit)
    end = partial(end_kiosk, app, controller, engine)
    end_when_told(app, end)
    engine.prepare()
    controller.window.fill_screen()
    controller.begin()
    try:
        return app.exec()
    finally:
        end()


def end_kiosk(app: QCoreApplication, controller: KioskController, engine: Engine) -> None:
    """End the visit, close its log and leave; once more does nothing more.

    Returns when the log is closed.
    """
    controller.end()
    engine.close()
    # quit() would ask the window first, which says no; exit() ends the event loop.
    app.exit()


def kiosk_source(config: KioskConfig, options: Options) -> SourceChoice:
    """Return what is listened to: the command line's wish, else the file's microphone."""
    microphone = config.microphone
    return wished_source(options, MicrophoneChoice(microphone.device, channel=microphone.channel))


def kiosk_engine_settings(config: KioskConfig, options: Options) -> EngineSettings:
    """Return the engine's settings.

    One try is one utterance, ended by a longer pause; one visit is one log, which a visitor
    can take back as a whole.
    """
    segment = SegmentConfig(
        hangover_s=config.speak.pause_s, max_utterance_s=max(2.0, config.speak.longest_s)
    )
    window = WindowConfig() if config.speak.live_meter else None
    return EngineSettings(
        log_folder=options.log_folder,
        sites_folder=sites_folder(),
        model=options.model or config.model,
        analysis=AnalyzerConfig(segment=segment, window=window),
        one_log=True,
    )
