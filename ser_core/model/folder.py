"""Writing a folder of files so that a reader finds it whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ser_core.errors import ConfigError


def replace_folder(folder: Path, files: Mapping[str, bytes], *, mark: str) -> None:
    """Write `files` into a new folder beside `folder`, then rename it into place.

    An interruption at any moment leaves the old folder, or none, but never a mixture.

    Raises
    ------
    ConfigError
        Where `folder` holds something, and no file `mark` by which it may be replaced.
    OSError
        Where it cannot be written.
    """
    check_replaceable(folder, mark=mark)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        fresh = Path(beside) / "new"
        fresh.mkdir()
        for name, content in files.items():
            _write(fresh / name, content)
        if folder.exists():
            folder.rename(Path(beside) / "old")
        fresh.rename(folder)
    _sync_folder(folder.parent)


def check_replaceable(folder: Path, *, mark: str) -> None:
    """Raise `ConfigError` where a folder holds something that we did not write."""
    if not folder.exists():
        return
    if not folder.is_dir() or (not (folder / mark).is_file() and any(folder.iterdir())):
        message = f"{folder} exists and holds other files; choose a new folder."
        raise ConfigError(message, value=folder)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the rename durable, where the system can open a folder (Windows cannot)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
