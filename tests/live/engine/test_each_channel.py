"""Left and right at the same time, each with a speaker, rows and a place of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.errors import ConfigError, DeviceError
from ser_core.model import DEFAULT_MODEL, load_model
from ser_core.recordings import analyze_file
from ser_core.rows import ResultRow
from ser_core.types import EACH, F32, Status
from ser_live.assets import asset
from ser_live.audio.channels import pick_locked_channel
from ser_live.audio.source import AutomaticChoice, DemoChoice, MicrophoneChoice, RecordingChoice
from ser_live.messages import Phase, SourceKind
from ser_live.options import parse
from ser_live.session import SessionState
from tests.fakes import FakeDevice
from tests.live.conftest import PlugIn
from tests.live.engine.conftest import StartEngine
from tests.live.engine.listener import played

SIDES = ("left", "right")
CALL = asset("demo-call.flac")
RATE = 16_000


def call_samples() -> F32:
    samples, rate = soundfile.read(CALL, dtype="float32")
    assert rate == RATE
    return np.asarray(samples)


def telephone() -> FakeDevice:
    """A headset adapter that keeps the two sides of a call apart."""
    samples = call_samples() + np.float32(1e-5)
    sounds = tuple(played(np.ascontiguousarray(samples[:, side])) for side in (0, 1))
    return FakeDevice("Telephone", channels=2, channel_sounds=sounds)


def both_have_rows(state: SessionState) -> bool:
    spoken = {row.channel for row in state.rows if row.status is not Status.GAP}
    return spoken == set(SIDES)


def test_a_recording_is_heard_on_both_sides(start_engine: StartEngine) -> None:
    _, listener = start_engine(RecordingChoice(CALL, EACH, real_speed=False))
    state = listener.wait_phase(Phase.FINISHED)
    model = load_model(DEFAULT_MODEL)
    batch = analyze_file(CALL, model, channel=EACH)
    expected = [
        (channel, (row := ResultRow.of(ended, model.labels)).utterance_id, row.start_s, row.probs)
        for ended, channel in zip(batch.utterances, batch.channels, strict=True)
    ]
    told = [(row.channel, row.utterance_id, row.start_s, row.probs) for row in state.rows]
    assert told == expected, "the very rows of a batch run, in its order"
    assert listener.record().rows == state.rows
    assert [voice.channel for voice in state.voices] == list(SIDES)


def test_each_side_has_its_own_voice_while_they_speak(start_engine: StartEngine) -> None:
    _, listener = start_engine(DemoChoice(channel=EACH))
    state = listener.wait(lambda state: state.speaking and state.reading is not None)
    assert state.source is not None
    assert (state.source.kind, state.source.channel) == (SourceKind.DEMO, EACH)
    left, right = state.voices
    assert left.speaking
    assert left.reading is state.reading
    assert not right.speaking, "the other one still listens"
    assert right.reading is None
    assert state.alone(right).reading is None


def test_without_a_microphone_it_is_the_demo_call(start_engine: StartEngine) -> None:
    _, listener = start_engine(AutomaticChoice(EACH))
    state = listener.wait_phase(Phase.LISTENING)
    assert state.source is not None
    assert (state.source.kind, state.source.channel) == (SourceKind.DEMO, EACH)


def test_a_microphone_is_heard_on_both_sides(
    plug_in: PlugIn, start_engine: StartEngine, tmp_path: Path
) -> None:
    plug_in(telephone(), pace=4.0)
    sites = tmp_path / "sites"
    engine, listener = start_engine(MicrophoneChoice(channel=EACH), sites_folder=sites)
    listener.wait(both_have_rows)
    engine.stop()
    state = listener.wait_phase(Phase.FINISHED)
    assert listener.record().rows == state.rows
    ids = [row.utterance_id for row in state.rows]
    assert len(ids) == len(set(ids))
    assert len(list(sites.glob("telephone-*.site"))) == 2, "each channel is a place of its own"


def test_a_change_to_both_sides_keeps_the_session_and_its_numbers(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    plug_in(telephone(), pace=4.0)
    engine, listener = start_engine(MicrophoneChoice(channel="left"))
    first = listener.wait_rows(2)
    engine.change_source(MicrophoneChoice(channel=EACH))
    state = listener.wait(lambda state: "right" in {row.channel for row in state.rows})
    assert state.rows[: len(first)] == tuple(first)
    ids = [row.utterance_id for row in state.rows]
    assert len(ids) == len(set(ids)), "no number is given twice"
    engine.change_source(MicrophoneChoice(channel="right"))
    state = listener.wait(lambda state: len(state.voices) == 1)
    assert state.voices[0].channel == "right"


def test_a_loss_has_a_row_for_each_side(plug_in: PlugIn, start_engine: StartEngine) -> None:
    device = telephone()
    card = plug_in(device)
    _, listener = start_engine(MicrophoneChoice("Telephone", channel=EACH))
    listener.wait(lambda state: state.position_s > 1.0)
    card.unplug(device)
    listener.wait_phase(Phase.RECONNECTING)
    card.plug(device)

    def gaps(state: SessionState) -> list[str]:
        return [row.channel for row in state.rows if row.status is Status.GAP]

    state = listener.wait(lambda state: len(gaps(state)) == 2)
    assert gaps(state) == list(SIDES)
    ids = [row.utterance_id for row in state.rows]
    assert len(ids) == len(set(ids))


def test_it_is_refused_where_there_is_one_channel(
    plug_in: PlugIn, start_engine: StartEngine
) -> None:
    plug_in(FakeDevice("Desk"))
    _, listener = start_engine(MicrophoneChoice(channel=EACH))
    state = listener.wait_phase(Phase.FAILED)
    assert state.reason == "'Desk' has 1 channel and no channel 'each'; choose mix or 1."


@pytest.mark.parametrize("alone", [True, False])
def test_a_call_is_never_heard_on_both_sides(*, alone: bool) -> None:
    with pytest.raises(DeviceError, match="would be two; choose the caller's channel"):
        pick_locked_channel(EACH, 2, source="'Telephone'", other_side_alone=alone)


@pytest.mark.parametrize("face", [["--agent"], ["--kiosk", str(CALL)]])
def test_a_face_that_hears_one_person_refuses_it(face: list[str]) -> None:
    with pytest.raises(ConfigError, match="hears two people"):
        parse([*face, "--channel", "each"]).check()
