"""Keeps the promise of the notice: results older than the days it names are erased."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from ser_live.log.facts import erase_session, read_facts

logger = logging.getLogger(__name__)


def erase_old(folders: Iterable[Path], keep_days: int, now: datetime) -> int:
    """Erase the kiosk's sessions that began more than `keep_days` days before `now`.

    Only sessions that somebody agreed to at a kiosk are touched; other sessions in the same
    folders stay. Returns how many sessions went.

    Parameters
    ----------
    folders : iterable of Path
        Where logs may lie; the facts of a log may lie in another of them than itself.
    """
    folders = list(folders)
    oldest = now - timedelta(days=keep_days)
    old = {name for folder in folders for name in _older(folder, oldest)}
    return sum(_erase([folder / f"{name}.csv" for folder in folders]) for name in sorted(old))


def _older(folder: Path, oldest: datetime) -> list[str]:
    """Name the sessions in a folder that have to go; none where its disk or server is away."""
    try:
        return [facts.stem for facts in folder.glob("*.json") if _is_older(facts, oldest)]
    except OSError:
        logger.exception("A folder of results could not be looked into")
        return []


def _erase(log_paths: Iterable[Path]) -> bool:
    try:
        erase_session(*log_paths)
    except OSError:
        logger.exception("An old session could not be erased")
        return False
    return True


def _is_older(path: Path, oldest: datetime) -> bool:
    facts = read_facts(path)
    try:
        return bool(facts["consent"]) and datetime.fromisoformat(facts["opened_at"]) < oldest
    except (ValueError, KeyError, TypeError):
        return False
