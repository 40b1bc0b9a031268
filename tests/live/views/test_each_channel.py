"""Left and right at the same time: two meters, two levels, two lanes, a column."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from scripts.look import faults
from scripts.screenshots import settle
from ser_core.types import EACH, Quality, UtteranceEnded
from ser_live.assets import asset
from ser_live.audio.devices import Device, list_devices
from ser_live.audio.levels import InputLevel
from ser_live.audio.source import AutomaticChoice
from ser_live.log.reader import read_session
from ser_live.messages import Analyzed, Phase
from ser_live.views.channel_dialog import ChannelDialog
from ser_live.views.device_picker import DevicePicker
from ser_live.views.language import set_language
from ser_live.views.level_process import LevelProcess
from ser_live.views.main_window import MainWindow
from ser_live.views.session_window import SessionWindow
from ser_live.views.utterance_model import Column
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.test_each_channel import telephone
from tests.live.views.conftest import ShowScene, StartMonitor, answer
from tests.live.views.test_flows import LEFT, drop, opened_session, wait_for, wait_for_phase

SIDES = {"left", "right"}


def shown_channels(window: MainWindow | SessionWindow) -> list[str]:
    filtered = window.page.table.filter
    cells = (filtered.index(number, Column.CHANNEL) for number in range(filtered.rowCount()))
    return [str(cell.data()) for cell in cells]


def test_each_side_has_its_meter_and_its_level(show_scene: ShowScene) -> None:
    window = show_scene("each")
    left, right = window.page._meters
    assert left.isVisible()
    assert right.isVisible()
    assert [meter._channel.text() for meter in (left, right)] == ["Left", "Right"]
    assert [meter._title.text() for meter in (left, right)] == ["Calm", "Angry"]
    names = [level.accessibleName() for level in window.header.levels if level.isVisible()]
    assert names == ["Input level, left", "Input level, right"]
    assert abs(left.height() - right.height()) <= 1
    assert right.bars.accessibleName() == "Probability of each emotion, right"


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_window_opens_with_room_for_every_word_of_both(
    show_scene: ShowScene, language: str
) -> None:
    set_language(language)
    window = show_scene("each")
    window.resize(window.sizeHint())
    for voice in window._store.state.voices:
        assert voice.reading is not None
        end = voice.reading.posterior.end
        quality = Quality(-20.0, 30.0, 0.0)
        ended = UtteranceEnded(99, 0, end, voice.reading, quality, final=True)
        window._store.post(Analyzed(ended, channel=voice.channel))
    window._store.tell()
    settle(window)
    chips = [meter._tone for meter in window.page._meters]
    assert all(chip.isVisible() for chip in chips)
    assert faults(window) == []


def test_where_there_is_little_room_they_stand_behind_tabs(
    qtbot: QtBot, show_scene: ShowScene
) -> None:
    window = show_scene("each")
    window.resize(900, 560)
    tabs = window.page.findChild(QTabWidget)
    qtbot.waitUntil(tabs.isVisible)
    texts = [tabs.tabText(number) for number in range(tabs.count())]
    assert texts == ["Meter: Left", "Meter: Right", "Timeline", "Utterances"]
    where = tabs.tabBar().tabRect(1).center()
    qtbot.mouseClick(tabs.tabBar(), LEFT, pos=where)
    assert window.page._meters[1].isVisible()
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: all(meter.isVisible() for meter in window.page._meters))


def test_one_channel_has_one_meter_and_no_column(show_scene: ShowScene) -> None:
    window = show_scene("speaking")
    assert not window.page._meters[1].isVisible()
    assert not window.header.levels[1].isVisible()
    assert window.page.table.view.isColumnHidden(Column.CHANNEL)
    assert not window.page.timeline.load().plot.getAxis("left").isVisible()


def test_a_click_selects_in_its_lane(qtbot: QtBot, show_scene: ShowScene) -> None:
    window = show_scene("each")
    timeline = window.page.timeline.load()
    timeline.refresh()
    both = [lane.at(64.0) for lane in timeline.bands.lanes]
    assert [row.channel for row in both if row is not None] == ["left", "right"] or both[0] is None
    for lane in timeline.bands.lanes:
        row = lane.rows[len(lane.rows) // 2]
        middle = QPointF((row.start_s + row.end_s) / 2, lane.middle)
        scene = timeline._box.mapViewToScene(middle)
        where: QPoint = timeline.plot.mapFromScene(scene)
        qtbot.mouseClick(timeline.plot.viewport(), LEFT, pos=where)
        qtbot.wait(400)  # the next click shall be no double click
        selected = window.page.table.current_row()
        assert selected is not None
        assert (selected.channel, selected.utterance_id) == (lane.channel, row.utterance_id)


def test_a_stereo_recording_asks_and_is_heard_on_both_sides(
    qtbot: QtBot, start_monitor: StartMonitor, tmp_path: Path
) -> None:
    window = start_monitor()
    answers = []

    def choose(dialog: object) -> None:
        assert isinstance(dialog, ChannelDialog)
        qtbot.keyClick(dialog.choice, Qt.Key.Key_Down)
        answers.append(dialog.channel())
        qtbot.mouseClick(dialog.accept_button, LEFT)
        answer(lambda summary: summary.accept())

    answer(choose)
    drop(window, asset("demo-call.flac"))
    wait_for_phase(qtbot, window, Phase.FINISHED)
    assert answers == [EACH]
    qtbot.waitUntil(lambda: set(shown_channels(window)) == SIDES)
    log = window._store.state.log_path
    assert log is not None
    assert {row.channel for row in read_session(log).rows} == SIDES
    assert not window.page.table.view.isColumnHidden(Column.CHANNEL)
    drop(window, log)
    earlier = opened_session()
    qtbot.waitExposed(earlier)
    assert earlier.focusWidget() is earlier.page.table.view
    assert earlier.page.table.view.verticalScrollBar().value() == 0
    assert [index.row() for index in earlier.page.table.view.selectionModel().selectedRows()] == [0]
    earlier.resize(700, 500)
    qtbot.waitUntil(lambda: earlier.page._tabs.currentWidget() is earlier.page.table)
    assert earlier.focusWidget() is earlier.page.table.view
    assert set(shown_channels(earlier)) == SIDES
    assert [lane.channel for lane in earlier.page.timeline.load().bands.lanes] == ["left", "right"]


def test_the_question_can_be_cancelled(qtbot: QtBot, start_monitor: StartMonitor) -> None:
    window = start_monitor()
    answer(lambda dialog: dialog.reject())
    drop(window, asset("demo-call.flac"))
    qtbot.wait(100)
    assert window._store.state.phase is Phase.IDLE


def test_the_demo_call_is_a_click_away(qtbot: QtBot, start_monitor: StartMonitor) -> None:
    window = start_monitor()
    window.acts.demo_call.trigger()
    wait_for_phase(qtbot, window, Phase.LISTENING)
    qtbot.waitUntil(lambda: all(level.isVisible() for level in window.header.levels))
    assert window.header.demo.isVisible()
    wait_for(qtbot, window, lambda: window._store.state.speaking)


def test_a_device_is_heard_on_both_sides(
    qtbot: QtBot, start_monitor: StartMonitor, plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("Desk"), telephone(), pace=4.0)
    levels = tuple(InputLevel(device, -30.0) for device in list_devices())
    monkeypatch.setattr(LevelProcess, "start", lambda process: process.levels.emit(levels))
    monkeypatch.setattr(LevelProcess, "close", lambda _process: None)
    window = start_monitor()
    qtbot.mouseClick(window.header.start, LEFT)
    wait_for_phase(qtbot, window, Phase.LISTENING)
    session = window._store.state.session_id

    def choose(dialog: object) -> None:
        assert isinstance(dialog, DevicePicker)
        where = dialog.list.visualItemRect(dialog.list.item(2)).center()
        qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=where)
        qtbot.keyClick(dialog.channel, Qt.Key.Key_Home)
        qtbot.keyClick(dialog.channel, Qt.Key.Key_Down)
        qtbot.mouseClick(dialog.accept_button, LEFT)

    answer(choose)
    qtbot.mouseClick(window.header.source, LEFT)
    wait_for(qtbot, window, lambda: set(shown_channels(window)) >= SIDES)
    assert window._store.state.session_id == session
    assert all(meter.isVisible() for meter in window.page._meters)


def test_where_there_are_more_than_two_channels_it_says_which_are_apart(qtbot: QtBot) -> None:
    for channels, said in ((2, False), (4, True)):
        dialog = ChannelDialog("call.wav", channels)
        qtbot.addWidget(dialog)
        assert ("Only left and right" in dialog.choice.toolTip()) is said
    device = Device("Desk", "ALSA", 6, 48_000, is_default=True, system_audio=False, index=0)
    picker = DevicePicker(AutomaticChoice(EACH))
    qtbot.addWidget(picker)
    picker.show_levels([InputLevel(device, -20.0)])
    assert "Only left and right" not in picker.channel.toolTip()
    picker.list.setCurrentRow(1)
    assert "Only left and right" in picker.channel.toolTip()
