"""The library of ser-live: speech emotion from a stream of samples or from recordings.

`load_model` gives a model, `Analyzer` listens to a stream, `analyze_file` to a recording,
`extract_features` names what is measured. What is not used is not imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ser_core.analyzer import Analyzer
    from ser_core.audio import load_audio, read_blocks
    from ser_core.config import (
        AnalyzerConfig,
        QualityConfig,
        SegmentConfig,
        VadConfig,
        WindowConfig,
    )
    from ser_core.errors import AudioError, ConfigError, ModelError, SerError
    from ser_core.features.extract import FeatureVector, extract_features
    from ser_core.model import Model, load_model
    from ser_core.recordings import RecordingResult, analyze_file
    from ser_core.types import (
        SAMPLE_RATE_HZ,
        AudioBlock,
        AudioGap,
        EmotionUpdated,
        Event,
        Level,
        Posterior,
        Quality,
        Reading,
        SpeechStarted,
        Status,
        Tone,
        UtteranceEnded,
    )

__all__ = [
    "SAMPLE_RATE_HZ",
    "Analyzer",
    "AnalyzerConfig",
    "AudioBlock",
    "AudioError",
    "AudioGap",
    "ConfigError",
    "EmotionUpdated",
    "Event",
    "FeatureVector",
    "Level",
    "Model",
    "ModelError",
    "Posterior",
    "Quality",
    "QualityConfig",
    "Reading",
    "RecordingResult",
    "SegmentConfig",
    "SerError",
    "SpeechStarted",
    "Status",
    "Tone",
    "UtteranceEnded",
    "VadConfig",
    "WindowConfig",
    "analyze_file",
    "extract_features",
    "load_audio",
    "load_model",
    "read_blocks",
]

_MODULES: Final = {
    "Analyzer": "analyzer",
    "AnalyzerConfig": "config",
    "AudioError": "errors",
    "ConfigError": "errors",
    "FeatureVector": "features.extract",
    "Model": "model",
    "ModelError": "errors",
    "QualityConfig": "config",
    "RecordingResult": "recordings",
    "SegmentConfig": "config",
    "SerError": "errors",
    "VadConfig": "config",
    "WindowConfig": "config",
    "analyze_file": "recordings",
    "extract_features": "features.extract",
    "load_audio": "audio",
    "load_model": "model",
    "read_blocks": "audio",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that a program's start is not delayed."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'types')}"), name)


def __dir__() -> list[str]:
    return __all__
