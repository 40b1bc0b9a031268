"""When to tell an agent that the caller has sounded negative for a while, and that it eased.

A pure fold over readings. Only certain readings count: what is unsure neither makes the
matter worse nor better. Time is counted in speech of the caller, not on the clock, so that
an agent's long answer changes nothing. Speech that sounds otherwise takes its own length away
again: a short neutral word hides nothing, and who mostly sounds otherwise is never called
negative, nor calm who mostly sounds negative. It says how the caller sounds and nothing else;
there is no figure here that could grade an agent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ser_core.types import SAMPLE_RATE_HZ, Reading, Status, Tone

LONGEST_STEP_S: Final = 1.0
"""How much speech one reading stands for at most: the first of an utterance looks back."""

EASE_S: Final = 4.0
"""How much more speech has to sound otherwise than negative before the matter has eased."""

EASED_SHOWN_S: Final = 15.0
"""How long the good news stays, in seconds of the call."""

FORGOTTEN_S: Final = 90.0
"""Without a certain reading for so long, nothing is known any more."""


class Strain(StrEnum):
    """What the agent is told."""

    NONE = "none"
    NEGATIVE = "negative"
    EASED = "eased"


@dataclass(frozen=True, slots=True)
class Mood:
    """How the caller has sounded of late.

    Parameters
    ----------
    negative_s : float
        Seconds by which speech that sounded negative outweighs other speech.
    other_s : float
        Seconds by which other speech outweighs it since the agent was told.
    heard : int
        Sample up to which readings were taken in.
    certain : int
        Sample of the last certain reading.
    eased : int
        Sample at which it eased.
    """

    strain: Strain = Strain.NONE
    negative_s: float = 0.0
    other_s: float = 0.0
    heard: int = 0
    certain: int = 0
    eased: int = 0


def after_reading(mood: Mood, reading: Reading, notice_after_s: float) -> Mood:
    """Take in one reading.

    Parameters
    ----------
    notice_after_s : float
        Seconds of negative speech more than of other speech after which the agent is told.
    """
    end = reading.posterior.end
    if end <= mood.heard:
        return mood
    speech_s = min((end - mood.heard) / SAMPLE_RATE_HZ, LONGEST_STEP_S)
    mood = replace(mood, heard=end)
    if reading.status is not Status.OK or reading.tone is None:
        return mood
    mood = replace(mood, certain=end)
    if reading.tone is Tone.NEGATIVE:
        return _negative(mood, speech_s, notice_after_s)
    return _other(mood, speech_s, end)


def after_time(mood: Mood, position: int) -> Mood:
    """Let the call go on to sample `position`."""
    if mood.strain is Strain.EASED and position - mood.eased >= EASED_SHOWN_S * SAMPLE_RATE_HZ:
        mood = replace(mood, strain=Strain.NONE)
    known = mood.strain is Strain.NEGATIVE or mood.negative_s > 0
    if known and position - mood.certain >= FORGOTTEN_S * SAMPLE_RATE_HZ:
        return replace(mood, strain=Strain.NONE, negative_s=0.0, other_s=0.0)
    return mood


def _negative(mood: Mood, speech_s: float, notice_after_s: float) -> Mood:
    negative_s = mood.negative_s + speech_s
    strain = Strain.NEGATIVE if negative_s > notice_after_s else mood.strain
    other_s = max(0.0, mood.other_s - speech_s)
    return replace(mood, strain=strain, negative_s=negative_s, other_s=other_s)


def _other(mood: Mood, speech_s: float, end: int) -> Mood:
    if mood.strain is not Strain.NEGATIVE:
        return replace(mood, negative_s=max(0.0, mood.negative_s - speech_s))
    other_s = mood.other_s + speech_s
    if other_s < EASE_S:
        return replace(mood, other_s=other_s)
    return replace(mood, strain=Strain.EASED, eased=end, negative_s=0.0, other_s=0.0)
