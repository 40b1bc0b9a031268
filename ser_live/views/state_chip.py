"""What the program is doing, as a chip: listening, speaking, silence, paused, or failed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ser_live.messages import Phase
from ser_live.session import SessionState, Voice
from ser_live.views.chip import Chip
from ser_live.views.lost_words import gives_only_zeros
from ser_live.views.notice_words import notice_words
from ser_live.views.theme import palette_of

translate = QCoreApplication.translate


def state_words(state: SessionState) -> tuple[str, str, str]:
    """Return the icon, the word and the palette's colour name for a state."""
    if state.phase is Phase.LISTENING:
        if state.speaking:
            return "speaking", translate("StateChip", "Speaking"), "good"
        if state.rows:
            return "silence", translate("StateChip", "Silence"), "accent"
        return "listening", translate("StateChip", "Listening"), "accent"
    if state.phase is Phase.RECONNECTING and gives_only_zeros(state):
        return "microphone-off", translate("StateChip", "No sound"), "warning"
    return {
        Phase.IDLE: ("microphone", translate("StateChip", "Ready"), "muted"),
        Phase.STARTING: ("waiting", translate("StateChip", "Getting ready"), "accent"),
        Phase.PAUSED: ("pause", translate("StateChip", "Paused"), "warning"),
        Phase.RECONNECTING: ("reconnecting", translate("StateChip", "Reconnecting"), "warning"),
        Phase.FAILED: ("microphone-off", translate("StateChip", "Not listening"), "bad"),
        Phase.FINISHED: ("finished", translate("StateChip", "Finished"), "muted"),
    }[state.phase]


class StateChip(Chip):
    """Says at a glance what the program is doing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = "muted"

    def steady_width(self) -> int:
        """Return a width that stays while words come and go with each utterance."""
        heard = SessionState(phase=Phase.LISTENING)
        talking = replace(heard, voices=(Voice(speaking=True),))
        words = (self.text, *(state_words(state)[1] for state in (heard, talking)))
        return max(map(self.width_of, words))

    def show_state(self, state: SessionState) -> None:
        """Show what the program is doing."""
        icon, word, self._color = state_words(state)
        if word != self.text:
            self.show_words(icon, word)
            self.setAccessibleName(self.tr("State: {0}").format(word))
        reason = notice_words(state.reason) or word
        if reason != self.toolTip():
            self.setToolTip(reason)

    def color(self) -> str:
        """Return the state's colour."""
        return str(getattr(palette_of(self), self._color))
