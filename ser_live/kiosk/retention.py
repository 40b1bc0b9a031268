"""Keeps the promise of the notice: results older than the days it names are erased."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path

from ser_live.log.facts import erase_session, facts_path

logger = logging.getLogger(__name__)


def erase_old(folder: Path, keep_days: int, now: datetime) -> int:
    """Erase the kiosk's sessions that began more than `keep_days` days before `now`.

    Only sessions that somebody agreed to at a kiosk are touched; other sessions in the same
    folder stay. Returns how many sessions went.
    """
    oldest = now - timedelta(days=keep_days)
    erased = 0
    for log_path in sorted(folder.glob("*.csv")):
        if _is_older(facts_path(log_path), oldest):
            try:
                erase_session(log_path)
            except OSError:
                logger.exception("An old session could not be erased")
            else:
                erased += 1
    return erased


def _is_older(path: Path, oldest: datetime) -> bool:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        opened_at = datetime.fromisoformat(facts["opened_at"])
        return bool(facts["consent"]) and opened_at < oldest
    except (OSError, ValueError, KeyError, TypeError):
        return False
