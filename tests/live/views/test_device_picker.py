"""Inputs are chosen by ear: each with its level, system audio by its name, any channel."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from ser_live.audio import levels
from ser_live.audio.devices import Device, list_devices
from ser_live.audio.levels import InputLevel, Probe, decode, encode, watch
from ser_live.audio.sentences import IN_USE
from ser_live.audio.source import AutomaticChoice, MicrophoneChoice
from ser_live.views.device_picker import DevicePicker
from ser_live.views.input_list import DEVICE_ROLE, InputLine
from ser_live.views.level_process import LevelProcess
from ser_live.views.palette import contrast
from ser_live.views.theme import app_palette
from tests.fakes import FakeDevice, FakeSoundCard
from tests.live.conftest import PlugIn

HEADSET = Device("Headset", "ALSA", 2, 48_000, is_default=True, system_audio=False, index=0)
PLAYED = Device("Monitor of it", "Pulse", 2, 48_000, is_default=False, system_audio=True, index=1)
ROOM = Device("Array", "ALSA", 8, 48_000, is_default=False, system_audio=False, index=2)
LEVELS = (
    InputLevel(HEADSET, -20.0),
    InputLevel(PLAYED, None, IN_USE(name="Monitor of it")),
    InputLevel(ROOM, -60.0),
)


def identity(device: Device | None) -> Device | None:
    return None if device is None else replace(device, index=0)


def item_of(picker: DevicePicker, device: Device | None) -> QListWidgetItem:
    items = [picker.list.item(number) for number in range(picker.list.count())]
    return next(item for item in items if item.data(DEVICE_ROLE) == identity(device))


def line_of(picker: DevicePicker, device: Device) -> InputLine:
    line = picker.list.itemWidget(item_of(picker, device))
    assert isinstance(line, InputLine)
    return line


def hint_of(picker: DevicePicker, device: Device) -> str:
    """Return what the mouse is told over an input."""
    index = picker.list.indexFromItem(item_of(picker, device))
    return str(index.data(Qt.ItemDataRole.ToolTipRole))


def click(qtbot: QtBot, picker: DevicePicker, device: Device | None) -> None:
    where = picker.list.visualItemRect(item_of(picker, device)).center()
    qtbot.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_a_part_of_a_name_chooses_the_device_that_is_listened_to(qtbot: QtBot) -> None:
    picker = DevicePicker(MicrophoneChoice("ead", channel="left"))
    qtbot.addWidget(picker)
    picker.show_levels([InputLevel(HEADSET, -30.0)])
    assert picker.choice() == MicrophoneChoice("Headset", "ALSA", "left")


@pytest.fixture
def picker(qtbot: QtBot) -> DevicePicker:
    picker = DevicePicker(AutomaticChoice())
    qtbot.addWidget(picker)
    picker.show()
    qtbot.waitExposed(picker)
    return picker


def test_each_input_has_its_level_or_its_trouble(picker: DevicePicker) -> None:
    assert picker._waiting.isVisible()
    picker.show_levels(LEVELS)
    assert not picker._waiting.isVisible()
    assert picker.list.count() == 4
    assert "-20 dBFS" in line_of(picker, HEADSET).level.accessibleDescription()
    assert not line_of(picker, PLAYED).level.isVisible()
    assert line_of(picker, PLAYED)._kind.text() == "Cannot be opened at the moment"
    assert hint_of(picker, PLAYED).startswith("“Monitor of it” cannot be")
    assert hint_of(picker, HEADSET).startswith("Headset, ")
    picker.show_levels((InputLevel(HEADSET, -35.0), *LEVELS[1:]))
    assert picker.list.count() == 4
    assert "-35 dBFS" in line_of(picker, HEADSET).level.accessibleDescription()


def test_a_name_without_room_is_shortened_in_its_middle_and_told_in_full(
    qtbot: QtBot, picker: DevicePicker
) -> None:
    long = replace(HEADSET, name=f"Monitor of {'a very long name of a headset, ' * 4}left")
    picker.show_levels([InputLevel(long, -30.0)])
    title = line_of(picker, long)._title
    qtbot.waitUntil(lambda: title.text().startswith("Monitor of"))
    assert "…" in title.text()
    assert title.text().endswith("left")
    assert hint_of(picker, long).startswith(long.name)


def test_system_audio_is_named_as_such(picker: DevicePicker) -> None:
    picker.show_levels(LEVELS)
    assert "what this computer plays" in line_of(picker, PLAYED).words
    assert "what this computer plays" not in line_of(picker, HEADSET).words


def test_the_default_is_chosen_until_another_is(qtbot: QtBot, picker: DevicePicker) -> None:
    assert picker.choice() == AutomaticChoice("mix")
    picker.show_levels(LEVELS)
    assert picker.choice() == AutomaticChoice("mix")
    click(qtbot, picker, HEADSET)
    qtbot.keyClick(picker.channel, Qt.Key.Key_Down)
    assert picker.choice() == MicrophoneChoice("Headset", "ALSA", "each")
    qtbot.keyClick(picker.channel, Qt.Key.Key_Down)
    assert picker.choice() == MicrophoneChoice("Headset", "ALSA", "left")
    click(qtbot, picker, ROOM)
    assert picker.choice() == MicrophoneChoice("Array", "ALSA", "left")
    offered = [picker.channel.itemData(number) for number in range(picker.channel.count())]
    assert offered == ["mix", "each", "left", "right", "3", "4", "5", "6", "7", "8"]


def test_what_was_chosen_before_is_chosen_again(qtbot: QtBot) -> None:
    picker = DevicePicker(MicrophoneChoice("Array", "ALSA", "5"))
    qtbot.addWidget(picker)
    picker.show_levels(LEVELS)
    assert picker.choice() == MicrophoneChoice("Array", "ALSA", "5")


def test_an_input_that_is_plugged_in_later_is_listed(qtbot: QtBot, picker: DevicePicker) -> None:
    picker.show_levels(())
    assert picker._none.isVisible()
    assert not picker.accept_button.isEnabled()
    picker.show_levels(LEVELS[:1])
    assert not picker._none.isVisible()
    assert picker.accept_button.isEnabled()
    click(qtbot, picker, HEADSET)
    picker.show_levels((InputLevel(replace(HEADSET, index=1), -20.0), InputLevel(ROOM, -60.0)))
    assert picker.list.count() == 3
    assert picker.choice() == MicrophoneChoice("Headset", "ALSA", "mix")


def test_an_input_that_is_pulled_out_is_listed_no_more(qtbot: QtBot, picker: DevicePicker) -> None:
    picker.show_levels(LEVELS)
    click(qtbot, picker, ROOM)
    picker.show_levels(LEVELS[:2])
    assert picker.list.count() == 3
    assert picker.choice() == AutomaticChoice("mix")
    picker.show_levels(LEVELS)
    assert picker.choice() == MicrophoneChoice("Array", "ALSA", "mix")
    picker.show_levels(())
    assert picker.list.count() == 1
    assert picker._none.isVisible()


def test_what_an_input_is_begins_with_a_capital(picker: DevicePicker) -> None:
    picker.show_levels(LEVELS)
    assert line_of(picker, HEADSET).words == "Headset, Default · ALSA"


def chevron_of(picker: DevicePicker) -> str:
    """Return the strongest colour where the channel's choice has its arrow."""
    place = QRect(picker.channel.mapTo(picker, QPoint(0, 0)), picker.channel.size())
    image = picker.grab(place).toImage()
    left, right = image.width() - 24, image.width() - 6
    middle = range(image.height() // 3, image.height() * 2 // 3)
    inks = {image.pixelColor(x, y).name() for x in range(left, right) for y in middle}
    return str(max(inks, key=lambda ink: contrast(ink, app_palette().surface)))


def test_no_input_at_all_is_said(picker: DevicePicker) -> None:
    picker.show_none()
    assert "Plug in a microphone" in picker._none.text()
    assert picker._none.isVisible()
    assert picker.list.isAncestorOf(picker._none)
    assert picker.list.item(0).isHidden(), "there is no default microphone either"
    assert not picker.channel.isEnabled()
    assert chevron_of(picker) == app_palette().disabled
    picker.show_levels(LEVELS)
    assert chevron_of(picker) == app_palette().muted
    assert not picker._none.isVisible()
    assert not picker.list.item(0).isHidden()
    assert picker.channel.isEnabled()


def test_levels_survive_the_way_between_the_processes() -> None:
    assert decode(encode(LEVELS)) == LEVELS
    assert [level.trouble.template for level in decode(encode(LEVELS[1:2]))] == [IN_USE]
    with pytest.raises((ValueError, TypeError)):
        decode(json.dumps([{"device": asdict(HEADSET), "louder": 1}]))


def tone(first: int, count: int) -> np.ndarray:
    """Return a sine at -20 dBFS RMS."""
    phase = 2 * np.pi * 440 * (first + np.arange(count)) / 48_000
    return (0.1 * np.sqrt(2) * np.sin(phase)).astype(np.float32)


def test_a_probe_measures_what_its_device_hears(plug_in: PlugIn, qtbot: QtBot) -> None:
    plug_in(FakeDevice("Headset", sound=tone), FakeDevice("Other", busy=True))
    headset, other = list_devices()
    probe, busy = Probe(headset), Probe(other)
    measured: list[float] = []

    def heard() -> bool:
        level = probe.level().level_dbfs
        measured.extend([] if level is None else [level])
        return bool(measured)

    qtbot.waitUntil(heard)
    assert measured[0] == pytest.approx(-20.0, abs=0.5)
    assert busy.level().level_dbfs is None
    assert "Other" in busy.level().trouble
    probe.close()
    busy.close()


class Watching:
    """The watch on a thread, and what it wrote."""

    def __init__(self) -> None:
        self._closing = threading.Event()
        self._output = io.StringIO()
        self._thread = threading.Thread(target=watch, args=(self._output, self._closing))
        self._thread.start()

    def lines(self) -> list[tuple[InputLevel, ...]]:
        written = self._output.getvalue()
        return [decode(line) for line in written[: written.rfind("\n") + 1].splitlines()]

    def names(self) -> list[str]:
        lines = self.lines()
        return [level.device.name for level in lines[-1]] if lines else []

    def close(self) -> None:
        self._closing.set()
        self._thread.join()


@pytest.fixture
def start_watching() -> Iterator[Callable[[], Watching]]:
    started: list[Watching] = []

    def start() -> Watching:
        started.append(Watching())
        return started[-1]

    yield start
    for watching in started:
        watching.close()


def test_the_watch_writes_lines_until_it_is_told_to_close(
    qtbot: QtBot, plug_in: PlugIn, start_watching: Callable[[], Watching]
) -> None:
    plug_in(FakeDevice("Headset", sound=tone))
    watching = start_watching()
    qtbot.waitUntil(lambda: len(watching.lines()) >= 2)
    watching.close()
    assert watching.names() == ["Headset"]


class FreshListing:
    """What another process would list: all that is plugged in now."""

    card: FakeSoundCard

    def poll(self) -> tuple[Device, ...]:
        return tuple(replace(HEADSET, name=device.name) for device in self.card.plugged)

    def cancel(self) -> None:
        """Give the listing up."""


def test_the_watch_follows_what_is_plugged_in_and_out(
    qtbot: QtBot,
    plug_in: PlugIn,
    start_watching: Callable[[], Watching],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = plug_in()
    monkeypatch.setattr(FreshListing, "card", card, raising=False)
    monkeypatch.setattr(levels, "Listing", FreshListing)
    monkeypatch.setattr(levels, "CHECK_S", 0.05)
    watching = start_watching()
    qtbot.waitUntil(lambda: bool(watching.lines()))
    assert watching.names() == []
    headset, other = FakeDevice("Headset", sound=tone), FakeDevice("Other")
    card.plug(headset)
    qtbot.waitUntil(lambda: watching.names() == ["Headset"])
    qtbot.waitUntil(lambda: watching.lines()[-1][0].level_dbfs is not None)
    card.plug(other, first=True)
    qtbot.waitUntil(lambda: watching.names() == ["Other", "Headset"])
    card.unplug(headset)
    qtbot.waitUntil(lambda: watching.names() == ["Other"])


def test_the_process_ends_when_it_is_closed(qtbot: QtBot) -> None:
    process = LevelProcess()
    told: list[object] = []
    process.levels.connect(told.append)
    process.ended.connect(lambda: told.append(None))
    process.start()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    process.close()
    assert process._process.state() == process._process.ProcessState.NotRunning
