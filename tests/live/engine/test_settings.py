"""Every bound of the engine has limits, and says them."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from ser_core.errors import ConfigError
from ser_live.engine.settings import EngineSettings

DEFAULTS = EngineSettings(Path())
BOUNDS = (
    "queue_s",
    "fault_after_s",
    "device_check_s",
    "max_held_rows",
    "max_log_mb",
    "max_session_h",
    "max_fault_log_mb",
    "fault_logs_kept",
)


def test_the_defaults_are_within_their_limits() -> None:
    DEFAULTS.validate()


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("value", [-1, 0, 1e9, math.nan])
def test_what_is_beyond_a_limit_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(ConfigError, match=rf"^{name} is .*; choose a value from .* to .*\.$"):
        replace(DEFAULTS, **{name: value}).validate()
