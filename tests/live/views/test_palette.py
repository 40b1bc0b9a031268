"""The colours must be readable and told apart, also by colour-blind people."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from ser_core.model.emotions import TONES
from ser_core.types import F64
from ser_live.views.chip import GROUND
from ser_live.views.palette import DARK, LIGHT, Palette, contrast, mixed, on_color

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
LEAST_DIFFERENCE = 15.0  # CIE76; 2.3 is just noticeable

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@PALETTES
def test_words_stand_out_at_least_4_5_to_1(palette: Palette) -> None:
    words = [palette.text, palette.muted, palette.good, palette.warning, palette.bad]
    for color in [*words, palette.accent]:
        for ground in (palette.window, palette.surface, palette.raised):
            assert contrast(color, ground) >= 4.5, (color, ground)
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    for color in (palette.text, palette.muted):
        assert contrast(color, palette.selection) >= 4.5
    for tone_color in palette.tones.values():
        assert contrast(tone_color, palette.surface) >= 4.5


@PALETTES
def test_the_frames_of_controls_stand_out_and_what_is_disabled_stands_back(
    palette: Palette,
) -> None:
    for ground in (palette.window, palette.surface):
        assert contrast(palette.outline, ground) >= 3.0
        assert contrast(palette.disabled, ground) < contrast(palette.muted, ground) / 1.8
        assert contrast(palette.disabled, ground) >= 2.0
    assert contrast(palette.faint, palette.surface) >= 4.5
    assert contrast(palette.faint, palette.surface) < contrast(palette.muted, palette.surface)


@PALETTES
def test_the_words_of_chips_stand_out_on_their_own_hint_of_colour(palette: Palette) -> None:
    states = (palette.good, palette.warning, palette.bad, palette.accent, palette.muted)
    for color in (*states, *palette.tones.values()):
        for ground in (palette.window, palette.surface):
            assert contrast(color, mixed(color, ground, GROUND)) >= 4.5, (color, ground)


@PALETTES
def test_bars_and_their_words_stand_out(palette: Palette) -> None:
    for label, color in palette.emotions.items():
        for ground in (palette.window, palette.surface, palette.raised, palette.track):
            assert contrast(color, ground) >= 3.0, (label, ground)
        assert contrast(on_color(color), color) >= 4.5, label


@PALETTES
def test_every_known_emotion_has_its_own_colour(palette: Palette) -> None:
    assert set(palette.emotions) == set(TONES)
    assert palette.emotion("a label of tomorrow") == palette.emotions["neutral"]


@PALETTES
@pytest.mark.parametrize("vision", VISIONS)
def test_emotions_are_told_apart(palette: Palette, vision: str) -> None:
    seen = {label: _lab(VISIONS[vision] @ _linear(c)) for label, c in palette.emotions.items()}
    for (first, a), (second, b) in combinations(seen.items(), 2):
        assert np.linalg.norm(a - b) >= LEAST_DIFFERENCE, (first, second)


def _linear(color: str) -> F64:
    value = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _lab(linear: F64) -> F64:
    ratio = (TO_XYZ @ np.clip(linear, 0, 1)) / (TO_XYZ @ np.ones(3))
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
