"""Linear algebra in one thread: results that are the same, to the last bit, on any machine.

Libraries add in another order in more threads. The matrices of a hop are small, so that more
threads also cost more than they bring.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

_P = ParamSpec("_P")
_R = TypeVar("_R")


def in_one_thread(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a function compute in one thread; the limit of before comes back when it returns."""

    @wraps(function)
    def limited(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        libraries = _libraries()
        if all(library.num_threads == 1 for library in libraries.lib_controllers):
            return function(*args, **kwargs)  # to set a limit costs ten times as much as to ask
        with libraries.limit(limits=1):
            return function(*args, **kwargs)

    return limited


@cache
def _libraries() -> ThreadpoolController:
    """Find the libraries once; numpy's is loaded by then."""
    return ThreadpoolController()
