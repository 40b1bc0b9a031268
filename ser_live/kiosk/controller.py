"""Brings the kiosk together on the GUI thread: visit, engine, window, clock, night, health."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from ser_live.kiosk.actions import Action
from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.director import Director, Listener
from ser_live.kiosk.health import Health
from ser_live.kiosk.retention import erase_old
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.supervisor import SignsOfLife, tell_supervisor
from ser_live.kiosk.visit import Page, seconds_left
from ser_live.kiosk.window import KioskWindow
from ser_live.messages import Alive, Message, Phase, PhaseChanged
from ser_live.user_folders import rescue_folder
from ser_live.views.store import SessionStore

logger = logging.getLogger(__name__)

TICK_MS: Final = 200
TIDY_S: Final = 6 * 3600.0


class KioskController(QObject):
    """Feeds the window with scenes, and everybody else with what the window tells.

    Parameters
    ----------
    engine : Listener
        Idle.
    health : Health
        Knows whether the microphone is there.
    clock, wall_clock : callable
        Seconds of a monotonic clock, and the local time with its offset.
    """

    def __init__(
        self,
        config: KioskConfig,
        engine: Listener,
        health: Health,
        log_folder: Path,
        clock: Callable[[], float],
        wall_clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._config = config
        self._health = health
        self._log_folder = log_folder
        self._clock = clock
        self._wall_clock = wall_clock
        self._life = SignsOfLife(engine.say_alive, clock())
        self._tidy_at_s = clock()  # by a clock that nobody sets
        self._brightness = 1.0
        self.director = Director(config, engine, clock)
        self.store = SessionStore(self)
        self.store.changed.connect(self.refresh)
        self.window = KioskWindow(config, clock)
        self.window.acted.connect(self.act)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def begin(self) -> None:
        """Show the first page and let time go by."""
        self.refresh()
        self._timer.start()
        tell_supervisor("READY=1")

    def end(self) -> None:
        """Stop the clock and let the window go."""
        self._timer.stop()
        self._health.cancel()
        self.director.end()
        self.window.allow_close()
        self.window.close()

    @Slot(object)
    def hear(self, message: Message) -> None:
        """Take in a message of the engine."""
        if isinstance(message, Alive):
            self._life.came(self._clock())
            return
        self.store.post(message)
        if isinstance(message, PhaseChanged) and message.phase is Phase.LISTENING:
            self._health.worked()
        before = self.director.visit
        self.director.hear(message)
        if self.director.visit is not before:
            self.refresh()

    @Slot(object)
    def act(self, action: Action) -> None:
        """Take in what somebody did."""
        self.director.act(action)
        self.refresh()

    @Slot()
    def tick(self) -> None:
        """Let time go by."""
        now_s = self._clock()
        self._life.look(now_s)
        self.director.tick()
        if not self._life.is_overdue(now_s):  # else a microphone that is there is of no use
            self._look_for_microphone(now_s)
        self._dim()
        self._tidy()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show this moment."""
        visit = self.director.visit
        left_s = seconds_left(visit, self._config, self._clock())
        state = self.store.state
        self.window.show_scene(Scene(self._config, visit, state, left_s, self._log_folder))

    def _look_for_microphone(self, now_s: float) -> None:
        visit = self.director.visit
        found = self._health.look(now_s, visit.fault, idle=visit.page is Page.ATTRACT)
        if found is not None:
            self.director.act(found)

    @property
    def _resting(self) -> bool:
        """Whether no visit is under way, be the kiosk in order or not."""
        return self.director.visit.page in {Page.ATTRACT, Page.OUT_OF_ORDER}

    def _dim(self) -> None:
        night = self._config.night
        dark = night is not None and self._resting and night.covers(self._wall_clock().time())
        brightness = night.brightness if night is not None and dark else 1.0
        if brightness != self._brightness:
            self._brightness = brightness
            self.window.dim(brightness)

    def _tidy(self) -> None:
        now_s = self._clock()
        if now_s < self._tidy_at_s or not self._resting:
            return
        self._tidy_at_s = now_s + TIDY_S
        folders = (self._log_folder, rescue_folder())
        erased = erase_old(folders, self._config.keep_days, self._wall_clock())
        if erased:
            logger.info("%d sessions were older than the notice promises; erased.", erased)
