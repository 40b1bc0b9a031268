"""Whether a stream records from its source, as a real sound server tells it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ser_live.audio import libpulse, pulse
from ser_live.audio.attachment import Attachment
from ser_live.audio.libpulse import PulseSource
from tests.pulse import SINK, PulseMicrophone, null_sink

HEADSET = "headset"


@pytest.fixture
def server(pulse_microphone: PulseMicrophone, monkeypatch: pytest.MonkeyPatch) -> PulseMicrophone:
    """Let this process find the server, as a subprocess would."""
    meet(pulse_microphone, monkeypatch)
    return pulse_microphone


def meet(server: PulseMicrophone, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, server.env[name])


@contextmanager
def headset(server: PulseMicrophone) -> Iterator[str]:
    """Plug in another source; tell the number that unplugs it."""
    command = ["pactl", "load-module", "module-null-sink", f"sink_name={HEADSET}"]
    told = subprocess.run(command, env=server.env, capture_output=True, text=True, check=True)
    module = told.stdout.strip()
    try:
        yield module
    finally:
        unplug(server, module)


def unplug(server: PulseMicrophone, module: str) -> None:
    command = ["pactl", "unload-module", module]
    subprocess.run(command, env=server.env, capture_output=True, check=False)


@contextmanager
def recorder(server: PulseMicrophone, source: str, process: int) -> Iterator[None]:
    """Record from a source in another process, which says that it is this one."""
    command = ["parec", f"--device={source}", f"--property=application.process.id={process}"]
    with subprocess.Popen(command, env=server.env, stdout=subprocess.DEVNULL) as program:
        try:
            yield
        finally:
            program.kill()


def test_a_stream_that_is_moved_to_another_source_is_noticed_at_once(
    server: PulseMicrophone,
) -> None:
    with headset(server) as module, recorder(server, f"{HEADSET}.monitor", os.getpid()):
        attachment = Attachment(f"{HEADSET}.monitor")
        with recorder(server, f"{SINK}.monitor", os.getpid()):
            heard_before = time.monotonic()
            assert attachment.held_at(time.monotonic())
        unplug(server, module)
        assert not attachment.held_at(time.monotonic())
        assert attachment.held_at(heard_before), "what was sure stays so"
        attachment.close()


@pytest.mark.parametrize("source", [f"{SINK}.monitor", "nowhere"])
def test_a_source_that_only_others_record_from_is_refused(
    server: PulseMicrophone, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr("ser_live.audio.attachment.FOUND_WITHIN_S", 0.2)
    with (
        recorder(server, f"{SINK}.monitor", 1),
        pytest.raises(OSError, match="no stream of this process"),
    ):
        Attachment(source)


@pytest.mark.usefixtures("pulse_microphone")
def test_a_server_that_ends_vouches_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with null_sink() as another:
        meet(another, monkeypatch)
        with recorder(another, f"{SINK}.monitor", os.getpid()):
            attachment = Attachment(f"{SINK}.monitor")
    assert not attachment.held_at(time.monotonic())
    attachment.close()
    with pytest.raises(OSError, match="does not answer"):
        Attachment(f"{SINK}.monitor")


def test_a_server_that_takes_too_long_vouches_for_nothing(
    server: PulseMicrophone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with recorder(server, f"{SINK}.monitor", os.getpid()):
        attachment = Attachment(f"{SINK}.monitor")
        monkeypatch.setattr(libpulse, "TIMEOUT_S", 0.0)
        assert not attachment.held_at(time.monotonic())
        attachment.close()


def test_without_the_library_nothing_is_vouched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libpulse, "LIBRARY", "libnowhere.so.0")
    with pytest.raises(OSError, match="libnowhere"):
        Attachment(f"{SINK}.monitor")


def test_sources_are_told_in_any_language_and_script(server: PulseMicrophone) -> None:
    properties = 'device.description="Kopfhörer-Ausgang"'
    command = ["pactl", "load-module", "module-null-sink", f"sink_name={HEADSET}"]
    told = subprocess.run(
        [*command, f"rate=44100 channels=6 sink_properties='{properties}'"],
        env=server.env,
        capture_output=True,
        text=True,
        check=True,
    )
    try:
        found = {source.name: source for source in pulse.list_sources()}
    finally:
        unplug(server, told.stdout.strip())
    assert found[f"{HEADSET}.monitor"] == PulseSource(
        f"{HEADSET}.monitor", "Monitor of Kopfhörer-Ausgang", 6, 44_100, monitor=True
    )
    assert found[f"{SINK}.monitor"].channels == 2


def test_without_a_server_there_are_no_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    assert pulse.list_sources() == []
