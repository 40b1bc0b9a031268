"""What is imported when: a window first, then what listens, and never what only trains."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.program import PATIENCE_S, ROOT

TRAINING = {"librosa", "sklearn", "joblib", "numba", "matplotlib", "pandas"}
LISTENING = {"scipy", "soundfile", "soxr", "webrtcvad", "sounddevice", "safetensors"}
PAINTED = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from ser_live.app import build_engine
from ser_live.options import Options
from ser_live.settings import SettingsStore
from ser_live.views.app_window import application, build_window
from ser_live.views.theme import Theme
app = application([])
store = SettingsStore(QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat))
window = build_window(build_engine, Options(log=Path(sys.argv[1])), store, Theme(app))
window.show()
app.processEvents()
print(json.dumps(sorted(sys.modules)))
window.close()
"""
RUN = """
import json, sys
from ser_live.__main__ import main
code = main(["--terminal", "--demo", "--speed", "max", "--log", sys.argv[1]])
print(json.dumps(sorted(sys.modules)))
sys.exit(code)
"""


def imported_by(code: str, folder: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_window_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    imported = imported_by(PAINTED, tmp_path)
    assert "PySide6.QtWidgets" in imported
    assert not imported & (LISTENING | TRAINING)


def test_nothing_that_only_training_needs_is_imported_to_listen(tmp_path: Path) -> None:
    imported = imported_by(RUN, tmp_path)
    assert imported >= LISTENING - {"sounddevice"}
    assert not imported & TRAINING
