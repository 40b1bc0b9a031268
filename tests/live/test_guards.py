"""What must fail a test does: a leaked thread, a warning of Qt's, a control without a name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

CARELESS = """
import threading, time
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QPushButton, QWidget
from tests.live.views.test_for_everyone import unnamed

def test_leaks_a_thread():
    threading.Thread(target=time.sleep, args=(30,), daemon=True, name="forgotten").start()

def test_is_warned_by_qt(qtbot):
    qWarning("a signal has no slot")

def test_has_a_control_without_a_name(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    QPushButton(window)
    window.show()
    assert unnamed(window) == []

def test_has_no_fault(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    QPushButton("Start", window)
    window.show()
    assert unnamed(window) == []
"""


def test_what_is_careless_fails(tmp_path: Path) -> None:
    path = tmp_path / "test_careless.py"
    path.write_text(CARELESS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml")]
    command += ["--rootdir", str(ROOT), "-p", "tests.conftest", "-p", "no:cacheprovider", "-v"]
    done = subprocess.run(
        [*command, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = done.stdout
    assert "Threads left behind: ['forgotten']" in told, told + done.stderr
    assert "test_is_warned_by_qt FAILED" in told
    assert "a signal has no slot" in told
    assert "test_has_a_control_without_a_name FAILED" in told
    assert "test_has_no_fault PASSED" in told
