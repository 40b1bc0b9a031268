"""Files that are whole or not there, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ser_core.permissions import opener_like


def temporary_path(path: Path) -> Path:
    """Return where a file is written before it takes the place of the old one."""
    return path.with_name(f".{path.name}.new")


def write_beside(path: Path, data: bytes) -> Path:
    """Write `data` to the temporary file of `path`, down to the disk, and return its path.

    It has the permissions of the file at `path`, if there is one. Where that fails no part of
    it stays behind.
    """
    temporary = temporary_path(path)
    with _removed_on_failure(temporary):
        temporary.unlink(missing_ok=True)
        with open(temporary, "xb", opener=opener_like(path)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    return temporary


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`: a reader sees the old file or the new one, never a part."""
    put_in_place(write_beside(path, data), path)
    sync_folder(path.parent)


def put_in_place(temporary: Path, path: Path) -> None:
    """Let a temporary file take the place of the old one; where that fails it goes."""
    with _removed_on_failure(temporary):
        temporary.replace(path)


@contextlib.contextmanager
def _removed_on_failure(temporary: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def is_at(path: Path, file: BinaryIO | io.FileIO) -> bool:
    """Tell whether an open file still is what its name leads to."""
    try:
        named = path.stat()
    except FileNotFoundError:
        return False
    try:
        return os.path.samestat(named, os.fstat(file.fileno()))
    except (OSError, ValueError):
        return False  # it died with its mount, or is closed


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder down to the disk, where system and permissions let us."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
