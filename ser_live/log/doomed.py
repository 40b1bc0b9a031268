"""The sessions that have to go, known by name until their files are gone.

A folder may refuse to give files up, or be away with its mount and come back with them. Their
names, and nothing else of them, outlast the program: each is an empty file in a folder of the
user's own, which needs no room and which two programs can change at a time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from ser_core.sentence import NOTHING, Sentence
from ser_live.log import sentences
from ser_live.log.facts import erase_session, facts_path
from ser_live.log.files import sync_folder
from ser_live.user_folders import doomed_folder


class Doomed:
    """The names of the sessions that have to go.

    Parameters
    ----------
    folders : iterable of Path
        Where logs and their facts may lie.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._names: set[str] = set()
        self._unmarked: set[str] = set()

    def __bool__(self) -> bool:
        """Tell whether any session still has to go."""
        return bool(self._names)

    def add(self, log_path: Path) -> None:
        """Remember, beyond the end of the program too if that can be, that a log has to go."""
        self._names.add(log_path.stem)
        folder = doomed_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (folder / log_path.stem).touch()
        except OSError:
            self._unmarked.add(log_path.stem)
        sync_folder(folder)

    def erase(self) -> Sentence:
        """Erase what is there; return in a sentence what cannot be, empty where all can.

        A name is forgotten once its files were seen and are gone.
        """
        self._recall()
        told = NOTHING
        for name in sorted(self._names):
            logs = [folder / f"{name}.csv" for folder in self._folders]
            there: list[Path] = []
            try:
                there = [log for log in logs if log.exists() or facts_path(log).exists()]
                erase_session(*there)
            except OSError as error:
                told = sentences.NOT_ERASED(path=(there or logs)[0], reason=error.strerror)
                continue
            if there:
                self._forget(name)
        return told

    def _recall(self) -> None:
        """Take in what other programs could not erase, and what they could."""
        with contextlib.suppress(OSError):
            self._names = self._unmarked | {mark.name for mark in doomed_folder().iterdir()}

    def _forget(self, name: str) -> None:
        self._names.discard(name)
        self._unmarked.discard(name)
        with contextlib.suppress(OSError):
            (doomed_folder() / name).unlink(missing_ok=True)
