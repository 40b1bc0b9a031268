"""The notice that a visitor agrees to: what the page shows is what the log remembers."""

from __future__ import annotations

from datetime import datetime

from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.texts import Texts


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
    meant = config.common_words()
    parts = {name: part.format(**meant) for name, part in _optional_parts(config, texts).items()}
    return tuple(point.format(**meant, **parts) for point in points)


def _optional_parts(config: KioskConfig, texts: Texts) -> dict[str, str]:
    """Return what holds only where the visit has the page for it, empty where it has not."""
    confirms, chooses = "confirm" in config.pages, "service" in config.pages
    return {
        "word": texts.consent_word if confirms else "",
        "tell": texts.consent_tell if confirms else "",
        "topic": texts.consent_topic if chooses else "",
    }


def consent_record(config: KioskConfig, language: str, at: datetime) -> str:
    """Return what the session's facts keep: when and to which words somebody agreed."""
    notice = " ".join(notice_points(config, language))
    return f"Agreed at {at.isoformat(timespec='seconds')} ({language}) to: {notice}"
