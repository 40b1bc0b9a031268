"""The coarse tone as a chip."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ser_core.types import Tone
from ser_live.views.chip import Chip
from ser_live.views.theme import palette_of
from ser_live.views.words import tone_word


class ToneChip(Chip):
    """Negative, neutral or positive; hidden where nothing was classified."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone | None = None
        self.setVisible(False)

    def show_tone(self, tone: Tone | None) -> None:
        """Show a tone, or nothing."""
        if tone is self._tone:
            return
        self._tone = tone
        self.setVisible(tone is not None)
        if tone is not None:
            self.show_words(f"tone-{tone.value}", tone_word(tone))
            self.setAccessibleName(self.tr("Tone: {0}").format(tone_word(tone)))

    def color(self) -> str:
        """Return the tone's colour."""
        return palette_of(self).tone(self._tone)
