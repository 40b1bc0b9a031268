"""What ends the program from outside, so that the session's log is closed first."""

from __future__ import annotations

import signal
from typing import Final

STOP_SIGNALS: Final = tuple(
    signal.Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    if name in signal.Signals.__members__
)
"""Ctrl-C, the system's request to end, a terminal or a log-in that goes away."""


def heeded_signals() -> tuple[signal.Signals, ...]:
    """Return those that whoever started the program did not have it ignore, as nohup does."""
    return tuple(n for n in STOP_SIGNALS if signal.getsignal(n) is not signal.SIG_IGN)
