"""What the program says of its settings, and of a fault that nobody foresaw."""

from __future__ import annotations

from typing import Final

from ser_core.sentence import Template

INTERNAL: Final = Template(
    "Something failed inside the program (see the fault log); the monitor goes on."
)

SETTINGS_WAIT: Final = Template("The changed settings hold from the next session on.")
NOT_SAVED: Final = Template("The settings cannot be saved in {path}; make its folder writable.")
NO_JSON: Final = Template(
    "This is not a settings file (no JSON); choose one that was exported here."
)
OTHER_FORMAT: Final = Template(
    "This is not a settings file of ser-live; choose one that was exported here."
)
TOO_LARGE: Final = Template("{name} is too large to be a settings file; choose another one.")
CANNOT_READ: Final = Template(
    "{name} cannot be read; choose a settings file that was exported here."
)
UNKNOWN: Final = Template("There is no setting named {name!r}; take it out of the file.")
KIND: Final = Template("The setting {name} is {value}; it must be of the kind {kind}.")
CHOICE: Final = Template("The setting {name} is {value!r}; choose one of {choices}.")
LIMITS: Final = Template("The setting {name} is {value:g}; choose {least:g} to {greatest:g}.")
LONGER_THAN_WINDOW: Final = Template(
    "The setting {name} is {value:g}; choose at most the length of a window, {window:g}."
)
CHANNEL: Final = Template("The setting channel is {channel!r}; choose {choice}.")
MODEL: Final = Template(
    "The setting model is {model!r}, and there is no such model; choose one of {names}, or a "
    "model's folder."
)
