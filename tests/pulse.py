"""A microphone without hardware: a PulseAudio null sink whose monitor is the default input.

PortAudio reaches it through ALSA's `pulse` plugin. The server has a home and a runtime
folder of its own, so that it touches nothing of the user's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SINK = "vmic"
SINK_RATE_HZ = 48_000
START_TIMEOUT_S = 15.0
PROGRAMS = ("pulseaudio", "pactl", "paplay")
ALSA_PLUGIN = "libasound_module_pcm_pulse.so"
ALSA_CONFIGURATION = """\
pcm_type.pulse { lib "%s" }
pcm.!default { type pulse }
pcm.pulse { type pulse }
ctl.!default { type pulse }
"""


@dataclass(frozen=True)
class PulseMicrophone:
    """A running null sink.

    Parameters
    ----------
    env : dict
        The environment in which a subprocess finds this microphone as its only one.
    """

    env: dict[str, str]

    def play(self, path: Path) -> None:
        """Play a recording into the microphone; return when it is over."""
        subprocess.run(self._player(path), env=self.env, check=True)

    def start_playing(self, path: Path) -> subprocess.Popen[bytes]:
        """Play a recording into the microphone in the background; the caller waits for it."""
        return subprocess.Popen(self._player(path), env=self.env)

    def _player(self, path: Path) -> list[str]:
        return ["paplay", f"--device={SINK}", str(path)]


@pytest.fixture(scope="session")
def pulse_microphone() -> Iterator[PulseMicrophone]:
    """Start a PulseAudio server with a null sink as microphone; skip where it is missing."""
    missing = what_is_missing()
    if missing:
        pytest.skip(f"PulseAudio's {missing} is not installed; run scripts/setup_system.sh test.")
    with null_sink() as microphone:
        yield microphone


def what_is_missing() -> str:
    """Name what PulseAudio lacks here; empty where a null sink can be had."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    return ", ".join(missing) or ("" if _alsa_plugin() else ALSA_PLUGIN)


@contextmanager
def null_sink() -> Iterator[PulseMicrophone]:
    """Run a PulseAudio server with a null sink as microphone; nothing may be missing for it."""
    plugin = _alsa_plugin()
    assert plugin is not None
    with tempfile.TemporaryDirectory(prefix="ser-pulse-") as folder:
        env = _environment(Path(folder), plugin)
        with _server(env):
            yield PulseMicrophone(env)


def _alsa_plugin() -> Path | None:
    folders = [Path("/usr/lib64/alsa-lib"), Path("/usr/lib/alsa-lib")]
    folders += sorted(Path("/usr/lib").glob("*/alsa-lib"))
    return next((path for folder in folders if (path := folder / ALSA_PLUGIN).exists()), None)


def _environment(folder: Path, plugin: Path) -> dict[str, str]:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    alsa = folder / "asound.conf"
    alsa.write_text(ALSA_CONFIGURATION % plugin, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
    env |= {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "ALSA_CONFIG_PATH": str(alsa),
    }
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        env[f"XDG_{name}_HOME"] = str(folder / name.lower())
    return env


@contextmanager
def _server(env: dict[str, str]) -> Iterator[None]:
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-level=error"]
    command += ["-L", f"module-null-sink sink_name={SINK} rate={SINK_RATE_HZ}"]
    command += ["-L", "module-native-protocol-unix"]
    server = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        _await_server(server, env)
        subprocess.run(["pactl", "set-default-source", f"{SINK}.monitor"], env=env, check=True)
        yield
    finally:
        server.terminate()
        server.wait(timeout=START_TIMEOUT_S)


def _await_server(server: subprocess.Popen[bytes], env: dict[str, str]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"pulseaudio ended at once with exit code {server.returncode}.")
        if (
            subprocess.run(["pactl", "info"], env=env, capture_output=True, check=False).returncode
            == 0
        ):
            return
        time.sleep(0.1)
    pytest.fail(f"pulseaudio did not answer within {START_TIMEOUT_S:g} s.")
