"""The engine's sentences in the language of the person, with the window's own remedies.

The engine speaks English and knows no screen; here its sentences are recognised by their
fixed part, and what varies in them is carried over.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def notice_words(text: str) -> str:
    """Return a sentence in the person's language; one that is not known stays as it is."""
    for pattern, words in (*_sources(), *_devices(), *_logs(), *_sites(), *_program()):
        if found := re.fullmatch(pattern, text, flags=re.DOTALL):
            return words.format(*(notice_words(part) for part in found.groups()))
    return text


def _sources() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"This is the built-in demo recording, not a microphone\.",
            translate("Notices", "This is the built-in demo recording, not a microphone."),
        ),
        (
            r"This computer has no microphone; .*",
            translate(
                "Notices",
                "This computer has no microphone. Plug one in, or play the demo (Ctrl+D).",
            ),
        ),
        (
            r"There is no audio device ('.*?'); there are: .*",
            translate("Notices", "There is no audio device {0}. Choose another one (Ctrl+M)."),
        ),
        (
            r"(.*) The source of before is used on\.",
            translate("Notices", "{0} The source of before is used on."),
        ),
        (
            r"The system's default microphone is ('.*') now, and is listened to\.",
            translate("Notices", "The system's default microphone is {0} now; it is listened to."),
        ),
        (
            r"There is no recording ('.*'); .*",
            translate("Notices", "There is no recording {0}. Check the path."),
        ),
    )


def _devices() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"(.*) has (\d+) channels? and no channel ('.*'); .*",
            translate(
                "Notices",
                "{0} has {1} channel(s), and what was chosen is not among them. "
                "Choose another channel (Ctrl+M).",
            ),
        ),
        (
            r"('.*') delivers nothing; .*",
            translate(
                "Notices", "{0} delivers nothing. Plug it in again, or choose another (Ctrl+M)."
            ),
        ),
        (
            r"('.*') delivers exact zeros, .*",
            translate(
                "Notices",
                "{0} delivers exact zeros, which no room does. Check its mute switch, the "
                "recording volume and the permission to use it.",
            ),
        ),
        (
            r"('.*') stopped delivering; .*",
            translate("Notices", "{0} stopped delivering. Plug it in again."),
        ),
        (
            r"('.*') cannot be opened: another program .*",
            translate(
                "Notices",
                "{0} cannot be opened: another program is using it, or it was unplugged. "
                "Close that program, plug it in, or choose another (Ctrl+M).",
            ),
        ),
        (
            r"('.*') cannot be opened: .*",
            translate("Notices", "{0} cannot be opened. Choose another one (Ctrl+M)."),
        ),
    )


def _logs() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"The log folder (.*) cannot be written \((.*)\); .*",
            translate(
                "Notices",
                "The log folder {0} cannot be written ({1}). Choose another one in the settings.",
            ),
        ),
        (
            r"The log (.*) cannot be written \((.*)\); (\d+) rows are held .*",
            translate(
                "Notices",
                "The log {0} cannot be written ({1}). {2} rows are held in memory until it can be.",
            ),
        ),
        (
            r"The facts of the session cannot be written \((.*)\); .*",
            translate(
                "Notices", "The facts of the session cannot be written ({0}); they are kept."
            ),
        ),
        (
            r"The log (.*) of a session that ended abruptly held no row\.",
            translate("Notices", "The log {0} of a session that ended abruptly held no row."),
        ),
        (
            r"The log (.*) ended in the middle of a row, .*",
            translate(
                "Notices",
                "The log {0} ended in the middle of a row, because the program ended abruptly. "
                "The torn row was removed; every row before it is kept.",
            ),
        ),
        (
            r"(.*) belongs to a session that is still open; .*",
            translate(
                "Notices",
                "{0} belongs to a session that is still open. Correct it where it is shown.",
            ),
        ),
        (
            r"(.*) cannot be written \((.*)\); the correction is not kept\.",
            translate("Notices", "{0} cannot be written ({1}). The correction is not kept."),
        ),
        (
            r"(.*) is not a session log; .*",
            translate("Notices", "{0} is not a session log. Choose a CSV that this program wrote."),
        ),
    )


def _sites() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"What this place sounds like cannot be kept \((.*)\)\.",
            translate("Notices", "What this place sounds like cannot be kept ({0})."),
        ),
        (
            r"(.*) cannot be removed \((.*)\); remove it by hand\.",
            translate("Notices", "{0} cannot be removed ({1}). Remove it by hand."),
        ),
        (
            r"What is known of this place cannot be read \((.*)\)\.",
            translate("Notices", "What is known of this place cannot be read ({0})."),
        ),
        (
            r"What was known of this place is damaged; it is set aside as (.*)\.",
            translate(
                "Notices", "What was known of this place is damaged; it is set aside as {0}."
            ),
        ),
    )


def _program() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"The computer was too busy and some audio was lost; .*",
            translate(
                "Notices",
                "The computer was too busy and some audio was lost; the log says when. "
                "Close other programs.",
            ),
        ),
        (
            r"Something failed inside the program .*",
            translate(
                "Notices",
                "Something failed inside the program (see the fault log); the monitor goes on.",
            ),
        ),
        (
            r"The analysis failed again and again; .*",
            translate("Notices", "The analysis failed again and again; see the fault log."),
        ),
    )
