"""The summary of a session counts what there was, and shares by time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts import scenes
from ser_core.types import Status, Tone
from ser_live.summary import negativity, summarize_session
from tests.live.log.rows import a_row

ROWS = [scenes.row(number) for number in range(len(scenes.TALK))]


def test_nothing_has_an_empty_summary() -> None:
    summary = summarize_session([])
    assert summary.utterances == summary.clear == 0
    assert summary.length_s == summary.speech_s == 0.0
    assert summary.emotions == summary.tones == summary.most_negative == ()


def test_a_talk_is_counted() -> None:
    summary = summarize_session(ROWS)
    assert summary.utterances == 14
    assert summary.clear == 10
    assert summary.corrected == 1
    assert dict(summary.statuses)[Status.GAP] == 1
    assert sum(count for _, count in summary.statuses) == len(ROWS)
    assert summary.length_s == pytest.approx(ROWS[-1].end_s - ROWS[0].start_s)


def test_what_was_confirmed_is_not_counted_as_corrected() -> None:
    heard = a_row(1)
    rows = [
        replace(heard, corrected_emotion="calm"),
        replace(heard, corrected_emotion="sad"),
        replace(heard, status=Status.UNSURE, corrected_emotion="calm"),
        a_row(2),
    ]
    summary = summarize_session(rows)
    assert (summary.confirmed, summary.corrected) == (1, 2)


def test_shares_are_of_the_time_of_clear_speech() -> None:
    summary = summarize_session(ROWS)
    for shares in (summary.emotions, summary.tones):
        assert sum(share.share for share in shares) == pytest.approx(1.0)
        assert [s.seconds for s in shares] == sorted((s.seconds for s in shares), reverse=True)
    angry = next(share for share in summary.emotions if share.label == "angry")
    assert angry.count == 2
    assert angry.seconds == pytest.approx(7.3 + 6.6)


def test_the_most_negative_moments_are_clear_and_negative() -> None:
    moments = summarize_session(ROWS).most_negative
    assert len(moments) == 3
    assert all(row.tone is Tone.NEGATIVE and row.status is Status.OK for row in moments)
    rest = [row for row in ROWS if row.tone is Tone.NEGATIVE and row.status is Status.OK]
    assert negativity(moments[0]) == max(negativity(row) for row in rest)
    assert moments[0].emotion == "angry"
