"""A model folder: arrays as safetensors, facts as JSON, a card for people. Never code.

Loading trusts nothing: sizes, hash, types, shapes and values are checked before anything is
built, and whatever does not match is refused with a `ModelError`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load as parse_safetensors
from safetensors.numpy import save as to_safetensors

from ser_core.errors import ModelError
from ser_core.features.spec import FEATURES
from ser_core.model import sentences
from ser_core.model.bundled import find_model
from ser_core.model.calibration import MAX_DOUBT
from ser_core.model.classifier import KINDS, LARGEST, SMALLEST, Classifier, take
from ser_core.model.document import MAX_NAME, Document
from ser_core.model.emotions import TONES, resting
from ser_core.model.facts import ModelFacts
from ser_core.model.folder import replace_folder
from ser_core.types import F32, ReferencePrior, Tone

FORMAT_VERSION: Final = 4
WEIGHTS_FILE: Final = "weights.safetensors"
FACTS_FILE: Final = "model.json"
CARD_FILE: Final = "CARD.md"
MODEL_FILES: Final = (FACTS_FILE, WEIGHTS_FILE, CARD_FILE)

_MAX_WEIGHTS_BYTES: Final = 64 * 2**20
_MAX_JSON_BYTES: Final = 4 * 2**20
_CODE_SUFFIXES: Final = frozenset({".pkl", ".pickle", ".joblib", ".pt", ".pth", ".npy", ".h5"})


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A recogniser, ready to use.

    Parameters
    ----------
    name : str
    labels : tuple of str
        The emotions that it tells apart, at least two.
    tones : tuple of Tone
        The coarse tone of each label.
    unsure_below : float
        Probability of the leading label under which a result is "unsure".
    classifier : Classifier
    prior : ReferencePrior
        What its features look like before anything was heard.
    facts : ModelFacts
    sha256 : str
        Hash of the weights file; empty for a model that was never saved.
    """

    name: str
    labels: tuple[str, ...]
    tones: tuple[Tone, ...]
    unsure_below: float
    classifier: Classifier
    prior: ReferencePrior
    facts: ModelFacts
    sha256: str = ""


def load_model(name_or_folder: str | Path) -> Model:
    """Load a bundled model by its name, or any model folder.

    Raises
    ------
    ModelError
        Where there is no such model, or the folder is damaged or made for another version.
    """
    folder = find_model(name_or_folder)
    _refuse_code(folder)
    document = Document.parse(_read_text(folder / FACTS_FILE), f"{folder / FACTS_FILE}")
    _check_versions(document, folder)
    labels = _labels(document)
    weights = document.child("weights")
    arrays = _read_arrays(folder / WEIGHTS_FILE, weights.text("sha256"))
    try:
        classifier, prior = _build(document.text("classifier"), arrays, labels)
    except ValueError as error:
        fault = f"{folder / WEIGHTS_FILE} holds {error}"
        raise ModelError(sentences.DAMAGED(fault=fault), value=folder) from error
    return Model(
        name=document.text("name", most=MAX_NAME),
        labels=labels,
        tones=tuple(TONES[label] for label in labels),
        unsure_below=document.number("unsure_below", 0.0, 1.0),
        classifier=classifier,
        prior=prior,
        facts=ModelFacts.from_document(document.child("facts")),
        sha256=weights.text("sha256"),
    )


def save_model(model: Model, folder: Path, *, card: str) -> None:
    """Write the model folder all at once: it is whole or it is not there.

    Raises
    ------
    ConfigError
        Where `folder` exists and is no model folder.
    OSError
        Where it cannot be written.
    """
    arrays = {
        **{f"classifier.{name}": a for name, a in model.classifier.arrays().items()},
        "prior.center": model.prior.center,
        "prior.spread": model.prior.spread,
        "prior.weight": np.array([model.prior.weight]),
        "prior.doubt": np.array([model.prior.doubt]),
        **_deviations(model.prior),
    }
    # safetensors writes memory as it lies: what is ordered by columns would come back garbled.
    weights = to_safetensors({name: np.ascontiguousarray(a) for name, a in arrays.items()})
    facts = {
        "format": FORMAT_VERSION,
        "name": model.name,
        "labels": model.labels,
        "tones": model.tones,
        "unsure_below": model.unsure_below,
        "features": {"fingerprint": FEATURES.fingerprint, "count": len(FEATURES.names)},
        "classifier": model.classifier.kind,
        "weights": {"sha256": hashlib.sha256(weights).hexdigest(), "bytes": len(weights)},
        "facts": model.facts.to_json(),
    }
    text = json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    files = {WEIGHTS_FILE: weights, FACTS_FILE: text.encode(), CARD_FILE: card.encode()}
    replace_folder(folder, files, ours=MODEL_FILES)


def _deviations(prior: ReferencePrior) -> dict[str, F32]:
    return {} if prior.deviations is None else {"prior.deviations": prior.deviations}


def _refuse_code(folder: Path) -> None:
    """Name a file that can run code when opened, where the weights should be."""
    if (folder / WEIGHTS_FILE).is_file():
        return
    names = sorted(entry.name for entry in folder.iterdir() if entry.suffix in _CODE_SUFFIXES)
    if names:
        fault = f"{folder} holds {names[0]!r} in place of {WEIGHTS_FILE!r}"
        raise ModelError(sentences.CODE(fault=fault), value=folder / names[0])


def _read_text(path: Path) -> str:
    try:
        return _read_bytes(path, _MAX_JSON_BYTES).decode()
    except UnicodeDecodeError as error:
        fault = f"{path} is not UTF-8 text"
        raise ModelError(sentences.DAMAGED(fault=fault), value=path) from error


def _read_bytes(path: Path, limit: int) -> bytes:
    if not path.is_file():
        fault = f"{path.parent} is no model folder, it has no file {path.name!r}"
        raise ModelError(sentences.DAMAGED(fault=fault), value=path)
    try:
        if path.stat().st_size > limit:
            fault = f"{path} is larger than {limit} bytes, more than any model"
            raise ModelError(sentences.DAMAGED(fault=fault), value=path)
        return path.read_bytes()
    except OSError as error:
        sentence = sentences.CANNOT_READ(path=path, reason=error.strerror)
        raise ModelError(sentence, value=path) from error


def _check_versions(document: Document, folder: Path) -> None:
    version = document.whole("format", 0, 10**6)
    if version != FORMAT_VERSION:
        fault = f"{folder} has the format version {version}, this program reads {FORMAT_VERSION}"
        raise ModelError(sentences.OTHER_FORMAT(fault=fault), value=version)
    features = document.child("features")
    fingerprint = features.text("fingerprint")
    if fingerprint != FEATURES.fingerprint:
        fault = (
            f"{folder} was trained on the features {fingerprint[:32]!r}, this program computes "
            f"{FEATURES.fingerprint!r}"
        )
        raise ModelError(sentences.OTHER_FEATURES(fault=fault), value=fingerprint)


def _labels(document: Document) -> tuple[str, ...]:
    labels = document.texts("labels")
    unknown = [label for label in labels if label not in TONES]
    if unknown or len(labels) < 2 or len(set(labels)) < len(labels):
        fault = (
            f"The labels of {document.origin} are not two or more different emotions of "
            f"{', '.join(TONES)}"
        )
        raise ModelError(sentences.DAMAGED(fault=fault), value=labels)
    return labels


def _read_arrays(path: Path, sha256: str) -> dict[str, npt.NDArray[np.generic]]:
    data = _read_bytes(path, _MAX_WEIGHTS_BYTES)
    if hashlib.sha256(data).hexdigest() != sha256:
        fault = f"{path} is not the file that {FACTS_FILE!r} speaks of (SHA-256)"
        raise ModelError(sentences.DAMAGED(fault=fault), value=path)
    try:
        arrays: dict[str, npt.NDArray[np.generic]] = parse_safetensors(data)
    except (SafetensorError, ValueError, KeyError, TypeError, AttributeError) as error:
        fault = f"{path} is not a valid safetensors file ({error})"
        raise ModelError(sentences.DAMAGED(fault=fault), value=path) from error
    for name, array in arrays.items():
        real = array.dtype in (np.float16, np.float32, np.float64)
        # The greatest one as a float: half precision has no such limit to compare with.
        if not real or not float(np.abs(array).max(initial=0.0)) <= LARGEST:
            fault = (
                f"{path} holds the array {name!r}, not of finite real numbers up to ±{LARGEST:g}"
            )
            raise ModelError(sentences.DAMAGED(fault=fault), value=name)
    return arrays


def _build(
    kind: str, arrays: Mapping[str, npt.NDArray[np.generic]], labels: Sequence[str]
) -> tuple[Classifier, ReferencePrior]:
    """Build what the arrays describe; raise `ValueError` where they do not fit together."""
    if kind not in KINDS:
        message = f"a classifier of the unknown kind {kind[:32]!r}"
        raise ValueError(message)
    features = len(FEATURES.names)
    own = {
        name.removeprefix("classifier."): array
        for name, array in arrays.items()
        if name.startswith("classifier.")
    }
    spread = take(arrays, "prior.spread", (features,)).astype(np.float32)
    weight = float(take(arrays, "prior.weight", (1,))[0])
    doubt = float(take(arrays, "prior.doubt", (1,))[0])
    if (spread < SMALLEST).any() or weight < 0 or not 1 <= doubt <= MAX_DOUBT:
        message = (
            f"a prior whose spread is below {SMALLEST:g}, whose weight is not positive, or "
            f"whose doubt is not from 1 to {MAX_DOUBT:g}"
        )
        raise ValueError(message)
    deviations = None
    if "prior.deviations" in arrays:
        deviations = take(arrays, "prior.deviations", (len(labels), features)).astype(np.float32)
    prior = ReferencePrior(
        center=take(arrays, "prior.center", (features,)).astype(np.float32),
        spread=spread,
        weight=weight,
        deviations=deviations,
        doubt=doubt,
        resting=resting(labels),
    )
    return KINDS[kind].from_arrays(own, features=features, labels=len(labels)), prior
