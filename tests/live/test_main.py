"""How the program ends where nobody foresaw it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from ser_core.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED
from ser_live import __main__ as program
from ser_live import app
from ser_live.engine import faults


def fail(_: object) -> int:
    message = "a name of somebody"
    raise RuntimeError(message)


def interrupt(_: object) -> int:
    raise KeyboardInterrupt


def test_what_nobody_foresaw_is_said_with_where_to_look(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(app, "run", fail)
    monkeypatch.setattr(program, "fault_folder", lambda: tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults.uninstall()  # as where nothing was built yet
    assert program.main(["--demo"]) == EXIT_ERROR
    faults.uninstall()
    said = f"ser-live: Something failed and ended the program; see {tmp_path}/faults.log.\n"
    assert capsys.readouterr().err == said
    written = (tmp_path / "faults.log").read_text("utf-8")
    assert "builtins.RuntimeError" in written
    assert "somebody" not in written
    with pytest.raises(RuntimeError):
        program.main(["--demo", "--debug"])


@pytest.mark.parametrize("name", ["run", "parse"])
def test_an_interruption_has_its_own_exit_code(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(app if name == "run" else program, name, interrupt)
    assert program.main(["--demo"]) == EXIT_INTERRUPTED


def test_a_crash_writes_no_memory_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    allowed = []

    def run(_: object) -> int:
        allowed.append(resource.getrlimit(resource.RLIMIT_CORE)[0])
        return 0

    monkeypatch.setattr(app, "run", run)
    try:
        assert program.main(["--demo"]) == 0
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    assert allowed == [0]
