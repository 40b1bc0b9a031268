"""What stands in the place of the utterances while there are none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ser_live.messages import Phase
from ser_live.session import SessionState
from ser_live.views.lost_words import lacks_microphone, lost_kind, lost_words

translate = QCoreApplication.translate


def empty_words(state: SessionState) -> tuple[str, str, str]:
    """Return icon, title and detail."""
    match state.phase:
        case Phase.LISTENING:
            return (
                "speaking",
                translate("EmptyState", "Nothing has been said yet"),
                translate("EmptyState", "Each utterance gets its row here when it ends."),
            )
        case Phase.STARTING:
            return (
                "waiting",
                translate("EmptyState", "Getting ready…"),
                translate("EmptyState", "Listening begins in a moment."),
            )
        case Phase.RECONNECTING:
            title, _, remedy = lost_words(state)
            return f"{lost_kind(state).value}-off", title, remedy
        case Phase.FAILED if lacks_microphone(state):
            return (
                "microphone-off",
                translate("EmptyState", "What you can do"),
                translate(
                    "EmptyState",
                    "Plug in a microphone and press Start, open a recording, or play the demo.",
                ),
            )
        case Phase.FAILED:
            return (
                "microphone-off",
                translate("EmptyState", "Not listening"),
                translate("EmptyState", "Choose what to listen to, then press Start."),
            )
        case _:
            return (
                "microphone",
                translate("EmptyState", "No utterances"),
                translate("EmptyState", "Press Start, or drop a recording here."),
            )
