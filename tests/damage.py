"""Damage to files, as disks, transfers and attackers do it, and what it may cost."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

MAX_MEMORY_MB = 1000

many = settings(
    max_examples=int(os.environ.get("SER_SOAK_FUZZ", "100")),
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""As many damages as were asked for, none of which may take long."""


@pytest.fixture
def memory_stays_small() -> Iterator[None]:
    """Fail a test whose largest memory, at any moment, grows by a gigabyte."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak of before is forgotten
    before = peak_memory_mb()
    yield
    assert peak_memory_mb() - before < MAX_MEMORY_MB


def peak_memory_mb() -> float:
    """Return the largest memory of this process so far."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


HOSTILE = (
    b"\x00",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b'"',
    b"\r\n",
    b"=1+1",
    b"nan",
    b"1e999",
)


Edit = tuple[str, int, bytes, int]
"""A kind, a place, bytes to put there, and how many are taken away or said again."""

edits: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(
        st.sampled_from(["cut", "flip", "insert", "hostile", "delete", "repeat"]),
        st.integers(0, 1 << 24),
        st.binary(max_size=200),
        st.integers(0, 2000),
    ),
    min_size=1,
    max_size=6,
)


def damage(content: bytes, changes: list[Edit]) -> bytes:
    """Return `content` after a few cuts, flips, insertions, deletions and repetitions."""
    data = bytearray(content)
    for kind, place, new, count in changes:
        at = place % (len(data) + 1)
        match kind:
            case "cut":
                del data[at:]
            case "flip":
                data[at : at + 1] = bytes([count % 256])
            case "insert":
                data[at:at] = new
            case "hostile":
                piece = HOSTILE[count % len(HOSTILE)]
                data[at : at + len(piece)] = piece
            case "delete":
                del data[at : at + count % 300]
            case "repeat":
                data[at:at] = data[:count]
    return bytes(data)


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """Give damages of a small file; of a large one, draw `edits`: what is drawn is kept."""
    return edits.map(lambda changes: damage(content, changes))
