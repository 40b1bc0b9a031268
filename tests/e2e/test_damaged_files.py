"""Damaged recordings, models and logs: a result or an error of ours, never anything else."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from ser_core.analyzer import Analyzer
from ser_core.audio import read_blocks
from ser_core.errors import SerError
from ser_core.model import DEFAULT_MODEL, Model, load_model
from ser_core.model.bundle import FACTS_FILE, WEIGHTS_FILE
from ser_core.model.bundled import find_model
from tests.damage import Edit, damage, edits, many

RATE = 16_000

pytestmark = pytest.mark.usefixtures("memory_stays_small")


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


def recording(suffix: str) -> bytes:
    """Return a short recording in a format."""
    file = io.BytesIO()
    noise = np.random.default_rng(3).uniform(-0.3, 0.3, RATE // 4)
    soundfile.write(file, noise, RATE, format=suffix)
    return file.getvalue()


RECORDINGS = {suffix: recording(suffix) for suffix in ("WAV", "FLAC", "OGG", "AIFF", "CAF", "MP3")}


@many
@given(changes=edits, suffix=st.sampled_from(sorted(RECORDINGS)))
def test_a_damaged_recording(changes: list[Edit], suffix: str, folder: Path, model: Model) -> None:
    path = folder / f"recording.{suffix.lower()}"
    path.write_bytes(damage(RECORDINGS[suffix], changes))
    analyzer = Analyzer(model)
    try:
        for block in read_blocks(path):
            analyzer.push(block)
        analyzer.flush()
    except SerError:
        return


@many
@given(changes=edits, name=st.sampled_from([FACTS_FILE, WEIGHTS_FILE]), forged=st.booleans())
def test_a_damaged_model(changes: list[Edit], name: str, forged: bool, folder: Path) -> None:  # noqa: FBT001
    """`forged` makes the hash fit, so that what lies behind it is reached."""
    copy = folder / "model"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(find_model(DEFAULT_MODEL), copy)
    content = damage((copy / name).read_bytes(), changes)
    (copy / name).write_bytes(content)
    if forged and name == WEIGHTS_FILE:
        facts = json.loads((copy / FACTS_FILE).read_text())
        facts["weights"] = {
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
        }
        (copy / FACTS_FILE).write_text(json.dumps(facts))
    try:
        loaded = load_model(copy)
    except SerError:
        return
    values = np.zeros((1, len(loaded.prior.center)), np.float32)
    assert np.isfinite(loaded.classifier.probabilities(values)).all()
