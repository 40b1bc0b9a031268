"""Results as a table for people, as CSV, or as JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TextIO

from ser_core.cli.console import output, print_rows
from ser_core.csvtext import neutralize, number
from ser_core.plaintext import plain
from ser_core.rows import PROBABILITY, ResultRow, columns

if TYPE_CHECKING:
    from ser_core.model import Model
    from ser_core.recordings import RecordingResult

HEADINGS: Final = (
    *("start s", "end s", "channel", "status", "emotion", "confidence", "tone"),
    *("level dBFS", "SNR dB", "clipped %"),
)
WORDS: Final = ("channel", "status", "emotion", "confidence", "tone")


class ResultTable(Protocol):
    """Where the results of recordings are written, one after another."""

    def add(self, result: RecordingResult) -> None:
        """Write the utterances of one recording."""


def result_table(kind: str, file: TextIO | None, model: Model) -> ResultTable:
    """Give a table of one kind (table, csv or jsonl), written to `file` or else standard output."""
    if kind == "table":
        return _PlainTable(file, model)
    text = _standard_output() if file is None else file
    return (_CsvTable if kind == "csv" else _JsonLines)(text, model)


class _PlainTable:
    def __init__(self, file: TextIO | None, model: Model) -> None:
        self._console = output(file)
        self._labels = model.labels

    def add(self, result: RecordingResult) -> None:
        heading = f"{plain(str(result.path))}  ({result.duration_s:.1f} s)"
        self._console.print(heading, style="bold")
        rows = [
            _cells(ResultRow.of(ended, self._labels), channel)
            for ended, channel in zip(result.utterances, result.channels, strict=True)
        ]
        if rows:
            print_rows(self._console, HEADINGS, rows, left=WORDS)
        else:
            self._console.print("no speech found")
        self._console.print()


def _cells(row: ResultRow, channel: str) -> tuple[str, ...]:
    return (
        f"{row.start_s:.2f}",
        f"{row.end_s:.2f}",
        channel,
        row.status.value,
        row.emotion,
        "" if row.confidence is None else f"{row.confidence:.2f}",
        "" if row.tone is None else row.tone.value,
        number(row.level_dbfs),
        number(row.snr_db),
        number(row.clipped_pct),
    )


class _CsvTable:
    """The session log's columns after the recording's path (RFC 4180, UTF-8)."""

    def __init__(self, file: TextIO, model: Model) -> None:
        self._file = file
        self._model = model
        names = [neutralize(name) for name in ("file", *columns(model.labels))]
        self._writer = csv.DictWriter(file, names, restval="", lineterminator="\r\n")
        self._writer.writeheader()

    def add(self, result: RecordingResult) -> None:
        for facts in _facts(result, self._model):
            self._writer.writerow({name: _cell(value) for name, value in facts.items()})
        self._file.flush()


class _JsonLines:
    """An object for each utterance, its members named like the columns of the CSV."""

    def __init__(self, file: TextIO, model: Model) -> None:
        self._file = file
        self._model = model

    def add(self, result: RecordingResult) -> None:
        for facts in _facts(result, self._model):
            self._file.write(json.dumps(facts, ensure_ascii=False, allow_nan=False) + "\n")
        self._file.flush()


_Fact = str | int | float | None


def _facts(result: RecordingResult, model: Model) -> Iterator[dict[str, _Fact]]:
    for ended, channel in zip(result.utterances, result.channels, strict=True):
        row = ResultRow.of(ended, model.labels)
        yield {
            "file": _printable(result.path),
            "utterance_id": row.utterance_id,
            "start_s": row.start_s,
            "end_s": row.end_s,
            "duration_s": row.duration_s,
            "channel": channel,
            "status": row.status.value,
            "emotion": row.emotion,
            "confidence": row.confidence,
            "tone": None if row.tone is None else row.tone.value,
            **{PROBABILITY + label: probability for label, probability in row.probs},
            "level_dbfs": row.level_dbfs,
            "snr_db": row.snr_db,
            "clipped_pct": row.clipped_pct,
            "model": model.name,
        }


def _cell(value: _Fact) -> str:
    if isinstance(value, str):
        return neutralize(value)
    return str(value) if isinstance(value, int) else number(value)


def _printable(path: Path) -> str:
    """Give a path as valid Unicode; bytes of its name that are none become escapes."""
    return str(path).encode("utf-8", errors="backslashreplace").decode()


def _standard_output() -> TextIO:
    """Give standard output as UTF-8 without translated line ends, whatever the platform."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    return sys.stdout
