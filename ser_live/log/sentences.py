"""What is said of session logs, of their facts and of exports."""

from __future__ import annotations

from typing import Final

from ser_core.sentence import Template

FOLDER_REFUSED: Final = Template(
    "The log folder {folder} cannot be written ({reason}); choose another one with --log."
)
RUNNING: Final = Template("{path} belongs to a session that is running; choose another name.")

ROWS: Final = Template("{number} rows")
HELD: Final = Template("{number} rows are held")
GIVEN_UP: Final = Template("{number} older rows had to be given up.")
ROWS_WAIT: Final = Template(
    "The log {path} cannot be written ({reason}); {held} in memory until it can be."
)
ROWS_WAIT_FOR_ROOM: Final = Template(
    "The log {path} cannot be written ({reason}); {held} in memory until there is room."
)
WITHDRAWN_STAYS: Final = Template(
    "The log {path} cannot be written ({reason}); what was taken back stays in it until it can be."
)
ROWS_GIVEN_UP: Final = Template("{trouble} {lost}")
FACTS_WAIT: Final = Template(
    "The facts of the session cannot be written ({reason}); they are kept."
)
LOG_RESCUED: Final = Template(
    "The log {path} could not be written to the end; it is whole in {rescued}."
)
FACTS_RESCUED: Final = Template("The facts of {path} could not be written; they are in {rescued}.")
ROWS_LOST: Final = Template("{rows} of {path} are lost ({reason}).")
FACTS_LOST: Final = Template("The facts of {path} are lost ({reason}).")
NOT_ERASED: Final = Template(
    "The log {path} cannot be erased yet ({reason}); it goes as soon as its folder allows that."
)

EMPTY: Final = Template("The log {name} of a session that ended abruptly held no row.")
TORN: Final = Template(
    "The log {name} ended in the middle of a row, because the program ended abruptly; the torn "
    "row was removed, every row before it is kept."
)

TOO_LARGE: Final = Template("{path} has {size} bytes; a session log has {most} at most.")
CANNOT_READ: Final = Template("{path} cannot be read ({reason}); choose a session log (CSV).")
NO_LOG: Final = Template(
    "{path} is not a session log, or a spreadsheet has changed it; choose a CSV of the log folder."
)
NO_HEADER: Final = Template(
    "This file's first line is not that of a session log; choose another CSV."
)

NOT_SAID_HERE: Final = Template("There is no utterance {number} in this session to correct.")
NOT_SAID: Final = Template("{path} holds no utterance {number}; open it again.")
STILL_OPEN: Final = Template(
    "{path} belongs to a session that is still open; correct it where it is shown."
)
NOT_CORRECTED: Final = Template("{path} cannot be written ({reason}); the correction is not kept.")
NOT_EXPORTED: Final = Template("{path} cannot be written ({reason}); choose another place.")
