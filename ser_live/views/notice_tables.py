"""The words of a window for each template of the engine's, with the same parts by name.

A part may be left out: the values that only the command line needs, or what the window can say
better. Names that the engine quotes stand between the quotation marks of the language.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

import ser_live.sentences as program
from ser_core import sentences as recordings
from ser_core.model import sentences as models
from ser_core.sentence import Template
from ser_live.audio import sentences as devices
from ser_live.engine import sentences as engine
from ser_live.log import sentences as logs

translate = QCoreApplication.translate

Words = dict[Template, str]


def common_words() -> Words:
    """Return the words that all windows share, in the language of this moment."""
    return {
        **_recordings(),
        **_blocks(),
        **_models(),
        **_devices(),
        **_calls(),
        **_logs(),
        **_sessions(),
        **_engine(),
        **_places(),
        **_settings(),
    }


def _recordings() -> Words:
    return {
        recordings.QUOTED: translate("Notices", "“{name}”", "a name between quotation marks"),
        recordings.CANNOT_OPEN: translate("Notices", "“{path}” cannot be opened: {reason}."),
        recordings.NO_RECORDING: translate(
            "Notices",
            "{path} is no recording that can be read ({reason}). Convert it to WAV, FLAC, OGG or "
            "MP3.",
        ),
        recordings.PIPE: translate(
            "Notices", "{path} is a pipe. Save the recording to a file first."
        ),
        recordings.NO_CHANNELS: translate(
            "Notices", "{path} has {channels} channels. At least 1 is needed."
        ),
        recordings.RATE: translate(
            "Notices",
            "{path} has a sampling rate of {rate} Hz. Convert it to one from {least} to "
            "{greatest} Hz.",
        ),
        recordings.NO_SAMPLES: translate("Notices", "{path} holds no sound. Record it again."),
        recordings.CUT_OFF: translate(
            "Notices",
            "{path} was cut off while it was recorded. Import it as raw data and save it anew.",
        ),
        recordings.DAMAGED: translate(
            "Notices", "{path} is damaged from some place on ({reason})."
        ),
        recordings.NO_SOUND: translate(
            "Notices", "{path} holds the value {value:g} at {at_s:.3f} s, which is no sound."
        ),
        recordings.TOO_LONG: translate(
            "Notices", "{path} is longer than {minutes:.0f} minutes. Split it."
        ),
        recordings.NO_CHANNEL: translate(
            "Notices",
            "{name} has only {counted}, and not the one that was chosen. Choose another channel.",
        ),
        recordings.ONE_CHANNEL: translate("Notices", "1 channel"),
    }


def _blocks() -> Words:
    return {
        recordings.BLOCK_KIND: translate(
            "Notices", "The source sends {kind} of shape {shape}, which is no channel of sound."
        ),
        recordings.BLOCK_RATE: translate(
            "Notices",
            "The source has a sampling rate of {rate} Hz. Choose one from {least} to {greatest} "
            "Hz.",
        ),
        recordings.BLOCK_NO_SOUND: translate(
            "Notices", "What the source sends at sample {start} is no sound. Choose another one."
        ),
        recordings.BLOCK_HEARD: translate(
            "Notices",
            "The source sends sample {start} again, after {heard} at {rate} Hz. Start anew.",
        ),
        recordings.BLOCK_NOT_WHOLE: translate(
            "Notices", "The source names {value} as its {name}, which is no whole number."
        ),
        recordings.NO_BLOCK: translate("Notices", "The source sends a {kind}, which is no block."),
        recordings.NO_ARRAY: translate("Notices", "The source sends a {kind}, which is no sound."),
        recordings.BLOCK_SHAPE: translate(
            "Notices", "The source sends the shape {shape} where {channels} channels are heard."
        ),
        recordings.LIMITS: translate(
            "Notices", "{name} is {value:g}. Choose {least:g} to {greatest:g}."
        ),
        recordings.NO_NUMBER: translate(
            "Notices", "{name} is “{value}”, which is no number. Choose {least:g} to {greatest:g}."
        ),
        recordings.NO_MODEL: translate("Notices", "“{model}” is no model that was loaded."),
        recordings.AGGRESSIVENESS: translate(
            "Notices", "vad.aggressiveness is {value}. Choose 0, 1, 2 or 3."
        ),
    }


def _models() -> Words:
    unusable = translate(
        "Notices", "The model cannot be used. Fetch or train it again. Details: {fault}"
    )
    return {
        models.NO_MODEL: translate("Notices", "There is no model “{name}”. Choose another one."),
        models.CANNOT_READ: translate("Notices", "{path} cannot be read: {reason}."),
        models.DAMAGED: unusable,
        models.OTHER_FORMAT: unusable,
        models.OTHER_FEATURES: unusable,
        models.CODE: unusable,
    }


def _devices() -> Words:
    refused = translate("Notices", "“{name}” cannot be opened. Choose another one.")
    return {
        devices.NO_SOURCE: translate("Notices", "No source was chosen. Choose one."),
        devices.NO_MICROPHONE: translate(
            "Notices", "This computer has no microphone. Plug one in."
        ),
        devices.ABSENT: translate(
            "Notices", "There is no audio device “{name}”. Choose another one."
        ),
        devices.NO_PORTAUDIO: translate(
            "Notices",
            "The PortAudio library is missing, so no microphone can be opened. Install it.",
        ),
        devices.NOT_LISTED: translate(
            "Notices", "The sound system does not tell its devices: {reason}. Try again."
        ),
        **dict.fromkeys(devices.CANNOT_OPEN, refused),
        devices.IN_USE: translate(
            "Notices",
            "“{name}” cannot be opened: another program is using it, or it was unplugged. "
            "Close that program, plug it in, or choose another one.",
        ),
        devices.SILENT: translate(
            "Notices", "“{name}” delivers nothing. Plug it in again, or choose another one."
        ),
        devices.ZEROS: translate(
            "Notices",
            "“{name}” sends complete silence; it is probably muted. Check its mute switch, the "
            "recording volume and the permission to use it.",
        ),
        devices.STOPPED: translate(
            "Notices", "“{name}” sends no sound any more. Plug it in again."
        ),
        devices.OUTPUT_STOPPED: translate(
            "Notices",
            "“{name}” sends no sound any more. Check the computer's output, or choose another "
            "source.",
        ),
        devices.CRASHED: translate(
            "Notices", "“{name}” failed inside the program; it is opened again."
        ),
    }


def _calls() -> Words:
    return {
        devices.CALL_ON_TWO: translate(
            "Notices",
            "A call is heard on one channel only, and {source} would be heard on two. "
            "Choose the caller's channel.",
        ),
        devices.CALL_MIXED: translate(
            "Notices",
            "A call is heard on one channel only, and the mix of {source} would hold your voice "
            "too. Choose the caller's channel.",
        ),
        devices.CALL_ON_ONE: translate(
            "Notices",
            "{source} has a single channel, which holds both voices of a call. Choose a source "
            "with the caller on a channel of their own, or the system audio.",
        ),
        devices.CALL_BY_SYSTEM: translate(
            "Notices",
            "“{name}” stands for whatever the system chooses, which may be your own microphone. "
            "Choose the caller's source by its own name.",
        ),
    }


def _logs() -> Words:
    return {
        logs.FOLDER_REFUSED: translate(
            "Notices", "The log folder {folder} cannot be written: {reason}. Choose another folder."
        ),
        logs.RUNNING: translate(
            "Notices", "{path} belongs to a session that is running. Choose another folder."
        ),
        logs.ROWS_WAIT: translate("Notices", "The log {path} cannot be written: {reason}. {held}."),
        logs.ROWS_WAIT_FOR_ROOM: translate("Notices", "The disk is full. {held}; free some space."),
        logs.WITHDRAWN_STAYS: translate(
            "Notices",
            "What was taken back is still in the log {path}: {reason}. It is tried again.",
        ),
        logs.ROWS_GIVEN_UP: translate("Notices", "{trouble} {lost}"),
        logs.FACTS_WAIT: translate(
            "Notices", "The facts of the session cannot be written yet: {reason}."
        ),
        logs.LOG_RESCUED: translate(
            "Notices",
            "The log {path} could not be written to the end; it is whole in {rescued}.",
        ),
        logs.FACTS_RESCUED: translate(
            "Notices", "The facts of {path} could not be written; they are in {rescued}."
        ),
        logs.ROWS_LOST: translate("Notices", "{rows} of {path} could not be kept: {reason}."),
        logs.FACTS_LOST: translate("Notices", "The facts of {path} could not be kept: {reason}."),
        logs.NOT_ERASED: translate(
            "Notices", "The log {path} cannot be erased yet: {reason}. It is tried again."
        ),
        logs.EMPTY: translate(
            "Notices", "The log {name} of a session that ended abruptly held no row."
        ),
        logs.TORN: translate(
            "Notices",
            "The log {name} ended in the middle of a row, because the program ended abruptly. "
            "The torn row was removed; every row before it is kept.",
        ),
    }


def _sessions() -> Words:
    return {
        logs.TOO_LARGE: translate(
            "Notices", "{path} has {size} bytes. A session log has {most} at most."
        ),
        logs.CANNOT_READ: translate("Notices", "{path} cannot be read: {reason}."),
        logs.NO_LOG: translate(
            "Notices",
            "{path} is not a session log, or a spreadsheet has changed it. Choose a CSV of the log "
            "folder.",
        ),
        logs.NO_HEADER: translate(
            "Notices", "This file's first line is not that of a session log. Choose another CSV."
        ),
        logs.NOT_SAID_HERE: translate(
            "Notices", "There is no utterance {number} in this session to correct."
        ),
        logs.NOT_SAID: translate("Notices", "{path} holds no utterance {number}. Open it again."),
        logs.STILL_OPEN: translate(
            "Notices",
            "{path} belongs to a session that is still open. Correct it where it is shown.",
        ),
        logs.NOT_CORRECTED: translate(
            "Notices", "{path} cannot be written: {reason}. The correction is not kept."
        ),
        logs.NOT_EXPORTED: translate(
            "Notices", "{path} cannot be written: {reason}. Choose another place."
        ),
    }


def _engine() -> Words:
    return {
        engine.DEMO_ASKED_FOR: translate(
            "Notices", "This is the built-in demo recording, not a microphone."
        ),
        engine.DEMO_FOR_WANT_OF_A_MICROPHONE: translate(
            "Notices",
            "No microphone was found, so this is the built-in demo recording. Plug one in and "
            "choose it.",
        ),
        engine.DEFAULT_MOVED: translate(
            "Notices", "The system's default microphone is “{name}” now; it is listened to."
        ),
        engine.SOURCE_KEPT: translate("Notices", "{trouble} The source of before is used on."),
        engine.SESSION_KEPT: translate("Notices", "{trouble} The session of before goes on."),
        engine.OVERLOADED: translate(
            "Notices",
            "The computer was too busy and some audio was lost; the log says when. "
            "Close other programs.",
        ),
        program.INTERNAL: translate(
            "Notices", "Something failed inside the program (see the fault log); it goes on."
        ),
        engine.NOT_STARTED: translate(
            "Notices", "The session could not be started; see the fault log."
        ),
        engine.FAILED_AGAIN: translate(
            "Notices", "The analysis failed again and again; see the fault log."
        ),
        engine.INCOMPLETE: translate(
            "Notices", "A part of the program is missing or damaged; install it again."
        ),
        engine.NO_FAULT_LOG: translate(
            "Notices", "No fault log can be written in {folder}: {reason}. Faults are only shown."
        ),
    }


def _places() -> Words:
    return {
        engine.PLACE_NOT_KEPT: translate(
            "Notices", "What this place sounds like cannot be kept: {reason}."
        ),
        engine.PLACE_NOT_READ: translate(
            "Notices", "What is known of this place cannot be read: {reason}."
        ),
        engine.PLACE_NOT_REMOVED: translate(
            "Notices", "{path} cannot be removed: {reason}. Remove it by hand."
        ),
        engine.PLACE_IN_THE_WAY: translate(
            "Notices", "{path} is damaged and cannot be set aside: {reason}."
        ),
        engine.PLACE_SET_ASIDE: translate(
            "Notices", "What was known of this place is damaged; it is set aside as {name}."
        ),
    }


def _settings() -> Words:
    other_file = translate(
        "Notices", "{name} is no settings file. Choose one that was exported here."
    )
    no_settings = translate(
        "Notices", "This is no settings file. Choose one that was exported here."
    )
    return {
        program.SETTINGS_WAIT: translate(
            "Notices", "The changed settings hold from the next session on."
        ),
        program.NOT_SAVED: translate(
            "Notices", "The settings cannot be saved in {path}. Make its folder writable."
        ),
        program.NO_JSON: no_settings,
        program.OTHER_FORMAT: no_settings,
        program.TOO_LARGE: other_file,
        program.CANNOT_READ: other_file,
        program.UNKNOWN: translate(
            "Notices", "There is no setting named “{name}”. Take it out of the file."
        ),
        program.KIND: translate("Notices", "The setting {name} is {value}, which is no {kind}."),
        program.CHOICE: translate(
            "Notices", "The setting {name} is “{value}”, which is not allowed. Allowed: {choices}."
        ),
        program.LIMITS: translate(
            "Notices", "The setting {name} is {value:g}. Choose {least:g} to {greatest:g}."
        ),
        program.LONGER_THAN_WINDOW: translate(
            "Notices",
            "The setting {name} is {value:g}. Choose at most the length of a window, {window:g}.",
        ),
        program.CHANNEL: translate(
            "Notices",
            "The setting channel is “{channel}”. Choose mix, each, left, right, or the number of "
            "a channel from 1.",
        ),
        program.MODEL: translate(
            "Notices",
            "The setting model is “{model}”, and there is no such model. Choose one of {names}, "
            "or a model's folder.",
        ),
    }
