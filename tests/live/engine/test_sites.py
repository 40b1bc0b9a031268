from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load as parse_safetensors
from safetensors.numpy import save as to_safetensors

from ser_core.model import Model
from ser_core.stream.reference import Reference, SiteReference
from ser_live.engine.sites import WRITE_EVERY, Sites
from ser_live.messages import Message, NoticeRaised, SiteLearned, SourceFacts, SourceKind
from tests.damage import many
from tests.models import made_up_model

DESK = SourceFacts(SourceKind.MICROPHONE, "Desk microphone", "left", 48_000)


@pytest.fixture(scope="module")
def model() -> Model:
    return made_up_model()


def heard(model: Model, utterances: int) -> SiteReference:
    """Return a site that has shown features of 1 throughout."""
    reference = Reference(model.prior)
    for _ in range(utterances):
        reference.learn(np.ones_like(model.prior.center), np.full(len(model.labels), 1 / 3))
    return reference.site


def keep(folder: Path, model: Model, source: SourceFacts = DESK) -> list[Message]:
    told: list[Message] = []
    sites = Sites(told.append, folder)
    sites.enter(source, model)
    site = heard(model, 3)
    sites.learned(site)
    sites.keep(site)
    return told


def test_what_a_place_has_shown_is_there_again(tmp_path: Path, model: Model) -> None:
    keep(tmp_path, model)
    told: list[Message] = []
    site = Sites(told.append, tmp_path).enter(DESK, model)
    assert site is not None
    assert site.weight == 3.0
    np.testing.assert_array_equal(site.center, heard(model, 3).center)
    assert told == [SiteLearned(3.0)]


def test_each_device_and_channel_is_a_place_of_its_own(tmp_path: Path, model: Model) -> None:
    keep(tmp_path, model)
    sites = Sites(lambda _: None, tmp_path)
    right = SourceFacts(SourceKind.MICROPHONE, DESK.name, "right", DESK.rate_hz)
    assert sites.enter(right, model) is None
    assert sites.enter(DESK, model) is not None


@pytest.mark.parametrize("kind", [SourceKind.DEMO, SourceKind.RECORDING])
def test_a_recording_is_no_place(tmp_path: Path, model: Model, kind: SourceKind) -> None:
    keep(tmp_path, model, SourceFacts(kind, "talk.wav", "mono", 16_000))
    assert not list(tmp_path.iterdir())


def test_it_is_written_now_and_then(tmp_path: Path, model: Model) -> None:
    sites = Sites(lambda _: None, tmp_path)
    sites.enter(DESK, model)
    site = heard(model, 1)
    for _ in range(WRITE_EVERY - 1):
        sites.learned(site)
    assert not list(tmp_path.iterdir())
    sites.learned(site)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_place_can_be_forgotten(tmp_path: Path, model: Model) -> None:
    keep(tmp_path, model)
    told: list[Message] = []
    sites = Sites(told.append, tmp_path)
    sites.enter(DESK, model)
    sites.forget()
    assert not list(tmp_path.iterdir())
    assert told[-1] == SiteLearned(0.0)


def test_the_file_holds_a_few_numbers_and_no_audio(tmp_path: Path, model: Model) -> None:
    keep(tmp_path, model)
    (path,) = tmp_path.iterdir()
    numbers = 2 * model.prior.center.size + 1
    assert path.stat().st_size < 4 * numbers + 1000


@pytest.mark.usefixtures("memory_stays_small")
@many
@given(damage=st.binary(max_size=300), cut=st.integers(0, 4000))
def test_a_damaged_file_is_set_aside_and_said(model: Model, damage: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keep(folder, model)
        (path,) = folder.iterdir()
        whole = path.read_bytes()
        path.write_bytes(whole[:cut] + damage)
        told: list[Message] = []
        assert Sites(told.append, folder).enter(DESK, model) is None
        assert isinstance(told[0], NoticeRaised)
        assert "set aside" in told[0].notice.text
        assert [each.suffix for each in folder.iterdir()] == [".damaged"]


@many
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_changes_what_a_place_has_shown(
    model: Model, place: float, bit: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keep(folder, model)
        (path,) = folder.iterdir()
        data = bytearray(path.read_bytes())
        data[int(place * len(data))] ^= 1 << bit
        path.write_bytes(data)
        site = Sites(lambda _: None, folder).enter(DESK, model)
        if site is not None:  # the bit was in no number
            expected = heard(model, 3)
            np.testing.assert_array_equal(site.center, expected.center)
            np.testing.assert_array_equal(site.squares, expected.squares)
            assert site.weight == expected.weight


def test_a_file_of_an_earlier_version_is_read(tmp_path: Path, model: Model) -> None:
    keep(tmp_path, model)
    (path,) = tmp_path.iterdir()
    arrays = parse_safetensors(path.read_bytes())
    del arrays["sha256"]
    path.write_bytes(to_safetensors(arrays))
    site = Sites(lambda _: None, tmp_path).enter(DESK, model)
    assert site is not None
    np.testing.assert_array_equal(site.center, heard(model, 3).center)


def test_numbers_of_another_size_are_set_aside(tmp_path: Path, model: Model) -> None:
    sites = Sites(lambda _: None, tmp_path)
    sites.enter(DESK, model)
    few = SiteReference(np.zeros(3, np.float32), np.ones(3, np.float32), 1.0)
    sites.learned(few)
    sites.keep(few)
    assert Sites(lambda _: None, tmp_path).enter(DESK, model) is None


def test_a_folder_that_refuses_is_told_and_not_fatal(tmp_path: Path, model: Model) -> None:
    folder = tmp_path / "a file"
    folder.write_text("in the way")
    told = keep(folder, model)
    assert any(isinstance(message, NoticeRaised) for message in told)
