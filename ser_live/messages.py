"""What the engine says: frozen messages, and the facts and notices in them.

The engine speaks in messages, they are folded into the session's state, and the views read
that; neither end knows the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from ser_core.model.facts import Figure
from ser_core.sentence import NOTHING, Sentence
from ser_core.types import Event
from ser_live import sentences
from ser_live.log.row import LogRow


class Phase(StrEnum):
    """What the engine is doing."""

    IDLE = "idle"
    STARTING = "starting"
    LISTENING = "listening"
    PAUSED = "paused"
    RECONNECTING = "reconnecting"
    FAILED = "failed"
    FINISHED = "finished"

    @property
    def is_over(self) -> bool:
        """True where a session ended, well or not."""
        return self in (Phase.FINISHED, Phase.FAILED)


class SourceKind(StrEnum):
    """Where the samples come from."""

    MICROPHONE = "microphone"
    SYSTEM_AUDIO = "system_audio"
    RECORDING = "recording"
    DEMO = "demo"

    @property
    def is_live(self) -> bool:
        """True where somebody is heard while they speak."""
        return self in (SourceKind.MICROPHONE, SourceKind.SYSTEM_AUDIO)


class Severity(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The source that is open: what it is, in words for people."""

    kind: SourceKind
    name: str
    channel: str
    rate_hz: int
    latency_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the views need to know of the model that is loaded.

    Parameters
    ----------
    unheard, elsewhere : tuple of Figure
        Its average recall on each corpus: on speakers of whom it had learned nothing, and where
        that goes for the whole corpus.
    """

    name: str
    labels: tuple[str, ...]
    licence: str = ""
    unheard: tuple[Figure, ...] = ()
    elsewhere: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the person at the screen; one `key` is shown once."""

    key: str
    severity: Severity
    text: Sentence


INTERNAL_FAULT: Final = Notice("internal", Severity.WARNING, sentences.INTERNAL())
"""Told of an exception that nobody foresaw."""


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """The engine entered another phase; `reason` says why where it is not obvious."""

    phase: Phase
    reason: Sentence = NOTHING


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """A session log is open for writing."""

    session_id: str
    log_path: Path
    service: str
    note: str


@dataclass(frozen=True, slots=True)
class SourceOpened:
    """Samples will come from here."""

    source: SourceFacts


@dataclass(frozen=True, slots=True)
class ModelLoaded:
    """The model is ready."""

    model: ModelFacts


@dataclass(frozen=True, slots=True)
class Analyzed:
    """An event of the analysis, its delay from source to here in milliseconds, its channel.

    `heard_at` is when its last sample was heard, by `time.monotonic`; 0 where that is not known.
    """

    event: Event
    latency_ms: float = 0.0
    channel: str = ""
    heard_at: float = 0.0


@dataclass(frozen=True, slots=True)
class RowWritten:
    """A row is on disk (or held in memory while the disk refuses it: see the notices).

    A row with a known utterance's id replaces it: that is a correction.
    """

    row: LogRow


@dataclass(frozen=True, slots=True)
class RowsWithdrawn:
    """The speaker took these utterances back; they are gone from the log."""

    utterance_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class NoticeRaised:
    """Something that the person at the screen should know."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class NoticeCleared:
    """The matter of this key is settled."""

    key: str


@dataclass(frozen=True, slots=True)
class SiteLearned:
    """How many utterances of all speakers stand behind this place's reference.

    None where no place is known, because nothing was listened to yet.
    """

    utterances: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a recording has been analysed, 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Alive:
    """The worker has done all that it was asked for before it was asked for this."""


Message = (
    PhaseChanged
    | SessionOpened
    | SourceOpened
    | ModelLoaded
    | Analyzed
    | RowWritten
    | RowsWithdrawn
    | NoticeRaised
    | NoticeCleared
    | SiteLearned
    | Progress
    | Alive
)

Emit = Callable[[Message], None]
"""Takes the engine's messages, one by one."""
