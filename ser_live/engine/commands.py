"""What the engine's worker can be asked to do; frozen values that cross the threads."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from ser_live.audio.source import SourceChoice

MAX_SERVICE: Final = 80
MAX_NOTE: Final = 500
"""How many characters the names of a session may have."""


@dataclass(frozen=True, slots=True)
class Prepare:
    """Load what listening needs, so that the next start is prompt."""


@dataclass(frozen=True, slots=True)
class Start:
    """Open a session and listen."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop listening, keep the session."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Listen again."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Close the session; where `erase` is true, nothing of it stays."""

    erase: bool = False


@dataclass(frozen=True, slots=True)
class Correct:
    """Note what an utterance truly was."""

    utterance_id: int
    emotion: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take utterances out of the log."""

    utterance_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class ChangeSource:
    """Listen to something else."""

    choice: SourceChoice


@dataclass(frozen=True, slots=True)
class NewSession:
    """Close the session and begin another one, named so."""

    service: str
    note: str
    consent: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Note how late a live reading was seen."""

    delay_ms: float


@dataclass(frozen=True, slots=True)
class ForgetSite:
    """Forget how the place at hand sounds."""


@dataclass(frozen=True, slots=True)
class SayAlive:
    """Say that the worker has come so far."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close everything and end the worker."""


Command = (
    Prepare
    | Start
    | Pause
    | Resume
    | Stop
    | Correct
    | Withdraw
    | ChangeSource
    | NewSession
    | Shown
    | ForgetSite
    | SayAlive
    | Close
)


def tidy_name(name: str) -> str:
    """Return a name as it is written, so that what looks the same is counted as the same."""
    return " ".join(unicodedata.normalize("NFC", name).split())
