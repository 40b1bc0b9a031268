"""What a page of the kiosk is shown: the visit, the words, and what the engine says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.texts import Texts
from ser_live.kiosk.visit import Visit
from ser_live.session import SessionState


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of the kiosk.

    Parameters
    ----------
    left_s : float
        Seconds until the page goes on by itself; infinite where it never does.
    """

    config: KioskConfig
    visit: Visit
    state: SessionState
    left_s: float
    log_folder: Path

    @property
    def texts(self) -> Texts:
        """The visitor's language."""
        return self.config.texts[self.visit.language]

    def say(self, text: str, **words: str) -> str:
        """Put the words into a text's placeholders."""
        return text.format(**self.config.common_words(), **words)
