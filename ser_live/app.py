"""The composition root: builds everything, does nothing else."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from ser_core.errors import ConfigError
from ser_live.options import Options, has_display
from ser_live.user_folders import fault_folder, sites_folder

if TYPE_CHECKING:
    from ser_live.audio.source import SourceChoice
    from ser_live.engine.engine import Engine
    from ser_live.engine.settings import EngineSettings
    from ser_live.messages import Emit


def run(options: Options) -> int:
    """Run the program with the face that the options, or the display, call for."""
    if options.hash_staff_code:
        from ser_live.kiosk.staff import hash_staff_code  # noqa: PLC0415 - rarely wanted

        return hash_staff_code()
    options.check()
    if options.terminal or not (wants_window(options) or has_display()):
        return _run_terminal(options)
    if not (has_display() or os.environ.get("QT_QPA_PLATFORM")):
        message = "There is no display to open a window on; set DISPLAY or use --terminal."
        raise ConfigError(message)
    if options.kiosk is not None:
        from ser_live.kiosk.app import run_kiosk  # noqa: PLC0415 - Qt only where it is shown

        return run_kiosk(options, options.kiosk)
    if options.agent:
        from ser_live.agent.app import run_agent  # noqa: PLC0415

        return run_agent(options)
    from ser_live.views.app_window import run as run_window  # noqa: PLC0415

    return run_window(build_engine, options)


def wants_window(options: Options) -> bool:
    """Tell whether a face was asked for that needs a display."""
    return options.window or options.agent or options.kiosk is not None


def build_engine(
    sink: Emit,
    options: Options,
    *,
    choice: SourceChoice | None = None,
    settings: EngineSettings | None = None,
) -> Engine:
    """Build the engine, idle, with its fault log.

    Parameters
    ----------
    choice, settings : optional
        What a face remembers; the options by default.
    """
    from ser_live.engine import faults  # noqa: PLC0415 - the help text needs none of it
    from ser_live.engine.engine import Engine  # noqa: PLC0415
    from ser_live.messages import NoticeRaised  # noqa: PLC0415

    settings = settings or engine_settings(options)
    settings.validate()
    faults.install(
        fault_folder(),
        lambda notice: sink(NoticeRaised(notice)),
        max_mb=settings.max_fault_log_mb,
        kept=settings.fault_logs_kept,
    )
    if options.debug:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    return Engine(sink, choice or options.source_choice(channel_lock=options.agent), settings)


def engine_settings(options: Options) -> EngineSettings:
    """Return the engine's settings as the options say."""
    from ser_live.engine.settings import EngineSettings  # noqa: PLC0415

    return EngineSettings(
        log_folder=options.log_folder, sites_folder=sites_folder(), model=options.model
    )


def _run_terminal(options: Options) -> int:
    from ser_live import terminal  # noqa: PLC0415 - rich only where it is shown

    def make_engine(sink: Emit) -> Engine:
        engine = build_engine(sink, options)
        engine.new_session(options.service, options.note)
        return engine

    return terminal.run(make_engine)
