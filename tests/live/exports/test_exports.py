"""Each export is read back by a parser that is not ours, where there is one."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import audformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from praatio import textgrid

from ser_core.errors import LogError
from ser_core.types import Status, Tone
from ser_live.exports import FORMATS, write_export
from ser_live.exports.emotionml import NAMESPACE, OWN_NAMESPACE
from ser_live.exports.rows import in_order, labels_of
from ser_live.log.reader import read_session
from ser_live.log.row import LogRow

BEGAN_AT = datetime(2026, 3, 4, 9, 41, tzinfo=timezone(timedelta(hours=1)))
LABELS = ("neutral", "happy", "angry")


EXPORTS = {export.key: export for export in FORMATS}


def make_row(number: int, start_s: float, end_s: float, status: Status = Status.OK) -> LogRow:
    heard = status not in (Status.GAP, Status.NO_SPEECH)
    return LogRow(
        session_id="20260304-094100-7f3a2c",
        utterance_id=number,
        started_at=BEGAN_AT + timedelta(seconds=start_s),
        start_s=start_s,
        end_s=end_s,
        service='Re"turns,\tA & B <c>',
        channel="left",
        status=status,
        emotion="angry" if heard else "",
        confidence=0.5 + number / 100 if heard else None,
        tone=Tone.NEGATIVE if heard else None,
        probs=tuple(zip(LABELS, (0.1, 0.25, 0.65), strict=True)) if heard else (),
        level_dbfs=-20.5 if heard else None,
        snr_db=18.25 if heard else None,
        clipped_pct=0.0 if heard else None,
        model="open",
        latency_ms=41.5 if heard else None,
    )


ROWS = (
    replace(make_row(1, 0.5, 3.25), corrected_emotion="happy"),
    make_row(2, 4.0, 4.5, Status.TOO_SHORT),
    make_row(3, 5.0, 9.125, Status.UNSURE),
    make_row(-1, 10.0, 11.0, Status.GAP),
    make_row(4, 12.0, 3725.75),
)


def exported(key: str, folder: Path, rows: tuple[LogRow, ...] = ROWS) -> Path:
    export = EXPORTS[key]
    path = folder / f"out{export.suffix}"
    write_export(export, rows, path)
    return path


def text_of(key: str, row: LogRow) -> str:
    return EXPORTS[key].render([row], labels_of([row]))[""]


def test_csv_is_a_session_log_again(tmp_path: Path) -> None:
    path = exported("csv", tmp_path)
    assert read_session(path).rows == ROWS
    with path.open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [cell["emotion"] for cell in cells] == [row.emotion for row in ROWS]
    assert cells[0]["p_angry"] == "0.65"


def test_csv_has_the_columns_of_the_log_where_no_row_has_a_result(tmp_path: Path) -> None:
    gap = make_row(-1, 10.0, 11.0, Status.GAP)
    write_export(EXPORTS["csv"], [gap], tmp_path / "out.csv", LABELS)
    record = read_session(tmp_path / "out.csv")
    assert (record.labels, record.rows) == (LABELS, (gap,))


def test_json_lines(tmp_path: Path) -> None:
    lines = exported("jsonl", tmp_path).read_text(encoding="utf-8").splitlines()
    objects = [json.loads(line) for line in lines]
    assert [each["duration_s"] for each in objects] == [row.duration_s for row in ROWS]
    assert tuple(from_object(each) for each in objects) == ROWS
    assert objects[0]["probabilities"] == {"neutral": 0.1, "happy": 0.25, "angry": 0.65}
    unknown = [objects[3][name] for name in ("emotion", "confidence", "corrected_emotion")]
    assert unknown == [None, None, None]


def from_object(values: dict[str, Any]) -> LogRow:
    """Return the row that an object stands for; every field must be there, and no other."""
    fields = dict(values)
    del fields["duration_s"]
    tone = fields["tone"]
    return LogRow(
        **fields
        | {
            "started_at": datetime.fromisoformat(fields["started_at"]),
            "status": Status(fields["status"]),
            "emotion": fields["emotion"] or "",
            "tone": None if tone is None else Tone(tone),
            "probs": tuple(fields.pop("probabilities").items()),
            "corrected_emotion": fields["corrected_emotion"] or "",
        }
    )


def test_audacity_labels_are_start_end_and_words(tmp_path: Path) -> None:
    text = exported("audacity", tmp_path).read_text(encoding="utf-8")
    found = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [(float(start), float(end)) for start, end, _ in found] == [
        (row.start_s, row.end_s) for row in ROWS
    ]
    assert [label for _, _, label in found] == [
        "angry (corrected: happy)",
        "too_short",
        "unsure",
        "gap",
        "angry",
    ]


def test_audacity_labels_tell_a_confirmation_from_a_correction() -> None:
    row = make_row(1, 0.0, 1.0)
    assert "angry (confirmed)" in text_of("audacity", replace(row, corrected_emotion="angry"))
    unsure = replace(row, status=Status.UNSURE, corrected_emotion="angry")
    assert "unsure (corrected: angry)" in text_of("audacity", unsure)


def test_textgrid_is_read_by_praatio(tmp_path: Path) -> None:
    grid = textgrid.openTextgrid(str(exported("textgrid", tmp_path)), includeEmptyIntervals=False)
    assert grid.tierNames == ("emotion", "tone", "correction")
    intervals = [tuple(entry) for entry in grid.getTier("emotion").entries]
    results = ["angry", "too_short", "unsure", "gap", "angry"]
    assert intervals == [
        (row.start_s, row.end_s, result) for row, result in zip(ROWS, results, strict=True)
    ]
    assert [entry.label for entry in grid.getTier("correction").entries] == ["happy"]
    assert grid.maxTimestamp == ROWS[-1].end_s


@pytest.mark.filterwarnings("ignore:.*inplace:DeprecationWarning")  # of its own pandas calls
def test_audformat_is_loaded_by_audformat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)  # its progress bar's own thread
    database = audformat.Database.load(str(exported("audformat", tmp_path)), load_data=True)
    table = database["utterances"].get()
    starts = table.index.get_level_values("start").total_seconds()
    ends = table.index.get_level_values("end").total_seconds()
    assert list(starts) == [row.start_s for row in ROWS]
    assert list(ends) == [row.end_s for row in ROWS]
    assert list(table["status"]) == [row.status.value for row in ROWS]
    assert table["emotion"].iloc[0] == "angry"
    assert table["corrected_emotion"].iloc[0] == "happy"
    assert table["confidence"].iloc[0] == pytest.approx(0.51)
    certain = [row.status is Status.OK for row in ROWS]
    for column in ("emotion", "confidence", "tone"):
        assert table[column].notna().to_list() == certain
    assert set(table["service"]) == {'Re"turns, A & B <c>'}
    assert database.usage == audformat.define.Usage.RESTRICTED


def test_emotionml_keeps_the_recommendation(tmp_path: Path) -> None:
    root = ET.parse(exported("emotionml", tmp_path)).getroot()  # noqa: S314 - our own
    name = f"{{{NAMESPACE}}}"
    assert root.tag == f"{name}emotionml"
    assert root.get("version") == "1.0"
    vocabulary = root.find(f"{name}vocabulary")
    assert vocabulary is not None
    assert vocabulary.get("type") == "category"
    assert root.get("category-set") == f"#{vocabulary.get('id')}"
    known = [item.get("name") for item in vocabulary]
    emotions = root.findall(f"{name}emotion")
    assert len(emotions) == 4
    for emotion, row in zip(emotions, [r for r in ROWS if r.probs], strict=True):
        began_ms, ended_ms = int(emotion.get("start", "")), int(emotion.get("end", ""))
        assert began_ms == round(row.started_at.timestamp() * 1000)
        assert ended_ms - began_ms == round(row.duration_s * 1000)
        categories = emotion.findall(f"{name}category")
        assert [each.get("name") for each in categories] == list(LABELS)
        assert set(LABELS) <= set(known)
        values = [float(each.get("value", "")) for each in categories]
        assert values == pytest.approx([share for _, share in row.probs])
        assert sum(each.get("confidence") is not None for each in categories) == (
            row.status is Status.OK
        )
        info = emotion.find(f"{name}info")
        assert info is not None
        told = {each.tag.removeprefix(f"{{{OWN_NAMESPACE}}}"): each.text for each in info}
        assert told["status"] == row.status.value
        assert not any(each.tag.startswith(name) for each in info), "info holds no EmotionML"


@given(st.text(max_size=12))
def test_every_name_is_a_name_token(label: str) -> None:
    row = replace(make_row(1, 0.0, 1.0), probs=((label, 1.0),))
    root = ET.fromstring(text_of("emotionml", row))  # noqa: S314 - our own
    names = [each.get("name", "") for each in root.iter() if each.get("name") is not None]
    assert names
    assert all(re.fullmatch(r"[\w.:-]+", each) for each in names)


BOTH_SIDES = (
    make_row(1, 0.5, 9.0),
    replace(make_row(2, 3.0, 4.5, Status.UNSURE), channel="right"),
    replace(make_row(4, 8.0, 12.0), channel="right"),
)


@pytest.mark.filterwarnings("ignore:.*inplace:DeprecationWarning")  # of audformat's pandas calls
def test_what_two_said_at_the_same_time_is_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = exported("textgrid", tmp_path, BOTH_SIDES)
    grid = textgrid.openTextgrid(str(path), includeEmptyIntervals=False)
    tiers = {
        name: [(entry.start, entry.end) for entry in grid.getTier(name).entries]
        for name in ("emotion left", "emotion right")
    }
    assert tiers == {"emotion left": [(0.5, 9.0)], "emotion right": [(3.0, 4.5), (8.0, 12.0)]}
    assert len(grid.tierNames) == 6
    labels = exported("audacity", tmp_path, BOTH_SIDES).read_text(encoding="utf-8")
    assert [line.split("\t")[2] for line in labels.splitlines()] == [
        "left: angry",
        "right: unsure",
        "right: angry",
    ]
    assert [row.channel for row in read_session(exported("csv", tmp_path, BOTH_SIDES)).rows] == [
        "left",
        "right",
        "right",
    ]
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)  # its progress bar's own thread
    folder = exported("audformat", tmp_path, BOTH_SIDES)
    table = audformat.Database.load(str(folder), load_data=True)["utterances"].get()
    assert list(table["channel"]) == ["left", "right", "right"]
    root = ET.parse(exported("emotionml", tmp_path, BOTH_SIDES)).getroot()  # noqa: S314 - our own
    channels = [each.text for each in root.iter(f"{{{OWN_NAMESPACE}}}channel")]
    assert channels == ["left", "right", "right"]


@pytest.mark.parametrize("key", [export.key for export in FORMATS])
def test_a_session_without_rows_is_exported_too(key: str, tmp_path: Path) -> None:
    assert exported(key, tmp_path, ()).exists()


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LogError, match="choose another place"):
        write_export(EXPORTS["csv"], ROWS, tmp_path / "file" / "out.csv")
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(LogError, match="choose another place"):
        write_export(EXPORTS["csv"], ROWS, tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "out.csv"]


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 30)).map(
            lambda span: (round(span[0], 3), round(span[0] + span[1], 3))
        ),
        max_size=8,
    )
)
def test_intervals_never_overlap(spans: list[tuple[float, float]]) -> None:
    rows = [make_row(number, start, end) for number, (start, end) in enumerate(spans)]
    reached = 0.0
    for start_s, end_s, row in in_order(rows):
        assert reached <= start_s < end_s
        assert row.start_s <= start_s
        assert row.end_s == end_s
        reached = end_s


@given(st.text(max_size=30))
def test_no_label_can_break_a_format(label: str) -> None:
    row = replace(make_row(1, 0.0, 1.0), emotion=label or "x", corrected_emotion=label)
    row = replace(row, probs=((label or "x", 1.0),))
    text = text_of("audacity", row)
    assert text.count("\n") == 1
    assert text.count("\t") == 2
    quoted = re.findall(r'text = "((?:[^"]|"")*)"\n', text_of("textgrid", row))
    assert len(quoted) == 3
    assert len(text_of("jsonl", row).split("\n")) == 2
    ET.parse(io.StringIO(text_of("emotionml", row)))  # noqa: S314 - our own
