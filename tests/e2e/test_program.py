"""The whole program as a process: how it ends, what it refuses, and that it stays at home."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_core.cli.main import main as ser
from ser_live.audio.devices import fresh_devices
from ser_live.log.facts import facts_path
from ser_live.session import SourceKind
from tests.e2e.program import PATIENCE_S, ROOT, Program, only_log, row_count

NO_NETWORK = """
import os, sys
def refuse(event, args):
    if event.startswith("socket.") and event != "socket.__new__":
        os.write(2, f"NETWORK {event} {args}".encode())
        os._exit(99)
    if event == "socket.__new__" and args[1] not in (1, -1):
        os.write(2, f"NETWORK {event} {args}".encode())
        os._exit(99)
sys.addaudithook(refuse)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_session_cleanly(tmp_path: Path, number: int) -> None:
    with Program("--terminal", "--demo", "--log", str(tmp_path)) as program:
        program.wait(lambda: row_count(tmp_path) >= 1)
        assert program.end(number) == 0
    assert "utterances" in program.told
    assert "Traceback" not in program.told
    record = only_log(tmp_path)
    assert record.damaged_lines == ()
    facts = json.loads(facts_path(record.path).read_text(encoding="utf-8"))
    assert facts["ended_at"]
    assert facts["sources"][0]["kind"] == SourceKind.DEMO.value
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".json"}


def test_without_a_microphone_the_demo_is_played_and_labelled(tmp_path: Path) -> None:
    if fresh_devices():
        pytest.skip("This computer has a microphone.")
    with Program("--terminal", "--log", str(tmp_path)) as program:
        program.wait_line("listening")
        assert program.end(signal.SIGTERM) == 0
    assert "DEMO recording" in program.told
    assert "not a microphone" in program.told


def test_no_connection_is_opened(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    logs = tmp_path / "logs"
    args = ("--terminal", "--demo", "--speed", "max", "--log", str(logs))
    with Program(*args, env=env) as program:
        assert program.finish() == 0, program.told
    assert row_count(logs) > 5
    check = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"], env=env, check=False
    )
    assert check.returncode == 99, "the guard itself must bite"


def write(path: Path, samples: np.ndarray, rate: int) -> Path:
    soundfile.write(path, samples, rate, subtype="FLOAT")
    return path


def test_each_error_is_one_sentence(tmp_path: Path) -> None:
    text = tmp_path / "text.wav"
    text.write_text("no sound")
    nan = write(tmp_path / "nan.wav", np.full(8000, np.nan, np.float32), 8000)
    empty = write(tmp_path / "empty.wav", np.zeros(0, np.float32), 8000)
    slow = write(tmp_path / "slow.wav", np.zeros(8000, np.float32), 4000)
    damaged = tmp_path / "model"
    damaged.mkdir()
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    demo = ("--demo", "--speed", "max")
    for args, part in [
        (("--device", "Nonesuch"), "'Nonesuch'"),
        (("--source", str(tmp_path / "nix.wav")), "nix.wav"),
        (("--source", str(text)), "text.wav"),
        (("--source", str(nan)), "nan"),
        (("--source", str(empty)), "no samples"),
        (("--source", str(slow)), "4000 Hz"),
        (("--source", str(nan), "--channel", "5"), "'5'"),
        ((*demo, "--model", "nonesuch"), "'nonesuch'"),
        ((*demo, "--model", str(damaged)), "model.json"),
        ((*demo, "--log", str(blocked)), str(blocked)),
    ]:
        logs = () if "--log" in args else ("--log", str(tmp_path / "logs"))
        done = run("--terminal", *args, *logs)
        sentences = done.stderr.strip().splitlines()
        assert done.returncode == 2, args
        assert len(sentences) == 1, (args, done.stderr)
        assert sentences[0].startswith("ser-live: ")
        assert part in sentences[0]


def test_eight_channels_and_extreme_rates_are_heard(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).uniform(-0.1, 0.1, (8000, 8)).astype(np.float32)
    for rate in (8_000, 192_000):
        path = write(tmp_path / f"{rate}.wav", noise, rate)
        done = run("--terminal", "--source", str(path), "--speed", "max", "--log", str(tmp_path))
        assert done.returncode == 0, done.stderr


def test_a_wrong_option_names_itself() -> None:
    done = run("--speed", "fast")
    assert done.returncode == 2
    assert "'fast' is no speed; choose real or max" in done.stderr


def test_help_shows_examples_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    shown = run("--help").stdout
    assert "ser-live --demo" in shown
    assert "ser devices" in shown
    assert run("--version").stdout.startswith("ser-live 0.")
    with pytest.raises(SystemExit):
        ser(["--help"])
    assert "devices" in capsys.readouterr().out


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ser_live", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
