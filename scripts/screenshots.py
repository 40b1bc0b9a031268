"""Pictures of the pages and states of monitor, kiosk and strip, to be looked at one by one.

`python -m scripts.screenshots [--out DIR] [--only NAME…] [--all]`: every scene in light and
dark at one size, or with `--all` in both languages at all sizes and at 100 % and 200 %.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from scripts.scenes import SCENES, talk
from scripts.screenshot_kiosk import agent_shots, kiosk_shots
from ser_live.audio.devices import Device
from ser_live.audio.levels import InputLevel
from ser_live.audio.source import AutomaticChoice, SourceChoice
from ser_live.engine.settings import EngineSettings
from ser_live.session import SessionState, reduce
from ser_live.settings import Settings, SettingsStore
from ser_live.views.about_model import AboutModel, model_card
from ser_live.views.app_window import application, set_language
from ser_live.views.device_picker import DevicePicker
from ser_live.views.dialogs import Dialogs
from ser_live.views.host import EngineControl, EngineHost
from ser_live.views.main_window import MainWindow
from ser_live.views.session_dialog import SessionDialog
from ser_live.views.settings_dialog import SettingsDialog
from ser_live.views.store import SessionStore
from ser_live.views.summary_dialog import SummaryDialog
from ser_live.views.theme import Theme, ThemeChoice

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
    InputLevel(DEVICES[2], None, "'Monitor of Built-in Audio' is in use by another program."),
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


def _picker() -> QDialog:
    picker = DevicePicker("Jabra Evolve2 40", "ALSA", "left")
    picker.show_levels(LEVELS)
    return picker


DIALOGS: dict[str, Callable[[], QDialog]] = {
    "dialog-summary": lambda: SummaryDialog(talk_state()),
    "dialog-settings": lambda: SettingsDialog(Settings(), ("open", "ravdess")),
    "dialog-session": lambda: SessionDialog("Returns", running=True),
    "dialog-explain": lambda: AboutModel(
        talk_state().model, model_card("open"), site_utterances=128.0
    ),
    "dialog-devices": _picker,
}


def faces(language: str) -> dict[str, Callable[[], QWidget]]:
    """Return what makes each state of the kiosk and of the agent's strip."""
    return {shot.name: shot.make for shot in [*kiosk_shots(language), *agent_shots()]}


def fills_screen(name: str) -> bool:
    """Tell whether a picture is of a window that takes the size of the screen."""
    return name in SCENES or name.startswith("kiosk-")


def take(widget: QWidget, path: Path) -> None:
    """Show a widget, let it settle, and save its picture."""
    app = QApplication.instance()
    widget.show()
    for _ in range(20):
        app.processEvents()
        app.thread().msleep(30)
    path.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(path))
    widget.close()
    widget.deleteLater()
    app.processEvents()


def take_all(out: Path, names: list[str], language: str, sizes: list[QSize], scale: int) -> None:
    """Take the pictures of this process's language and scale."""
    app = application([])
    set_language(language)
    theme = Theme(app)
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            theme.choose(choice)
            makers = DIALOGS | faces(language)
            for name in names:
                for size in sizes if fills_screen(name) else sizes[:1]:
                    stem = f"{name}-{language}-{choice}-{size.width()}x{size.height()}@{scale}"
                    if name in SCENES:
                        widget: QWidget = show_scene(name, theme, SettingsStore(store))
                    else:
                        widget = makers[name]()
                    fitting = widget.size().boundedTo(size)
                    widget.resize(size if fills_screen(name) else fitting)
                    take(widget, out / f"{stem}.png")


def combinations(*, every: bool) -> Iterator[tuple[str, int]]:
    """Yield languages and scales in per cent."""
    yield "en", 100
    if every:
        yield from (("de", 100), ("en", 200), ("de", 200))


def main() -> int:
    """Take the pictures, one process for each language and scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(".build/screenshots"))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--language")
    parser.add_argument("--size")
    options = parser.parse_args()
    names = options.only or [*SCENES, *DIALOGS, *faces("en")]
    scale = int(float(os.environ.get("QT_SCALE_FACTOR", "1")) * 100)
    sizes = list(SIZES) if options.all else [SIZES[1]]
    if options.size:
        width, height = options.size.split("x")
        sizes = [QSize(int(width), int(height))]
    if options.language:
        take_all(options.out, names, options.language, sizes, scale)
        return 0
    for language, percent in combinations(every=options.all):
        command = [sys.executable, "-m", "scripts.screenshots", *sys.argv[1:]]
        environment = {**os.environ, "QT_SCALE_FACTOR": str(percent / 100)}
        subprocess.run([*command, "--language", language], env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
