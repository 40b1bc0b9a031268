"""What the kiosk itself says to staff."""

from __future__ import annotations

from typing import Final

from ser_core.sentence import Template

NEVER_OPENED: Final = Template("The microphone did not open in time.")
NEVER_FINISHED: Final = Template("The analysis did not finish in time.")
