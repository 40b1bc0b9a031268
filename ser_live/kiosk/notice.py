"""The notice that a visitor agrees to: what the page shows is what the log remembers."""

from __future__ import annotations

from datetime import datetime

from ser_live.kiosk.config import KioskConfig


def notice_points(config: KioskConfig, language: str) -> tuple[str, ...]:
    """Return the sentences of the notice, the last saying whom to ask."""
    texts = config.texts[language]
    points = (
        texts.consent_what,
        texts.consent_audio,
        texts.consent_kept,
        texts.consent_choice,
        texts.consent_limits,
        texts.consent_contact,
    )
    return tuple(point.format(**config.common_words()) for point in points)


def consent_record(config: KioskConfig, language: str, at: datetime) -> str:
    """Return what the session's facts keep: when and to which words somebody agreed."""
    notice = " ".join(notice_points(config, language))
    return f"Agreed at {at.isoformat(timespec='seconds')} ({language}) to: {notice}"
