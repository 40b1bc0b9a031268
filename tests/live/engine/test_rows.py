from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from ser_core.types import (
    AudioGap,
    Posterior,
    Quality,
    Reading,
    Status,
    Tone,
    UtteranceEnded,
)
from ser_live.engine.rows import RowMaker, wall_time

LABELS = ("calm", "sad")


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("began_at", "local"),
    [
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), ["01:00", "02:00", "02:00", "03:00"]),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), ["00:00", "01:00", "03:00", "04:00"]),
    ],
)
def test_rows_stay_in_order_when_the_clocks_change(began_at: datetime, local: list[str]) -> None:
    times = [wall_time(began_at.astimezone(), 3600.0 * hour) for hour in range(4)]
    assert [f"{moment:%H:%M}" for moment in times] == local
    assert all(late - early == timedelta(hours=1) for early, late in pairwise(times))
    assert len({moment.isoformat() for moment in times}) == 4


def a_maker() -> RowMaker:
    began_at = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
    return RowMaker("s", began_at, "desk", "open", LABELS)


def an_utterance(reading: Reading, quality: Quality) -> UtteranceEnded:
    return UtteranceEnded(7, 16_000, 16_000 * 3 + 7, reading, quality, final=True)


def test_an_utterance_becomes_a_row() -> None:
    posterior = Posterior(16_000, 48_000, (0.66666, 0.33334))
    reading = Reading(posterior, Status.OK, "calm", 0.66666, Tone.NEUTRAL)
    event = an_utterance(reading, Quality(-23.456, 20.04, 0.123))
    row = a_maker().utterance(event, channel="left", latency_ms=12.34)
    assert row.started_at == datetime(2026, 3, 1, 12, 0, 1, 250_000, tzinfo=UTC)
    assert (row.start_s, row.end_s, row.channel, row.service) == (1.0, 3.0, "left", "desk")
    assert row.probs == (("calm", 0.6667), ("sad", 0.3333))
    assert (row.level_dbfs, row.snr_db, row.clipped_pct) == (-23.5, 20.0, 0.12)
    assert (row.utterance_id, row.confidence, row.latency_ms) == (7, 0.6667, 12.3)


def test_what_was_not_classified_has_no_numbers() -> None:
    reading = Reading(Posterior(0, 0, ()), Status.TOO_SHORT, "", 0.0, None)
    event = an_utterance(reading, Quality(float("-inf"), float("nan"), 0.0))
    row = a_maker().utterance(event, channel="left", latency_ms=0.0)
    assert (row.emotion, row.confidence, row.tone, row.probs) == ("", None, None, ())
    assert (row.level_dbfs, row.snr_db) == (None, None)


def test_a_loss_becomes_a_row_that_says_how_much() -> None:
    row = a_maker().gap(AudioGap(32_000, 48_000), number=2, channel="mono")
    assert (row.utterance_id, row.status) == (-2, Status.GAP)
    assert row.duration_s == 1.0
