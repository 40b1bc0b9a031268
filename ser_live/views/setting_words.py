"""What each setting is called, and what it does in one line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SettingWords:
    """The name of a setting, its explanation, and the unit of its number."""

    name: str
    title: str
    explanation: str
    unit: str = ""


def setting_groups() -> tuple[tuple[str, tuple[SettingWords, ...]], ...]:
    """Return the settings in groups, in the order in which they are shown."""
    return (
        (translate("Settings", "Appearance"), _look()),
        (translate("Settings", "Listening"), _listening()),
        (translate("Settings", "Reading"), _reading()),
        (translate("Settings", "Log and limits"), _log() + _limits()),
    )


def choice_words() -> dict[str, str]:
    """Return the words for the values of settings that are one of a few."""
    return {
        "system": translate("Settings", "Same as the system"),
        "light": translate("Settings", "Light"),
        "dark": translate("Settings", "Dark"),
        "en": "English",
        "de": "Deutsch",
    }


def _look() -> tuple[SettingWords, ...]:
    return (
        SettingWords(
            "language",
            translate("Settings", "Language"),
            translate("Settings", "A change does not end the session."),
        ),
        SettingWords(
            "theme",
            translate("Settings", "Colours"),
            translate("Settings", "Light or dark; a change does not end the session."),
        ),
    )


def _listening() -> tuple[SettingWords, ...]:
    return (
        SettingWords(
            "start_listening",
            translate("Settings", "Listen at once"),
            translate("Settings", "Start to listen as soon as the program is open."),
        ),
        SettingWords(
            "follow_default",
            translate("Settings", "Follow the system's microphone"),
            translate(
                "Settings", "Change over when another default microphone is set or plugged in."
            ),
        ),
        SettingWords(
            "voice_strictness",
            translate("Settings", "Strictness of the voice detector"),
            translate("Settings", "0 takes more sounds for speech, 3 only what is surely speech."),
        ),
        SettingWords(
            "min_snr_db",
            translate("Settings", "Speech above noise"),
            translate("Settings", "How far a voice must stand out from the background."),
            "dB",
        ),
        SettingWords(
            "pause_s",
            translate("Settings", "Pause that ends an utterance"),
            translate("Settings", "After so much silence the utterance is over."),
            "s",
        ),
        SettingWords(
            "max_utterance_s",
            translate("Settings", "Longest utterance"),
            translate("Settings", "Speech without a pause is cut after this time and goes on."),
            "s",
        ),
    )


def _reading() -> tuple[SettingWords, ...]:
    return (
        SettingWords(
            "model",
            translate("Settings", "Model"),
            translate("Settings", "Which emotions are told apart, and learned from whom."),
        ),
        SettingWords(
            "first_reading_s",
            translate("Settings", "First reading after"),
            translate("Settings", "Earlier readings come sooner and are less sure."),
            "s",
        ),
        SettingWords(
            "window_s",
            translate("Settings", "Length of a reading"),
            translate("Settings", "How much of the last speech each live reading looks at."),
            "s",
        ),
        SettingWords(
            "hop_s",
            translate("Settings", "Time between readings"),
            translate("Settings", "Shorter is more lively and costs more power."),
            "s",
        ),
        SettingWords(
            "smoothing_s",
            translate("Settings", "Smoothing"),
            translate("Settings", "Longer is calmer; 0 shows each reading as it is."),
            "s",
        ),
    )


def _log() -> tuple[SettingWords, ...]:
    return (
        SettingWords(
            "log_folder",
            translate("Settings", "Log folder"),
            translate(
                "Settings",
                "Each session leaves a table (CSV) and its facts (JSON) here, and never audio.",
            ),
        ),
        SettingWords(
            "max_log_mb",
            translate("Settings", "Largest log file"),
            translate("Settings", "A session goes on in another file from this size on."),
            "MB",
        ),
        SettingWords(
            "max_held_rows",
            translate("Settings", "Rows that wait for the disk"),
            translate("Settings", "So many stay in memory while the disk refuses them."),
        ),
        SettingWords(
            "max_session_h",
            translate("Settings", "Longest session"),
            translate("Settings", "A session goes on in another file after this time."),
            "h",
        ),
    )


def _limits() -> tuple[SettingWords, ...]:
    return (
        SettingWords(
            "max_fault_log_mb",
            translate("Settings", "Largest fault log"),
            translate("Settings", "What failed is written here, without personal data or audio."),
            "MB",
        ),
        SettingWords(
            "fault_logs_kept",
            translate("Settings", "Fault logs that are kept"),
            translate("Settings", "Older ones are deleted when the fault log is full."),
        ),
        SettingWords(
            "queue_s",
            translate("Settings", "Patience with a busy computer"),
            translate("Settings", "So much audio may wait before some is given up and noted."),
            "s",
        ),
        SettingWords(
            "fault_after_s",
            translate("Settings", "Silence of a device that is a fault"),
            translate("Settings", "A microphone that sends nothing for so long is called faulty."),
            "s",
        ),
    )
