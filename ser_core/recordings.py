"""Recordings through the very path of the microphone: a file is a fast stream."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.shared_memory import SharedMemory
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Final, cast

from ser_core.audio import channel_name, probe_recording, read_blocks
from ser_core.config import MAX_UTTERANCE_S, AnalyzerConfig
from ser_core.errors import AudioError
from ser_core.model import Model
from ser_core.multichannel import ChannelEvent, MultichannelAnalyzer
from ser_core.types import MIX, UtteranceEnded, heard_channels

BATCH: Final = AnalyzerConfig(window=None)
"""The settings for recordings: no sliding windows, the same rows."""


@dataclass(frozen=True, slots=True)
class RecordingResult:
    """The utterances of one recording, in order; `channels` says where each was heard."""

    path: Path
    duration_s: float
    utterances: tuple[UtteranceEnded, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordingFailure:
    """Why a recording could not be analysed, in one sentence."""

    path: Path
    reason: str


Outcome = RecordingResult | RecordingFailure


@dataclass(frozen=True, slots=True)
class Task:
    """How recordings are analysed.

    Parameters
    ----------
    model : Model
    config : AnalyzerConfig
    channel : str or int
        ``"mix"``, ``"left"``, ``"right"``, a channel's number from 1, or ``"each"``: left and
        right at the same time, each with a speaker of its own.
    whole : bool
        Take each recording as one utterance, pauses and all.
    """

    model: Model
    config: AnalyzerConfig = BATCH
    channel: str | int = MIX
    whole: bool = False


def analyze_file(
    path: Path | str,
    model: Model,
    *,
    config: AnalyzerConfig = BATCH,
    channel: str | int = MIX,
    whole: bool = False,
    progress: Callable[[float], None] | None = None,
) -> RecordingResult:
    """Analyse one recording of any length; its speaker's reference begins at the prior.

    Parameters
    ----------
    path : Path or str
        Any file that libsndfile reads.
    model : Model
        From `load_model`.
    config, channel, whole
        See `Task`.
    progress : callable, optional
        Is told the share analysed so far, 0 to 1.

    Raises
    ------
    AudioError
        Where the recording is unreadable, empty, damaged, or too long for `whole`.
    """
    return _analyze(Path(path), Task(model, config, channel, whole), progress)


def analyze_files(
    paths: Sequence[Path],
    task: Task,
    *,
    jobs: int = 1,
    progress: Callable[[Path, float], None] | None = None,
) -> Iterator[Outcome]:
    """Analyse recordings, several at once if asked; one bad file does not stop the others.

    Parameters
    ----------
    paths : sequence of Path
    task : Task
    jobs : int
        Number of processes; 1 stays in this one.
    progress : callable, optional
        Is told a path and the share of it analysed so far, 0 to 1; by several processes only
        that it is done, whichever is done first.

    Yields
    ------
    RecordingResult or RecordingFailure
        One for each path, in order. Whoever stops asking ends what is being analysed.
    """
    report = progress or _ignore
    if jobs == 1 or len(paths) < 2:
        for path in paths:
            yield _attempt(path, task, partial(report, path))
        return
    context = multiprocessing.get_context("spawn")
    workers = min(jobs, len(paths))
    stop = context.Event()
    with (
        _shared(task) as memory,
        ProcessPoolExecutor(workers, context, _begin_worker, (memory, stop)) as pool,
    ):
        path_of = {_submit(pool, path): path for path in paths}
        in_order = deque(path_of)
        try:
            for done in as_completed(path_of):
                report(path_of[done], 1.0)
                while in_order and in_order[0].done():
                    future = in_order.popleft()
                    yield _outcome(path_of[future], future)
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _shared(task: Task) -> Iterator[str]:
    """Lay a task where other processes can read it; give the name of the memory.

    As an argument, a large task would block this process for good where a new one ends at once.
    """
    content = pickle.dumps(task)
    memory = SharedMemory(create=True, size=len(content))
    try:
        cast(memoryview, memory.buf)[: len(content)] = content
        yield memory.name
    finally:
        memory.close()
        memory.unlink()


def _analyze(path: Path, task: Task, progress: Callable[[float], None] | None) -> RecordingResult:
    config = replace(task.config, segment=None) if task.whole else task.config
    facts = probe_recording(path)
    channels = heard_channels(channel_name(task.channel, facts.channels))
    analyzer = MultichannelAnalyzer(task.model, channels, config)
    ended: list[tuple[str, UtteranceEnded]] = []
    heard_s = 0.0
    for block in read_blocks(path, channel=task.channel):
        heard_s = (block.start + len(block.samples)) / block.rate
        if task.whole and heard_s > MAX_UTTERANCE_S:
            message = (
                f"{path} is longer than {MAX_UTTERANCE_S:g} s, too long for one utterance; "
                "let its utterances be found instead of taking it whole."
            )
            raise AudioError(message, value=path)
        ended += _ended(analyzer.push(block))
        if progress is not None:
            progress(min(1.0, heard_s / facts.duration_s))
    ended += _ended(analyzer.flush())
    utterances = tuple(utterance for _, utterance in ended)
    return RecordingResult(path, heard_s, utterances, tuple(channel for channel, _ in ended))


def _ended(events: Sequence[ChannelEvent]) -> list[tuple[str, UtteranceEnded]]:
    return [(e.channel, e.event) for e in events if isinstance(e.event, UtteranceEnded)]


def _attempt(path: Path, task: Task, progress: Callable[[float], None] | None = None) -> Outcome:
    try:
        return _analyze(path, task, progress)
    except AudioError as error:
        return RecordingFailure(path, str(error))


def _submit(pool: ProcessPoolExecutor, path: Path) -> Future[Outcome]:
    try:
        return pool.submit(_work, path)
    except BrokenProcessPool as error:
        future: Future[Outcome] = Future()
        future.set_exception(error)
        return future


def _outcome(path: Path, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        reason = f"{path} was not analysed because a process ended early; use fewer --jobs."
        return RecordingFailure(path, reason)


def _ignore(path: Path, share: float) -> None:
    """Take no notice of the progress."""


class _StoppedError(Exception):
    """Nobody wants the outcome any more."""


_task_of_this_worker: Task
_stop_of_this_worker: Event


def _begin_worker(memory: str, stop: Event) -> None:
    global _task_of_this_worker, _stop_of_this_worker  # noqa: PLW0603  one task all its life
    # Ctrl-C reaches all processes; only the first one knows what is to be done about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stop_of_this_worker = stop
    shared = SharedMemory(memory)
    _task_of_this_worker = pickle.loads(cast(memoryview, shared.buf))  # noqa: S301  our own process wrote it
    shared.close()


def _work(path: Path) -> Outcome:
    _go_on()
    return _attempt(path, _task_of_this_worker, _go_on)


def _go_on(share: float = 0.0) -> None:
    """Raise where the work is to stop, however much of it is done."""
    del share
    if _stop_of_this_worker.is_set():
        raise _StoppedError
