"""The agent's strip, driven by clicks and keys, with the real engine on a fake sound card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from scripts.look import clipped
from scripts.screenshot_kiosk import DEVICES, agent_shots
from scripts.screenshots import put_away
from ser_core.types import F32
from ser_live.agent.app import AgentController
from ser_live.agent.caller import AgentSettings, AgentStore
from ser_live.agent.picker import CallerPicker
from ser_live.agent.strip import CALL_KEYS, AgentStrip
from ser_live.audio.levels import InputLevel
from ser_live.log.reader import read_session
from ser_live.options import Options
from ser_live.session import Phase
from ser_live.settings import SettingsStore
from ser_live.views.language import set_language
from ser_live.views.theme import SPACE_M, Theme, ThemeChoice
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.listener import speech
from tests.live.views.test_for_everyone import unnamed

PATIENCE_MS = 60_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture(autouse=True)
def fresh_look(theme: Theme) -> None:
    set_language("en")
    theme.choose(ThemeChoice.LIGHT)


@pytest.fixture
def agent_store(tmp_path: Path) -> AgentStore:
    return AgentStore(QSettings(str(tmp_path / "agent.ini"), QSettings.Format.IniFormat))


StartAgent = Callable[..., AgentController]


@pytest.fixture
def start_agent(qtbot: QtBot, agent_store: AgentStore, tmp_path: Path) -> Iterator[StartAgent]:
    """Show the strip with the real engine, its source locked as given."""
    controllers: list[AgentController] = []

    def start(device: str = "", channel: str = "", **options: object) -> AgentController:
        agent_store.save(AgentSettings(device, "", channel))
        wanted = Options(log=tmp_path / "logs", **options)  # type: ignore[arg-type]
        controller = AgentController(wanted, agent_store)
        controllers.append(controller)
        controller.strip.show()
        qtbot.waitExposed(controller.strip)
        return controller

    yield start
    for controller in controllers:
        controller.strip.close()
        controller.strip.deleteLater()


def agents_voice(first: int, count: int) -> F32:
    """Be the agent's own microphone: a loud, steady vowel that must never be heard."""
    time_s = (first + np.arange(count)) / 16_000
    vowel = sum(np.sin(2 * np.pi * 140 * k * time_s) / k for k in range(1, 12))
    return (0.2 * vowel).astype(np.float32)


def headset() -> FakeDevice:
    return FakeDevice("Headset", channels=2, channel_sounds=(agents_voice, speech))


def words_on(window: QWidget) -> str:
    labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels if label.text())


def phase(controller: AgentController) -> Phase:
    return controller.strip.store.state.phase


def test_a_call_is_a_session_of_the_callers_channel_alone(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset(), pace=8.0)
    controller = start_agent("Headset", "right")
    strip = controller.strip
    assert "Locked: Headset, right" in words_on(strip)
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: len(strip.store.state.rows) >= 2, timeout=PATIENCE_MS)
    assert strip._call.text() == "End the call"
    assert not strip._source_action.isEnabled(), "the source is locked while a call runs"
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: phase(controller) is Phase.FINISHED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "How the caller sounded" in words_on(strip))
    assert strip.store.state.log_path is not None
    rows = read_session(strip.store.state.log_path).rows
    assert len(rows) >= 2, "a vowel without a pause would be one row"
    assert {row.channel for row in rows} == {"right"}
    assert f"of {len(rows)} utterances clear" in words_on(strip)


def test_keys_start_and_end_a_call(qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent) -> None:
    plug_in(headset())
    controller = start_agent("Headset", "right")
    assert CALL_KEYS == "Ctrl+Return"
    keys = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    controller.strip.activateWindow()
    qtbot.waitUntil(controller.strip.isActiveWindow)
    qtbot.keyClick(controller.strip, *keys)
    qtbot.waitUntil(lambda: phase(controller) is Phase.LISTENING, timeout=PATIENCE_MS)
    qtbot.keyClick(controller.strip, *keys)
    qtbot.waitUntil(lambda: phase(controller) is Phase.FINISHED, timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    ("device", "channel", "sentence"),
    [
        (FakeDevice("Headset", channels=2), "mix", "would hold your voice too"),
        (FakeDevice("Headset", channels=1), "left", "a single channel, which holds both voices"),
    ],
)
def test_what_holds_both_voices_is_refused_with_an_explanation(
    qtbot: QtBot,
    plug_in: PlugIn,
    start_agent: StartAgent,
    device: FakeDevice,
    channel: str,
    sentence: str,
) -> None:
    plug_in(device)
    controller = start_agent("Headset", channel)
    qtbot.mouseClick(controller.strip._call, LEFT)
    qtbot.waitUntil(lambda: phase(controller) is Phase.FAILED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: sentence in words_on(controller.strip))
    assert controller.strip._call.text() == "Start a call"


def test_a_source_is_asked_for_first(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(headset())
    controller = start_agent()
    asked = []
    controller.strip.source_wanted.disconnect(controller.choose_source)
    controller.strip.source_wanted.connect(lambda: asked.append(True))
    assert controller.strip._call.text() == "Choose the caller's source…"
    qtbot.mouseClick(controller.strip._call, LEFT)
    assert asked == [True]
    controller.lock(AgentSettings("Headset", "", "right"))
    assert controller.strip._call.text() == "Start a call"


def lowest(window: QWidget) -> int:
    """Return where the lowest part of a window ends."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible()]
    leaves = [part for part in parts if not part.findChildren(QWidget)]
    return max(part.mapTo(window, QPoint(0, part.height())).y() for part in leaves)


STRIPS = [shot.name for shot in agent_shots() if not shot.name.startswith("agent-picker")]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", [name for name in STRIPS if name != "agent-menu"])
def test_the_strip_is_as_high_as_what_it_says(name: str, language: str) -> None:
    set_language(language)
    heights = []
    for _ in range(2):
        strip = next(shot.make() for shot in agent_shots() if shot.name == name)
        assert isinstance(strip, AgentStrip)
        strip.show()
        for _ in range(3):
            QApplication.processEvents()
        heights.append(strip.height())
        assert 0 < strip.height() - lowest(strip) <= 2 * SPACE_M, "no blank foot"
        assert strip._face.height() >= strip._face.sizeHint().height(), "nothing is squeezed"
        put_away(strip)
    assert heights[0] == heights[1]


def test_the_picker_explains_what_it_refuses(qtbot: QtBot) -> None:
    picker = CallerPicker(AgentSettings())
    qtbot.addWidget(picker)
    picker.show_levels([InputLevel(device, -20.0) for device in DEVICES])
    picker.show()
    picker.list.setCurrentRow(2)
    assert "a mix of two voices cannot be told apart" in words_on(picker)
    assert not picker.accept_button.isEnabled()
    assert not picker.channel.isVisible(), "there is none to choose"
    picker.list.setCurrentRow(1)
    assert picker.channel.isVisible()
    assert "dropped before anything is computed" in words_on(picker)
    picker.channel.setCurrentIndex(1)
    assert picker.accept_button.isEnabled()
    assert picker.settings() == AgentSettings("Jabra Evolve2 40", "ALSA", "right")


def test_the_picker_says_where_there_is_nothing(qtbot: QtBot) -> None:
    picker = CallerPicker(AgentSettings())
    qtbot.addWidget(picker)
    picker.show_none()
    picker.show()
    assert "no input that could carry a caller's voice" in words_on(picker)
    assert picker.settings() == AgentSettings()


def test_the_time_until_a_notice_can_be_set(
    plug_in: PlugIn, start_agent: StartAgent, agent_store: AgentStore
) -> None:
    plug_in(headset())
    controller = start_agent("Headset", "right")
    menus = controller.strip._menu_button.menu().findChildren(QMenu)
    times = next(menu for menu in menus if menu.title().startswith("Tell me after"))
    (half_a_minute,) = [one for one in times.actions() if one.text() == "30 seconds"]
    half_a_minute.trigger()
    assert agent_store.load().notice_after_s == 30.0


def test_the_language_changes_at_once_while_a_call_runs(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset(), pace=8.0)
    controller = start_agent("Headset", "right")
    strip = controller.strip
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: len(strip.store.state.rows) >= 1, timeout=PATIENCE_MS)
    session = strip.store.state.session_id
    languages = next(m for m in strip._menu.findChildren(QMenu) if m.title() == "Language")
    next(a for a in languages.actions() if a.text() == "Deutsch").trigger()
    qtbot.waitUntil(lambda: strip._call.text() == "Anruf beenden")
    assert strip.store.state.session_id == session
    assert SettingsStore().load().language == "de"
    assert unnamed(strip) == []
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: phase(controller) is Phase.FINISHED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Wie der Anrufer klang" in words_on(strip))
    controller.speak("en")
    qtbot.waitUntil(lambda: "How the caller sounded" in words_on(strip))
    assert strip._call.text() == "Start a call"


def test_the_strip_is_moved_by_hand_and_by_keys(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset())
    strip = start_agent("Headset", "right").strip
    assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    before = strip.pos()
    qtbot.mousePress(strip, LEFT, pos=QPoint(3, 3))
    qtbot.mouseMove(strip, QPoint(23, 13))
    qtbot.mouseRelease(strip, LEFT)
    assert strip.pos() == before + QPoint(20, 10)
    qtbot.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert strip.pos().x() < before.x() + 20


def test_the_notice_comes_and_goes(qtbot: QtBot) -> None:
    shots = {shot.name: shot.make for shot in agent_shots()}
    for name, sentence in (
        ("agent-positive", ""),
        ("agent-negative", "The caller has sounded negative for a while."),
        ("agent-eased", "The caller sounds calmer again."),
    ):
        strip = shots[name]()
        assert isinstance(strip, AgentStrip)
        qtbot.addWidget(strip)
        assert strip._strain.words == sentence


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_state_is_named_and_has_room(qtbot: QtBot, language: str) -> None:
    set_language(language)
    for shot in agent_shots():
        window = shot.make()
        window.show()
        qtbot.waitExposed(window)
        QApplication.processEvents()
        assert unnamed(window) == [], shot.name
        assert list(clipped(window)) == [], shot.name
        put_away(window)
