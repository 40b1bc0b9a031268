"""What each microphone in its room has shown, kept between sessions as a few numbers.

A file holds means over utterances of all speakers, never audio, and nothing of one speaker.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load as parse_safetensors
from safetensors.numpy import save as to_safetensors

from ser_core.sentence import Sentence
from ser_core.stream.reference import SiteReference
from ser_core.types import F32
from ser_live.engine import sentences
from ser_live.log.files import write_atomically
from ser_live.messages import (
    Emit,
    Notice,
    NoticeCleared,
    NoticeRaised,
    Severity,
    SiteLearned,
    SourceFacts,
)

if TYPE_CHECKING:
    from ser_core.model import Model

SITE_NOTICE: Final = "site"
WRITE_EVERY: Final = 10
"""Utterances after which a site is written, beside the end of a session."""
_MAX_FILE_BYTES: Final = 4_000_000
_ARRAYS: Final = ("center", "squares", "weight")
_DIGEST: Final = "sha256"


class Sites:
    """The references of the input devices; used on the worker's thread only.

    Parameters
    ----------
    emit : callable
        Takes the messages that tell what is known, and what is wrong.
    folder : Path or None
        Where they are kept; None keeps nothing.
    """

    def __init__(self, emit: Emit, folder: Path | None) -> None:
        self._emit = emit
        self._folder = folder
        self._path: Path | None = None
        self._unwritten = 0

    def enter(self, source: SourceFacts, model: Model) -> SiteReference | None:
        """Return what is known of a source; None where it is new, or no lasting place."""
        self._unwritten = 0
        self._path = None
        if self._folder is not None and source.kind.is_live:
            self._path = self._folder / _file_name(source, model)
        site = None if self._path is None else self._read(self._path, model)
        self._emit(SiteLearned(site.weight if site else 0.0))
        return site

    def learned(self, site: SiteReference) -> None:
        """Tell that another utterance was learned from, and write now and then."""
        self._unwritten += 1
        if self._path is not None:
            self._emit(SiteLearned(site.weight))
        if self._unwritten >= WRITE_EVERY:
            self.keep(site)

    def keep(self, site: SiteReference) -> None:
        """Write what was learned since the last time."""
        if self._path is None or not self._unwritten:
            return
        weight = np.array([site.weight], np.float32)
        arrays = dict(zip(_ARRAYS, (site.center, site.squares, weight), strict=True))
        data = to_safetensors({**arrays, _DIGEST: _digest(arrays.values())})
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, data)
        except OSError as error:
            self._tell(sentences.PLACE_NOT_KEPT(reason=error.strerror))
        else:
            self._unwritten = 0
            self._emit(NoticeCleared(SITE_NOTICE))

    def forget(self) -> None:
        """Remove what is kept of the place at hand."""
        self._unwritten = 0
        if self._path is not None:
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                self._tell(sentences.PLACE_NOT_REMOVED(path=self._path, reason=error.strerror))
        self._emit(SiteLearned(0.0))

    def _read(self, path: Path, model: Model) -> SiteReference | None:
        try:
            if not path.exists():
                return None
            site = _parse(path)
        except OSError as error:
            self._tell(sentences.PLACE_NOT_READ(reason=error.strerror))
            return None
        if site is not None and site.fits(model.prior):
            return site
        self._set_aside(path)
        return None

    def _set_aside(self, path: Path) -> None:
        aside = path.with_suffix(".damaged")
        try:
            path.replace(aside)
        except OSError as error:
            self._tell(sentences.PLACE_IN_THE_WAY(path=path, reason=error.strerror))
        else:
            self._tell(sentences.PLACE_SET_ASIDE(name=aside.name))

    def _tell(self, text: Sentence) -> None:
        self._emit(NoticeRaised(Notice(SITE_NOTICE, Severity.WARNING, text)))


def _file_name(source: SourceFacts, model: Model) -> str:
    """Name the file by device and channel, and by what the numbers mean."""
    place = f"{source.kind}|{source.name}|{source.channel}|{model.sha256}"
    digest = hashlib.sha256(place.encode("utf-8", errors="replace")).hexdigest()[:12]
    words = re.sub(r"[^a-z0-9]+", "-", source.name.lower()).strip("-")[:40] or "device"
    return f"{words}-{digest}.site"


def _parse(path: Path) -> SiteReference | None:
    if path.stat().st_size > _MAX_FILE_BYTES:
        return None
    try:
        arrays = parse_safetensors(path.read_bytes())
        center, squares, weight = numbers = [arrays[name] for name in _ARRAYS]
    except (SafetensorError, KeyError, ValueError):
        return None
    # Files of earlier versions have no digest.
    if _DIGEST in arrays and not np.array_equal(arrays[_DIGEST], _digest(numbers)):
        return None
    if weight.shape != (1,) or any(a.dtype != np.float32 for a in (center, squares, weight)):
        return None
    return SiteReference(center, squares, float(weight[0]))


def _digest(arrays: Iterable[F32]) -> npt.NDArray[np.uint8]:
    whole = b"".join(array.tobytes() for array in arrays)
    return np.frombuffer(hashlib.sha256(whole).digest(), np.uint8)
