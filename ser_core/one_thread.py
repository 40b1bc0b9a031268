"""Linear algebra in one thread: results that are the same, to the last bit, on any machine.

Libraries add in another order in more threads. The matrices of a hop are small, so that more
threads also cost more than they bring.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache, wraps
from threading import Lock
from typing import Final, ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

_P = ParamSpec("_P")
_R = TypeVar("_R")
_ENTERING: Final = Lock()


def in_one_thread(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a function compute in one thread; the limit of before comes back when it returns.

    The libraries know one number for the whole process: whoever came first ends it for others
    that are still inside.
    """

    @wraps(function)
    def limited(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with ExitStack() as stack:
            with _ENTERING:  # or two would each take the other's limit for the one of before
                if not _are_in_one_thread():
                    stack.enter_context(_libraries().limit(limits=1))
            return function(*args, **kwargs)

    return limited


def _are_in_one_thread() -> bool:
    """Ask first: to set a limit costs ten times as much."""
    return all(library.num_threads == 1 for library in _libraries().lib_controllers)


@cache
def _libraries() -> ThreadpoolController:
    """Find the libraries once; numpy's is loaded by then."""
    return ThreadpoolController()
