"""A session in a few numbers: counts, shares by time, the most negative moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ser_core.model.emotions import TONES
from ser_core.types import Status, Tone
from ser_live.log.row import LogRow

MOMENTS: Final = 3


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the clear speech sounded so, by time and by number."""

    label: str
    count: int
    seconds: float
    share: float


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What is worth knowing when a session is over.

    Parameters
    ----------
    length_s, speech_s : float
        From the first row's start to the last row's end, and the utterances in it.
    utterances, clear : int
        How many there were, and how many had a certain result.
    statuses : tuple of (Status, int)
        How many rows of each kind there were, the most frequent first.
    emotions, tones : tuple of Share
        Of the clear utterances, the longest first.
    most_negative : tuple of LogRow
        The clear utterances that sounded most negative, at most `MOMENTS`.
    corrected, confirmed : int
        How many rows a person has corrected, and how many results confirmed.
    """

    length_s: float
    speech_s: float
    utterances: int
    clear: int
    statuses: tuple[tuple[Status, int], ...]
    emotions: tuple[Share, ...]
    tones: tuple[Share, ...]
    most_negative: tuple[LogRow, ...]
    corrected: int
    confirmed: int


def is_utterance(row: LogRow) -> bool:
    """Tell a row of what was said from one of what was lost."""
    return row.status is not Status.GAP


def count_utterances(rows: Iterable[LogRow]) -> int:
    """Return how many utterances there are; a gap is none."""
    return sum(map(is_utterance, rows))


def summarize_session(rows: Sequence[LogRow]) -> SessionSummary:
    """Return the summary of these rows."""
    spoken = [row for row in rows if is_utterance(row)]
    clear = [row for row in spoken if row.status is Status.OK]
    negative = [row for row in clear if row.tone is Tone.NEGATIVE]
    negative.sort(key=negativity, reverse=True)
    return SessionSummary(
        length_s=_length_s(rows),
        speech_s=sum(row.duration_s for row in spoken),
        utterances=len(spoken),
        clear=len(clear),
        statuses=tuple(Counter(row.status for row in rows).most_common()),
        emotions=_shares((row.emotion, row.duration_s) for row in clear),
        tones=_shares((row.tone.value, row.duration_s) for row in clear if row.tone is not None),
        most_negative=tuple(negative[:MOMENTS]),
        corrected=sum(row.corrected for row in rows),
        confirmed=sum(row.confirmed for row in rows),
    )


def _length_s(rows: Sequence[LogRow]) -> float:
    """Two may speak at the same time, so the last row need not be the last to end."""
    if not rows:
        return 0.0
    return max(row.end_s for row in rows) - min(row.start_s for row in rows)


def negativity(row: LogRow) -> float:
    """Return the probability of all negative emotions together, 0 to 1."""
    return sum(share for label, share in row.probs if TONES.get(label) is Tone.NEGATIVE)


def _shares(parts: Iterable[tuple[str, float]]) -> tuple[Share, ...]:
    seconds: dict[str, float] = {}
    counts: Counter[str] = Counter()
    for label, length_s in parts:
        seconds[label] = seconds.get(label, 0.0) + length_s
        counts[label] += 1
    total = sum(seconds.values()) or 1.0
    shares = [Share(label, counts[label], s, s / total) for label, s in seconds.items()]
    return tuple(sorted(shares, key=lambda share: share.seconds, reverse=True))
