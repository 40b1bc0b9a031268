from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.csvtext import neutralize
from ser_core.errors import LogError
from ser_core.rows import columns
from ser_core.types import Status, Tone
from ser_live.log.row import LogRow
from ser_live.log.table import encode, from_cells, header_cells, labels_of, to_cells
from tests.live.log.rows import LABELS, a_row

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=40)
numbers = st.floats(-1e6, 1e6)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
times = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without one
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=offsets,
).map(lambda t: t.replace(microsecond=t.microsecond // 1000 * 1000))
rows = st.builds(
    LogRow,
    session_id=texts,
    utterance_id=st.integers(-1000, 10**9),
    started_at=times,
    start_s=numbers,
    end_s=numbers,
    service=texts,
    channel=texts,
    status=st.sampled_from(Status),
    emotion=texts,
    confidence=st.none() | numbers,
    tone=st.none() | st.sampled_from(Tone),
    probs=st.just(()) | st.tuples(*(st.tuples(st.just(label), numbers) for label in LABELS)),
    level_dbfs=st.none() | numbers,
    snr_db=st.none() | numbers,
    clipped_pct=st.none() | numbers,
    model=texts,
    latency_ms=st.none() | numbers,
    corrected_emotion=texts,
)


@given(row=rows)
def test_a_row_is_read_back_exactly(row: LogRow) -> None:
    line = encode(to_cells(row, LABELS)).decode("utf-8")
    (cells,) = csv.reader(io.StringIO(line, newline=""))
    assert from_cells(cells, LABELS) == row


@given(row=rows)
def test_a_line_is_rfc_4180(row: LogRow) -> None:
    line = encode(to_cells(row, LABELS))
    assert line.endswith(b"\r\n")
    (cells,) = csv.reader(io.StringIO(line.decode(), newline=""), strict=True)
    assert len(cells) == len(columns(LABELS))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\x01"])
def test_no_text_cell_starts_as_a_formula(start: str) -> None:
    row = a_row(1, service=f"{start}cmd|' /C calc'!A0")
    cells = to_cells(row, LABELS)
    assert cells[columns(LABELS).index("service")].startswith("'")
    assert from_cells(cells, LABELS) == row


def test_the_columns_are_those_of_the_design() -> None:
    assert ",".join(columns(("calm", "sad"))) == (
        "session_id,utterance_id,started_at,start_s,end_s,duration_s,service,channel,status,"
        "emotion,confidence,tone,p_calm,p_sad,level_dbfs,snr_db,clipped_pct,model,latency_ms,"
        "corrected_emotion"
    )


@given(labels=st.lists(texts, unique=True, max_size=8))
def test_labels_are_found_in_the_header(labels: list[str]) -> None:
    assert labels_of(header_cells(labels)) == tuple(labels)


@given(header=st.lists(st.one_of(texts, st.sampled_from(columns(LABELS))), max_size=30))
def test_another_header_is_refused(header: list[str]) -> None:
    try:
        labels = labels_of(header)
    except LogError:
        return
    assert tuple(header) == tuple(neutralize(name) for name in columns(labels))
