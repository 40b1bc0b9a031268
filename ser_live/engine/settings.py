"""What the engine can be told, with units in the names and sane limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ser_core.config import AnalyzerConfig, within
from ser_live.log.csv_log import DEFAULT_MAX_HELD

BOUNDS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "queue_s": (1.0, 60.0),
        "fault_after_s": (0.5, 60.0),
        "device_check_s": (5.0, 3600.0),
        "max_held_rows": (100, 50_000),
        "max_log_mb": (0.1, 50.0),
        "max_session_h": (0.5, 168.0),
        "max_fault_log_mb": (0.1, 10.0),
        "fault_logs_kept": (1, 20),
    }
)
"""The least and the greatest value of each number."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Everything but the source, which can change while the engine runs.

    Parameters
    ----------
    log_folder : Path
        Where session logs are written.
    sites_folder : Path or None
        Where the references of the input devices are kept; None keeps none.
    model : str
        Name of a bundled model or path of a model folder; empty takes the default one.
    analysis : AnalyzerConfig
    queue_s : float
        How much audio may wait for the worker before samples are given up.
    fault_after_s : float
        How long a device may send nothing, or exact zeros, before that is called a fault;
        it is noticed up to a quarter of a second later.
    device_check_s : float
        How often to ask what the system's default device is, where it is followed.
    max_held_rows : int
        How many rows may wait in memory while the disk refuses them.
    max_log_mb : float
        Size from which a log is closed and the session goes on in another one.
    max_session_h : float
        After so many hours a log is closed and the session goes on in another one, so that
        what a window shows of a session stays bounded.
    one_log : bool
        Whether a session stays in its log, whatever its size and age and however long the
        computer slept meanwhile. Who may take a session back needs that: nothing of it lies
        in a log of before, out of reach. Times after a sleep are too early by its length.
    max_fault_log_mb : float
        Size from which the fault log is put aside and another one begun.
    fault_logs_kept : int
        How many fault logs that were put aside are kept.
    """

    log_folder: Path
    sites_folder: Path | None = None
    model: str = ""
    analysis: AnalyzerConfig = field(default_factory=AnalyzerConfig)
    queue_s: float = 10.0
    fault_after_s: float = 2.5
    device_check_s: float = 30.0
    max_held_rows: int = DEFAULT_MAX_HELD
    max_log_mb: float = 20.0
    max_session_h: float = 24.0
    one_log: bool = False
    max_fault_log_mb: float = 1.0
    fault_logs_kept: int = 3

    def validate(self) -> None:
        """Raise `ConfigError` for the first setting outside its limits."""
        self.analysis.validate()
        for name, (least, greatest) in BOUNDS.items():
            within(name, getattr(self, name), least, greatest)
