"""The facts of a session: a JSON file beside its log, of the same name."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ser_live.log.files import sync_folder, temporary_path, write_atomically
from ser_live.messages import SourceFacts


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What one must know to judge the rows of a session.

    Parameters
    ----------
    program : str
        Name and version.
    model : dict
        Name, hash and licence, as the model states them.
    sources : tuple of SourceFacts
        Each source that was opened, in order.
    settings : dict
        Everything that the analysis was told, with units in the names.
    consent : str
        How the speaker agreed; empty where nobody was asked.
    ended_at : datetime or None
        None while the session runs, and where it ended abruptly.
    readings_shown, delay_p95_ms : int, float
        How many live readings were seen, and what delay 95 of 100 of them kept within, from
        the last sample to the repaint; 0 while the session runs.
    """

    session_id: str
    program: str
    opened_at: datetime
    service: str
    note: str
    consent: str
    model: dict[str, Any]
    settings: dict[str, Any]
    sources: tuple[SourceFacts, ...] = ()
    ended_at: datetime | None = None
    readings_shown: int = 0
    delay_p95_ms: float = 0.0

    def with_source(self, source: SourceFacts) -> SessionFacts:
        """Return the facts with one source more; the same source again adds nothing."""
        if self.sources and self.sources[-1] == source:
            return self
        return replace(self, sources=(*self.sources, source))


def write_facts(log_path: Path, facts: SessionFacts) -> None:
    """Write the facts beside the log; raises `OSError` where the folder refuses."""
    text = json.dumps(asdict(facts), indent=2, ensure_ascii=False, default=_plain)
    write_atomically(facts_path(log_path), text.encode("utf-8", errors="replace") + b"\n")


def read_facts(path: Path) -> dict[str, Any]:
    """Return the members of facts as they stand in their file; none where it cannot be read."""
    try:
        members = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return members if isinstance(members, dict) else {}


def facts_path(log_path: Path) -> Path:
    """Return where the facts of a log lie."""
    return log_path.with_suffix(".json")


def erase_session(*log_paths: Path) -> None:
    """Erase a log, wherever it lies, and its facts; raises `OSError` where a folder refuses."""
    for path in (*log_paths, *map(facts_path, log_paths)):  # the facts say that the log has to go
        temporary_path(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    for log_path in log_paths:
        sync_folder(log_path.parent)


def _plain(value: object) -> str:
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)
