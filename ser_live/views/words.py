"""The program's own terms in the language of the person: emotions, results, tones, phases."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from ser_core.types import Status, Tone
from ser_live.messages import SourceKind
from ser_live.sureness import sure_percent

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
"""Keeps words together; alone, it keeps the room of a line that says nothing."""

translate = QCoreApplication.translate


def emotion_word(label: str) -> str:
    """Return the word for an emotion; a label that is not known stands for itself."""
    words = {
        "neutral": translate("Words", "Neutral"),
        "calm": translate("Words", "Calm"),
        "happy": translate("Words", "Happy"),
        "sad": translate("Words", "Sad"),
        "angry": translate("Words", "Angry"),
        "fearful": translate("Words", "Fearful"),
        "disgust": translate("Words", "Disgusted"),
        "surprised": translate("Words", "Surprised"),
        "bored": translate("Words", "Bored"),
    }
    return words.get(label, label)


def status_word(status: Status) -> str:
    """Return the word for what a result is worth."""
    return {
        Status.OK: translate("Words", "Clear"),
        Status.UNSURE: translate("Words", "Unsure"),
        Status.TOO_SHORT: translate("Words", "Too short"),
        Status.NOISY: translate("Words", "Too noisy"),
        Status.CLIPPED: translate("Words", "Too loud"),
        Status.NO_SPEECH: translate("Words", "No speech"),
        Status.GAP: translate("Words", "Gap"),
    }[status]


def status_reason(status: Status) -> str:
    """Return in one line why there is no certain result, and what helps."""
    return {
        Status.OK: "",
        Status.UNSURE: translate("Words", "Not sure enough to say."),
        Status.TOO_SHORT: translate("Words", "Too little speech to tell. Speak a little longer."),
        Status.NOISY: translate("Words", "Too much noise to tell. Come closer, or make it quiet."),
        Status.CLIPPED: translate("Words", "The input is overloaded. Turn it down."),
        Status.NO_SPEECH: translate("Words", "No voice was heard."),
        Status.GAP: translate("Words", "Audio was lost here."),
    }[status]


def tone_word(tone: Tone) -> str:
    """Return the word for a tone."""
    return {
        Tone.NEGATIVE: translate("Words", "Negative"),
        Tone.NEUTRAL: translate("Words", "Neutral"),
        Tone.POSITIVE: translate("Words", "Positive"),
    }[tone]


def source_word(kind: SourceKind) -> str:
    """Return what kind of source it is."""
    return {
        SourceKind.MICROPHONE: translate("Words", "Microphone"),
        SourceKind.SYSTEM_AUDIO: translate("Words", "System audio"),
        SourceKind.RECORDING: translate("Words", "Recording"),
        SourceKind.DEMO: translate("Words", "Demo recording"),
    }[kind]


def channel_word(channel: str) -> str:
    """Return the name of a channel: left, right, mix, or its number."""
    words = {
        "left": translate("Words", "left"),
        "right": translate("Words", "right"),
        "mix": translate("Words", "mix of all channels"),
        "each": translate("Words", "left and right separately"),
        "mono": translate("Words", "mono"),
    }
    return words.get(channel) or translate("Words", "channel {0}").format(channel)


def channel_title(channel: str) -> str:
    """Return the name of a channel where it stands by itself: with a capital."""
    words = channel_word(channel)
    return words[:1].upper() + words[1:]


def percent(share: float) -> str:
    """Return a share, 0 to 1, as whole per cent in the locale's manner."""
    return _percent(round(share * 100))


def sureness(probability: float) -> str:
    """Return a reading's probability as whole per cent in the locale's manner, never 100."""
    return _percent(sure_percent(probability))


def _percent(whole: int) -> str:
    return translate("Words", "{0}%").format(QLocale().toString(whole))


def clock(seconds: float) -> str:
    """Return a time within a session: minutes and seconds, with hours where there are any."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration(seconds: float) -> str:
    """Return a length with one decimal, in seconds."""
    return translate("Words", "{0} s").format(QLocale().toString(float(seconds), "f", 1))
