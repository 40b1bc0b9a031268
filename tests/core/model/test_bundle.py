"""A model folder is whole, or it is refused in one sentence; it never runs code."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import pickle
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load as parse_safetensors
from safetensors.numpy import save as to_safetensors

from ser_core.errors import ConfigError, ModelError
from ser_core.features.spec import FEATURES
from ser_core.model.bundle import Model, load_model, save_model
from ser_core.model.classifier import DenseClassifier, KernelClassifier, Likeness
from ser_core.stream.reference import Reference

reuse = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def edit_json(folder: Path, **changes: object) -> None:
    path = folder / "model.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def write_weights(folder: Path, data: bytes) -> None:
    """Replace the weights and make the hash fit them."""
    (folder / "weights.safetensors").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    edit_json(folder, weights={"sha256": sha256, "bytes": len(data)})


def edit_arrays(folder: Path, **changes: np.ndarray | None) -> None:
    arrays = parse_safetensors((folder / "weights.safetensors").read_bytes())
    for name, array in changes.items():
        arrays.pop(name.replace("__", "."), None)
        if array is not None:
            arrays[name.replace("__", ".")] = array
    write_weights(folder, to_safetensors(arrays))


def test_what_was_saved_is_loaded(small_model: Model, folder: Path) -> None:
    loaded = load_model(folder)
    values = np.random.default_rng(0).normal(size=(5, len(FEATURES.names))).astype(np.float32)
    np.testing.assert_array_equal(
        loaded.classifier.probabilities(values), small_model.classifier.probabilities(values)
    )
    np.testing.assert_array_equal(loaded.prior.center, small_model.prior.center)
    np.testing.assert_array_equal(loaded.prior.spread, small_model.prior.spread)
    assert loaded.prior.weight == small_model.prior.weight
    assert loaded.prior.doubt == small_model.prior.doubt == 1.5
    assert [loaded.labels[index] for index in loaded.prior.resting] == ["neutral"]
    assert loaded.facts == small_model.facts
    assert (loaded.name, loaded.labels, loaded.tones, loaded.unsure_below) == (
        small_model.name,
        small_model.labels,
        small_model.tones,
        small_model.unsure_below,
    )
    assert (
        loaded.sha256 == hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()
    )


def test_arrays_ordered_by_columns_come_back_as_they_were(
    small_model: Model, tmp_path: Path
) -> None:
    dense = small_model.classifier
    assert isinstance(dense, DenseClassifier)
    layers = tuple((np.asfortranarray(weights), offsets) for weights, offsets in dense.layers)
    by_columns = replace(small_model, classifier=replace(dense, layers=layers))
    save_model(by_columns, tmp_path / "model", card="# Small\n")
    loaded = load_model(tmp_path / "model").classifier
    assert isinstance(loaded, DenseClassifier)
    for (weights, _), (expected, _) in zip(loaded.layers, dense.layers, strict=True):
        np.testing.assert_array_equal(weights, expected)


def test_saving_again_gives_the_same_bytes(small_model: Model, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    save_model(small_model, folder, card="# Small\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_of_other_files_is_not_replaced(small_model: Model, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ConfigError, match="holds other files"):
        save_model(small_model, tmp_path, card="")
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_letter_beside_a_model_is_not_lost(small_model: Model, folder: Path) -> None:
    (folder / "letter.txt").write_text("dear")
    with pytest.raises(ConfigError, match=r"holds other files \(letter\.txt\)"):
        save_model(small_model, folder, card="new")
    assert (folder / "letter.txt").read_text() == "dear"
    assert (folder / "CARD.md").read_text() != "new"


def test_where_one_stands_no_folder_is_replaced(
    small_model: Model, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(ConfigError, match="the folder you are in"):
        save_model(small_model, Path(), card="new")


def test_where_the_new_model_cannot_take_its_place_the_old_one_stays(
    small_model: Model, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="busy"):
        save_model(small_model, folder, card="new")
    monkeypatch.undo()
    assert load_model(folder).labels == small_model.labels
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_an_interrupted_saving_leaves_the_old_model(
    small_model: Model, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save_model(small_model, folder, card="new")
    assert (folder / "CARD.md").read_text() == "# Small\n"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_an_unknown_name_lists_the_bundled_models() -> None:
    with pytest.raises(ModelError, match=r"no model 'nonesuch'; name a model folder or one of"):
        load_model("nonesuch")


@pytest.mark.parametrize("name", ["model.json", "weights.safetensors"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"no file '{name}'"):
        load_model(folder)


def test_a_changed_byte_is_refused(folder: Path) -> None:
    path = folder / "weights.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="SHA-256"):
        load_model(folder)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 1}, "format version 1, this program reads 4"),
        ({"format": True}, "'format' .* is not a whole number"),
        ({"format": None}, "'format' .* is not a whole number"),
        ({"features": {"fingerprint": "other", "count": 1}}, "features 'other'"),
        ({"features": []}, "'features' in .* is not a JSON object"),
        ({"labels": ["neutral", "neutral", "happy"]}, "two or more different emotions"),
        ({"labels": ["neutral", "sleepy", "happy"]}, "two or more different emotions"),
        ({"labels": ["neutral"]}, "two or more different emotions"),
        ({"labels": "neutral"}, "'labels' .* is not a list"),
        ({"labels": ["neutral", "happy"]}, "3 outputs for 2 labels"),
        ({"labels": [["neutral"], {}]}, "'labels' .* is not a list of texts"),
        ({"unsure_below": 1.5}, "a number from 0 to 1"),
        ({"unsure_below": 10**400}, "a number from 0 to 1"),
        ({"unsure_below": "0.5"}, "'unsure_below' .* is not a number"),
        ({"classifier": "forest"}, "unknown kind 'forest'"),
        ({"weights": {"sha256": 5}}, "'sha256' .* is not a text"),
        ({"facts": {}}, "'recipe' .* is not present"),
        ({"name": 7}, "'name' .* is not a text"),
        ({"name": "a\ud800b"}, "'name' .* is not a text"),
        ({"name": "a\x1b]0;b\x07"}, "'name' .* at most 255 characters, none for control"),
        ({"name": "a\u202eb"}, "'name' .* none for control"),
        ({"name": "a\nb"}, "'name' .* none for control"),
        ({"name": "a" * 256}, "'name' .* at most 255 characters"),
    ],
)
def test_facts_that_do_not_match_are_refused(
    folder: Path, changes: dict[str, Any], words: str
) -> None:
    edit_json(folder, **changes)
    with pytest.raises(ModelError, match=words):
        load_model(folder)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prior__center": None}, "no array 'prior.center'"),
        ({"prior__center": np.zeros(3)}, "has the shape"),
        ({"prior__spread": np.zeros(len(FEATURES.names))}, "spread is below"),
        ({"prior__spread": np.full(len(FEATURES.names), 1e-60)}, "spread is below"),
        ({"prior__center": np.full(len(FEATURES.names), 1e300)}, "finite"),
        ({"prior__weight": np.array([-1.0])}, "not positive"),
        ({"prior__doubt": None}, "no array 'prior.doubt'"),
        ({"prior__doubt": np.array([0.5])}, "doubt is not from 1 to 10"),
        ({"prior__doubt": np.array([11.0])}, "doubt is not from 1 to 10"),
        ({"classifier__temperature": np.array([0.0])}, "temperature below"),
        ({"classifier__temperature": np.array([1e-300])}, "temperature below"),
        ({"classifier__scale": np.full(len(FEATURES.names), 1e-30)}, "scale or temp"),
        ({"classifier__weights_0": np.full((len(FEATURES.names), 4), 1e38)}, r"up to ±1e\+06"),
        ({"classifier__offsets_1": np.array([0.0, -1e7, 0.0])}, r"'classifier.offsets_1'"),
        ({"classifier__center": np.full(len(FEATURES.names), np.nan)}, "finite"),
        ({"classifier__scale": np.full(len(FEATURES.names), np.inf)}, "finite"),
        ({"classifier__offsets_0": np.zeros((4, 1))}, "has the shape"),
        ({"classifier__weights_0": None}, "no array"),
        ({"classifier__center": np.zeros(len(FEATURES.names), dtype=np.int64)}, "real numbers"),
    ],
)
def test_arrays_that_do_not_match_are_refused(
    folder: Path, changes: dict[str, np.ndarray | None], words: str
) -> None:
    edit_arrays(folder, **changes)
    with pytest.raises(ModelError, match=words):
        load_model(folder)


@pytest.mark.parametrize("kind", ["dense", "kernel"])
def test_the_largest_and_smallest_numbers_give_probabilities(
    small_model: Model, folder: Path, kind: str
) -> None:
    if kind == "kernel":
        save_model(replace(small_model, classifier=small_kernel()), folder, card="")
    rng = np.random.default_rng(1)
    for name, array in parse_safetensors((folder / "weights.safetensors").read_bytes()).items():
        if name in ("prior.doubt", "classifier.groups", "classifier.landmarks"):
            continue
        divides = name.rpartition(".")[2] in ("spread", "scale", "temperature")
        signs = 1 if divides or name in POSITIVE else rng.choice([-1, 1], array.shape)
        edit_arrays(folder, **{name: (1e-9 if divides else 1e6) * np.ones(array.shape) * signs})
    model = load_model(folder)
    values = (600 * rng.normal(size=(5, len(FEATURES.names)))).astype(np.float32)
    reference = Reference(model.prior)
    probs = model.classifier.probabilities(reference.normalize(values))
    np.testing.assert_allclose(probs.sum(axis=1), 1.0)
    reference.learn(values[0], probs[0])
    assert np.isfinite(reference.normalize(values)).all()


POSITIVE = ("prior.weight", "classifier.gammas")


def small_kernel() -> KernelClassifier:
    rng = np.random.default_rng(2)
    count = len(FEATURES.names)
    likeness = Likeness(
        np.arange(count), rng.normal(size=(5, count)).astype(np.float32), 0.01,
        rng.normal(size=(5, 3)).astype(np.float32),
    )  # fmt: skip
    linear = rng.normal(size=(count, 3)).astype(np.float32)
    center, gain = np.zeros(count, np.float32), np.ones(count, np.float32)
    return KernelClassifier(center, gain, linear, np.zeros(3, np.float32), (likeness,))


class Payload:
    """Makes a file when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.trace,)


@pytest.mark.parametrize("name", ["weights.joblib", "model.pkl", "model.pt"])
def test_a_pickle_in_place_of_weights_never_runs(folder: Path, tmp_path: Path, name: str) -> None:
    trace = tmp_path / "it ran"
    (folder / "weights.safetensors").unlink()
    (folder / name).write_bytes(pickle.dumps(Payload(trace)))
    with pytest.raises(ModelError, match="can run code when opened and is never loaded"):
        load_model(folder)
    assert not trace.exists()


def test_a_licence_cannot_control_a_terminal(folder: Path) -> None:
    facts = json.loads((folder / "model.json").read_text())["facts"]
    edit_json(folder, facts=facts | {"licence": "free\x1b[2J"})
    with pytest.raises(ModelError, match=r"'licence' .* none for control"):
        load_model(folder)


def test_a_pickle_by_the_name_of_weights_never_runs(folder: Path, tmp_path: Path) -> None:
    trace = tmp_path / "it ran"
    payload = pickle.dumps(Payload(trace))
    write_weights(folder, payload)
    with pytest.raises(ModelError, match="not a valid safetensors file"):
        load_model(folder)
    assert not trace.exists()
    pickle.loads(payload)  # noqa: S301 - shows that the payload would have worked
    assert trace.exists()


def test_a_header_that_claims_huge_arrays_takes_no_memory(folder: Path) -> None:
    shape = [2**20, 2**20]
    claim = {"prior.center": {"dtype": "F64", "shape": shape, "data_offsets": [0, 2**43]}}
    header = json.dumps(claim).encode()
    write_weights(folder, len(header).to_bytes(8, "little") + header)
    tracemalloc.start()
    try:
        with pytest.raises(ModelError):
            load_model(folder)
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_a_file_larger_than_any_model_is_not_read(folder: Path) -> None:
    with (folder / "weights.safetensors").open("r+b") as file:
        file.truncate(2**40)
    with pytest.raises(ModelError, match="larger than"):
        load_model(folder)


def test_deeply_nested_json_is_refused(folder: Path) -> None:
    (folder / "model.json").write_text("[" * 200_000)
    with pytest.raises(ModelError, match="not valid JSON"):
        load_model(folder)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KEYS = ("format", "name", "labels", "unsure_below", "features", "classifier", "weights", "facts")
FACTS = ("recipe", "seed", "licence", "corpora", "figures", "versions")


@reuse
@given(key=st.sampled_from(KEYS), value=JSON)
def test_any_value_anywhere_gives_a_model_or_our_error(
    folder: Path, key: str, value: object
) -> None:
    original = (folder / "model.json").read_text()
    try:
        edit_json(folder, **{key: value})
        load_or_refuse(folder)
    finally:
        (folder / "model.json").write_text(original)


@reuse
@given(key=st.sampled_from(FACTS), value=JSON)
def test_any_fact_gives_a_model_or_our_error(folder: Path, key: str, value: object) -> None:
    original = (folder / "model.json").read_text()
    try:
        edit_json(folder, facts=json.loads(original)["facts"] | {key: value})
        load_or_refuse(folder)
    finally:
        (folder / "model.json").write_text(original)


@reuse
@given(data=st.data(), name=st.sampled_from(["model.json", "weights.safetensors"]))
def test_damaged_bytes_give_a_model_or_our_error(
    folder: Path, data: st.DataObject, name: str
) -> None:
    path = folder / name
    original = path.read_bytes()
    keep = data.draw(st.integers(0, len(original)))
    damaged = bytearray(original[:keep] + data.draw(st.binary(max_size=20)))
    for _ in range(data.draw(st.integers(0, 4))):
        if damaged:
            # The header is where most can go wrong.
            damaged[data.draw(st.integers(0, min(len(damaged), 600) - 1))] ^= 0xFF
    facts = (folder / "model.json").read_bytes()
    try:
        path.write_bytes(damaged)
        if name == "weights.safetensors":
            write_weights(folder, bytes(damaged))
        load_or_refuse(folder)
    finally:
        (folder / "model.json").write_bytes(facts)
        path.write_bytes(original)


def load_or_refuse(folder: Path) -> None:
    """Load; a `ModelError` is fine, any other exception fails the test."""
    with contextlib.suppress(ModelError):
        load_model(folder)
