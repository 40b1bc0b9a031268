"""Where the program's files lie if nobody says otherwise: each system has its own places."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs

_PROGRAM: Final = "ser-live"


def default_log_folder() -> Path:
    """Return where session logs lie."""
    return platformdirs.user_documents_path() / _PROGRAM


def fault_folder() -> Path:
    """Return where the fault log lies."""
    return platformdirs.user_log_path(_PROGRAM, appauthor=False)


def sites_folder() -> Path:
    """Return where it is kept how each microphone in its room sounds."""
    return _data_folder("sites")


def rescue_folder() -> Path:
    """Return what takes the files of a session that their own folder refuses to the end."""
    return _data_folder("rescued")


def doomed_folder() -> Path:
    """Return what holds the names of the sessions that have to go."""
    return _data_folder("to-erase")


def _data_folder(name: str) -> Path:
    return platformdirs.user_data_path(_PROGRAM, appauthor=False) / name
