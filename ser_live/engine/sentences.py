"""What the engine says of itself, of its source and of the place where it listens."""

from __future__ import annotations

from typing import Final

from ser_core.sentence import Template

DEMO_ASKED_FOR: Final = Template("This is the built-in demo recording, not a microphone.")
DEMO_FOR_WANT_OF_A_MICROPHONE: Final = Template(
    "No microphone was found, so this is the built-in demo recording; plug one in and choose it."
)
DEFAULT_MOVED: Final = Template(
    "The system's default microphone is {name!r} now, and is listened to."
)
SOURCE_KEPT: Final = Template("{trouble} The source of before is used on.")
SESSION_KEPT: Final = Template("{trouble} The session of before goes on.")
OVERLOADED: Final = Template(
    "The computer was too busy and some audio was lost; the log says when. Close other programs."
)

NOT_STARTED: Final = Template("The session could not be started; see the fault log.")
FAILED_AGAIN: Final = Template("The analysis failed again and again; see the fault log.")
INCOMPLETE: Final = Template("A part of the program is missing or damaged; install it again.")
NO_FAULT_LOG: Final = Template(
    "No fault log can be written in {folder} ({reason}); faults are only shown."
)

PLACE_NOT_KEPT: Final = Template("What this place sounds like cannot be kept ({reason}).")
PLACE_NOT_READ: Final = Template("What is known of this place cannot be read ({reason}).")
PLACE_NOT_REMOVED: Final = Template("{path} cannot be removed ({reason}); remove it by hand.")
PLACE_IN_THE_WAY: Final = Template("{path} is damaged and cannot be set aside ({reason}).")
PLACE_SET_ASIDE: Final = Template(
    "What was known of this place is damaged; it is set aside as {name}."
)
