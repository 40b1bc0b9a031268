"""What every test stands on: a home of its own, the corpora if any, no thread left behind."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("SER_CORPORA") or ROOT.parent / "shared" / "corpora")
NO_CORPORA = "The speech corpora are not at hand; set SER_CORPORA to their folder to run this test."
THREAD_GRACE_S = 3.0

# The libraries read this when they are loaded, by a test module or another conftest.
for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

pytest_plugins = ["tests.pulse", "tests.damage"]

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests a home of their own, before any module asks where home is."""
    home = Path(tempfile.mkdtemp(prefix="ser-live-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ["HOME"] = str(home)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        folder = home / name.lower()
        folder.mkdir()
        os.environ[f"XDG_{name}_HOME"] = str(folder)
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")
    heed_signals()


def heed_signals() -> None:
    """Heed what nohup, or a script's background, has its programs ignore: tests send it."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            is_interrupt = number == signal.SIGINT
            signal.signal(number, signal.default_int_handler if is_interrupt else signal.SIG_DFL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the corpora or the null sink, and skip what has no corpora, saying so."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "corpora" in fixtures:
            item.add_marker("corpus")
        if "pulse_microphone" in fixtures:
            item.add_marker("pulse")
        if item.get_closest_marker("corpus") and not CORPORA.is_dir():
            item.add_marker(pytest.mark.skip(reason=NO_CORPORA))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return the folder of the speech corpora; the test is skipped where there is none."""
    if not CORPORA.is_dir():
        pytest.skip(NO_CORPORA)
    return CORPORA


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    _put_joblib_workers_away()
    deadline = time.monotonic() + THREAD_GRACE_S
    while (leaked := _living_threads() - before) and time.monotonic() < deadline:
        time.sleep(0.02)
    if leaked:
        pytest.fail(f"Threads left behind: {sorted(thread.name for thread in leaked)}")


def _living_threads() -> set[threading.Thread]:
    # A dummy stands for a foreign thread (PortAudio's, Qt's) that once ran Python; Python
    # never learns that it is gone.
    return {
        thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)
    }


def _put_joblib_workers_away() -> None:
    # joblib keeps its worker processes, and a thread that tends them, for the next call.
    reusable = sys.modules.get("joblib.externals.loky.reusable_executor")
    executor = getattr(reusable, "_executor", None)
    if executor is not None:
        executor.shutdown(wait=True)


@pytest.fixture
def closed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder that cannot be looked into, not even by root, to whom nothing is closed."""
    closed = tmp_path / "closed"
    closed.mkdir()

    def stat(path: str | os.PathLike[str], **how: bool) -> os.stat_result:
        if str(path).startswith(f"{closed}/"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return look_up(path, **how)

    def scandir(path: str) -> contextlib.AbstractContextManager[Iterator[os.DirEntry[str]]]:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path)

    look_up, real = os.stat, os.scandir
    monkeypatch.setattr("os.stat", stat)
    monkeypatch.setattr("os.scandir", scandir)
    return closed
