"""Recordings of every shape are read or refused in one sentence."""

import os
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ser_core import audio
from ser_core.audio import channel_index, load_audio, probe_recording, read_blocks, to_int16
from ser_core.errors import AudioError

RAMP = np.linspace(-0.5, 0.5, 4000, dtype=np.float32)


def write(path: Path, samples: np.ndarray, rate: int = 16_000, subtype: str = "FLOAT") -> Path:
    soundfile.write(path, samples, rate, subtype=subtype)
    return path


def sentence(error: pytest.ExceptionInfo[AudioError]) -> str:
    text = str(error.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 48_000, 96_000, 192_000])
def test_loads_any_rate_from_8_to_192_khz(tmp_path: Path, rate: int) -> None:
    samples, loaded_rate = load_audio(write(tmp_path / "a.wav", RAMP, rate))
    assert loaded_rate == rate
    np.testing.assert_array_equal(samples, RAMP)


def test_blocks_are_consecutive_and_complete(tmp_path: Path) -> None:
    long = np.sin(np.arange(200_001, dtype=np.float32))
    blocks = list(read_blocks(write(tmp_path / "a.wav", long)))
    assert len(blocks) > 1
    assert [block.start for block in blocks] == np.cumsum(
        [0] + [block.samples.size for block in blocks[:-1]]
    ).tolist()
    np.testing.assert_array_equal(np.concatenate([block.samples for block in blocks]), long)


@pytest.mark.parametrize(
    ("channel", "expected"), [("left", 1), ("right", 2), ("1", 1), ("8", 8), ("mix", 4.5)]
)
def test_takes_the_channel_that_was_chosen(tmp_path: Path, channel: str, expected: float) -> None:
    eight = np.tile(np.arange(1, 9, dtype=np.float32) / 16, (1000, 1))
    samples, _ = load_audio(write(tmp_path / "a.wav", eight), channel=channel)
    np.testing.assert_allclose(samples, expected / 16, rtol=1e-6)
    assert samples.ndim == 1


def test_a_channel_may_be_told_by_its_number(tmp_path: Path) -> None:
    two = np.stack((RAMP, -RAMP), axis=1)
    samples, _ = load_audio(write(tmp_path / "a.wav", two), channel=2)
    np.testing.assert_array_equal(samples, -RAMP)
    with pytest.raises(AudioError, match=r"no channel 3; choose .* from 1 to 2"):
        load_audio(tmp_path / "a.wav", channel=3)


@pytest.mark.parametrize("channel", ["right", "2", "0", "-1", "middle", "", "²", "1" * 5000])
def test_a_channel_that_is_not_there_is_refused(channel: str) -> None:
    with pytest.raises(AudioError, match=r"mono\.wav has 1 channel and no channel") as error:
        channel_index(channel, 1, name="mono.wav")
    assert error.value.value == channel


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"nowhere\.wav") as error:
        probe_recording(tmp_path / "nowhere.wav")
    assert "No such file" in sentence(error)


@pytest.mark.parametrize("name", ["a\x00b.wav", "x" * 5000 + ".wav"])
def test_an_impossible_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudioError, match="cannot be opened"):
        probe_recording(tmp_path / name)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="cannot be opened"):
        probe_recording(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes.")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "talk.wav"
    os.mkfifo(pipe)
    with pytest.raises(AudioError) as refused:
        probe_recording(pipe)
    assert "is a pipe" in sentence(refused)
    assert "save it to a file first" in sentence(refused)


@pytest.mark.parametrize("name", ["a.wav", "a.raw", "a.mp3", "a"])
def test_what_is_no_recording_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"this is not sound" * 100)
    with pytest.raises(AudioError, match="not a recording") as error:
        probe_recording(path)
    assert str(path) in sentence(error)


def test_a_file_of_no_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.touch()
    with pytest.raises(AudioError, match=r"empty\.wav is not a recording"):
        probe_recording(path)


def test_a_file_that_is_there_is_not_said_to_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "notes.mp3"
    path.write_text("no MP3 at all")
    with pytest.raises(AudioError, match=r"can be read \(Format not recognised\); convert it"):
        load_audio(path)


def test_a_recording_of_no_samples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="holds no samples"):
        load_audio(write(tmp_path / "a.wav", RAMP[:0]))


def wav_header(channels: int, rate: int, data_bytes: int) -> bytes:
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", 36 + data_bytes, b"WAVE", b"fmt ", 16, 1, channels,
        rate, rate * channels * 2, channels * 2, 16, b"data", data_bytes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("channels", "rate", "said"),
    [
        (0, 16_000, "zero.wav"),
        (1, 7_999, "7999 Hz"),
        (1, 192_001, "192001 Hz"),
        (1, 0, "zero.wav"),
        (1, 2**31 - 1, "2147483647 Hz"),
    ],
)
def test_impossible_headers_are_refused(
    tmp_path: Path, channels: int, rate: int, said: str
) -> None:
    path = tmp_path / "zero.wav"
    path.write_bytes(wav_header(channels, rate, 3200) + bytes(3200))
    with pytest.raises(AudioError) as error:
        probe_recording(path)
    assert said in sentence(error)


def test_a_header_that_claims_hours_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "liar.wav"
    path.write_bytes(wav_header(1, 16_000, 0x7FFFFF00) + RAMP.tobytes())
    samples, _ = load_audio(path)
    assert samples.size == RAMP.size * 2


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e20, -3e38])
def test_a_value_that_is_no_sound_is_named_with_its_place(tmp_path: Path, value: float) -> None:
    spoilt = RAMP.copy()
    spoilt[1600] = value
    with pytest.raises(AudioError, match=r"at 0\.100 s") as error:
        load_audio(write(tmp_path / "a.wav", spoilt))
    assert f"the value {value:g} at" in sentence(error)


def test_nan_in_a_channel_that_nobody_chose_does_not_matter(tmp_path: Path) -> None:
    stereo = np.stack((RAMP, np.full_like(RAMP, np.nan)), axis=1)
    samples, _ = load_audio(write(tmp_path / "a.wav", stereo), channel="left")
    np.testing.assert_array_equal(samples, RAMP)


def test_what_is_too_long_to_load_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio, "MAX_LOADED_SAMPLES", 3999)
    with pytest.raises(AudioError, match="too long to load at once"):
        load_audio(write(tmp_path / "a.wav", RAMP))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names.")
def test_a_name_that_is_not_utf8_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.wav"))
    write(tmp_path / "a.wav", RAMP).rename(path)
    samples, _ = load_audio(path)
    np.testing.assert_array_equal(samples, RAMP)


@given(hnp.arrays(np.float32, 50, elements=st.floats(-4, 4, width=32)))
def test_int16_conversion_clips_and_is_close(samples: np.ndarray) -> None:
    converted = to_int16(samples).astype(np.float64) / 32768
    np.testing.assert_allclose(converted, np.clip(samples, -1, 32767 / 32768), atol=0.5 / 32768)


@given(st.binary(max_size=300))
def test_no_damaged_file_crashes(tmp_path_factory: pytest.TempPathFactory, tail: bytes) -> None:
    path = tmp_path_factory.mktemp("damaged") / "a.wav"
    path.write_bytes(wav_header(1, 16_000, 3200)[: 44 - len(tail) % 20] + tail)
    try:
        samples, _ = load_audio(path)
    except AudioError:
        return
    assert np.isfinite(samples).all()
