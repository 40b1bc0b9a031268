from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest

from ser_core.errors import AudioError, DeviceError, SerError
from ser_core.types import F32, AudioBlock
from ser_live.audio import pulse
from ser_live.audio.libpulse import PulseSource
from ser_live.audio.microphone import Microphone, stopped
from ser_live.audio.queue import Ended
from ser_live.audio.source import MicrophoneChoice
from ser_live.messages import SourceKind
from tests.fakes import ALSA, FakeDevice, FakeSoundCard, hiss
from tests.live.audio.sinks import Taker, joined
from tests.live.conftest import PlugIn


def left(first: int, count: int) -> F32:
    return np.full(count, 0.25, np.float32)


def right(first: int, count: int) -> F32:
    return np.full(count, -0.75, np.float32)


def heard(microphone: Microphone, taker: Taker, count: int) -> list[AudioBlock]:
    blocks = [taker.take() for _ in range(count)]
    microphone.close()
    return [block for block in blocks if isinstance(block, AudioBlock)]


@pytest.mark.parametrize("rate", [8_000, 44_100, 192_000])
def test_samples_arrive_at_the_device_s_own_rate(plug_in: PlugIn, rate: int) -> None:
    plug_in(FakeDevice("Desk", rate=rate), pace=20.0)
    taker, microphone = Taker(), Microphone(MicrophoneChoice())
    facts = microphone.open(taker.inlet)
    blocks = heard(microphone, taker, 5)
    assert facts.rate_hz == rate
    assert facts.kind is SourceKind.MICROPHONE
    assert {block.rate for block in blocks} == {rate}
    expected = np.concatenate([hiss(block.start, len(block.samples)) for block in blocks])
    np.testing.assert_array_equal(joined(blocks), expected)


@pytest.mark.parametrize(
    ("channel", "name", "value"),
    [("left", "left", 0.25), ("2", "2", -0.75), ("mix", "mix", -0.25)],
)
def test_one_channel_or_the_mix_is_heard(
    plug_in: PlugIn, channel: str, name: str, value: float
) -> None:
    plug_in(FakeDevice("Desk", 2, channel_sounds=(left, right)), pace=20.0)
    taker, microphone = Taker(), Microphone(MicrophoneChoice(channel=channel))
    assert microphone.open(taker.inlet).channel == name
    assert set(joined(heard(microphone, taker, 3))) == {np.float32(value)}


def test_a_locked_channel_lets_nothing_of_the_other_through(plug_in: PlugIn) -> None:
    plug_in(FakeDevice("Headset", 2, channel_sounds=(left, right)), pace=20.0)
    choice = MicrophoneChoice("Headset", channel="left", channel_lock=True)
    taker, microphone = Taker(), Microphone(choice)
    microphone.open(taker.inlet)
    blocks = heard(microphone, taker, 3)
    assert set(joined(blocks)) == {np.float32(0.25)}
    assert all(block.samples.base is None for block in blocks), "no view of the whole buffer"


@pytest.mark.parametrize(("channels", "channel"), [(2, "mix"), (1, "left"), (1, "mix")])
def test_a_locked_channel_refuses_what_holds_both_voices(
    plug_in: PlugIn, channels: int, channel: str
) -> None:
    plug_in(FakeDevice("Headset", channels))
    microphone = Microphone(MicrophoneChoice("Headset", channel=channel, channel_lock=True))
    with pytest.raises(DeviceError, match="voice"):
        microphone.open(Taker().inlet)


@pytest.mark.parametrize("channel", ["left", "right", "mix"])
@pytest.mark.parametrize("name", ["default", "pulse", "pipewire"])
def test_a_locked_channel_refuses_what_may_be_the_agents_own_microphone(
    plug_in: PlugIn, name: str, channel: str
) -> None:
    card = plug_in(FakeDevice(name, 32, host_api=ALSA))
    microphone = Microphone(MicrophoneChoice(name, "", channel, channel_lock=True))
    with pytest.raises(DeviceError, match=f"'{name}' stands for whatever the system chooses"):
        microphone.open(Taker().inlet)
    assert card.opened == 0, "not a sample was heard"


def test_a_locked_channel_refuses_a_device_that_nobody_named(plug_in: PlugIn) -> None:
    plug_in(FakeDevice("Headset", 2))
    microphone = Microphone(MicrophoneChoice(channel="left", channel_lock=True))
    with pytest.raises(DeviceError, match="choose the caller's source by its own name"):
        microphone.open(Taker().inlet)


def test_system_audio_holds_the_other_side_alone(plug_in: PlugIn) -> None:
    plug_in(FakeDevice("Monitor of Headset", 2), pace=20.0)
    taker = Taker()
    microphone = Microphone(MicrophoneChoice("Monitor of Headset", channel_lock=True))
    assert microphone.open(taker.inlet).kind is SourceKind.SYSTEM_AUDIO
    microphone.close()


@pytest.mark.parametrize("channel", ["3", "0", "middle", "-1", "²"])
def test_a_channel_that_is_not_there_is_named(plug_in: PlugIn, channel: str) -> None:
    plug_in(FakeDevice("Desk", 2))
    with pytest.raises(AudioError, match="'Desk' has 2 channels"):
        Microphone(MicrophoneChoice(channel=channel)).open(Taker().inlet)


def test_a_busy_device_is_told_in_a_sentence(plug_in: PlugIn) -> None:
    plug_in(FakeDevice("Desk", busy=True))
    with pytest.raises(DeviceError, match="'Desk' cannot be opened: another program is using it"):
        Microphone(MicrophoneChoice()).open(Taker().inlet)


@pytest.mark.parametrize("rate", [4_000, 384_000])
def test_a_device_is_opened_at_a_rate_that_can_be_analysed(plug_in: PlugIn, rate: int) -> None:
    plug_in(FakeDevice("Desk", rate=rate), pace=20.0)
    microphone, taker = Microphone(MicrophoneChoice()), Taker()
    assert microphone.open(taker.inlet).rate_hz == 48_000
    assert {block.rate for block in heard(microphone, taker, 2)} == {48_000}


def test_a_device_that_refuses_its_own_rate_is_opened_at_another(plug_in: PlugIn) -> None:
    plug_in(FakeDevice("Desk", rate=96_000, refused_rates={96_000, 48_000}), pace=20.0)
    taker, microphone = Taker(), Microphone(MicrophoneChoice())
    assert microphone.open(taker.inlet).rate_hz == 44_100
    assert {block.rate for block in heard(microphone, taker, 2)} == {44_100}


def test_an_overflow_is_a_gap(plug_in: PlugIn) -> None:
    device = FakeDevice("Desk")
    plug_in(device, pace=20.0)
    taker, microphone = Taker(), Microphone(MicrophoneChoice())
    microphone.open(taker.inlet)
    first = taker.take()
    device.overflow_next = True
    blocks = [first, *heard(microphone, taker, 10)]
    gaps = [b.start - a.start - len(a.samples) for a, b in pairwise(blocks)]
    assert sum(gap > 0 for gap in gaps) == 1


def test_a_device_is_opened_again_by_its_name(plug_in: PlugIn) -> None:
    desk = FakeDevice("Desk")
    card = plug_in(FakeDevice("Other"), desk, pace=20.0)
    taker, microphone = Taker(), Microphone(MicrophoneChoice("desk"))
    microphone.open(taker.inlet)
    card.unplug(desk)
    while isinstance(end := taker.take(), AudioBlock):
        pass
    assert isinstance(end, Ended)
    assert isinstance(end.error, SerError)
    microphone.close()
    with pytest.raises(DeviceError, match="no audio device 'Desk'"):
        microphone.open(Taker().inlet)
    card.plug(FakeDevice("Desk two"), first=True)
    card.plug(FakeDevice("Desk"))
    assert microphone.open(Taker().inlet).name == "Desk"
    microphone.close()


@pytest.mark.parametrize(
    "choice",
    [
        MicrophoneChoice("Headset", "Fake"),
        MicrophoneChoice("Headset", channel="left", channel_lock=True),
    ],
)
def test_what_was_chosen_from_a_list_or_for_a_call_is_never_another_device(
    plug_in: PlugIn, choice: MicrophoneChoice
) -> None:
    card = plug_in(FakeDevice("Monitor of Headset Pro", 2))
    with pytest.raises(DeviceError, match="no audio device 'Headset'"):
        Microphone(choice).open(Taker().inlet)
    card.plug(FakeDevice("Headset", 2))
    microphone = Microphone(choice)
    assert microphone.open(Taker().inlet).name == "Headset"
    microphone.close()


def test_a_device_that_was_typed_in_part_is_opened_again_by_its_whole_name(
    plug_in: PlugIn,
) -> None:
    desk = FakeDevice("Desk (hw:1,0)")
    card = plug_in(desk)
    microphone = Microphone(MicrophoneChoice("des"))
    microphone.open(Taker().inlet)
    microphone.close()
    card.unplug(desk)
    card.plug(FakeDevice("Desk (hw:1,0) Pro"))
    with pytest.raises(DeviceError, match="no audio device 'Desk"):
        microphone.open(Taker().inlet)
    card.plug(FakeDevice("Desk (hw:2,0)"))
    assert microphone.open(Taker().inlet).name == "Desk (hw:2,0)"
    microphone.close()


@pytest.fixture
def sources(plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch) -> FakeSoundCard:
    """Let a sound server have a headset, which carries what is played to it."""
    card = plug_in(FakeDevice("pulse", 32), pace=20.0)
    headset = PulseSource("headset.monitor", "Monitor of Headset", 2, 16_000, monitor=True)
    monkeypatch.setattr(pulse, "list_sources", lambda: [headset])
    return card


CALL = MicrophoneChoice("Monitor of Headset", "PulseAudio", "left", channel_lock=True)


@pytest.mark.usefixtures("sources")
def test_a_stream_that_the_sound_server_moved_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class Moved:
        def __init__(self, source: str) -> None:
            assert source == "headset.monitor"

        def held_at(self, moment: float) -> bool:
            return moment < 0.0

        def close(self) -> None:
            pass

    monkeypatch.setattr("ser_live.audio.microphone.Attachment", Moved)
    taker, microphone = Taker(), Microphone(CALL)
    microphone.open(taker.inlet)
    taker.take()
    for _ in range(2):
        assert not microphone.vouches_for(time.monotonic())
    _, end = taker.take_all()
    assert str(end.error) == stopped("Monitor of Headset", system_audio=True)
    time.sleep(0.1)
    assert taker.inbox.empty(), "it ended once, and nothing came after"
    microphone.close()


def test_a_source_that_the_sound_server_does_not_vouch_for_is_refused(
    sources: FakeSoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str) -> None:
        raise OSError(source)

    monkeypatch.setattr("ser_live.audio.microphone.Attachment", refuse)
    microphone = Microphone(CALL)
    with pytest.raises(DeviceError, match="'Monitor of Headset' cannot be opened"):
        microphone.open(Taker().inlet)
    microphone.close()
    assert sources.opened == 1


@pytest.mark.parametrize(("follow", "name"), [(True, "New"), (False, "Old")])
def test_the_default_is_followed_or_stays(plug_in: PlugIn, *, follow: bool, name: str) -> None:
    card = plug_in(FakeDevice("Old"), pace=20.0)
    microphone = Microphone(MicrophoneChoice(follow_default=follow))
    microphone.open(Taker().inlet)
    microphone.close()
    card.default = FakeDevice("New")
    card.plug(card.default)
    assert microphone.open(Taker().inlet).name == name
    microphone.close()


def test_an_exception_in_the_callback_reaches_the_worker(plug_in: PlugIn) -> None:
    def broken(first: int, count: int) -> F32:
        return np.zeros((0,), np.float32).reshape(0)

    device = FakeDevice("Desk", 2)
    plug_in(device, pace=20.0)
    taker, microphone = Taker(), Microphone(MicrophoneChoice(channel="2"))
    microphone.open(taker.inlet)
    device.channel_sounds = (broken,)
    while isinstance(end := taker.take(), AudioBlock):
        pass
    microphone.close()
    assert isinstance(end.error, IndexError)
