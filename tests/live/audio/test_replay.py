from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.errors import AudioError, DeviceError
from ser_core.types import AudioBlock
from ser_live.audio.replay import Replay
from ser_live.messages import SourceKind
from tests.live.audio.sinks import Taker, joined

RATE = 22_050


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (6 * RATE, 2)).astype(np.float32)
    soundfile.write(path, noise, RATE, subtype="FLOAT")
    return path


def test_every_sample_arrives_however_slow_the_worker_is(recording: Path) -> None:
    taker, replay = Taker(capacity_s=0.1), Replay(recording, channel="left", real_speed=False)
    facts = replay.open(taker.inlet)
    assert (facts.kind, facts.rate_hz, facts.channel) == (SourceKind.RECORDING, RATE, "left")
    while taker.inbox.empty():
        time.sleep(0.01)
    time.sleep(0.05)
    assert taker.inbox.qsize() == 1, "more is read than the worker takes"
    blocks, end = taker.take_all()
    replay.close()
    assert end.error is None
    assert taker.inlet.lost == 0
    assert replay.progress() == 1.0
    samples, _ = soundfile.read(recording, dtype="float32")
    np.testing.assert_array_equal(joined(blocks), samples[:, 0])


def test_real_speed_delivers_small_blocks_at_their_time(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    soundfile.write(path, np.zeros(RATE // 5), RATE)
    taker, replay = Taker(), Replay(path)
    began = time.monotonic()
    replay.open(taker.inlet)
    blocks, _ = taker.take_all()
    replay.close()
    assert time.monotonic() - began >= 0.2
    assert {len(block.samples) for block in blocks} == {RATE // 25}


def test_it_can_be_closed_at_any_time(recording: Path) -> None:
    for real_speed in (True, False):
        taker, replay = Taker(capacity_s=0.1), Replay(recording, real_speed=real_speed)
        replay.open(taker.inlet)
        assert isinstance(taker.take(), AudioBlock)
        replay.close()
        replay.close()


def test_what_cannot_be_replayed_is_refused(recording: Path, tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="missing"):
        Replay(tmp_path / "missing.wav").open(Taker().inlet)
    with pytest.raises(AudioError, match="2 channels"):
        Replay(recording, channel="3").open(Taker().inlet)
    with pytest.raises(DeviceError, match="voice"):
        Replay(recording, channel_lock=True).open(Taker().inlet)


def test_damage_further_on_ends_the_replay_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nan.wav"
    samples = np.zeros(RATE, np.float32)
    samples[RATE // 2] = np.nan
    soundfile.write(path, samples, RATE, subtype="FLOAT")
    taker, replay = Taker(), Replay(path, real_speed=False)
    replay.open(taker.inlet)
    _, end = taker.take_all()
    replay.close()
    assert isinstance(end.error, AudioError)
