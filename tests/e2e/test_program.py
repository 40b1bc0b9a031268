"""The whole program as a process: how it ends, what it refuses, and that it stays at home."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import soundfile

from ser_core.cli.main import main as ser
from ser_core.exit_codes import EXIT_ERROR
from ser_live.assets import asset
from ser_live.audio.devices import Listing
from ser_live.ending import STOP_SIGNALS
from ser_live.log.facts import facts_path
from ser_live.log.reader import read_session
from ser_live.log.recovery import repair_logs
from ser_live.messages import SourceKind
from ser_live.terminal import row_line
from tests.e2e.program import PATIENCE_S, ROOT, Program, only_log, row_count
from tests.e2e.screen import Screen

KILLS = int(os.environ.get("SER_SOAK_KILLS", "12")) // 6
ROW_LINE = re.compile(r"\d\d:\d\d:\d\d  ")
WHENEVER = datetime(2026, 1, 1, tzinfo=UTC)

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


OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.parametrize("face", ["--window", "--agent"])
def test_a_screen_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, face: str) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"}
    with Program(face, "--log", str(tmp_path), env=env) as program:
        assert program.finish() == EXIT_ERROR
        assert program.lines[-1].startswith("ser-live: No window can be opened")
        assert "Reinstalling" not in program.told


@pytest.mark.parametrize("face", ["--terminal", "--window"])
@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_a_signal_closes_the_session_cleanly(tmp_path: Path, face: str, number: int) -> None:
    with Program(face, "--demo", "--log", str(tmp_path), env=OFFSCREEN) as program:
        program.wait(lambda: list(tmp_path.glob("*.csv")))
        assert program.end(number) == 0, program.told
    assert "Traceback" not in program.told
    check_closed(tmp_path)


def check_closed(folder: Path) -> dict[str, Any]:
    """Check that the one session in a folder was closed and nothing else is there."""
    record = only_log(folder)
    assert record.damaged_lines == ()
    facts = json.loads(facts_path(record.path).read_text(encoding="utf-8"))
    assert facts["ended_at"]
    assert facts["sources"][0]["kind"] == SourceKind.DEMO.value
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".json"}
    return cast("dict[str, Any]", facts)


@pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX terminals")
def test_a_terminal_that_goes_away_closes_the_session(tmp_path: Path) -> None:
    leader, follower = os.openpty()
    code = (
        "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
        "from ser_live.__main__ import main; sys.exit(main())"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--terminal", "--demo", "--log", str(tmp_path)],
        cwd=ROOT,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    while row_count(tmp_path) == 0:
        assert os.read(leader, 65_536)
    os.close(leader)
    process.wait(PATIENCE_S)
    facts = check_closed(tmp_path)
    assert facts["readings_shown"] > 0
    assert facts["delay_p95_ms"] > 0.0


def test_a_reader_that_goes_away_closes_the_session(tmp_path: Path) -> None:
    """What `ser-live --terminal | head -1` does."""
    args = ("--terminal", "--demo", "--speed", "max", "--service", "Returns", "--note", "a test")
    process = subprocess.Popen(
        [sys.executable, "-m", "ser_live", *args, "--log", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "starting\n"
    process.stdout.close()
    process.stdout = None
    _, errors = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, errors) == (0, "")
    facts = check_closed(tmp_path)
    assert (facts["service"], facts["note"]) == ("Returns", "a test")


def test_a_screen_that_goes_away_closes_the_session(
    tmp_path: Path, virtual_display: Screen
) -> None:
    """What logging out does where no session manager asks first."""
    env = {**os.environ, **virtual_display.env}
    with Program("--window", "--demo", "--log", str(tmp_path), env=env) as program:
        program.wait(lambda: list(tmp_path.glob("*.csv")) and virtual_display.is_painted())
        virtual_display.server.terminate()
        program.finish()
    check_closed(tmp_path)


@pytest.mark.parametrize("face", ["agent", "kiosk"])
@pytest.mark.parametrize("end", ["signal", "lost screen"])
def test_strip_and_kiosk_end_their_session_too(
    tmp_path: Path, virtual_display: Screen, face: str, end: str
) -> None:
    env = {**os.environ, **virtual_display.env}
    with Program(face, str(tmp_path), module="tests.e2e.begun", env=env) as program:
        program.wait(lambda: list(tmp_path.glob("*.csv")))
        if end == "signal":
            assert program.end(signal.SIGTERM) == 0, program.told
        else:
            virtual_display.server.terminate()
            program.finish()
    if face == "agent":
        check_closed(tmp_path)
    else:
        assert not list(tmp_path.iterdir()), "a visit that was not finished leaves nothing"


def test_two_instances_write_a_file_each(tmp_path: Path) -> None:
    args = ("--terminal", "--demo", "--speed", "max", "--log", str(tmp_path))
    with Program(*args) as one, Program(*args) as other:
        assert one.finish() == 0, one.told
        assert other.finish() == 0, other.told
    records = [read_session(path) for path in tmp_path.glob("*.csv")]
    assert len(records) == 2
    assert len({row.session_id for record in records for row in record.rows}) == 2
    for record in records:
        assert record.damaged_lines == ()
        assert len({row.session_id for row in record.rows}) == 1
    first, second = (
        [replace(row, session_id="", started_at=WHENEVER, latency_ms=None) for row in record.rows]
        for record in records
    )
    assert first == second


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a matter of POSIX systems")
def test_killing_the_program_loses_no_row_that_was_shown(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - any moments will do
    args = ("--terminal", "--demo", "--speed", "max", "--log", str(tmp_path))
    for kill in range(KILLS):
        before = set(tmp_path.glob("*.csv"))
        with Program(*args) as program:
            program.wait_line("log: ")
            time.sleep(chance.uniform(0.0, 1.0))
            program.process.kill()
            program.finish()
        (path,) = set(tmp_path.glob("*.csv")) - before
        shown = [line for line in program.lines if ROW_LINE.match(line)]
        repair_logs(tmp_path)
        record = read_session(path)
        assert record.damaged_lines == ()
        assert [row_line(row) for row in record.rows][: len(shown)] == shown, kill
        assert not list(tmp_path.glob(".*"))
    with Program(*args) as program:
        assert program.finish() == 0, program.told


def test_without_a_microphone_the_demo_is_played_and_labelled(tmp_path: Path) -> None:
    if Listing().wait():
        pytest.skip("This computer has a microphone.")
    with Program("--terminal", "--log", str(tmp_path)) as program:
        program.wait_line("listening")
        assert program.end(signal.SIGTERM) == 0
    assert "DEMO recording" in program.told
    assert "No microphone was found" in program.told


@pytest.mark.parametrize("face", ["agent", "kiosk"])
def test_strip_and_kiosk_open_no_connection(tmp_path: Path, face: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    env = {**OFFSCREEN, "PYTHONPATH": str(tmp_path)}
    logs = tmp_path / "logs"
    with Program(face, str(logs), module="tests.e2e.begun", env=env) as program:
        program.wait(lambda: list(logs.glob("*.csv")))
        assert not connections(program.process.pid)
        assert program.end(signal.SIGTERM) == 0, program.told


def test_listing_and_analysing_open_no_connection(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    env = {**OFFSCREEN, "PYTHONPATH": str(tmp_path)}
    recordings = [str(asset("demo.flac")), str(asset("demo-call.flac"))]
    code = "import sys; from ser_core.cli.main import main; sys.exit(main(sys.argv[1:]))"
    for args in [
        ["-c", code, "analyze", *recordings, "--jobs", "2"],
        ["-m", "ser_live.audio.devices", "--json"],
    ]:
        done = subprocess.run(
            [sys.executable, *args], env=env, capture_output=True, text=True, check=True
        )
        assert len(done.stdout) > 1
        assert "NETWORK" not in done.stderr


@pytest.mark.parametrize("face", ["--terminal", "--window"])
def test_no_connection_is_opened(tmp_path: Path, face: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    env = {**OFFSCREEN, "PYTHONPATH": str(tmp_path)}
    logs = tmp_path / "logs"
    found: set[str] = set()

    def heard(program: Program) -> bool:
        found.update(connections(program.process.pid))
        return row_count(logs) > 5

    args = (face, "--demo", "--speed", "max", "--log", str(logs))
    with Program(*args, env=env) as program:
        program.wait(lambda: heard(program))
        if face == "--window":
            program.process.terminate()
        assert program.finish() == 0, program.told
    assert not found
    check = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"], env=env, check=False
    )
    assert check.returncode == 99, "the guard itself must bite"


def connections(pid: int) -> set[str]:
    """Return the network sockets that a process has open, also those of its C libraries."""
    lines = [
        line.split()
        for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
        if (path := Path(f"/proc/{pid}/net/{table}")).is_file()
        for line in path.read_text().splitlines()[1:]
    ]
    numbers = {f"socket:[{cells[9]}]" for cells in lines}
    links = set()
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        with contextlib.suppress(OSError):
            links.add(str(link.readlink()))
    return links & numbers


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
