"""The public library: its names, and that it is light to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ser_core

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ser_core.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ser_core, name) is not None


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        ser_core.analyse  # noqa: B018


def test_the_live_path_imports_nothing_of_training_or_of_the_program() -> None:
    script = (
        "import sys, ser_core; assert 'numpy' not in sys.modules;"
        "ser_core.Analyzer; ser_core.analyze_file; ser_core.load_model;"
        "heavy = {'librosa', 'sklearn', 'joblib', 'matplotlib', 'numba', 'PySide6', 'sounddevice'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
