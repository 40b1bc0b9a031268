"""The agent's strip, driven by clicks and keys, with the real engine on a fake sound card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QDeadlineTimer, QPoint, QRect, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from scripts.look import clipped
from scripts.screenshot_kiosk import DEVICES, agent_shots
from scripts.screenshots import put_away
from ser_core import model as core_model
from ser_core.model import DEFAULT_MODEL, load_model
from ser_core.model.emotions import TONES
from ser_core.sentence import PLAIN
from ser_core.types import (
    F32,
    F64,
    SAMPLE_RATE_HZ,
    EmotionUpdated,
    Level,
    Posterior,
    Reading,
    Status,
    Tone,
)
from ser_live.agent.app import AgentController
from ser_live.agent.caller import NOTICE_AFTER_S, AgentSettings, AgentStore
from ser_live.agent.floating import STEP_PX
from ser_live.agent.picker import CallerPicker
from ser_live.agent.strip import CALL_KEYS, AgentStrip
from ser_live.audio.devices import Device, list_devices
from ser_live.audio.levels import InputLevel
from ser_live.audio.sentences import SILENT
from ser_live.log.reader import read_session
from ser_live.messages import (
    Analyzed,
    Notice,
    NoticeCleared,
    NoticeRaised,
    Phase,
    PhaseChanged,
    SessionOpened,
    Severity,
)
from ser_live.options import Options
from ser_live.settings import SettingsStore
from ser_live.views import notices
from ser_live.views.about_model import AboutModel
from ser_live.views.input_list import InputLine
from ser_live.views.language import set_language
from ser_live.views.level_process import LevelProcess
from ser_live.views.palette import contrast
from ser_live.views.theme import SPACE_M, Theme, ThemeChoice, app_palette
from ser_live.views.words import emotion_word
from tests.fakes import ALSA, FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.listener import speech
from tests.live.views.conftest import PATIENCE_MS, answer
from tests.live.views.test_for_everyone import unnamed

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
NOTICE_AFTER = "Notice after negative speech of: 15 s"


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

    def start(
        locked_device: str = "", locked_channel: str = "", **options: object
    ) -> AgentController:
        agent_store.save(AgentSettings(locked_device, "", locked_channel))
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


def plain(words: str) -> str:
    """Return the words of a menu without the marks of its access keys."""
    return words.replace("&", "")


def phase(controller: AgentController) -> Phase:
    return controller.strip.store.state.phase


def wait_for_phase(qtbot: QtBot, controller: AgentController, wanted: Phase) -> None:
    qtbot.waitUntil(lambda: phase(controller) is wanted, timeout=PATIENCE_MS)


def activate(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def choose_from_menu(qtbot: QtBot, strip: AgentStrip, *words: str) -> None:
    """Open the menu by mouse and click an entry, through the submenus on the way.

    The button returns when its menu is closed: what is clicked has to be planned before.
    """
    left, patience = list(words), QDeadlineTimer(10_000)

    def click_next() -> None:
        menu = QApplication.activePopupWidget()
        entries = menu.actions() if isinstance(menu, QMenu) else []
        entry = next((one for one in entries if plain(one.text()) == left[0]), None)
        if menu is not None and entry is not None:
            del left[0]
            if left:
                QTimer.singleShot(20, click_next)
            where = menu.actionGeometry(entry).center()  # type: ignore[attr-defined]
            qtbot.mouseClick(menu, LEFT, pos=where)
        elif not patience.hasExpired():
            QTimer.singleShot(20, click_next)
        elif menu is not None:
            strip._menu.close()

    QTimer.singleShot(0, click_next)
    qtbot.mouseClick(strip._menu_button, LEFT)
    assert left == [], "the menu has no such entry"


@pytest.fixture
def told_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell of what is plugged in at once, without a process that listens to it."""

    def start(process: LevelProcess) -> None:
        process.levels.emit(tuple(InputLevel(device, -30.0) for device in list_devices()))

    monkeypatch.setattr(LevelProcess, "start", start)
    monkeypatch.setattr(LevelProcess, "close", lambda _process: None)


def lock_headset_right(qtbot: QtBot) -> Callable[[QDialog], None]:
    """Return what chooses the right channel of the headset when it is asked for."""

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, CallerPicker)
        items = [dialog.list.item(row) for row in range(dialog.list.count())]
        (item,) = [one for one in items if one.data(Qt.ItemDataRole.UserRole).name == "Headset"]
        where = dialog.list.visualItemRect(item).center()
        qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=where)
        qtbot.keyClick(dialog.channel, Qt.Key.Key_End)
        assert dialog.accept_button.text() == "Use this source"
        qtbot.mouseClick(dialog.accept_button, LEFT)

    return choose


def end_call(qtbot: QtBot, controller: AgentController) -> None:
    assert controller.strip._call.text() == "End the call"
    qtbot.mouseClick(controller.strip._call, LEFT)
    wait_for_phase(qtbot, controller, Phase.FINISHED)


def test_the_key_that_starts_a_call_ends_it(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset(), pace=8.0)
    controller = start_agent("Headset", "right")
    strip = controller.strip
    strip._call.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip.focusWidget(), Qt.Key.Key_Space)
    assert not strip._call.isEnabled()
    wait_for_phase(qtbot, controller, Phase.LISTENING)
    assert strip.focusWidget() is strip._call  # on the menu the same key would open it
    qtbot.keyClick(strip._call, Qt.Key.Key_Space)
    wait_for_phase(qtbot, controller, Phase.FINISHED)


def test_a_call_is_a_session_of_the_callers_channel_alone(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset(), pace=8.0)
    controller = start_agent("Headset", "right")
    strip = controller.strip
    assert "Source: Headset, right (locked)" in words_on(strip)
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: len(strip.store.state.rows) >= 2, timeout=PATIENCE_MS)
    assert not strip._source_action.isEnabled(), "the source is locked while a call runs"
    end_call(qtbot, controller)
    qtbot.waitUntil(lambda: "How the caller sounded" in words_on(strip))
    assert strip.store.state.log_path is not None
    rows = read_session(strip.store.state.log_path).rows
    assert len(rows) >= 2, "a vowel without a pause would be one row"
    assert {row.channel for row in rows} == {"right"}
    assert f"of {len(rows)} utterances had a clear result" in words_on(strip)


def test_keys_start_and_end_a_call(qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent) -> None:
    plug_in(headset())
    controller = start_agent("Headset", "right")
    assert CALL_KEYS == "Ctrl+Return"
    activate(qtbot, controller.strip)
    qtbot.keyClick(controller.strip, Qt.Key.Key_Return, CONTROL)
    wait_for_phase(qtbot, controller, Phase.LISTENING)
    qtbot.waitUntil(lambda: controller.strip._call.text() == "End the call")
    qtbot.keyClick(controller.strip, Qt.Key.Key_Return, CONTROL)
    wait_for_phase(qtbot, controller, Phase.FINISHED)


def test_a_click_is_heard_once_until_the_call_runs(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent, tmp_path: Path
) -> None:
    plug_in(headset())
    controller = start_agent("Headset", "right")
    strip = controller.strip
    activate(qtbot, strip)
    assert phase(controller) is Phase.IDLE, "the model is being loaded"
    qtbot.mouseClick(strip._call, LEFT)
    assert not strip._call.isEnabled()
    assert "Getting ready" in words_on(strip)
    assert not strip._source_action.isEnabled()
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.keyClick(strip, Qt.Key.Key_Return, CONTROL)
    wait_for_phase(qtbot, controller, Phase.LISTENING)
    qtbot.waitUntil(lambda: strip._call.text() == "End the call")
    end_call(qtbot, controller)
    assert len(list((tmp_path / "logs").glob("*.csv"))) == 1, "one call is one session"


def test_keys_ask_for_nothing_while_a_call_starts(qtbot: QtBot) -> None:
    strip = AgentStrip(AgentSettings("Headset", "", "right"))
    qtbot.addWidget(strip)
    wanted: list[bool] = []
    strip.call_wanted.connect(wanted.append)
    strip.show()
    activate(qtbot, strip)
    for entered, asked in (
        (Phase.STARTING, []),
        (Phase.LISTENING, [False]),
        (Phase.FAILED, [False, True]),
    ):
        strip.hear(PhaseChanged(entered))
        strip.refresh()
        qtbot.keyClick(strip, Qt.Key.Key_Return, CONTROL)
        assert wanted == asked
    assert not strip._call_action.autoRepeat(), "held down it would start and end calls by turns"


@pytest.mark.parametrize(
    ("device", "channel", "sentence"),
    [
        (FakeDevice("Headset", channels=2), "mix", "would hold your voice too"),
        (FakeDevice("Headset", channels=1), "left", "a single channel, which holds both voices"),
        (FakeDevice("default", channels=32, host_api=ALSA), "left", "may be your own microphone"),
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
    controller = start_agent(device.name, channel)
    qtbot.mouseClick(controller.strip._call, LEFT)
    qtbot.waitUntil(lambda: phase(controller) is Phase.FAILED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: sentence in words_on(controller.strip))
    assert controller.strip._call.text() == "Choose the caller's source…"


def test_the_strip_stands_where_it_was(qtbot: QtBot, start_agent: StartAgent) -> None:
    before = start_agent("Headset", "left").strip
    screen = before.screen().availableGeometry()
    place = screen.topLeft() + QPoint(screen.width() // 5, screen.height() // 3)
    before.move(place)
    qtbot.wait(50)
    before.close()
    assert start_agent("Headset", "left").strip.pos() == place


def test_a_channel_of_the_command_line_is_one_of_the_remembered_source(
    start_agent: StartAgent,
) -> None:
    controller = start_agent("Headset", "left", channel="right")
    assert "Source: Headset, right (locked)" in words_on(controller.strip)
    nothing_chosen = start_agent(channel="right")
    assert nothing_chosen.strip._call.text() == "Choose the caller's source…"


def test_a_channel_of_the_command_line_is_not_remembered(
    start_agent: StartAgent, agent_store: AgentStore
) -> None:
    controller = start_agent("Headset", "left", channel="right")
    controller.notice_after(30.0)
    assert "Source: Headset, right (locked)" in words_on(controller.strip)
    assert agent_store.load() == AgentSettings("Headset", "", "left", 30.0)


def test_two_strips_leave_each_other_what_they_remember(
    plug_in: PlugIn, start_agent: StartAgent, agent_store: AgentStore
) -> None:
    plug_in(headset())
    controller = start_agent("Old", "left")
    agent_store.save(AgentSettings("Headset", "Fake", "right"))
    controller.notice_after(30.0)
    assert "Source: Old, left (locked)" in words_on(controller.strip)
    assert agent_store.load() == AgentSettings("Headset", "Fake", "right", 30.0)
    agent_store.save(AgentSettings("Headset", "Fake", "right", 5.0))
    controller.lock(AgentSettings("Desk", "Fake", "left", 30.0))
    assert agent_store.load() == AgentSettings("Desk", "Fake", "left", 5.0)


@pytest.mark.usefixtures("told_levels")
def test_another_source_settles_what_failed(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset())
    controller = start_agent("Gone", "right")
    strip = controller.strip
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: "There is no audio device “Gone”" in words_on(strip))
    activate(qtbot, strip)
    qtbot.keyClick(strip, Qt.Key.Key_Return, CONTROL)
    assert "Getting ready" in words_on(strip), "it may have been plugged in: keys try again"
    assert "no audio device" not in words_on(strip), "this is not known of the new try"
    qtbot.waitUntil(lambda: "There is no audio device “Gone”" in words_on(strip))
    answer(lock_headset_right(qtbot))
    assert strip._call.property("role") == "primary"
    qtbot.mouseClick(strip._call, LEFT)
    assert "Source: Headset, right (locked)" in words_on(strip)
    assert "no audio device" not in words_on(strip)
    assert strip._call.text() == "Start a call"
    qtbot.mouseClick(strip._call, LEFT)
    wait_for_phase(qtbot, controller, Phase.LISTENING)


@pytest.mark.usefixtures("told_levels")
def test_a_source_is_asked_for_first_and_locked(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent, agent_store: AgentStore
) -> None:
    plug_in(FakeDevice("Desk", channels=2), headset(), pace=8.0)
    controller = start_agent()
    strip = controller.strip
    assert strip._call.text() == "Choose the caller's source…"
    answer(lambda picker: picker.reject())
    qtbot.mouseClick(strip._call, LEFT)
    assert strip._call.text() == "Choose the caller's source…", "it was cancelled"
    answer(lock_headset_right(qtbot))
    qtbot.mouseClick(strip._call, LEFT)
    assert strip._call.text() == "Start a call"
    assert "Source: Headset, right (locked)" in words_on(strip)
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: len(strip.store.state.rows) >= 1, timeout=PATIENCE_MS)
    end_call(qtbot, controller)
    assert strip.store.state.source is not None
    assert strip.store.state.source.name == "Headset"
    assert {row.channel for row in strip.store.state.rows} == {"right"}
    assert agent_store.load() == AgentSettings("Headset", "Fake", "right")


@pytest.mark.usefixtures("told_levels")
def test_what_is_chosen_later_replaces_the_command_line(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(FakeDevice("Desk", channels=2), headset())
    controller = start_agent(device="Desk", channel="left")
    strip = controller.strip
    assert "Source: Desk, left (locked)" in words_on(strip)
    answer(lock_headset_right(qtbot))
    choose_from_menu(qtbot, strip, "Choose the caller's source…")
    qtbot.waitUntil(lambda: "Source: Headset, right (locked)" in words_on(strip))
    qtbot.mouseClick(strip._call, LEFT)
    wait_for_phase(qtbot, controller, Phase.LISTENING)
    assert strip.store.state.source is not None
    assert (strip.store.state.source.name, strip.store.state.source.channel) == (
        "Headset",
        "right",
    )
    choose_from_menu(qtbot, strip, NOTICE_AFTER, "5 seconds")
    end_call(qtbot, controller)
    qtbot.waitUntil(lambda: "Source: Headset, right (locked)" in words_on(strip))


def lowest(window: QWidget) -> int:
    """Return where the lowest part of a window ends."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible()]
    leaves = [part for part in parts if not part.findChildren(QWidget)]
    return max(part.mapTo(window, QPoint(0, part.height())).y() for part in leaves)


IN_CALL = ("waiting", "positive", "unsure", "negative", "eased", "lost", "zeros")
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


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_curve_keeps_its_place_during_a_call(qtbot: QtBot, language: str) -> None:
    set_language(language)
    places = set()
    for name in IN_CALL:
        strip = next(shot.make() for shot in agent_shots() if shot.name == f"agent-{name}")
        assert isinstance(strip, AgentStrip)
        strip.show()
        qtbot.waitExposed(strip)
        QApplication.processEvents()
        places.add((strip._line.mapTo(strip, QPoint()).x(), strip._line.width()))
        put_away(strip)
    assert len(places) == 1


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("status", [Status.OK, Status.UNSURE])
def test_every_emotion_has_room_beside_its_tone(
    qtbot: QtBot, language: str, status: Status
) -> None:
    set_language(language)
    strip = AgentStrip(AgentSettings("Headset", "", "right"))
    qtbot.addWidget(strip)
    strip.hear(PhaseChanged(Phase.LISTENING))
    strip.show()
    for emotion, tone in TONES.items():
        reading = Reading(Posterior(0, 48_000, (0.88,)), status, emotion, 0.88, tone)
        strip.hear(Analyzed(EmotionUpdated(1, reading)))
        strip.refresh()
        QApplication.processEvents()
        assert (strip._title.text() == emotion_word(emotion)) is (status is Status.OK)
        assert list(clipped(strip)) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_menu_is_used_by_keys(qtbot: QtBot, language: str) -> None:
    set_language(language)
    for name in ("agent-ready", "agent-positive"):
        strip = next(shot.make() for shot in agent_shots() if shot.name == name)
        assert isinstance(strip, AgentStrip)
        qtbot.addWidget(strip)
        entries = [entry.text() for entry in strip._menu.actions() if not entry.isSeparator()]
        keys = [words.partition("&")[2][:1].lower() for words in entries]
        assert all(keys), "each entry has an access key"
        assert len(set(keys)) == len(keys), "no two have the same"


def test_the_menu_says_what_the_button_does(qtbot: QtBot) -> None:
    words = {}
    for name in ("agent-no-source", "agent-ready", "agent-positive", "agent-failed"):
        strip = next(shot.make() for shot in agent_shots() if shot.name == name)
        assert isinstance(strip, AgentStrip)
        qtbot.addWidget(strip)
        action = strip._call_action
        words[name] = plain(action.text()) if action.isEnabled() else ""
    assert words == {
        "agent-no-source": "",
        "agent-ready": "Start a call",
        "agent-positive": "End the call",
        "agent-failed": "Start a call",
    }


def test_the_picker_dims_what_it_refuses(qtbot: QtBot) -> None:
    picker = CallerPicker(AgentSettings())
    qtbot.addWidget(picker)
    picker.show_levels([InputLevel(device, -20.0) for device in DEVICES])
    picker.show()
    lines = picker.list.findChildren(InputLine)
    assert [line.level.isEnabled() for line in lines] == [True, True, False]
    refused = lines[-1]
    name, reason = refused.findChildren(QLabel)
    ink = name.palette().color(name.foregroundRole())
    assert ink == reason.palette().color(reason.foregroundRole())
    assert contrast(ink.name(), app_palette().surface) >= 4.5
    assert "Not usable: one channel holds both voices" in words_on(picker)
    for line in lines:
        assert line.height() >= line.minimumHeight(), "the row has room above and below"


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


def test_the_picker_refuses_what_the_system_chooses(qtbot: QtBot) -> None:
    picker = CallerPicker(AgentSettings())
    qtbot.addWidget(picker)
    gateway = Device("default", "ALSA", 2, 44_100, True, False, 0, gateway=True)
    picker.show_levels([InputLevel(gateway, -20.0)])
    picker.show()
    picker.list.setCurrentRow(0)
    assert "Not usable: may be your own microphone · ALSA" in words_on(picker)
    assert "“default” stands for whatever the system chooses" in words_on(picker)
    assert not picker.accept_button.isEnabled()


def names_in(picker: CallerPicker) -> list[str]:
    rows = range(picker.list.count())
    return [picker.list.item(row).data(Qt.ItemDataRole.UserRole).name for row in rows]


def plugged(*devices: Device) -> list[InputLevel]:
    """Be the levels of these devices, numbered as PortAudio would."""
    numbered = (replace(device, index=index) for index, device in enumerate(devices))
    return [InputLevel(device, -20.0) for device in numbered]


def test_the_picker_follows_what_is_plugged_in_and_out(qtbot: QtBot) -> None:
    system, headset, microphone = DEVICES
    picker = CallerPicker(AgentSettings(headset.name, headset.host_api, "right"))
    qtbot.addWidget(picker)
    picker.show()
    picker.show_levels(plugged(system))
    assert picker.list.device() is None
    picker.show_levels(plugged(headset, system))
    assert names_in(picker) == [system.name, headset.name]
    assert picker.settings().device == headset.name, "what was locked before is chosen"
    picker.show_levels(plugged(microphone, headset))
    assert names_in(picker) == [headset.name, microphone.name]
    assert picker.settings().device == headset.name, "it is the same, whatever its number"
    picker.show_levels(plugged(microphone))
    assert picker.list.device() is None, "no other is chosen instead"
    assert not picker.accept_button.isEnabled()
    assert "Let the caller speak" in words_on(picker)
    picker.show_levels([])
    assert names_in(picker) == []
    assert "no input that could carry a caller's voice" in words_on(picker)
    picker.show_levels(plugged(system))
    assert "Let the caller speak" in words_on(picker)


def test_the_picker_says_where_there_is_nothing(qtbot: QtBot) -> None:
    picker = CallerPicker(AgentSettings())
    qtbot.addWidget(picker)
    picker.show_none()
    picker.show()
    assert "no input that could carry a caller's voice" in words_on(picker)
    assert picker.settings() == AgentSettings()


def test_the_time_until_a_notice_can_be_set(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent, agent_store: AgentStore
) -> None:
    plug_in(headset())
    controller = start_agent("Headset", "right")
    choose_from_menu(qtbot, controller.strip, NOTICE_AFTER, "30 seconds")
    assert agent_store.load().notice_after_s == 30.0
    assert plain(controller.strip._times.title()) == "Notice after negative speech of: 30 s"


def test_the_menu_shows_the_logs(
    qtbot: QtBot,
    plug_in: PlugIn,
    start_agent: StartAgent,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plug_in(headset())
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    choose_from_menu(qtbot, start_agent("Headset", "right").strip, "Show the logs")
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "logs"))]


def test_a_call_starts_and_ends_beside_the_explanation(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset())
    controller = start_agent("Headset", "right")
    strip = controller.strip
    for _ in range(2):
        choose_from_menu(qtbot, strip, "What do these numbers mean?")
    (about,) = strip.findChildren(AboutModel)
    activate(qtbot, about)
    qtbot.keyClick(about, Qt.Key.Key_Return, CONTROL)
    wait_for_phase(qtbot, controller, Phase.LISTENING)
    qtbot.waitUntil(lambda: strip._call.text() == "End the call")
    assert about.isVisible()
    qtbot.keyClick(about, Qt.Key.Key_Return, CONTROL)
    wait_for_phase(qtbot, controller, Phase.FINISHED)
    qtbot.mouseClick(about.accept_button, LEFT)
    qtbot.waitUntil(lambda: strip.findChildren(AboutModel) == [])
    choose_from_menu(qtbot, strip, "What do these numbers mean?")
    choose_from_menu(qtbot, strip, "Language", "Deutsch")
    qtbot.waitUntil(lambda: strip.findChildren(AboutModel) == [])


def test_the_language_changes_at_once_while_a_call_runs(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset(), pace=8.0)
    controller = start_agent("Headset", "right")
    strip = controller.strip
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: len(strip.store.state.rows) >= 1, timeout=PATIENCE_MS)
    session = strip.store.state.session_id
    choose_from_menu(qtbot, strip, "Language", "Deutsch")
    qtbot.waitUntil(lambda: strip._call.text() == "Anruf beenden")
    assert strip.store.state.session_id == session
    assert SettingsStore().load().language == "de"
    assert unnamed(strip) == []
    qtbot.mouseClick(strip._call, LEFT)
    qtbot.waitUntil(lambda: phase(controller) is Phase.FINISHED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Wie der Anrufer klang" in words_on(strip))
    choose_from_menu(qtbot, strip, "Sprache", "English")
    qtbot.waitUntil(lambda: "How the caller sounded" in words_on(strip))
    assert strip._call.text() == "Start a call"


def test_the_strip_is_moved_by_hand_and_by_keys(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent
) -> None:
    plug_in(headset())
    strip = start_agent("Headset", "right").strip
    assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    before = strip.screen().availableGeometry().topLeft() + QPoint(4 * STEP_PX, 4 * STEP_PX)
    strip.move(before)
    qtbot.mousePress(strip, LEFT, pos=QPoint(3, 3))
    qtbot.mouseMove(strip, QPoint(23, 13))
    qtbot.mouseRelease(strip, LEFT)
    assert strip.pos() == before + QPoint(20, 10)
    activate(qtbot, strip)
    for focused in (strip, strip._call, strip._menu_button):
        focused.setFocus()
        start = strip.pos()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down):
            qtbot.keyClick(focused, key, CONTROL)
        assert strip.pos() == start + QPoint(-STEP_PX, STEP_PX)
        qtbot.keyClick(focused, Qt.Key.Key_Up, CONTROL)
        assert strip.pos() == start + QPoint(-STEP_PX, 0)


def test_what_the_strip_says_at_the_edge_of_the_screen_stays_on_it(qtbot: QtBot) -> None:
    strip = AgentStrip(AgentSettings())
    qtbot.addWidget(strip)
    strip.show()
    room = strip.screen().availableGeometry()
    place = QPoint(room.left(), room.bottom() + 1 - strip.height())
    strip.move(place)
    strip.move_by(QPoint(0, STEP_PX))
    assert strip.pos() == place, "there is no room below"
    height = strip.height()
    strip.hear(NoticeRaised(Notice("log", Severity.ERROR, PLAIN(text="The disk is full."))))
    qtbot.waitUntil(lambda: strip.height() > height)
    assert room.contains(strip.geometry())
    strip.hear(NoticeCleared("log"))
    qtbot.waitUntil(lambda: strip.height() == height)
    assert strip.pos() == place


@dataclass
class SmallScreen:
    """A screen of few dots, or one whose desktop is shown larger."""

    width: int

    def availableGeometry(self) -> QRect:  # noqa: N802 - Qt's name
        return QRect(0, 0, self.width, 320)


@pytest.mark.parametrize("width", [533, 400])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_strip_is_no_wider_than_the_screen(
    monkeypatch: pytest.MonkeyPatch, language: str, width: int
) -> None:
    set_language(language)
    monkeypatch.setattr(AgentStrip, "screen", lambda _strip: SmallScreen(width))
    for shot in agent_shots():
        if shot.name in STRIPS and shot.name != "agent-menu":
            strip = shot.make()
            strip.show()
            QApplication.processEvents()
            assert strip.width() <= width, shot.name
            put_away(strip)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_small_screen_has_room_for_the_words_of_a_call(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    set_language(language)
    monkeypatch.setattr(AgentStrip, "screen", lambda _strip: SmallScreen(533))
    for name in IN_CALL:
        strip = next(shot.make() for shot in agent_shots() if shot.name == f"agent-{name}")
        strip.show()
        QApplication.processEvents()
        assert list(clipped(strip)) == [], name
        put_away(strip)


def test_the_strip_stays_where_another_program_is_in_front(qtbot: QtBot) -> None:
    strip = AgentStrip(AgentSettings())
    qtbot.addWidget(strip)
    assert strip.testAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)


class OneEmotion:
    """A classifier that is sure of one emotion, whatever it hears."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self._labels = labels
        self.emotion = labels[0]

    def probabilities(self, values: F32) -> F64:
        """Return the same for each row."""
        chosen = np.array([label == self.emotion for label in self._labels])
        return np.tile(np.where(chosen, 0.97, 0.03 / (len(chosen) - 1)), (len(values), 1))


def test_the_notice_comes_and_goes_in_a_call(
    qtbot: QtBot, plug_in: PlugIn, start_agent: StartAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load_model(DEFAULT_MODEL)
    caller = OneEmotion(model.labels)
    caller.emotion = "angry"
    stub = replace(model, classifier=caller)  # type: ignore[arg-type]
    monkeypatch.setattr(core_model, "load_model", lambda _name: stub)
    plug_in(headset(), pace=8.0)
    controller = start_agent("Headset", "right")
    strip = controller.strip
    choose_from_menu(qtbot, strip, NOTICE_AFTER, "5 seconds")
    assert min(NOTICE_AFTER_S) == 5.0
    qtbot.mouseClick(strip._call, LEFT)
    told = "The caller has sounded negative for a while."
    qtbot.waitUntil(lambda: strip._strain.words == told, timeout=PATIENCE_MS)
    assert strip.trace.mood.negative_s > 5.0
    assert told in words_on(strip)
    caller.emotion = "happy"
    calmer = "The caller sounds calmer again."
    qtbot.waitUntil(lambda: strip._strain.words == calmer, timeout=PATIENCE_MS)
    assert calmer in words_on(strip)
    qtbot.waitUntil(lambda: strip._strain.words == "", timeout=PATIENCE_MS)
    end_call(qtbot, controller)


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


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def strip_in_call(qtbot: QtBot, clock: Clock) -> AgentStrip:
    strip = AgentStrip(AgentSettings("Headset", "", "right"), clock)
    qtbot.addWidget(strip)
    strip.show()
    strip.hear(SessionOpened("s", Path("s.csv"), "", ""))
    strip.hear(PhaseChanged(Phase.LISTENING))
    return strip


def test_what_helps_during_a_call_is_said_during_a_call_only(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(notices, "announce", lambda _, words: told.append(words))
    strip = strip_in_call(qtbot, Clock())
    lost = SILENT(name="Headset")
    strip.hear(NoticeRaised(Notice("source", Severity.ERROR, lost)))
    qtbot.waitUntil(lambda: "or end the call and choose another one" in words_on(strip))
    strip.hear(PhaseChanged(Phase.RECONNECTING, lost))
    strip.hear(PhaseChanged(Phase.FAILED))
    qtbot.waitUntil(lambda: "again, or choose another one" in words_on(strip))
    assert len(told) == 1, "it is no news"


def test_time_passes_while_the_source_is_lost(qtbot: QtBot) -> None:
    clock = Clock()
    strip = strip_in_call(qtbot, clock)
    for second in range(1, 34):
        clock.now_s += 1
        posterior = Posterior(0, second * SAMPLE_RATE_HZ, (0.8,))
        reading = Reading(posterior, Status.OK, "angry", 0.8, Tone.NEGATIVE)
        strip.hear(Analyzed(Level(0, second * SAMPLE_RATE_HZ, -22.0, 0, speech=True)))
        strip.hear(Analyzed(EmotionUpdated(1, reading)))
    strip.hear(PhaseChanged(Phase.RECONNECTING))
    strip.refresh()
    assert strip._strain.words == "The caller has sounded negative for a while."
    assert strip._ticking.isActive()
    clock.now_s += 90
    strip._ticking.timeout.emit()
    assert strip._strain.words == ""
    assert strip._time.text() == "2:03"
    clock.now_s += 7
    strip.hear(PhaseChanged(Phase.FINISHED))
    qtbot.waitUntil(lambda: "The call took 2:10" in words_on(strip))
    assert not strip._ticking.isActive()


def test_a_call_on_a_silent_source_is_as_long_as_it_took(qtbot: QtBot) -> None:
    clock = Clock()
    strip = strip_in_call(qtbot, clock)
    clock.now_s += 40
    strip.hear(PhaseChanged(Phase.FINISHED))
    qtbot.waitUntil(lambda: "The call took 0:40" in words_on(strip))


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
