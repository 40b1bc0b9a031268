"""The states of the kiosk and of the agent's strip, for pictures and tests: scripted.

`kiosk_shots` and `agent_shots` give a name and a maker for each state.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from ser_core.model.emotions import TONES
from ser_core.sentence import Sentence
from ser_core.types import (
    SAMPLE_RATE_HZ,
    EmotionUpdated,
    Level,
    Posterior,
    Reading,
    SpeechStarted,
    Status,
    Tone,
)
from ser_live.agent.caller import AgentSettings
from ser_live.agent.picker import CallerPicker
from ser_live.agent.strip import AgentStrip
from ser_live.assets import asset
from ser_live.audio import sentences as devices
from ser_live.audio.devices import Device
from ser_live.audio.levels import InputLevel
from ser_live.kiosk.config import load_config
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.visit import Page, Visit, first_visit
from ser_live.kiosk.window import KioskWindow
from ser_live.log import sentences as logs
from ser_live.log.row import LogRow
from ser_live.messages import (
    Analyzed,
    Message,
    ModelFacts,
    ModelLoaded,
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
    SessionOpened,
    Severity,
)
from ser_live.session import SessionState, Voice

HEADSET = "Jabra Evolve2 40"
SILENT = devices.SILENT(name=HEADSET)
NO_HEADSET = devices.ABSENT(name=HEADSET, there="'Built-in Microphone'")
LABELS = ("neutral", "happy", "sad", "angry", "fearful", "disgust")
PROBS = (0.09, 0.76, 0.03, 0.06, 0.04, 0.02)
MODEL = ModelFacts("open", LABELS)
OPENED_S = 100.0
_LOG = "20260304-094100-7f3a2c.csv"
RESCUED = (
    Notice(
        "rescued",
        Severity.ERROR,
        logs.LOG_RESCUED(
            path=f"/var/lib/kiosk/{_LOG}",
            rescued=f"/home/kiosk/.local/share/ser-live/rescued/{_LOG}",
        ),
    ),
)
CHEERFUL = (0.12, 0.73, 0.04, 0.05, 0.03, 0.03)
CROSS = (0.09, 0.03, 0.05, 0.74, 0.05, 0.04)
UNSURE = (0.24, 0.25, 0.15, 0.18, 0.10, 0.08)
DEVICES = (
    Device(
        "Monitor of Built-in Audio",
        "PulseAudio",
        2,
        48_000,
        is_default=False,
        system_audio=True,
        index=0,
    ),
    Device("Jabra Evolve2 40", "ALSA", 2, 48_000, is_default=False, system_audio=False, index=1),
    Device("Built-in Microphone", "ALSA", 1, 48_000, is_default=True, system_audio=False, index=2),
)


@dataclass(frozen=True)
class Shot:
    """A state to be pictured: its name, what makes its window, and the sizes to show it at.

    Without sizes the window takes its own.
    """

    name: str
    make: Callable[[], QWidget]
    sizes: tuple[QSize, ...] = ()


def kiosk_shots(language: str) -> list[Shot]:
    """Return every page and state of the kiosk."""
    return [
        Shot(f"kiosk-{name}", lambda scene=scene, after=after: _kiosk(scene, after))
        for name, scene, after in kiosk_scenes(language)
    ]


def agent_shots() -> list[Shot]:
    """Return every state of the agent's strip, the picker of the caller's source included."""
    locked = AgentSettings(HEADSET, "ALSA", "right")
    shots = {
        "no-source": (AgentSettings(), []),
        "ready": (locked, []),
        "starting": (locked, [PhaseChanged(Phase.STARTING)]),
        "waiting": (locked, _call([])),
        "positive": (locked, _call(_speech(CHEERFUL, 40))),
        "unsure": (locked, _call([*_speech(CHEERFUL, 20), *_speech(UNSURE, 10, 22.0)])),
        "negative": (locked, _call(_speech(CROSS, 30))),
        "eased": (locked, _call([*_speech(CROSS, 30), *_speech(CHEERFUL, 6, 33.0)])),
        "lost": (locked, [*_call(_speech(CHEERFUL, 9)), *_lost()]),
        "zeros": (locked, [*_call([]), *_lost(devices.ZEROS(name=HEADSET))]),
        "ended": (locked, [*_call(_speech(CROSS, 30)), *_rows(), PhaseChanged(Phase.FINISHED)]),
        "failed": (locked, [PhaseChanged(Phase.FAILED, NO_HEADSET)]),
    }
    strips = [
        Shot(f"agent-{name}", lambda settings=settings, said=said: _strip(settings, said))
        for name, (settings, said) in shots.items()
    ]
    strips.append(Shot("agent-menu", lambda: _menu(_strip(locked, []))))
    return [*strips, *(Shot(f"agent-picker-{index}", _picker(index)) for index in range(3))]


def _strip(settings: AgentSettings, messages: list[Message]) -> AgentStrip:
    strip = AgentStrip(settings)
    strip.hear(ModelLoaded(MODEL))
    for message in messages:
        strip.hear(message)
    strip.refresh()
    return strip


def _menu(strip: AgentStrip) -> QWidget:
    """Return the strip's menu; the strip closes with it."""
    menu = next(button.menu() for button in strip.findChildren(QToolButton) if button.menu())
    menu.resize(menu.sizeHint())
    menu.aboutToHide.connect(lambda: strip.close())  # noqa: PLW0108 - keeps it alive
    return menu


def _picker(index: int) -> Callable[[], QWidget]:
    def make() -> QWidget:
        picker = CallerPicker(AgentSettings())
        picker.show_levels([InputLevel(device, -24.0 - 6 * n) for n, device in enumerate(DEVICES)])
        picker.list.setCurrentRow(index)
        return picker

    return make


def _call(said: list[Message]) -> list[Message]:
    opened = SessionOpened("20260101-120000-abc123", Path("call.csv"), "", "")
    return [opened, PhaseChanged(Phase.LISTENING), *said]


def _speech(probs: tuple[float, ...], seconds: int, start_s: float = 2.0) -> list[Message]:
    """Return live readings that sway a little, four a second."""
    messages: list[Message] = [Analyzed(SpeechStarted(1, _samples(start_s)))]
    for step in range(seconds * 4):
        end = _samples(start_s + 1 + step / 4)
        sway = 0.06 * math.sin(step / 5) + 0.03 * math.sin(step / 1.7)
        moved = (probs[0] - sway, probs[1] + sway, *probs[2:])
        best = max(range(len(moved)), key=moved.__getitem__)
        certain = max(moved) > 0.4
        tone = _tone(moved)
        status = Status.OK if certain else Status.UNSURE
        posterior = Posterior(end - 48_000, end, moved)
        heard = Reading(posterior, status, LABELS[best], moved[best], tone)
        messages.append(Analyzed(Level(end - 320, end, -22.0, 0, speech=True)))
        messages.append(Analyzed(EmotionUpdated(1, heard)))
    return messages


def _tone(probs: tuple[float, ...]) -> Tone:
    """Return the tone whose emotions are the most probable together, as the core does."""
    shares = dict.fromkeys(Tone, 0.0)
    for label, share in zip(LABELS, probs, strict=True):
        shares[TONES[label]] += share
    return max(shares, key=lambda tone: shares[tone])


def _lost(sentence: Sentence = SILENT) -> list[Message]:
    return [
        NoticeRaised(Notice("source", Severity.ERROR, sentence)),
        PhaseChanged(Phase.RECONNECTING, sentence),
    ]


def _rows() -> list[Message]:
    cheerful, angry = row(Status.OK), row(Status.OK)
    angry = replace(
        angry,
        utterance_id=2,
        start_s=9.0,
        end_s=31.0,
        emotion="angry",
        tone=Tone.NEGATIVE,
        probs=tuple(zip(LABELS, CROSS, strict=True)),
    )
    unsure = replace(row(Status.UNSURE), utterance_id=3, start_s=32.0, end_s=34.0)
    return [RowWritten(one) for one in (cheerful, angry, unsure)]


def _samples(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)


def _kiosk(scene: Scene, after: Callable[[KioskWindow], None] | None) -> KioskWindow:
    window = KioskWindow(scene.config, lambda: OPENED_S)
    window.show_scene(scene)
    if after is not None:
        after(window)
    return window


def kiosk_scenes(
    language: str,
) -> list[tuple[str, Scene, Callable[[KioskWindow], None] | None]]:
    """Return each scene with its name and what is done to the window that shows it."""
    config = load_config(asset("kiosk/example.toml"), asset("kiosk/text.en.toml").parent)
    start = replace(first_visit(config, 0.0), language=language)
    visit = replace(start, service="rooms", agreed=True, tries=1)
    speak = replace(visit, page=Page.SPEAK, opened_s=OPENED_S, spoken=True)
    idle = SessionState(model=MODEL)
    listening = replace(idle, phase=Phase.LISTENING)
    clear = Voice(level_dbfs=-17.0, speaking=True, reading=reading(Status.OK))
    talking = replace(listening, voices=(clear,))
    doubtful = replace(clear, reading=reading(Status.UNSURE), level_dbfs=-28.0)
    unsure = replace(listening, voices=(doubtful,))
    silent = replace(listening, voices=(Voice(level_dbfs=-58.0),))
    heard = replace(visit, page=Page.RESULT, shown=row(Status.OK), rows=(row(Status.OK),))
    thanks = replace(heard, page=Page.THANKS)
    plain = replace(config, pages=tuple(page for page in config.pages if page != "confirm"))
    fault = replace(start, page=Page.OUT_OF_ORDER, fault=NO_HEADSET)

    def scene(visit: Visit, state: SessionState = idle, left_s: float = 40.0) -> Scene:
        return Scene(config, visit, state, left_s, Path("/var/lib/kiosk"))

    doubts = [
        (f"doubt-{status.value}", scene(_doubtful(heard, status)), None)
        for status in Status
        if status is not Status.OK
    ]
    last = replace(heard, tries=config.speak.tries)
    last_tries = [
        (f"doubt-{status.value}-last-try", scene(_doubtful(last, status)), None)
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
        ("doubt-unsure-plain", replace(scene(_doubtful(heard, Status.UNSURE)), config=plain), None),
        *last_tries,
        ("pick", scene(replace(heard, page=Page.PICK)), None),
        ("thanks", scene(thanks), None),
        ("thanks-withdrawn", scene(replace(thanks, withdrawn=True)), None),
        ("thanks-stopped", scene(replace(thanks, withdrawn=True, stopped=True)), None),
        ("thanks-nothing", scene(replace(thanks, rows=(), shown=None)), None),
        ("out-of-order", scene(fault), None),
        ("staff-code", scene(start), _type_code("1234")),
        ("staff-wrong", scene(start), _type_code("123456\r")),
        ("staff-panel", scene(start), _type_code("246810\r")),
        ("staff-fault", scene(fault), _type_code("246810\r")),
        ("staff-notices", scene(start, replace(idle, notices=RESCUED)), _type_code("246810\r")),
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
    probs = PROBS if status is Status.OK else UNSURE
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
        confidence=max(PROBS) if read else None,
        tone=Tone.POSITIVE if read else None,
        probs=tuple(zip(LABELS, PROBS, strict=True)) if read else (),
        level_dbfs=-20.0,
        snr_db=30.0,
        clipped_pct=0.0,
        model="open",
        latency_ms=20.0,
    )
