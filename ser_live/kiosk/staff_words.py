"""The engine's sentences for staff, with remedies that a kiosk has: cables and its file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ser_live.views.notice_words import notice_words

translate = QCoreApplication.translate


def staff_words(text: str) -> str:
    """Return a sentence in the language of the page; nothing can be chosen at a kiosk."""
    return notice_words(text, _remedies())


def _remedies() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"There is no audio device (['\"].*?['\"]); there are: .*",
            translate(
                "Staff",
                "There is no audio device {0}. Connect it, or name another in the kiosk's file.",
            ),
        ),
        (
            r"(.*) has \d+ channels? and no channel ['\"].*['\"]; .*",
            translate(
                "Staff", "The kiosk's file names a channel that {0} does not have. Name another."
            ),
        ),
        (
            r"(['\"].*['\"]) delivers nothing; .*",
            translate(
                "Staff",
                "{0} delivers nothing. Connect it again, or name another in the kiosk's file.",
            ),
        ),
        (
            r"(['\"].*['\"]) cannot be opened: another program .*",
            translate(
                "Staff",
                "{0} cannot be opened: another program is using it, or it was unplugged. "
                "Close that program, connect it, or name another in the kiosk's file.",
            ),
        ),
        (
            r"(['\"].*['\"]) cannot be opened: .*",
            translate("Staff", "{0} cannot be opened. Name another in the kiosk's file."),
        ),
        (
            r"The log folder (.*) cannot be written \((.*)\); .*",
            translate(
                "Staff",
                "The log folder {0} cannot be written: {1}. Start the kiosk with another one.",
            ),
        ),
        (
            r"There is no model (['\"].*['\"]); .*",
            translate("Staff", "There is no model {0}. Name another in the kiosk's file."),
        ),
        (
            r"The microphone did not open in time\.",
            translate("Staff", "The microphone did not open in time. Connect it again."),
        ),
        (
            r"The analysis did not finish in time\.",
            translate("Staff", "The analysis did not finish in time; the kiosk tries again."),
        ),
    )
