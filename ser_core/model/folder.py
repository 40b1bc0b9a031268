"""Writing a folder of files so that a reader finds it whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

from ser_core.errors import ConfigError


def replace_folder(folder: Path, files: Mapping[str, bytes], *, ours: Sequence[str]) -> None:
    """Write `files` into a new folder beside `folder`, then rename it into place.

    A failure or an interruption at any moment leaves the old folder or the new one, and never
    a mixture; only a computer that stops between two renames leaves the old one in the hidden
    folder beside it.

    Raises
    ------
    ConfigError
        Where `folder` holds anything but files of the names in `ours`.
    OSError
        Where it cannot be written.
    """
    check_replaceable(folder, ours=ours)
    with _beside(folder) as beside:
        fresh, old = beside / "new", beside / "old"
        fresh.mkdir()
        for name, content in files.items():
            _write(fresh / name, content)
        if not folder.exists():
            fresh.rename(folder)
        else:
            folder.rename(old)
            try:
                fresh.rename(folder)
            except BaseException:
                old.rename(folder)
                raise
    _sync_folder(folder.parent)


def check_replaceable(folder: Path, *, ours: Sequence[str]) -> None:
    """Tell before hours of work whether a folder can be written.

    Parameters
    ----------
    folder : Path
    ours : sequence of str
        Names of what we write there, as patterns.

    Raises
    ------
    ConfigError
        Where it holds something that we did not write, or is where the process stands.
    OSError
        Where it cannot be written.
    """
    if folder.exists():
        if folder.resolve() == Path.cwd():
            message = f"{folder} is the folder you are in; name one below it or elsewhere."
            raise ConfigError(message, value=folder)
        others = _not_ours(folder, ours)
        if others:
            message = (
                f"{folder} exists and holds other files ({min(others).name}); choose a new folder."
            )
            raise ConfigError(message, value=folder)
    with _beside(folder):
        pass


def _not_ours(folder: Path, ours: Sequence[str]) -> list[Path]:
    """Return what stands in the way of a folder of our own."""
    if not folder.is_dir():
        return [folder]
    return [each for each in folder.iterdir() if not _is_one_of(each, ours)]


def _is_one_of(path: Path, names: Sequence[str]) -> bool:
    return path.is_file() and any(fnmatchcase(path.name, name) for name in names)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a hidden folder on the same disk for a while."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        yield Path(beside)


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
