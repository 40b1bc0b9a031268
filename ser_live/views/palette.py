"""The colours: light and dark, readable, and told apart by colour-blind people.

Emotions follow the idea of Okabe and Ito's palette (hues that differ in lightness too), moved
by a search until the closest pair was as far apart as can be for every kind of sight; each
always comes with an icon or a word. Tests check the contrasts and simulate the common forms
of colour blindness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ser_core.types import Tone

INK: Final = "#14171c"
PAPER: Final = "#ffffff"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``, named by what they are for.

    Parameters
    ----------
    window, surface, raised, track : str
        Behind the cards, the cards, what lies on a card (buttons), and the ground of bars.
    border, text, muted : str
        Lines, words, and lesser words (still at least 4.5:1 on window and surface).
    outline, faint, disabled : str
        What frames a control (at least 3:1 on window and surface), words that stand in for
        others (4.5:1 on surface), and what cannot be used now.
    accent, on_accent, selection : str
        What can be pressed, the words on it, and what is chosen.
    good, warning, bad : str
        States; each always stands beside an icon or a word.
    """

    dark: bool
    window: str
    surface: str
    raised: str
    track: str
    border: str
    text: str
    muted: str
    outline: str
    faint: str
    disabled: str
    accent: str
    on_accent: str
    selection: str
    good: str
    warning: str
    bad: str
    emotions: Mapping[str, str]
    tones: Mapping[Tone, str]

    def emotion(self, label: str) -> str:
        """Return the colour of an emotion; a label that is not known gets the neutral one."""
        return self.emotions.get(label, self.emotions["neutral"])

    def tone(self, tone: Tone | None) -> str:
        """Return the colour of a tone; grey where nothing was classified."""
        return self.muted if tone is None else self.tones[tone]


LIGHT: Final = Palette(
    dark=False,
    window="#f3f5f8",
    surface="#ffffff",
    raised="#eef1f5",
    track="#e1e7ef",
    border="#d9dee6",
    text="#171b21",
    muted="#566070",
    outline="#848e9c",
    faint="#687282",
    disabled="#9aa3b0",
    accent="#1f5fbf",
    on_accent="#ffffff",
    selection="#dbe8fb",
    good="#157347",
    warning="#8a5a00",
    bad="#b3261e",
    emotions=MappingProxyType(
        {
            "neutral": "#67737b",
            "calm": "#1a86df",
            "happy": "#b07800",
            "sad": "#174192",
            "angry": "#b20f05",
            "fearful": "#8033dd",
            "disgust": "#358047",
            "surprised": "#ed338c",
            "bored": "#4e3627",
        }
    ),
    tones=MappingProxyType(
        {Tone.NEGATIVE: "#b32d1e", Tone.NEUTRAL: "#5f6875", Tone.POSITIVE: "#16724a"}
    ),
)

DARK: Final = Palette(
    dark=True,
    window="#13161b",
    surface="#1b1f26",
    raised="#262c35",
    track="#2e3641",
    border="#343b46",
    text="#e9edf2",
    muted="#a4adba",
    outline="#666f7d",
    faint="#858f9d",
    disabled="#5f6977",
    accent="#7db4ff",
    on_accent="#0e1a2b",
    selection="#26405f",
    good="#5fd39a",
    warning="#f2b84b",
    bad="#ff8a7a",
    emotions=MappingProxyType(
        {
            "neutral": "#838f9f",
            "calm": "#9bdbff",
            "happy": "#f7d13b",
            "sad": "#4d75ff",
            "angry": "#ea4f22",
            "fearful": "#ac70dd",
            "disgust": "#55cf8a",
            "surprised": "#ff89cc",
            "bored": "#ab754e",
        }
    ),
    tones=MappingProxyType(
        {Tone.NEGATIVE: "#ff8a7a", Tone.NEUTRAL: "#a4adba", Tone.POSITIVE: "#5fd39a"}
    ),
)


def on_color(background: str) -> str:
    """Return ink or paper, whichever reads better on this background."""
    return max((INK, PAPER), key=lambda color: contrast(color, background))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, after WCAG 2.2."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(color: str, ground: str, share: float) -> str:
    """Return what is seen where a share, 0 to 1, of a colour lies on a ground."""
    pairs = [(int(color[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(
        f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs
    )


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
