from __future__ import annotations

from pathlib import Path

from ser_live.audio.source import BLOCKS_PER_SECOND
from ser_live.engine.settings import EngineSettings
from ser_live.engine.watchdog import BackOff, Fault, Watchdog
from ser_live.engine.worker import TICK_S

LIMIT_S = 3.0


def test_a_fault_is_noticed_within_three_seconds() -> None:
    """The last block may have come just before; the worker looks once in a tick."""
    assert EngineSettings(Path()).fault_after_s + TICK_S + 1 / BLOCKS_PER_SECOND <= LIMIT_S


def test_a_quiet_room_is_no_fault() -> None:
    watchdog = Watchdog(LIMIT_S, opened_at=0.0)
    for tenth in range(1, 200):
        watchdog.heard(tenth / 10, sounds=True)
        assert watchdog.fault(tenth / 10) is None


def test_a_device_that_calls_nobody_back_is_noticed_at_the_limit() -> None:
    watchdog = Watchdog(LIMIT_S, opened_at=0.0)
    watchdog.heard(1.0, sounds=True)
    assert watchdog.fault(3.9) is None
    assert watchdog.fault(4.0) is Fault.SILENT


def test_a_device_that_never_delivers_is_noticed_too() -> None:
    assert Watchdog(LIMIT_S, opened_at=10.0).fault(13.0) is Fault.SILENT


def test_exact_zeros_are_noticed_at_the_limit() -> None:
    watchdog = Watchdog(LIMIT_S, opened_at=0.0)
    watchdog.heard(1.0, sounds=True)
    for tenth in range(11, 40):
        watchdog.heard(tenth / 10, sounds=False)
        assert watchdog.fault(tenth / 10) is None
    watchdog.heard(4.0, sounds=False)
    assert watchdog.fault(4.0) is Fault.ZEROS
    watchdog.heard(4.1, sounds=True)
    assert watchdog.fault(4.1) is None


def test_tries_become_rarer_up_to_a_limit() -> None:
    back_off = BackOff(0.5, 3.0)
    back_off.begin(10.0)
    dues = [back_off.due_at]
    for _ in range(4):
        back_off.again(dues[-1])
        dues.append(back_off.due_at)
    assert dues == [10.5, 11.5, 13.5, 16.5, 19.5]
    back_off.wait_until(15.0)
    assert back_off.due_at == 19.5
    back_off.wait_until(30.0)
    assert back_off.due_at == 30.0
