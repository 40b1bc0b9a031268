"""What kind of fault a reason tells of, without its words.

The fault log holds no personal data, and a reason may name a device or a folder that bears
a person's name; so the log gets the kind and staff the words.
"""

from __future__ import annotations

from typing import Final

import ser_live.sentences as program
from ser_core import sentences as recordings
from ser_core.model import sentences as models
from ser_core.sentence import Sentence
from ser_live.audio import sentences as devices
from ser_live.engine import sentences as engine
from ser_live.kiosk import sentences as kiosk
from ser_live.log import sentences as logs

OTHER: Final = "a fault whose words are shown to staff"

_DAMAGED: Final = (models.DAMAGED, models.OTHER_FORMAT, models.OTHER_FEATURES, models.CODE)
_FAILED: Final = (program.INTERNAL, engine.NOT_STARTED, engine.FAILED_AGAIN)
_KINDS: Final = {
    devices.ABSENT: "the microphone is missing",
    devices.NO_MICROPHONE: "the microphone is missing",
    recordings.NO_CHANNEL: "the microphone lacks the channel",
    devices.SILENT: "the microphone delivers nothing",
    devices.ZEROS: "the microphone delivers exact zeros",
    devices.STOPPED: "the microphone stopped delivering",
    devices.OUTPUT_STOPPED: "the microphone stopped delivering",
    **dict.fromkeys(devices.CANNOT_OPEN, "the microphone cannot be opened"),
    kiosk.NEVER_OPENED: "the microphone did not open in time",
    kiosk.NEVER_FINISHED: "the analysis did not finish in time",
    logs.FOLDER_REFUSED: "the log folder cannot be written",
    models.NO_MODEL: "the model is missing",
    **dict.fromkeys(_DAMAGED, "the model is damaged"),
    **dict.fromkeys(_FAILED, "something failed inside the program"),
}


def fault_kind(reason: Sentence) -> str:
    """Return the kind of fault that a reason for staff tells of; it never quotes it."""
    return _KINDS.get(reason.template, OTHER)
