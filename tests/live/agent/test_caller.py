from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ser_live.agent.caller import (
    DEFAULT_NOTICE_AFTER_S,
    AgentSettings,
    AgentStore,
    caller_channels,
)
from ser_live.audio.devices import Device
from ser_live.audio.source import MicrophoneChoice

HEADSET = Device("Headset", "ALSA", 2, 48_000, is_default=True, system_audio=False, index=0)


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.mark.parametrize(
    ("channels", "system_audio", "offered"),
    [
        (1, False, ()),
        (2, False, ("left", "right")),
        (4, False, ("left", "right", "3", "4")),
        (1, True, ("mix",)),
        (2, True, ("mix", "left", "right")),
    ],
)
def test_only_what_holds_the_caller_alone_is_offered(
    channels: int, offered: tuple[str, ...], *, system_audio: bool
) -> None:
    device = replace(HEADSET, channels=channels, system_audio=system_audio)
    assert caller_channels(device) == offered


def test_what_the_system_chooses_may_be_the_agent_and_is_not_offered() -> None:
    assert caller_channels(replace(HEADSET, name="default", gateway=True)) == ()


def test_the_source_is_locked_and_remembered(store: QSettings) -> None:
    settings = AgentSettings("Headset", "ALSA", "right", 30.0)
    AgentStore(store).save(settings)
    assert AgentStore(store).load() == settings
    assert settings.choice() == MicrophoneChoice("Headset", "ALSA", "right", channel_lock=True)


def test_what_another_strip_remembers_is_known(store: QSettings) -> None:
    mine = AgentStore(store)
    mine.save(AgentSettings("Headset", "ALSA", "right"))
    file = Path(store.fileName())
    file.write_text(file.read_text().replace("Headset", "Telephone"))
    assert mine.load().device == "Telephone"


def test_nothing_is_chosen_at_first(store: QSettings) -> None:
    settings = AgentStore(store).load()
    assert settings == AgentSettings()
    assert settings.choice() is None


@pytest.mark.parametrize("value", ["x", "", "-5", "nan", "7", None])
def test_a_time_that_is_not_offered_gives_way_to_the_default(
    store: QSettings, value: object
) -> None:
    store.setValue("agent/notice_after_s", value)
    store.setValue("agent/device", "Headset")
    settings = AgentStore(store).load()
    assert settings.notice_after_s == DEFAULT_NOTICE_AFTER_S
    assert settings.device == "", "half a source is none"
