from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ser_core.cli.main import main as ser
from ser_core.errors import DeviceError
from ser_live.audio import devices, portaudio, pulse
from ser_live.audio.choice import make_source
from ser_live.audio.devices import (
    Device,
    Listing,
    default_device,
    find_again,
    find_device,
    list_devices,
)
from ser_live.audio.libpulse import PulseSource
from ser_live.audio.microphone import Microphone
from ser_live.audio.replay import Replay
from ser_live.audio.source import AutomaticChoice
from tests.fakes import ALSA, FakeDevice
from tests.live.conftest import PlugIn

YETI = PulseSource("alsa_input.usb", "Yeti Nano", 2, 48_000, monitor=False)
SPEAKERS = PulseSource("alsa_output.pci.monitor", "Monitor of Speakers", 6, 44_100, monitor=True)


def test_a_list_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    start = devices.subprocess.Popen
    monkeypatch.setattr(
        devices.subprocess, "Popen", lambda _, **wishes: start(["sleep", "60"], **wishes)
    )
    listing = Listing()
    assert listing.poll() is None
    listing._late_at = 0.0
    assert listing.poll() == ()


def test_a_sound_system_that_does_not_tell_is_named(plug_in: PlugIn) -> None:
    card = plug_in(FakeDevice("Desk"))
    card.sick = True
    with pytest.raises(DeviceError, match="Unanticipated host error"):
        list_devices()


def test_devices_are_told_with_what_matters(plug_in: PlugIn) -> None:
    plug_in(
        FakeDevice("Desk", 2, 44_100),
        FakeDevice("Speakers", 0),
        FakeDevice("Speakers [Loopback]", 2, 48_000, host_api=1),
        FakeDevice("default", 32, 44_100),
    )
    assert list_devices() == (
        Device("Desk", "Fake", 2, 44_100, True, False, 0),
        Device("Speakers [Loopback]", "Other", 2, 48_000, False, True, 2),
        Device("default", "Fake", 2, 44_100, False, False, 3),
    )


@pytest.mark.parametrize(
    ("name", "channels", "host_api", "gateway"),
    [
        ("default", 32, ALSA, True),
        ("pulse", 32, ALSA, True),
        ("pipewire", 64, ALSA, True),
        ("sysdefault", 128, ALSA, True),
        ("upmix", 128, ALSA, True),
        ("default", 2, ALSA, True),
        ("telephone", 2, ALSA, False),
        ("Studio: MADI (hw:1,0)", 64, ALSA, False),
        ("telephone.monitor", 32, ALSA, False),
        ("default", 2, 1, False),
    ],
)
def test_what_stands_for_the_choice_of_the_system_is_known(
    plug_in: PlugIn, name: str, channels: int, host_api: int, *, gateway: bool
) -> None:
    plug_in(FakeDevice(name, channels, host_api=host_api))
    (device,) = list_devices()
    assert device.gateway is gateway


def test_the_sound_server_s_sources_are_devices(
    plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("default", 32), FakeDevice("pulse", 32))
    monkeypatch.setattr(pulse, "list_sources", lambda: [YETI, SPEAKERS])
    assert list_devices()[2:] == (
        Device("Yeti Nano", "PulseAudio", 2, 48_000, False, False, 1, "alsa_input.usb"),
        Device(
            "Monitor of Speakers",
            "PulseAudio",
            6,
            44_100,
            False,
            True,
            1,
            "alsa_output.pci.monitor",
        ),
    )


def test_sources_of_one_name_are_told_apart(
    plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(FakeDevice("pulse", 32))
    one, two = (PulseSource(f"usb.{n}", "Headset", 1, 48_000, monitor=False) for n in (1, 2))
    monkeypatch.setattr(pulse, "list_sources", lambda: [one, two])
    _, first, second = list_devices()
    assert (first.name, second.name) == ("Headset (usb.1)", "Headset (usb.2)")
    monkeypatch.setattr(pulse, "list_sources", lambda: [two])
    _, alone = list_devices()
    assert alone.name == "Headset"
    assert find_again([alone], second) is alone
    assert find_device([alone], second.name, whole=True) is alone
    with pytest.raises(DeviceError, match=r"no audio device 'Headset \(usb\.1\)'"):
        find_device([alone], first.name, whole=True)
    with pytest.raises(DeviceError, match=r"'Headset \(usb\.1\)'; there are: 'Headset'"):
        find_again([alone], replace(first, name="Headset"))
    assert find_again([first, second], alone) is second


def a_device(name: str, *, host_api: str = "A", is_default: bool = False) -> Device:
    return Device(name, host_api, 1, 48_000, is_default, system_audio=False, index=0)


def test_a_device_is_found_by_a_part_of_its_name() -> None:
    devices = [a_device("USB Audio"), a_device("USB"), a_device("USB", host_api="B")]
    assert find_device(devices, "usb") is devices[1]
    assert find_device(devices, "USB", "B") is devices[2]
    assert find_device(devices, "audio") is devices[0]
    devices.append(a_device("Another USB", is_default=True))
    assert find_device(devices, "us") is devices[-1]


@pytest.mark.parametrize("whole", [True, False])
def test_a_device_that_comes_back_as_another_card_of_alsa_is_found(*, whole: bool) -> None:
    devices = [a_device("USB (hw:0,1)"), a_device("USB (hw:3,0)"), a_device("USB (hw:2,0) two")]
    assert find_device(devices, "USB (hw:2,0)", whole=whole) is devices[1]
    devices.append(a_device("usb (hw:2,0)"))
    assert find_device(devices, "USB (hw:2,0)", whole=whole) is devices[-1], "its own card"


@pytest.mark.parametrize("there", ["USB Audio Device Pro", "Monitor of USB Audio Device"])
def test_a_part_of_a_name_will_not_do_where_the_whole_is_asked_for(there: str) -> None:
    devices = [a_device("Array", is_default=True), a_device(there)]
    assert find_device(devices, "USB Audio Device") is devices[1]
    with pytest.raises(DeviceError, match="no audio device 'USB Audio Device'"):
        find_device(devices, "USB Audio Device", whole=True)


def test_a_microphone_comes_before_what_is_played_to_the_same_headset() -> None:
    played = replace(a_device("Monitor of USB"), system_audio=True)
    devices = [played, a_device("USB mono")]
    assert find_device(devices, "usb") is devices[1]
    assert find_device(devices, "monitor") is played


def test_the_list_runs_no_program_of_the_folder_that_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("open('ran', 'w')")
    monkeypatch.chdir(tmp_path)
    Listing().wait()
    assert not (tmp_path / "ran").exists()


def test_a_device_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(DeviceError, match="no audio device 'Yeti'; there are: 'Desk', 'USB'"):
        find_device([a_device("USB"), a_device("Desk")], "Yeti")
    with pytest.raises(DeviceError, match="no microphone"):
        default_device([])


def test_portaudio_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise OSError("PortAudio library not found")

    monkeypatch.setattr(portaudio, "import_module", missing)
    with pytest.raises(DeviceError, match="apt install libportaudio2"):
        list_devices()
    assert isinstance(make_source(AutomaticChoice()), Replay)


def test_without_a_microphone_the_demo_is_chosen(plug_in: PlugIn) -> None:
    card = plug_in(FakeDevice("Speakers", 0))
    assert isinstance(make_source(AutomaticChoice()), Replay)
    card.plug(FakeDevice("Desk"))
    assert isinstance(make_source(AutomaticChoice()), Microphone)


def test_a_fresh_list_comes_from_another_process(plug_in: PlugIn) -> None:
    card = plug_in(FakeDevice("Only here"))
    assert "Only here" not in [device.name for device in Listing().wait()]
    assert not card.streams


def test_ser_devices_lists_them(plug_in: PlugIn, capsys: pytest.CaptureFixture[str]) -> None:
    plug_in(FakeDevice("Desk", 2, 44_100), FakeDevice("Monitor of Desk"))
    assert ser(["devices"]) == 0
    told = capsys.readouterr().out
    assert "Desk" in told
    assert "44100 Hz" in told
    assert "default" in told
    assert "system audio" in told
    assert sys.modules["sounddevice"].opened == 0
