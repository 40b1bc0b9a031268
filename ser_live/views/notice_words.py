"""The engine's sentences in the language of the person, with remedies that every window has.

The engine speaks English and knows no screen; here its sentences are recognised by their
fixed part, and what varies in them is carried over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject

from ser_core.errors import DISK_FULL
from ser_live.views.system_words import system_words

translate = QCoreApplication.translate


def notice_words(text: str, own: Iterable[tuple[str, str]] = ()) -> str:
    """Return a sentence in the person's language; one that is not known stays as it is.

    Parameters
    ----------
    own : iterable of (pattern, words)
        Remedies that only this window has; they come before those of all windows.
    """
    if counted := re.fullmatch(r"(\d+) (row|channel)s?((?: are held)?)", text):
        return _Counts().words(int(counted[1]), counted[2] + counted[3])
    tables = (
        _sources,
        _recordings,
        _devices,
        _calls,
        _logs,
        _files,
        _sites,
        _program,
        _settings,
        _names,
    )
    for pattern, words in (*own, *(entry for table in tables for entry in table())):
        if found := re.fullmatch(pattern, text, flags=re.DOTALL):
            return words.format(*(notice_words(part) for part in found.groups()))
    return system_words(text)


def _sources() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"This is the built-in demo recording, not a microphone\.",
            translate("Notices", "This is the built-in demo recording, not a microphone."),
        ),
        (
            r"No microphone was found, so this is the built-in demo recording; .*",
            translate(
                "Notices",
                "No microphone was found, so this is the built-in demo recording. Plug one in and "
                "choose it.",
            ),
        ),
        (
            r"This computer has no microphone; .*",
            translate(
                "Notices",
                "This computer has no microphone. Plug one in.",
            ),
        ),
        (
            r"There is no audio device (['\"].*?['\"]); there are: .*",
            translate("Notices", "There is no audio device {0}. Choose another one."),
        ),
        (
            r"(.*) The source of before is used on\.",
            translate("Notices", "{0} The source of before is used on."),
        ),
        (
            r"(.*) The session of before goes on\.",
            translate("Notices", "{0} The session of before goes on."),
        ),
        (
            r"The sound system does not tell its devices \((.*)\); .*",
            translate("Notices", "The sound system does not tell its devices: {0}. Try again."),
        ),
        (
            r"The system's default microphone is (['\"].*['\"]) now, and is listened to\.",
            translate("Notices", "The system's default microphone is {0} now; it is listened to."),
        ),
        (
            r"No source was chosen; .*",
            translate("Notices", "No source was chosen. Choose one."),
        ),
    )


def _recordings() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"There is no recording (['\"].*['\"]); .*",
            translate("Notices", "There is no recording {0}. Check the path."),
        ),
        (
            r"(.*) cannot be opened \((.*)\); check the path and its permissions\.",
            translate("Notices", "{0} cannot be opened: {1}."),
        ),
        (
            r"(.*) is not a recording that can be read \((.*)\); .*",
            translate(
                "Notices",
                "{0} is no recording that can be read ({1}). Convert it to WAV, FLAC, OGG or MP3.",
            ),
        ),
        (
            r"(.*) is a pipe, .*",
            translate("Notices", "{0} is a pipe. Save the recording to a file first."),
        ),
        (
            r"(.*) holds no samples; .*",
            translate("Notices", "{0} holds no sound. Record it again."),
        ),
        (
            r"(.*) is damaged and stops being readable \((.*)\); .*",
            translate("Notices", "{0} is damaged from some place on ({1})."),
        ),
        (
            r"(.*) holds the value (.*) at (.*) s, which is no sound; .*",
            translate("Notices", "{0} holds the value {1} at {2} s, which is no sound."),
        ),
        (
            r"(.*) has a sampling rate of (\d+) Hz; convert it to a rate from (\d+) to (\d+) Hz\.",
            translate(
                "Notices",
                "{0} has a sampling rate of {1} Hz. Convert it to one from {2} to {3} Hz.",
            ),
        ),
    )


def _devices() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"(.*) has (\d+ channels?) and no channel (['\"].*['\"]); .*",
            translate(
                "Notices",
                "{0} has only {1}, and not the one that was chosen. Choose another channel.",
            ),
        ),
        (
            r"(['\"].*['\"]) delivers nothing; .*",
            translate("Notices", "{0} delivers nothing. Plug it in again, or choose another one."),
        ),
        (
            r"(['\"].*['\"]) delivers exact zeros, .*",
            translate(
                "Notices",
                "{0} sends complete silence; it is probably muted. Check its mute switch, the "
                "recording volume and the permission to use it.",
            ),
        ),
        (
            r"(['\"].*['\"]) stopped delivering; check the computer's output\.",
            translate(
                "Notices",
                "{0} sends no sound any more. Check the computer's output, or choose another "
                "source.",
            ),
        ),
        (
            r"(['\"].*['\"]) stopped delivering; .*",
            translate("Notices", "{0} sends no sound any more. Plug it in again."),
        ),
        (
            r"(['\"].*['\"]) cannot be opened: another program .*",
            translate(
                "Notices",
                "{0} cannot be opened: another program is using it, or it was unplugged. "
                "Close that program, plug it in, or choose another one.",
            ),
        ),
        (
            r"(['\"].*['\"]) cannot be opened: .*",
            translate("Notices", "{0} cannot be opened. Choose another one."),
        ),
        (
            r"(['\"].*['\"]) failed inside the program; it is opened again\.",
            translate("Notices", "{0} failed inside the program; it is opened again."),
        ),
        (
            r"The PortAudio library is missing, .*",
            translate(
                "Notices",
                "The PortAudio library is missing, so no microphone can be opened. Install it.",
            ),
        ),
    )


def _calls() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"A call is heard on one channel only, and each channel of (.*) would be two; .*",
            translate(
                "Notices",
                "A call is heard on one channel only, and {0} would be heard on two. "
                "Choose the caller's channel.",
            ),
        ),
        (
            r"A call is heard on one channel only, and the mix of (.*) would hold .*",
            translate(
                "Notices",
                "A call is heard on one channel only, and the mix of {0} would hold your voice "
                "too. Choose the caller's channel.",
            ),
        ),
        (
            r"(.*) has a single channel, which holds both voices of a call; .*",
            translate(
                "Notices",
                "{0} has a single channel, which holds both voices of a call. Choose a source "
                "with the caller on a channel of their own, or the system audio.",
            ),
        ),
        (
            r"(.*) stands for whatever the system chooses, .*",
            translate(
                "Notices",
                "{0} stands for whatever the system chooses, which may be your own microphone. "
                "Choose the caller's source by its own name.",
            ),
        ),
    )


def _logs() -> tuple[tuple[str, str], ...]:
    full = f"(?:{'|'.join(os.strerror(number) for number in DISK_FULL)})"
    return (
        (
            r"The log folder (.*) cannot be written \((.*)\); .*",
            translate(
                "Notices", "The log folder {0} cannot be written: {1}. Choose another folder."
            ),
        ),
        (
            rf"The log .* cannot be written \({full}\); (\d+ rows are held) .*",
            translate("Notices", "The disk is full. {0}; free some space."),
        ),
        (
            r"The log (.*) cannot be written \((.*)\); (\d+ rows are held) .*",
            translate("Notices", "The log {0} cannot be written: {1}. {2}."),
        ),
        (
            r"The log (.*) cannot be written \((.*)\); what was taken back .*",
            translate(
                "Notices",
                "What was taken back is still in the log {0}: {1}. It is tried again.",
            ),
        ),
        (
            r"The log (.*) could not be written to the end; it is whole in (.*)\.",
            translate(
                "Notices", "The log {0} could not be written to the end; it is whole in {1}."
            ),
        ),
        (
            r"The facts of (.*) could not be written; they are in (.*)\.",
            translate("Notices", "The facts of {0} could not be written; they are in {1}."),
        ),
        (
            r"The facts of (.*) are lost \((.*)\)\.",
            translate("Notices", "The facts of {0} could not be kept: {1}."),
        ),
        (
            r"(\d+ rows) of (.*) are lost \((.*)\)\.",
            translate("Notices", "{0} of {1} could not be kept: {2}."),
        ),
        (
            r"The facts of the session cannot be written \((.*)\); .*",
            translate("Notices", "The facts of the session cannot be written yet: {0}."),
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
            r"The log (.*) cannot be erased yet \((.*)\); it goes .*",
            translate("Notices", "The log {0} cannot be erased yet: {1}. It is tried again."),
        ),
        (
            r"There is no utterance (\d+) in this session to correct\.",
            translate("Notices", "There is no utterance {0} in this session to correct."),
        ),
    )


def _files() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"(.*) belongs to a session that is still open; .*",
            translate(
                "Notices",
                "{0} belongs to a session that is still open. Correct it where it is shown.",
            ),
        ),
        (
            r"(.*) cannot be written \((.*)\); the correction is not kept\.",
            translate("Notices", "{0} cannot be written: {1}. The correction is not kept."),
        ),
        (
            r"(.*) cannot be written \((.*)\); choose another place\.",
            translate("Notices", "{0} cannot be written: {1}. Choose another place."),
        ),
        (
            r"(.*) cannot be read \((.*)\); (?:choose a session log|check its permissions).*",
            translate("Notices", "{0} cannot be read: {1}."),
        ),
        (
            r"(.*) is not a session log; .*",
            translate("Notices", "{0} is not a session log. Choose a CSV that this program wrote."),
        ),
        (
            r"(.*) holds no utterance (\d+); open it again\.",
            translate("Notices", "{0} holds no utterance {1}. Open it again."),
        ),
        (
            r"There is no model (['\"].*['\"]); .*",
            translate("Notices", "There is no model {0}. Choose another one."),
        ),
        (
            r"(.*) (?:fetch or )?train the model (?:again|with).*",
            translate("Notices", "The model cannot be used. Fetch or train it again. Details: {0}"),
        ),
    )


def _sites() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"What this place sounds like cannot be kept \((.*)\)\.",
            translate("Notices", "What this place sounds like cannot be kept: {0}."),
        ),
        (
            r"(.*) cannot be removed \((.*)\); remove it by hand\.",
            translate("Notices", "{0} cannot be removed: {1}. Remove it by hand."),
        ),
        (
            r"What is known of this place cannot be read \((.*)\)\.",
            translate("Notices", "What is known of this place cannot be read: {0}."),
        ),
        (
            r"(.*) is damaged and cannot be set aside \((.*)\)\.",
            translate("Notices", "{0} is damaged and cannot be set aside: {1}."),
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
                "Something failed inside the program (see the fault log); it goes on.",
            ),
        ),
        (
            r"The analysis failed again and again; .*",
            translate("Notices", "The analysis failed again and again; see the fault log."),
        ),
        (
            r"The session could not be started; .*",
            translate("Notices", "The session could not be started; see the fault log."),
        ),
        (
            r"A part of the program is missing or damaged; .*",
            translate("Notices", "A part of the program is missing or damaged; install it again."),
        ),
        (
            r"No fault log can be written in (.*) \((.*)\); .*",
            translate("Notices", "No fault log can be written in {0}: {1}. Faults are only shown."),
        ),
    )


def _settings() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"This is not a settings file .*",
            translate("Notices", "This is no settings file. Choose one that was exported here."),
        ),
        (
            r"(.*) (?:is too large to be a settings file|cannot be read; choose a settings file).*",
            translate("Notices", "{0} is no settings file. Choose one that was exported here."),
        ),
        (
            r"There is no setting named (['\"].*['\"]); .*",
            translate("Notices", "There is no setting named {0}. Take it out of the file."),
        ),
        (
            r"The setting channel is (.*); choose mix, .*",
            translate(
                "Notices",
                "The setting channel is {0}. Choose mix, each, left, right, or the number of a "
                "channel from 1.",
            ),
        ),
        (
            r"The setting model is (.*), and there is no such model; choose one of (.*), or .*",
            translate(
                "Notices",
                "The setting model is {0}, and there is no such model. Choose one of {1}, or a "
                "model's folder.",
            ),
        ),
        (
            r"The setting (\w+) is (.*); choose (.*) to (.*)\.",
            translate("Notices", "The setting {0} is {1}. Choose {2} to {3}."),
        ),
        (
            r"The setting (\w+) is (.*); choose one of (.*)\.",
            translate("Notices", "The setting {0} is {1}, which is not allowed. Allowed: {2}."),
        ),
        (
            r"The setting (\w+) is (.*); choose at most the length of a window, (.*)\.",
            translate(
                "Notices", "The setting {0} is {1}. Choose at most the length of a window, {2}."
            ),
        ),
        (
            r"The settings cannot be saved in (.*); .*",
            translate("Notices", "The settings cannot be saved in {0}. Make its folder writable."),
        ),
        (
            r"The changed settings hold from the next session on\.",
            translate("Notices", "The changed settings hold from the next session on."),
        ),
        (
            r"The setting (\w+) is (.*); it must be of the kind (\w+)\.",
            translate("Notices", "The setting {0} is {1}, which is no {2}."),
        ),
    )


def _names() -> tuple[tuple[str, str], ...]:
    """Put names between the quotation marks of the language."""
    quoted = translate("Notices", "“{0}”", "a name between quotation marks")
    return ((r"'([^']*)'", quoted), (r'"([^"]*)"', quoted))


class _Counts(QObject):
    """How many there are: lupdate knows the plurals of `tr` alone."""

    def words(self, number: int, what: str) -> str:
        """Return a number of rows or channels in the singular or plural of the language."""
        return {
            "row": self.tr("%n row(s)", "", number),
            "row are held": self.tr("%n row(s) are not saved yet", "", number),
            "channel": self.tr("%n channel(s)", "", number),
        }[what]
