"""The delay that 95 of 100 readings keep within, over the latest ones."""

from __future__ import annotations

from ser_live.delays import KEPT, Delays


def test_nothing_seen_has_no_delay() -> None:
    assert Delays().p95_ms == 0.0


def test_a_few_late_readings_do_not_count_and_more_do() -> None:
    delays = Delays()
    for number in range(100):
        delays.note(1000.0 if number % 25 == 0 else 50.0)
    assert delays.p95_ms == 50.0
    for _ in range(10):
        delays.note(1000.0)
    assert delays.p95_ms == 1000.0


def test_what_is_long_ago_is_forgotten() -> None:
    delays = Delays()
    for _ in range(KEPT):
        delays.note(900.0)
    for _ in range(KEPT):
        delays.note(40.0)
    assert delays.p95_ms == 40.0
    assert delays.count == 2 * KEPT
