"""A correction in a session that is over changes one cell and nothing else."""

from __future__ import annotations

import codecs
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ser_core.errors import LogError
from ser_live.log.correction import correct_row
from ser_live.log.csv_log import open_log
from ser_live.log.reader import read_session
from ser_live.log.row import LogRow
from ser_live.log.table import encode, from_cells, header_cells, to_cells
from tests.damage import damaged, many
from tests.live.log.rows import LABELS, a_row

ROWS = [a_row(number) for number in range(4)]
LINES = [encode(header_cells(LABELS)), *(encode(to_cells(row, LABELS)) for row in ROWS)]
WHOLE = b"".join(LINES)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "s.csv"
    path.write_bytes(WHOLE)
    return path


def test_one_row_changes_and_comes_back(log: Path) -> None:
    row = correct_row(log, 2, "angry")
    assert row == replace(ROWS[2], corrected_emotion="angry")
    assert read_session(log).rows == (*ROWS[:2], row, ROWS[3])
    assert (row.emotion, row.confidence) == (ROWS[2].emotion, ROWS[2].confidence)
    correct_row(log, 2, "")
    assert log.read_bytes() == WHOLE, "taken back, it is the file of before"
    assert [path.name for path in log.parent.iterdir()] == ["s.csv"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions.")
def test_a_log_stays_closed_to_others(log: Path) -> None:
    log.chmod(0o600)
    correct_row(log, 2, "angry")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_lines_that_cannot_be_read_stay(log: Path) -> None:
    content = b"".join([*LINES[:2], b"not,a,row\xff\r\n", *LINES[2:], b"s,7,2026"])
    log.write_bytes(content)
    correct_row(log, 3, "sad")
    changed = encode(to_cells(replace(ROWS[3], corrected_emotion="sad"), LABELS))
    assert log.read_bytes() == content.replace(LINES[4], changed)
    assert read_session(log).damaged_lines == (3, 7)


def test_a_byte_order_mark_stays(log: Path) -> None:
    log.write_bytes(codecs.BOM_UTF8 + WHOLE)
    row = correct_row(log, 2, "angry")
    changed = encode(to_cells(row, LABELS))
    assert log.read_bytes() == codecs.BOM_UTF8 + WHOLE.replace(LINES[3], changed)


def test_unlikely_text_stays_what_it_is(log: Path) -> None:
    odd = a_row(9, service="one\u2028two\x85three\x0cfour", session_id="\x1c")
    log.write_bytes(WHOLE + encode(to_cells(odd, LABELS)))
    row = correct_row(log, 9, "sad")
    assert read_session(log).rows == (*ROWS, row)
    log.write_bytes(WHOLE.replace(b"a desk", b"a d\xffsk"))
    row = correct_row(log, 1, "sad")
    assert read_session(log).rows[1] == row


def test_a_session_that_runs_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "live.csv"
    running = open_log(path, LABELS)
    running.append(ROWS[0])
    before = path.read_bytes()
    with pytest.raises(LogError, match="still open"):
        correct_row(path, 0, "sad")
    assert path.read_bytes() == before
    running.append(ROWS[1])
    running.close()
    assert len(read_session(path).rows) == 2
    correct_row(path, 0, "sad")
    assert read_session(path).rows[0].corrected_emotion == "sad"


def test_what_cannot_be_done_says_why(log: Path, tmp_path: Path) -> None:
    with pytest.raises(LogError, match="no utterance 99"):
        correct_row(log, 99, "sad")
    with pytest.raises(LogError, match="cannot be written"):
        correct_row(tmp_path / "gone" / "s.csv", 1, "sad")
    assert log.read_bytes() == WHOLE


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that refuses")
def test_a_folder_that_refuses_is_named(log: Path) -> None:
    log.parent.chmod(0o500)
    try:
        with pytest.raises(LogError, match="cannot be written"):
            correct_row(log, 1, "sad")
    finally:
        log.parent.chmod(0o700)


@pytest.mark.usefixtures("memory_stays_small")
@many
@given(content=damaged(WHOLE) | st.binary(max_size=2000))
@example(content=WHOLE.replace(b"a second line", b"a\0second line"))
@example(content=WHOLE.replace(b"p_sad", b"p_\x80sad"))
@example(content=codecs.BOM_UTF8 * 2 + WHOLE)
@example(content=codecs.BOM_UTF8)
def test_no_damage_is_made_worse(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "worse.csv"
    path.write_bytes(content)
    try:
        before = read_session(path)
        after = correct_row(path, 1, "sad")
    except LogError:
        assert path.read_bytes() == content
        return
    labels = before.labels
    expected = [as_corrected(row, labels) if row.utterance_id == 1 else row for row in before.rows]
    assert list(read_session(path).rows) == expected
    assert after in expected


def as_corrected(row: LogRow, labels: tuple[str, ...]) -> LogRow:
    """Return a row as it stands in the file once it was corrected: without zero bytes."""
    return from_cells(to_cells(replace(row, corrected_emotion="sad"), labels), labels)
