"""Praat TextGrid in the long text format: a tier each for result, tone and correction.

Where several channels were heard, each has tiers of its own: two may speak at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ser_live.exports.rows import channels_of, in_order, one_line, result_of
from ser_live.log.row import LogRow

Interval = tuple[float, float, str]

TIERS: tuple[tuple[str, Callable[[LogRow], str]], ...] = (
    ("emotion", result_of),
    ("tone", lambda row: "" if row.tone is None else row.tone.value),
    ("correction", lambda row: row.corrected_emotion),
)


def render(rows: Sequence[LogRow], _: Sequence[str]) -> dict[str, str]:
    """Return the text of the file; Praat wants every moment covered, silence by empty text."""
    end_s = max((row.end_s for row in rows), default=0.0) or 1.0
    tiers = _tiers(rows)
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {end_s!r}",
        "tiers? <exists>",
        f"size = {len(tiers)}",
        "item []:",
    ]
    for number, (name, spoken, text_of) in enumerate(tiers, start=1):
        intervals = _intervals(spoken, text_of, end_s)
        lines += [f"    item [{number}]:", *_tier(name, intervals, end_s)]
    return {"": "\n".join(lines) + "\n"}


def _tiers(rows: Sequence[LogRow]) -> list[tuple[str, Sequence[LogRow], Callable[[LogRow], str]]]:
    channels = channels_of(rows)
    if len(channels) < 2:
        return [(name, rows, text_of) for name, text_of in TIERS]
    return [
        (f"{name} {one_line(channel)}", [row for row in rows if row.channel == channel], text_of)
        for channel in channels
        for name, text_of in TIERS
    ]


def _intervals(
    rows: Sequence[LogRow], text_of: Callable[[LogRow], str], end_s: float
) -> list[Interval]:
    intervals: list[Interval] = []
    reached_s = 0.0
    for start_s, stop_s, row in in_order(rows):
        if start_s > reached_s:
            intervals.append((reached_s, start_s, ""))
        intervals.append((start_s, stop_s, text_of(row)))
        reached_s = stop_s
    if reached_s < end_s:
        intervals.append((reached_s, end_s, ""))
    return intervals


def _tier(name: str, intervals: Sequence[Interval], end_s: float) -> list[str]:
    lines = [
        '        class = "IntervalTier"',
        f'        name = "{name}"',
        "        xmin = 0",
        f"        xmax = {end_s!r}",
        f"        intervals: size = {len(intervals)}",
    ]
    for number, (start_s, stop_s, text) in enumerate(intervals, start=1):
        lines += [
            f"        intervals [{number}]:",
            f"            xmin = {start_s!r}",
            f"            xmax = {stop_s!r}",
            f'            text = "{one_line(text).replace(chr(34), chr(34) * 2)}"',
        ]
    return lines
