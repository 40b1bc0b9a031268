"""Features of clips, computed once for each content, voice, transform and feature set.

What is computed is on disk at once, so that an interrupted training resumes where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, Protocol, TypeVar

import numpy as np
import platformdirs
import soxr
from joblib import Memory, Parallel, delayed, parallel_config
from joblib.memory import MemorizedFunc

from ser_core.audio import load_audio, probe_recording
from ser_core.errors import AudioError, CorpusError
from ser_core.training.corpora import Clip
from ser_core.types import F32, SAMPLE_RATE_HZ

_Item = TypeVar("_Item")


class Progress(Protocol):
    """Shows how far an iteration of known length is, with a few words about what it does."""

    def __call__(self, items: Iterable[_Item], count: int, what: str) -> Iterable[_Item]:
        """Give the items back, one by one."""


SHORTEST_S: Final = 0.3
SILENT_PEAK: Final = 1e-3
"""A clip that never rises above −60 dBFS says nothing."""


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """A way to turn samples into one vector.

    `key` names it in the cache and changes whenever its values do; `compute` takes float32
    samples of shape (n,) at 16 kHz and gives float32 values of shape (F,); it is a function
    of a module, so that worker processes can find it. `live` tells whether the live program
    computes them, so that a model of them can be used.
    """

    key: str
    compute: Callable[[F32], F32]
    live: bool = False


class Transform(Protocol):
    """What happens to a clip on its way from the voice to the recogniser."""

    @property
    def key(self) -> str:
        """Name in the cache; changes whenever the outcome does."""

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Give transformed samples of a clip; the generator is seeded by its content."""


@dataclass(frozen=True, slots=True)
class Clean:
    """The recording as it is."""

    key: str = "clean"

    def __call__(self, clip: Clip, samples: F32, rng: np.random.Generator) -> F32:
        """Give the samples back."""
        del clip, rng
        return samples


CLEAN: Final = Clean()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A clip that was left out, and why."""

    clip: Clip
    reason: str


class _Outcome(NamedTuple):
    values: F32 | None
    reason: str


_Call = tuple[str, str, str, str, Clip, FeatureSet, Transform]


def cache_folder() -> Path:
    """Give the folder of the feature cache; it may be deleted at any time."""
    return platformdirs.user_cache_path("ser-live", appauthor=False) / "features"


def silently(items: Iterable[_Item], count: int, what: str) -> Iterable[_Item]:
    """Show nothing."""
    del count, what
    return items


@dataclass(slots=True, eq=False)
class Extractor:
    """Computes features of many clips, in parallel, through the cache.

    Parameters
    ----------
    folder : Path
        Where the cache lies.
    jobs : int
        Worker processes; 1 computes in this one.
    progress : callable
        Shows how far the work is.
    """

    folder: Path = field(default_factory=cache_folder)
    jobs: int = 1
    progress: Progress = silently
    _rows: dict[tuple[str, str, Path], _Outcome] = field(default_factory=dict)

    def usable(
        self, clips: Sequence[Clip], features: FeatureSet
    ) -> tuple[tuple[Clip, ...], tuple[Skipped, ...]]:
        """Part the clips into those that can be read and described, and the others."""
        outcomes = self._outcomes(clips, features, CLEAN)
        kept, skipped = [], []
        for clip, outcome in zip(clips, outcomes, strict=True):
            if outcome.values is None:
                skipped.append(Skipped(clip, outcome.reason))
            else:
                kept.append(clip)
        return tuple(kept), tuple(skipped)

    def features(
        self, clips: Sequence[Clip], features: FeatureSet, transform: Transform = CLEAN
    ) -> F32:
        """Give the features of usable clips.

        Returns
        -------
        float32 array, shape (N, F)

        Raises
        ------
        CorpusError
            Where a clip cannot be used.
        """
        outcomes = self._outcomes(clips, features, transform)
        rows = []
        for clip, outcome in zip(clips, outcomes, strict=True):
            if outcome.values is None:
                message = f"{clip.path} cannot be used: {outcome.reason} Leave it out."
                raise CorpusError(message, value=clip.path)
            rows.append(outcome.values)
        return np.stack(rows)

    def _outcomes(
        self, clips: Sequence[Clip], features: FeatureSet, transform: Transform
    ) -> list[_Outcome]:
        missing = [
            clip for clip in clips if (features.key, transform.key, clip.path) not in self._rows
        ]
        for clip, outcome in zip(missing, self._compute(missing, features, transform), strict=True):
            self._rows[features.key, transform.key, clip.path] = outcome
        return [self._rows[features.key, transform.key, clip.path] for clip in clips]

    def _compute(
        self, clips: Sequence[Clip], features: FeatureSet, transform: Transform
    ) -> Iterable[_Outcome]:
        """Take from the cache in this process, and leave only what is new to the workers."""
        if not clips:
            return ()
        self.folder.mkdir(parents=True, exist_ok=True)
        work = [(self.folder, clip, features, transform) for clip in clips]
        new = [job for job in work if not _is_cached(*job)]
        with parallel_config("loky", inner_max_num_threads=1):  # more would add in another order
            parallel = Parallel(n_jobs=self.jobs, return_as="generator")
        outcomes = parallel(delayed(_cached)(*job) for job in new)
        what = f"features {features.key}, {transform.key}"
        for _ in self.progress(outcomes, len(new), what):
            pass
        return (_cached(*job) for job in work)


@lru_cache(maxsize=4)
def _memory(folder: Path) -> MemorizedFunc:
    """Wrap `_describe` once in each process; joblib then reads its source only once."""
    return Memory(folder, verbose=0).cache(_describe, ignore=["clip", "features", "transform"])


def _call(clip: Clip, features: FeatureSet, transform: Transform) -> _Call:
    content = hashlib.sha256(clip.path.read_bytes()).hexdigest()
    return content, clip.voice, features.key, transform.key, clip, features, transform


def _is_cached(folder: Path, clip: Clip, features: FeatureSet, transform: Transform) -> bool:
    try:
        return bool(_memory(folder).check_call_in_cache(*_call(clip, features, transform)))
    except OSError:
        return False


def _cached(folder: Path, clip: Clip, features: FeatureSet, transform: Transform) -> _Outcome:
    try:
        call = _call(clip, features, transform)
        rate_hz = probe_recording(clip.path).rate_hz
        if rate_hz < SAMPLE_RATE_HZ:  # what is measured up to 8 kHz is not in it
            reason = f"it is sampled at {rate_hz} Hz; at least {SAMPLE_RATE_HZ} Hz are needed."
            return _Outcome(None, reason)
        memory = _memory(folder)
        return _recalled(memory, call) or _Outcome(*memory.call(*call)[0])
    except OSError as error:
        return _Outcome(None, f"it cannot be opened ({error.strerror}).")
    except AudioError as error:  # names the file, so that it is nothing to keep for its content
        return _Outcome(None, str(error))


def _recalled(memory: MemorizedFunc, call: _Call) -> _Outcome | None:
    """Give what the cache holds of a clip; None where that is nothing, or not what was written.

    Told to compute what it cannot load, joblib prints a traceback for each.
    """
    if not memory.check_call_in_cache(*call):
        return None
    try:
        found = memory.call_and_shelve(*call).get()
    except Exception:  # noqa: BLE001 - whatever the bytes of a damaged file may raise
        return None
    match found:
        case (None | np.ndarray() as values, str(reason)):
            return _Outcome(values, reason)
    return None


def _describe(
    content: str,
    voice: str,
    features_key: str,
    transform_key: str,
    clip: Clip,
    features: FeatureSet,
    transform: Transform,
) -> tuple[F32 | None, str]:
    """Describe one clip; a clip that cannot be used gives the reason instead."""
    del voice, features_key, transform_key
    samples = load_at_16_khz(clip.path)
    if samples.size < SHORTEST_S * SAMPLE_RATE_HZ:
        return None, f"it is shorter than {SHORTEST_S} s."
    if np.abs(samples).max() < SILENT_PEAK:
        return None, "it is silent."
    rng = np.random.default_rng(int(content[:16], 16))
    return features.compute(transform(clip, samples, rng)), ""


def load_at_16_khz(path: Path) -> F32:
    """Load a recording, its channels mixed, at the rate of the analysis."""
    samples, rate = load_audio(path)
    if rate != SAMPLE_RATE_HZ:
        samples = soxr.resample(samples, rate, SAMPLE_RATE_HZ)
    return np.asarray(samples, dtype=np.float32)
