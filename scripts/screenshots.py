"""Pictures of the pages and states of monitor, kiosk and strip, to be looked at one by one.

`python -m scripts.screenshots [--out DIR] [--only NAME…] [--all]`: every state in light and
dark at one size, or with `--all` in both languages at all sizes and at 100 % and 200 %. What
a machine can see is looked at too: the end is 1 where words have no room.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, QThread
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from scripts.look import faults
from scripts.scenes import LABELS, SCENES, TALK, row, talk
from scripts.screenshot_kiosk import Shot, agent_shots, kiosk_shots
from ser_core import load_model
from ser_live.audio.devices import Device
from ser_live.audio.levels import InputLevel
from ser_live.audio.source import AutomaticChoice, MicrophoneChoice, SourceChoice
from ser_live.engine.model_facts import model_facts
from ser_live.engine.settings import EngineSettings
from ser_live.log.table import encode, header_cells, to_cells
from ser_live.session import SessionState, reduce
from ser_live.settings import Settings, SettingsStore
from ser_live.views.about_model import AboutModel, model_card
from ser_live.views.app_window import application
from ser_live.views.channel_dialog import ChannelDialog
from ser_live.views.device_picker import DevicePicker
from ser_live.views.dialogs import Dialogs
from ser_live.views.glide import Glide
from ser_live.views.host import EngineControl, EngineHost
from ser_live.views.language import set_language
from ser_live.views.main_window import MainWindow
from ser_live.views.session_dialog import SessionDialog
from ser_live.views.session_window import open_session_window
from ser_live.views.settings_dialog import SettingsDialog
from ser_live.views.store import SessionStore
from ser_live.views.summary_dialog import SummaryDialog
from ser_live.views.theme import Theme, ThemeChoice
from ser_live.views.timeline import Timeline

SIZES = (QSize(1024, 600), QSize(1366, 768), QSize(1920, 1080))
DEVICES = (
    Device("Jabra Evolve2 40", "ALSA", 2, 48_000, is_default=True, system_audio=False, index=0),
    Device(
        "Built-in Audio Analog Stereo",
        "PulseAudio",
        2,
        48_000,
        is_default=False,
        system_audio=False,
        index=1,
    ),
    Device(
        "Monitor of Built-in Audio Analog Stereo",
        "PulseAudio",
        2,
        48_000,
        is_default=False,
        system_audio=True,
        index=1,
    ),
)
LEVELS = (
    InputLevel(DEVICES[0], -18.0),
    InputLevel(DEVICES[1], -47.0),
    InputLevel(DEVICES[2], None, "'Monitor of Built-in Audio' cannot be opened: it is busy."),
)


class IdleEngine:
    """Does nothing: the scenes bring their own messages."""

    def start(self) -> None:
        """Do nothing."""

    def pause(self) -> None:
        """Do nothing."""

    def resume(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""

    def correct(self, utterance_id: int, emotion: str) -> None:
        """Do nothing."""

    def change_source(self, choice: SourceChoice) -> None:
        """Do nothing."""

    def new_session(self, service: str = "", note: str = "") -> None:
        """Do nothing."""

    def shown(self, delay_ms: float) -> None:
        """Do nothing."""

    def forget_site(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


def idle_engine(_sink: object, _choice: SourceChoice, _settings: EngineSettings) -> EngineControl:
    """Return an engine that does nothing."""
    return IdleEngine()


def show_scene(name: str, theme: Theme, settings: SettingsStore) -> MainWindow:
    """Return the window in a scene."""
    store = SessionStore()
    host = EngineHost(store, idle_engine, AutomaticChoice(), EngineSettings(Path()))
    window = MainWindow(store, host, Dialogs(settings, theme))
    store.setParent(window)
    window.page.timeline.load()
    for message in SCENES[name]():
        store.post(message)
    return window


def talk_state() -> SessionState:
    """Return the state after much was said."""
    state = SessionState()
    for message in talk():
        state = reduce(state, message)
    return state


def _empty_picker() -> QDialog:
    picker = DevicePicker(AutomaticChoice())
    picker.show_levels(())
    return picker


def _picker() -> QDialog:
    picker = DevicePicker(MicrophoneChoice("Jabra Evolve2 40", "ALSA", "left"))
    picker.show_levels(LEVELS)
    return picker


DIALOGS: dict[str, Callable[[], QDialog]] = {
    "dialog-summary": lambda: SummaryDialog(talk_state()),
    "dialog-settings": lambda: SettingsDialog(Settings(), ("open", "ravdess", "research")),
    "dialog-session": lambda: SessionDialog("Returns", running=True),
    "dialog-explain": lambda: AboutModel(
        model_facts(load_model("open")), model_card("open"), site_utterances=128.0
    ),
    "dialog-channel": lambda: ChannelDialog("call-0417.wav", 2),
    "dialog-devices": _picker,
    "dialog-no-devices": _empty_picker,
}
MENUS = ("session", "edit", "view", "help")
NARROW = QSize(683, 384)
"""The least room that the monitor is made for: its cards go behind tabs."""


def shots(language: str, theme: Theme, settings: SettingsStore) -> list[Shot]:
    """Return every state of the three faces."""
    scenes = [
        Shot(name, lambda name=name: show_scene(name, theme, settings), SIZES) for name in SCENES
    ]
    dialogs = [Shot(name, make) for name, make in DIALOGS.items()]
    others = [
        Shot("selected", lambda: _selected(theme, settings), SIZES),
        Shot("earlier", lambda: _earlier(theme, settings), SIZES),
        Shot("narrow", lambda: show_scene("speaking", theme, settings), (NARROW,)),
        Shot("narrow-lost", lambda: show_scene("reconnecting", theme, settings), (NARROW,)),
    ]
    menus = [
        Shot(f"menu-{name}", lambda index=index: _menu(index, theme, settings))
        for index, name in enumerate(MENUS)
    ]
    kiosk = [Shot(shot.name, shot.make, SIZES) for shot in kiosk_shots(language)]
    return [*scenes, *others, *dialogs, *menus, *agent_shots(), *kiosk]


def settle(widget: QWidget) -> None:
    """Wait until nothing moves any more."""
    for timeline in widget.findChildren(Timeline):
        timeline.refresh()
    for _ in range(3):
        QApplication.processEvents()
    while any(glide.moving for glide in widget.findChildren(Glide)):
        QApplication.processEvents()
        QThread.msleep(5)


def put_away(widget: QWidget) -> None:
    """Close and delete a window at once: those that wait for it make every other one slow.

    A menu goes with the window that it belongs to.
    """
    widget.close()
    while (owner := widget.parentWidget()) is not None:
        widget = owner
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _menu(index: int, theme: Theme, settings: SettingsStore) -> QWidget:
    """Return one of the monitor's menus; the monitor closes with it."""
    window = show_scene("speaking", theme, settings)
    menu = window.menuBar().actions()[index].menu()
    menu.resize(menu.sizeHint())
    menu.aboutToHide.connect(lambda: window.close())  # noqa: PLW0108 - keeps it alive
    return menu


def _selected(theme: Theme, settings: SettingsStore) -> QWidget:
    window = show_scene("finished", theme, settings)
    settle(window)
    window.page.select(11)
    return window


def _earlier(theme: Theme, settings: SettingsStore) -> QWidget:
    rows = [row(number) for number in range(len(TALK))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{rows[0].session_id}.csv"
        lines = [header_cells(LABELS), *(to_cells(each, LABELS) for each in rows)]
        path.write_bytes(b"".join(encode(cells) for cells in lines))
        return open_session_window(path, Dialogs(settings, theme))


@dataclass(frozen=True)
class Series:
    """Pictures of one process: one scale, and the sizes and languages that are wanted."""

    out: Path
    only: list[str]
    sizes: tuple[QSize, ...]
    languages: tuple[str, ...]

    def take(self) -> list[str]:
        """Take the pictures; return what a machine finds wrong with them."""
        app = application([])
        scale = round(app.devicePixelRatio() * 100)
        theme, found = Theme(app), []
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "settings.ini")
            settings = SettingsStore(QSettings(file, QSettings.Format.IniFormat))
            for language, look in product(self.languages, (ThemeChoice.LIGHT, ThemeChoice.DARK)):
                set_language(language)
                theme.choose(look)
                for shot in shots(language, theme, settings):
                    if not self.only or shot.name in self.only:
                        found += self._take(shot, f"{language}-{look}@{scale}")
        return found

    def _take(self, shot: Shot, stem: str) -> Iterator[str]:
        widget = shot.make()
        widget.resize(widget.size().boundedTo(self.sizes[0]))
        widget.show()
        settle(widget)
        for size in shot.sizes or [widget.size()]:
            if size in SIZES and size not in self.sizes:
                continue
            widget.resize(size)
            settle(widget)
            name = f"{size.width()}x{size.height()}-{stem}"
            widget.grab().save(str(self.out / f"{shot.name}-{name}.png"))
            yield from (f"{shot.name} {name}: {fault}" for fault in faults(widget))
        put_away(widget)


def run_series(scale: int) -> int:
    """Take the pictures of one scale in a process of its own, on a screen that has room."""
    command = [sys.executable, "-m", "scripts.screenshots", *sys.argv[1:], "--scale", str(scale)]
    with tempfile.TemporaryDirectory() as folder:
        screens = Path(folder) / "screens.json"
        largest = SIZES[-1] * scale
        screen = {
            "name": "one",
            "x": 0,
            "y": 0,
            "width": largest.width(),
            "height": largest.height(),
        }
        screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        screens.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        platform = f"offscreen:configfile={screens}"
        environment = {"QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": str(scale)}
        return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """Take the pictures, one process for each scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(".build/screenshots"))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.scale is None:
        return max([run_series(scale) for scale in ((1, 2) if options.all else (1,))])
    options.out.mkdir(parents=True, exist_ok=True)
    sizes = SIZES if options.all else SIZES[1:2]
    languages = ("en", "de") if options.all else ("en",)
    found = Series(options.out, options.only, sizes, languages).take()
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
