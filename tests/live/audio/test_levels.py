from __future__ import annotations

import pytest

from ser_live.audio import levels
from ser_live.audio.devices import Device
from ser_live.audio.levels import Changes

DESK = Device("Desk", "ALSA", 1, 48_000, is_default=True, system_audio=False, index=0)


class Listed:
    """A list that is there at once."""

    def poll(self) -> tuple[Device, ...]:
        return (DESK,)

    def cancel(self) -> None:
        """Give it up."""


def test_a_look_for_which_no_process_can_be_had_is_made_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[object] = []

    def listing() -> Listed:
        looks.append(None)
        if len(looks) == 1:
            raise BlockingIOError("Resource temporarily unavailable")
        return Listed()

    monkeypatch.setattr(levels, "CHECK_S", 0.0)
    monkeypatch.setattr(levels, "Listing", listing)
    changes = Changes()
    assert [changes.came(()) for _ in range(3)] == [False, False, True]
    assert len(looks) == 2
    changes.close()
