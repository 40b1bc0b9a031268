"""The program's settings: typed, within limits, remembered, and carried in a JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QSettings

from ser_core.config import AnalyzerConfig, SegmentConfig, VadConfig, WindowConfig
from ser_core.errors import ConfigError, ModelError
from ser_core.model.bundled import bundled_names, find_model
from ser_core.sentences import QUOTED
from ser_core.types import CHANNEL_CHOICE, MIX, is_channel
from ser_live import sentences
from ser_live.audio.source import AutomaticChoice, MicrophoneChoice
from ser_live.engine.settings import BOUNDS, EngineSettings
from ser_live.user_folders import default_log_folder, sites_folder

GROUP: Final = "monitor"
FORMAT: Final = "ser-live settings"
MAX_FILE_BYTES: Final = 100_000

_VAD, _SEGMENT, _WINDOW = VadConfig(), SegmentConfig(), WindowConfig()
_ENGINE = EngineSettings(Path())


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person can set, with units in the names.

    Parameters
    ----------
    language, theme : str
        "system", or one of `CHOICES`.
    device, host_api : str
        Name of the microphone; empty takes the system's default.
    channel : str
        "mix", "each", "left", "right", or the number of a channel from 1.
    model : str
        Name of a bundled model or path of a model folder; empty takes the default one.
    log_folder : str
        Where sessions are written; empty takes the folder in the person's documents.

    The others are explained beside the settings that they become: `EngineSettings`,
    `AnalyzerConfig`, `MicrophoneChoice`.
    """

    language: str = "system"
    theme: str = "system"
    start_listening: bool = True
    device: str = ""
    host_api: str = ""
    channel: str = MIX
    follow_default: bool = True
    model: str = ""
    first_reading_s: float = _WINDOW.first_s
    window_s: float = _WINDOW.length_s
    hop_s: float = _WINDOW.hop_s
    smoothing_s: float = _WINDOW.smoothing_s
    pause_s: float = _SEGMENT.hangover_s
    max_utterance_s: float = _SEGMENT.max_utterance_s
    voice_strictness: int = _VAD.aggressiveness
    min_snr_db: float = _VAD.min_snr_db
    log_folder: str = ""
    queue_s: float = _ENGINE.queue_s
    fault_after_s: float = _ENGINE.fault_after_s
    max_log_mb: float = _ENGINE.max_log_mb
    max_held_rows: int = _ENGINE.max_held_rows
    max_session_h: float = _ENGINE.max_session_h
    max_fault_log_mb: float = _ENGINE.max_fault_log_mb
    fault_logs_kept: int = _ENGINE.fault_logs_kept

    def validate(self) -> None:
        """Raise `ConfigError` for the first value outside its limits."""
        for name, allowed in CHOICES.items():
            value = getattr(self, name)
            if value not in allowed:
                choices = ", ".join(allowed)
                sentence = sentences.CHOICE(name=name, value=value, choices=choices)
                raise ConfigError(sentence, value=value)
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if not low <= value <= high:
                sentence = sentences.LIMITS(name=name, value=value, least=low, greatest=high)
                raise ConfigError(sentence, value=value)
        for name in ("hop_s", "first_reading_s"):
            value = getattr(self, name)
            if value > self.window_s:
                sentence = sentences.LONGER_THAN_WINDOW(
                    name=name, value=value, window=self.window_s
                )
                raise ConfigError(sentence, value=value)
        _check_channel(self.channel)
        _check_model(self.model)


CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "language": ("system", "en", "de"),
    "theme": ("system", "light", "dark"),
}
"""The settings that are one of a few words."""

LIMITS: Final[dict[str, tuple[float, float]]] = {
    "first_reading_s": (0.5, 3.0),
    "window_s": (1.0, 10.0),
    "hop_s": (0.1, 1.0),
    "smoothing_s": (0.0, 5.0),
    "pause_s": (0.2, 3.0),
    "max_utterance_s": (5.0, 120.0),
    "voice_strictness": (0, 3),
    "min_snr_db": (0.0, 20.0),
    "queue_s": BOUNDS["queue_s"],
    "fault_after_s": (1.0, 60.0),
    "max_log_mb": BOUNDS["max_log_mb"],
    "max_held_rows": BOUNDS["max_held_rows"],
    "max_session_h": BOUNDS["max_session_h"],
    "max_fault_log_mb": BOUNDS["max_fault_log_mb"],
    "fault_logs_kept": BOUNDS["fault_logs_kept"],
}
"""The least and the greatest value of each number."""


def _check_channel(channel: str) -> None:
    if not is_channel(channel):
        sentence = sentences.CHANNEL(channel=channel, choice=CHANNEL_CHOICE)
        raise ConfigError(sentence, value=channel)


def _check_model(model: str) -> None:
    if model and not _is_model(model):
        names = ", ".join(bundled_names())
        raise ConfigError(sentences.MODEL(model=model, names=names), value=model)


def _is_model(name_or_folder: str) -> bool:
    try:
        return (find_model(name_or_folder) / "model.json").is_file()
    except (ModelError, OSError):
        return False


def log_folder(settings: Settings) -> Path:
    """Return where sessions are written."""
    return Path(settings.log_folder) if settings.log_folder else default_log_folder()


def engine_settings(settings: Settings) -> EngineSettings:
    """Return what the engine is told."""
    analysis = AnalyzerConfig(
        vad=VadConfig(aggressiveness=settings.voice_strictness, min_snr_db=settings.min_snr_db),
        segment=SegmentConfig(
            hangover_s=settings.pause_s, max_utterance_s=settings.max_utterance_s
        ),
        window=WindowConfig(
            length_s=settings.window_s,
            hop_s=settings.hop_s,
            first_s=settings.first_reading_s,
            smoothing_s=settings.smoothing_s,
        ),
    )
    return EngineSettings(
        log_folder=log_folder(settings),
        sites_folder=sites_folder(),
        model=settings.model,
        analysis=analysis,
        queue_s=settings.queue_s,
        fault_after_s=settings.fault_after_s,
        max_log_mb=settings.max_log_mb,
        max_held_rows=settings.max_held_rows,
        max_session_h=settings.max_session_h,
        max_fault_log_mb=settings.max_fault_log_mb,
        fault_logs_kept=settings.fault_logs_kept,
    )


def source_choice(settings: Settings) -> MicrophoneChoice | AutomaticChoice:
    """Return what is listened to."""
    if settings.device:
        return MicrophoneChoice(
            device=settings.device, host_api=settings.host_api, channel=settings.channel
        )
    return AutomaticChoice(channel=settings.channel, follow_default=settings.follow_default)


def user_store() -> QSettings:
    """Return where the desktop keeps what this program remembers."""
    return QSettings("ser-live", "ser-live")


class SettingsStore:
    """Remembers the settings from one start to the next.

    Parameters
    ----------
    store : QSettings or None
        Where they are kept; by default where the desktop keeps such things.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or user_store()

    def load(self) -> Settings:
        """Return what is remembered; a value that is not valid gives way to its default."""
        settings = Settings()
        self._store.sync()  # another window may have saved meanwhile
        self._store.beginGroup(GROUP)
        for name in self._store.childKeys():
            try:
                settings = _with(settings, name, self._store.value(name))
            except ConfigError:
                continue
        self._store.endGroup()
        return settings

    def save(self, settings: Settings) -> None:
        """Remember these settings; raise `ConfigError` where that cannot be done."""
        settings.validate()
        self._store.beginGroup(GROUP)
        for name, value in asdict(settings).items():
            self._store.setValue(name, value)
        self._store.endGroup()
        self._store.sync()
        if self._store.status() is not QSettings.Status.NoError:
            path = self._store.fileName()
            raise ConfigError(sentences.NOT_SAVED(path=path), value=path)

    def geometry(self) -> QByteArray | None:
        """Return where the window stood, as Qt wrote it down; None the first time."""
        geometry = self._store.value("geometry")
        return geometry if isinstance(geometry, QByteArray) else None

    def save_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window stands."""
        self._store.setValue("geometry", geometry)


def to_json(settings: Settings) -> str:
    """Return the settings as a file that another computer can read."""
    return json.dumps({"format": FORMAT, **asdict(settings)}, indent=2, ensure_ascii=False) + "\n"


def from_json(text: str) -> Settings:
    """Return the settings in a file that `to_json` wrote; raise `ConfigError` otherwise."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(sentences.NO_JSON()) from error
    if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
        raise ConfigError(sentences.OTHER_FORMAT())
    return _with_all(Settings(), values)


def read_settings(path: Path) -> Settings:
    """Read a settings file; raise `ConfigError` where it is none."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ConfigError(sentences.TOO_LARGE(name=path.name), value=str(path))
        return from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(sentences.CANNOT_READ(name=path.name), value=str(path)) from error


def _with_all(settings: Settings, values: dict[str, Any]) -> Settings:
    names = {field.name for field in fields(Settings)}
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in names:
            raise ConfigError(sentences.UNKNOWN(name=name), value=name)
        changes[name] = _typed(name, value)
    settings = replace(settings, **changes)
    settings.validate()
    return settings


def _with(settings: Settings, name: str, value: object) -> Settings:
    return _with_all(settings, {name: value})


def _typed(name: str, value: object) -> object:
    kind = type(getattr(Settings(), name))
    if kind is bool and str(value).casefold() in ("true", "false"):
        return str(value).casefold() == "true"
    if kind is str and isinstance(value, str):
        return value
    if kind in (int, float) and isinstance(value, (int, float, str)):
        try:
            return kind(value)
        except (ValueError, OverflowError):
            pass
    shown = QUOTED(name=value) if isinstance(value, str) else repr(value)
    sentence = sentences.KIND(name=name, value=shown, kind=kind.__name__)
    raise ConfigError(sentence, value=value)
