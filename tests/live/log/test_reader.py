from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.errors import LogError
from ser_live.log import reader
from ser_live.log.reader import read_session
from ser_live.log.table import encode, header_cells, to_cells
from tests.damage import damaged, many
from tests.live.log.rows import LABELS, a_row

ROWS = [a_row(number) for number in range(5)]
WHOLE = b"".join([encode(header_cells(LABELS)), *(encode(to_cells(row, LABELS)) for row in ROWS)])


@pytest.mark.usefixtures("memory_stays_small")
@many
@given(content=damaged(WHOLE) | st.binary(max_size=2000))
def test_a_damaged_log_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.csv"
    path.write_bytes(content)
    try:
        record = read_session(path)
    except LogError:
        return
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert len(record.rows) + len(record.damaged_lines) <= lines


def test_a_damaged_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    lines = [encode(header_cells(LABELS)), encode(to_cells(a_row(0, service=""), LABELS))]
    path.write_bytes(lines[0] + b"not,a,row\r\n" + lines[1] + b"s,7,2026")
    record = read_session(path)
    assert [row.utterance_id for row in record.rows] == [0]
    assert record.damaged_lines == (2, 4)


def test_blank_lines_are_no_damage_but_counted(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(WHOLE + b"\r\n\nnot,a,row\r\n\r\n")
    record = read_session(path)
    assert record.rows == tuple(ROWS)
    assert record.damaged_lines == (len(ROWS) + 4,)


def test_a_byte_order_mark_is_no_part_of_the_log(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(codecs.BOM_UTF8 + WHOLE)
    assert read_session(path).rows == tuple(ROWS)
    path.write_bytes(codecs.BOM_UTF8 + WHOLE.replace(b"session_id", b'"session_id"'))
    assert read_session(path).rows == tuple(ROWS)


def test_what_is_no_log_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(LogError, match="not a session log"):
        read_session(path)
    with pytest.raises(LogError, match="cannot be read"):
        read_session(tmp_path / "missing.csv")


def test_a_log_that_a_spreadsheet_saved_in_its_own_way_is_refused_by_that_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "saved.csv"
    path.write_bytes(WHOLE.replace(b",", b";"))
    with pytest.raises(LogError, match="a spreadsheet has changed it; choose a CSV of the log"):
        read_session(path)


def test_a_file_of_unlikely_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(WHOLE)
    monkeypatch.setattr(reader, "MAX_BYTES", 100)
    with pytest.raises(LogError, match="bytes"):
        read_session(path)
