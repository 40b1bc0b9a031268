"""Ctrl-C that is not lost, even where a library swallows the exception (joblib's cache does).

Nor is it heard by anybody else: the processes that compute features leave it to this one.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import FrameType

_asked = threading.Event()


@contextmanager
def remembered() -> Iterator[None]:
    """Remember an interruption until the end of the block, besides raising it."""
    _asked.clear()
    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if ours:
        signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def check() -> None:
    """Raise `KeyboardInterrupt` where one was asked for and got lost; call it in long loops."""
    if _asked.is_set():
        raise KeyboardInterrupt


@contextmanager
def unheard_by_processes(jobs: int) -> Iterator[None]:
    """Keep Ctrl-C from the processes that this thread starts, where `jobs` asks for some.

    A terminal tells all of them, and each would print where it was. What a thread blocks, its
    processes block too, from their first instruction on; another thread hears it meanwhile, and
    Python answers it in the main thread as ever. A call that waits in the system is not woken.
    """
    if jobs == 1 or sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # starting later, it would unblock what is blocked here
    ended = threading.Event()
    listener = threading.Thread(target=ended.wait, name="interruptions")
    listener.start()  # before anything is blocked, which it would block too
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        ended.set()
        listener.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    _asked.set()
    raise KeyboardInterrupt
