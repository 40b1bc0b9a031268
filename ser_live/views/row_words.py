"""How a row of the log reads in the language of the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from ser_core.types import EACH_CHANNELS, Status, Tone
from ser_live.log.row import LogRow
from ser_live.views.words import (
    channel_word,
    clock,
    duration,
    emotion_word,
    percent,
    status_word,
    sureness,
    tone_word,
)

translate = QCoreApplication.translate


def columns() -> tuple[str, ...]:
    """Return the headings of the table."""
    return (
        translate("Rows", "Time"),
        translate("Rows", "Length"),
        translate("Rows", "Channel"),
        translate("Rows", "Emotion"),
        translate("Rows", "Confidence"),
        translate("Rows", "Tone"),
        translate("Rows", "Status"),
        translate("Rows", "Correction"),
    )


def cell(row: LogRow, column: int) -> str:
    """Return what stands in a column, counted from 0."""
    return _CELLS[column](row)


def cells(row: LogRow) -> tuple[str, ...]:
    """Return what stands in each column."""
    return tuple(words(row) for words in _CELLS)


def result_word(row: LogRow) -> str:
    """Return the emotion of a row, or why there is none."""
    return emotion_word(row.emotion) if row.status is Status.OK else status_word(row.status)


def _emotion(row: LogRow) -> str:
    return emotion_word(row.emotion) if row.status is Status.OK else "–"


def _confidence(row: LogRow) -> str:
    certain = row.status is Status.OK and row.confidence is not None
    return sureness(row.confidence) if certain and row.confidence is not None else "–"


def _tone(row: LogRow) -> str:
    return tone_word(row.tone) if row.status is Status.OK and row.tone is not None else "–"


def _correction(row: LogRow) -> str:
    return emotion_word(row.corrected_emotion) if row.corrected_emotion else ""


_CELLS: Final[tuple[Callable[[LogRow], str], ...]] = (
    lambda row: clock(row.start_s),
    lambda row: duration(row.duration_s),
    lambda row: channel_word(row.channel) if row.channel else "",
    _emotion,
    _confidence,
    _tone,
    lambda row: status_word(row.status),
    _correction,
)


def widest_cells(labels: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return for each column the words that may stand in it."""
    emotions = tuple(emotion_word(label) for label in labels)
    return (
        (clock(5_999),),
        (duration(100),),
        tuple(channel_word(channel) for channel in EACH_CHANNELS),
        emotions,
        (percent(1.0),),
        tuple(tone_word(tone) for tone in Tone),
        tuple(status_word(status) for status in Status if status is not Status.NO_SPEECH),
        emotions,
    )


def as_text(rows: Sequence[LogRow]) -> str:
    """Return rows as tab-separated lines under their headings, for the clipboard."""
    lines = [columns(), *(cells(row) for row in rows)]
    return "\n".join("\t".join(line) for line in lines)
