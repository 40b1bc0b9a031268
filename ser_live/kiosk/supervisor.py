"""Signs of life for systemd, which restarts a kiosk that hangs.

The protocol is that of `sd_notify(3)`: datagrams to the local socket that the variable
NOTIFY_SOCKET names. Without the variable nothing is sent.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Final

ALIVE_S: Final = 10.0
"""How often the engine is asked whether it lives, and how long it may take to say so."""


class SignsOfLife:
    """Tells the supervisor that the program lives, each time that the engine says so.

    A driver may hold the engine's worker for ever while the screen goes on. Nothing within the
    program can end that; a supervisor that hears nothing more can.

    All times are seconds of a monotonic clock.

    Parameters
    ----------
    ask : callable
        Has the engine say that it lives.
    """

    def __init__(self, ask: Callable[[], None], now_s: float) -> None:
        self._ask = ask
        self._ask_at_s = now_s + ALIVE_S
        self._asked_at_s: float | None = None

    def look(self, now_s: float) -> None:
        """Ask for a sign of life if it is time, and none is awaited."""
        if self._asked_at_s is None and now_s >= self._ask_at_s:
            self._asked_at_s = now_s
            self._ask()

    def came(self, now_s: float) -> None:
        """Pass on the sign of life that came."""
        self._asked_at_s = None
        self._ask_at_s = now_s + ALIVE_S
        tell_supervisor("WATCHDOG=1")

    def is_overdue(self, now_s: float) -> bool:
        """Tell whether the engine should have answered by now."""
        return self._asked_at_s is not None and now_s - self._asked_at_s >= ALIVE_S


def tell_supervisor(state: str) -> None:
    """Send a state such as "READY=1" or "WATCHDOG=1" to the supervisor, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.connect(address)
            channel.send(state.encode())
    except OSError:
        return  # a supervisor that does not listen is no reason to stop
