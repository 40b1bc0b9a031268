"""The engine's sentences for staff, with remedies that a kiosk has: cables and its file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ser_core import sentences as recordings
from ser_core.model import sentences as models
from ser_core.sentence import Sentence, Template
from ser_live.audio import sentences as devices
from ser_live.kiosk import sentences as kiosk
from ser_live.log import sentences as logs
from ser_live.views.notice_words import notice_words

translate = QCoreApplication.translate


def staff_words(sentence: Sentence) -> str:
    """Return a sentence in the language of the page; nothing can be chosen at a kiosk."""
    return notice_words(sentence, kiosk_remedies())


def kiosk_remedies() -> dict[Template, str]:
    """Return the words that only a kiosk has."""
    refused = translate("Staff", "“{name}” cannot be opened. Name another in the kiosk's file.")
    return {
        devices.ABSENT: translate(
            "Staff",
            "There is no audio device “{name}”. Connect it, or name another in the kiosk's file.",
        ),
        recordings.NO_CHANNEL: translate(
            "Staff", "The kiosk's file names a channel that {name} does not have. Name another."
        ),
        devices.SILENT: translate(
            "Staff",
            "“{name}” delivers nothing. Connect it again, or name another in the kiosk's file.",
        ),
        **dict.fromkeys(devices.CANNOT_OPEN, refused),
        devices.IN_USE: translate(
            "Staff",
            "“{name}” cannot be opened: another program is using it, or it was unplugged. "
            "Close that program, connect it, or name another in the kiosk's file.",
        ),
        logs.FOLDER_REFUSED: translate(
            "Staff",
            "The log folder {folder} cannot be written: {reason}. Start the kiosk with another "
            "one.",
        ),
        models.NO_MODEL: translate(
            "Staff", "There is no model “{name}”. Name another in the kiosk's file."
        ),
        kiosk.NEVER_OPENED: translate(
            "Staff", "The microphone did not open in time. Connect it again."
        ),
        kiosk.NEVER_FINISHED: translate(
            "Staff", "The analysis did not finish in time; the kiosk tries again."
        ),
    }
