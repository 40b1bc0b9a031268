"""What the tests of the program share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from ser_live.audio import portaudio, pulse
from ser_live.views.language import set_language
from tests.fakes import FakeDevice, FakeSoundCard

PlugIn = Callable[..., FakeSoundCard]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English after a test that did not: the language is the whole program's."""
    yield
    set_language("en")


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlugIn]:
    """Put a fake sound card with these devices where PortAudio would be."""
    cards = []

    def install(*devices: FakeDevice, pace: float = 1.0) -> FakeSoundCard:
        card = FakeSoundCard(*devices, pace=pace)
        monkeypatch.setitem(sys.modules, "sounddevice", card)
        monkeypatch.setattr(pulse, "list_sources", list)
        cards.append(card)
        return card

    yield install
    assert portaudio._open_streams == 0, "a stream was left open"
    assert all(not card.streams for card in cards)
