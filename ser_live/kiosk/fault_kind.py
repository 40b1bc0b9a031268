"""What kind of fault a reason tells of, without its words.

The fault log holds no personal data, and a reason may name a device or a folder that bears
a person's name; so the log gets the kind and staff the words.
"""

from __future__ import annotations

from typing import Final

from ser_live.kiosk.visit import NEVER_FINISHED, NEVER_OPENED

OTHER: Final = "a fault whose words are shown to staff"

_KINDS: Final = (
    ("There is no audio device", "the microphone is missing"),
    ("This computer has no microphone", "the microphone is missing"),
    ("and no channel", "the microphone lacks the channel"),
    ("delivers nothing", "the microphone delivers nothing"),
    ("delivers exact zeros", "the microphone delivers exact zeros"),
    ("stopped delivering", "the microphone stopped delivering"),
    (NEVER_OPENED, "the microphone did not open in time"),
    (NEVER_FINISHED, "the analysis did not finish in time"),
    ("The log folder", "the log folder cannot be written"),
    ("There is no model", "the model is missing"),
    ("model again.", "the model is damaged"),
    ("see the fault log", "something failed inside the program"),
    ("cannot be opened", "the microphone cannot be opened"),
)


def fault_kind(reason: str) -> str:
    """Return the kind of fault that a reason for staff tells of; it never quotes it."""
    return next((kind for mark, kind in _KINDS if mark in reason), OTHER)
