"""The states of the kiosk and of the agent's strip, for pictures: scripted, without sound.

`kiosk_shots` and `agent_shots` give a name and a maker for each state; run by itself, the
script writes them all:

    python scripts/screenshot_kiosk.py FOLDER --size 1024x600 --language de --dark
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from ser_core.types import Posterior, Reading, Status, Tone
from ser_live.assets import asset
from ser_live.kiosk.config import KioskConfig, load_config
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.visit import Page, Visit, first_visit
from ser_live.kiosk.window import KioskWindow
from ser_live.log.row import LogRow
from ser_live.session import ModelFacts, Phase, SessionState

LABELS = ("neutral", "happy", "sad", "angry", "fearful", "disgust", "bored")
PROBS = (0.12, 0.62, 0.05, 0.09, 0.05, 0.03, 0.04)
MODEL = ModelFacts("open", LABELS, "", "")
OPENED_S = 100.0


@dataclass(frozen=True)
class Shot:
    """A state to be pictured: its name and what makes its window, shown at a size."""

    name: str
    make: Callable[[], QWidget]


def kiosk_shots(language: str) -> list[Shot]:
    """Return every page and state of the kiosk."""
    config = load_config(asset("kiosk/example.toml"), asset("kiosk/text.en.toml").parent)
    return [
        Shot(f"kiosk-{name}", lambda scene=scene, after=after: _kiosk(scene, after))
        for name, scene, after in _scenes(config, language)
    ]


def _kiosk(scene: Scene, after: Callable[[KioskWindow], None] | None) -> KioskWindow:
    window = KioskWindow(scene.config, lambda: OPENED_S)
    window.show_scene(scene)
    if after is not None:
        after(window)
    return window


def _scenes(
    config: KioskConfig, language: str
) -> list[tuple[str, Scene, Callable[[KioskWindow], None] | None]]:
    start = replace(first_visit(config, 0.0), language=language)
    visit = replace(start, service="rooms", agreed=True, tries=1)
    speak = replace(visit, page=Page.SPEAK, opened_s=OPENED_S, spoken=True)
    idle = SessionState(model=MODEL)
    talking = replace(
        idle,
        phase=Phase.LISTENING,
        level_dbfs=-17.0,
        speaking=True,
        reading=reading(Status.OK),
    )
    unsure = replace(talking, reading=reading(Status.UNSURE), level_dbfs=-28.0)
    silent = replace(talking, reading=None, speaking=False, level_dbfs=-58.0)
    heard = replace(visit, page=Page.RESULT, shown=row(Status.OK), rows=(row(Status.OK),))
    thanks = replace(heard, page=Page.THANKS)
    plain = replace(config, pages=tuple(page for page in config.pages if page != "confirm"))
    fault = replace(start, page=Page.OUT_OF_ORDER, fault="There is no audio device 'USB'.")

    def scene(visit: Visit, state: SessionState = idle, left_s: float = 40.0) -> Scene:
        return Scene(config, visit, state, left_s, Path("/var/lib/kiosk"))

    doubts = [
        (f"doubt-{status.value}", scene(_doubtful(heard, status)), None)
        for status in Status
        if status is not Status.OK
    ]
    return [
        ("attract", scene(start), None),
        ("attract-night", scene(start), lambda window: window.dim(0.15)),
        ("service", scene(replace(start, page=Page.SERVICE)), None),
        ("service-countdown", scene(replace(start, page=Page.SERVICE), left_s=7.4), None),
        ("consent", scene(replace(start, page=Page.CONSENT)), None),
        ("consent-countdown", scene(replace(start, page=Page.CONSENT), left_s=9.0), None),
        ("declined", scene(replace(start, page=Page.DECLINED)), None),
        ("speak-starting", scene(replace(speak, opened_s=None)), None),
        ("speak-waiting", scene(speak, silent, 28.0), None),
        ("speak-hearing", scene(speak, talking, 19.0), None),
        ("speak-unsure", scene(speak, unsure, 12.0), None),
        ("speak-lost", scene(replace(speak, lost_s=101.0), silent, 8.0), None),
        ("finishing", scene(replace(speak, page=Page.FINISHING), silent), None),
        ("result", scene(heard), None),
        ("result-countdown", scene(heard, left_s=5.0), None),
        ("result-plain", replace(scene(heard), config=plain), None),
        *doubts,
        ("pick", scene(replace(heard, page=Page.PICK)), None),
        ("thanks", scene(thanks), None),
        ("thanks-withdrawn", scene(replace(thanks, withdrawn=True)), None),
        ("thanks-nothing", scene(replace(thanks, rows=(), shown=None)), None),
        ("out-of-order", scene(fault), None),
        ("staff-code", scene(start), _type_code("1234")),
        ("staff-wrong", scene(start), _type_code("123456\r")),
        ("staff-panel", scene(start), _type_code("246810\r")),
        ("staff-fault", scene(fault), _type_code("246810\r")),
    ]


def _doubtful(visit: Visit, status: Status) -> Visit:
    if status is Status.NO_SPEECH:
        return replace(visit, shown=None, rows=())
    return replace(visit, shown=row(status), rows=(row(status),))


def _type_code(keys: str) -> Callable[[KioskWindow], None]:
    def type_keys(window: KioskWindow) -> None:
        window.show()
        window.ask_code()
        pad = window.staff.keypad
        for key in keys:
            pad.press(key)

    return type_keys


def reading(status: Status) -> Reading:
    """Return a live reading."""
    probs = PROBS if status is Status.OK else (0.2, 0.24, 0.12, 0.16, 0.12, 0.08, 0.08)
    tone = Tone.POSITIVE if status is Status.OK else None
    return Reading(Posterior(0, 48_000, probs), status, "happy", max(probs), tone)


def row(status: Status) -> LogRow:
    """Return a row of the log."""
    read = status in {Status.OK, Status.UNSURE}
    return LogRow(
        session_id="20260101-120000-abc123",
        utterance_id=1,
        started_at=datetime(2026, 1, 1, 12, tzinfo=UTC),
        start_s=1.0,
        end_s=6.2,
        service="rooms",
        channel="mix",
        status=status,
        emotion="happy" if read else "",
        confidence=0.62 if read else None,
        tone=Tone.POSITIVE if read else None,
        probs=tuple(zip(LABELS, PROBS, strict=True)) if read else (),
        level_dbfs=-20.0,
        snr_db=30.0,
        clipped_pct=0.0,
        model="open",
        latency_ms=20.0,
    )


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--language", default="en")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    from ser_live.views.theme import Theme, ThemeChoice  # noqa: PLC0415 - after the application

    Theme(app).choose(ThemeChoice.DARK if arguments.dark else ThemeChoice.LIGHT)
    width, height = (int(part) for part in arguments.size.split("x"))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for shot in kiosk_shots(arguments.language):
        if arguments.only in shot.name:
            window = shot.make()
            window.resize(QSize(width, height))
            window.show()
            app.processEvents()
            app.processEvents()
            window.grab().save(str(arguments.folder / f"{shot.name}.png"))
            window.deleteLater()


if __name__ == "__main__":
    _main()
