from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import cast

import pytest
from rich.console import Console

from ser_core.sentence import PLAIN
from ser_core.types import (
    EmotionUpdated,
    Level,
    Posterior,
    Quality,
    Reading,
    SpeechStarted,
    Status,
    Tone,
    UtteranceEnded,
)
from ser_live.audio.sentences import SILENT
from ser_live.ending import STOP_SIGNALS
from ser_live.engine.engine import Engine
from ser_live.log.row import LogRow
from ser_live.messages import (
    Analyzed,
    Emit,
    Message,
    ModelFacts,
    ModelLoaded,
    Notice,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
    SessionOpened,
    Severity,
    SourceFacts,
    SourceKind,
    SourceOpened,
)
from ser_live.session import PAST_SHOWN_S, SessionState, reduce
from ser_live.terminal import OTHERS_KEPT, line_for, meter, row_line, run, stop_signals, summary
from tests.live.log.rows import a_row

READING = Reading(Posterior(0, 16_000, (0.7, 0.1, 0.2)), Status.OK, "angry", 0.7, Tone.NEGATIVE)
MESSAGES: tuple[Message, ...] = (
    PhaseChanged(Phase.LISTENING),
    ModelLoaded(ModelFacts("open", ("angry", "calm", "sad"), "CC BY 4.0")),
    SessionOpened("s", Path("logs/s.csv"), "", ""),
    SourceOpened(SourceFacts(SourceKind.DEMO, "demo.flac", "mono", 16_000)),
    Analyzed(Level(0, 640, -20.0, 0, speech=True)),
    Analyzed(SpeechStarted(1, 0)),
    Analyzed(EmotionUpdated(1, READING)),
)


def folded(*messages: Message) -> SessionState:
    state = SessionState()
    for message in (*MESSAGES, *messages):
        state = reduce(state, message)
    return state


def painted(state: SessionState, height: int = 40, width: int = 100) -> str:
    output = io.StringIO()
    console = Console(file=output, width=width, height=height, force_terminal=False)
    console.print(meter(state, console))
    return output.getvalue()


def test_the_meter_shows_state_level_and_every_emotion() -> None:
    text = painted(folded())
    assert "speaking" in text
    assert "DEMO recording" in text
    assert "-20.0 dBFS" in text
    assert "logs/s.csv" in text
    for label, share in [("angry", "70%"), ("calm", "10%"), ("sad", "20%")]:
        assert any(line.startswith(label) and share in line for line in text.splitlines())


def test_where_there_is_little_room_older_rows_give_way(tmp_path: Path) -> None:
    source = SourceFacts(SourceKind.DEMO, "demo.flac", "each", 16_000)
    labels = ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised")
    rows = [RowWritten(a_row(number)) for number in range(9)]
    lost = NoticeRaised(
        Notice("overload", Severity.WARNING, PLAIN(text="some audio was lost; " * 6))
    )
    model = ModelLoaded(ModelFacts("ravdess", labels))
    text = painted(folded(SourceOpened(source), model, lost, *rows), height=24)
    lines = text.splitlines()
    assert len(lines) <= 24
    assert "some audio was lost" in text
    assert "Ctrl-C ends" in text
    assert lines[-1].strip() == row_line(a_row(8))
    assert row_line(a_row(2)) not in text


@pytest.mark.parametrize("labels", [6, 8])
def test_every_emotion_keeps_its_bar_in_a_small_terminal(labels: int) -> None:
    names = ("neutral", "happy", "sad", "angry", "fearful", "disgust", "calm", "surprised")[:labels]
    probs = (0.9, *[0.1 / (labels - 1)] * (labels - 1))
    reading = replace(READING, posterior=Posterior(0, 16_000, probs), emotion="neutral")
    text = painted(
        folded(
            ModelLoaded(ModelFacts("a", names)),
            SessionOpened("s", Path("/home/somebody/ser-live/20261128-160104.csv"), "", ""),
            NoticeRaised(Notice("demo", Severity.INFO, "No microphone was found, so " * 5)),
            Analyzed(Level(0, 640, -0.5, 12, speech=True)),
            Analyzed(EmotionUpdated(1, reading)),
            RowWritten(a_row(1)),
        ),
        height=12,
        width=40,
    )
    lines = text.splitlines()
    assert len(lines) <= 12
    assert lines[0].startswith("listening")
    for name in names:
        assert any(line.startswith(name) and line.rstrip().endswith("%") for line in lines)
    assert any(line.startswith("level") and "CLIPPED" in line for line in lines)


def test_what_was_said_last_is_no_reading_of_a_silence() -> None:
    said = UtteranceEnded(1, 0, 16_000, READING, Quality(-20.0, 30.0, 0.0), final=True)
    still = 16_000 + round(PAST_SHOWN_S * 16_000)
    before = folded(Analyzed(said), Analyzed(Level(still - 640, still, -70.0, 0, speech=False)))
    assert "70%" in painted(before)
    later = Analyzed(Level(still, still + 640, -70.0, 0, speech=False))
    assert "%" not in painted(reduce(before, later))


def test_the_longer_bar_is_the_more_probable() -> None:
    bars = [line.count("█") for line in painted(folded()).splitlines() if "%" in line]
    assert bars[0] > bars[2] > bars[1] > 0


@pytest.mark.parametrize(
    ("status", "words"), [(Status.UNSURE, "unsure"), (Status.NOISY, "too noisy"), (Status.OK, "")]
)
def test_what_a_reading_is_worth_is_said(status: Status, words: str) -> None:
    state = folded(Analyzed(EmotionUpdated(1, replace(READING, status=status))))
    (line,) = (line for line in painted(state).splitlines() if line.startswith("angry"))
    assert line.rstrip().endswith(words or "70%")


def test_notices_and_an_overload_are_shown() -> None:
    text = painted(
        folded(
            Analyzed(Level(0, 640, -0.5, 12, speech=True)),
            NoticeRaised(Notice("source", Severity.ERROR, SILENT(name="Desk"))),
        )
    )
    assert "CLIPPED" in text
    assert "'Desk' delivers nothing;" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "12:00:03    2.5 s  calm 50%, neutral"),
        ({"confidence": 0.9997}, "12:00:03    2.5 s  calm 99%, neutral"),
        ({"status": Status.UNSURE}, "12:00:03    2.5 s  unsure (closest: calm 50%)"),
        ({"status": Status.NOISY}, "12:00:03    2.5 s  too noisy"),
        (
            {"status": Status.TOO_SHORT, "emotion": "", "confidence": None, "tone": None},
            "12:00:03    2.5 s  too short",
        ),
        (
            {"status": Status.GAP, "emotion": "", "confidence": None, "tone": None},
            "12:00:03    2.5 s  audio lost",
        ),
    ],
)
def test_a_row_in_words(changes: dict[str, object], words: str) -> None:
    assert row_line(a_row(1, **changes)) == words


def test_plain_lines_tell_what_matters() -> None:
    told = [line for line in map(line_for, (*MESSAGES, RowWritten(a_row(1)))) if line]
    assert told == [
        "listening",
        "log: logs/s.csv",
        "source: DEMO recording demo.flac, channel mono, 16000 Hz",
        "12:00:03    2.5 s  calm 50%, neutral",
    ]


def test_the_summary_counts_what_was_heard() -> None:
    rows: list[LogRow] = [a_row(1), a_row(2), a_row(3, status=Status.UNSURE)]
    rows.append(a_row(-1, status=Status.GAP, started_at=datetime(2026, 3, 1, tzinfo=UTC)))
    assert summary(folded(*map(RowWritten, rows))) == [
        "3 utterances: calm 2, unsure 1",
        "2.5 s of audio were lost",
        "log: logs/s.csv",
    ]


def test_one_utterance_is_not_told_as_several() -> None:
    assert summary(folded(RowWritten(a_row(1))))[0] == "1 utterance: calm 1"


class FakeEngine:
    """An engine whose thread does `work` with the sink, and that does `ending` when it closes."""

    def __init__(self, work: Callable[[Emit], None], ending: Callable[[], object] = int) -> None:
        self._work = work
        self._ending = ending
        self._sink: Emit | None = None
        self._thread = threading.Thread(target=self._run)
        self.worked = threading.Event()
        self.closed = threading.Event()

    def made(self, sink: Emit) -> Engine:
        self._sink = sink
        return cast("Engine", self)

    def start(self) -> None:
        self._thread.start()

    def shown(self, delay_ms: float) -> None:
        pass

    def close(self) -> None:
        self._thread.join()
        self._ending()
        self.closed.set()

    def _run(self) -> None:
        assert self._sink is not None
        self._work(self._sink)
        self.worked.set()


def telling(*messages: Message) -> FakeEngine:
    """Return an engine that tells these and finishes."""

    def tell(sink: Emit) -> None:
        for message in messages:
            sink(message)
        finish(sink)

    return FakeEngine(tell)


def finish(sink: Emit) -> None:
    sink(PhaseChanged(Phase.FINISHED))


@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_another_signal_does_not_cut_the_end_short(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end_the_process(_number: int, _frame: FrameType | None) -> None:
        pytest.fail("the log would not have been closed")

    monkeypatch.setattr(sys, "stdout", io.StringIO())
    before = signal.signal(number, end_the_process)
    try:
        engine = FakeEngine(finish, lambda: signal.raise_signal(number))
        assert run(engine.made) == 0
        assert signal.getsignal(number) is end_the_process
    finally:
        signal.signal(number, before)
    assert engine.closed.is_set()


ROWS = tuple(RowWritten(a_row(number)) for number in range(1, 3001))
"""Their lines are more than a pipe holds."""


def tell_much(sink: Emit) -> None:
    for number, row in enumerate(ROWS):
        sink(NoticeRaised(Notice("source", Severity.ERROR, PLAIN(text=f"lost {number}"))))
        sink(row)
    signal.raise_signal(signal.SIGINT)


def test_a_reader_that_pauses_holds_nothing_up_and_misses_no_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = FakeEngine(tell_much)
    in_time: list[bool] = []
    lines: list[str] = []

    def read(output: int) -> None:
        in_time.append(engine.closed.wait(10.0))
        with os.fdopen(output, encoding="utf-8") as pipe:
            lines.extend(pipe.read().splitlines())

    output, end = os.pipe()
    reader = threading.Thread(target=read, args=(output,))
    reader.start()
    with os.fdopen(end, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert run(engine.made) == 0
    reader.join()
    assert in_time == [True], "the signal was obeyed while nobody read"
    rows = [line for line in lines if "calm 50%" in line]
    notices = [line for line in lines if line.startswith("error: ")]
    assert rows == [row_line(told.row) for told in ROWS]
    assert notices[-1] == f"error: lost {len(ROWS) - 1}"
    assert OTHERS_KEPT <= len(notices) < len(ROWS)


def test_a_terminal_without_our_letters_gets_others(monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(output, encoding="latin-1"))
    engine = telling(SessionOpened("s", Path("ж/s.csv"), "", ""))
    assert run(engine.made) == 0
    sys.stdout.flush()
    assert b"log: ?/s.csv" in output.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_an_output_that_takes_no_more_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = telling(ROWS[0])
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", full)
        assert run(engine.made) == 2
    assert engine.closed.is_set()
    assert capsys.readouterr().err == (
        "ser-live: The output cannot be written (No space left on device).\n"
    )


def test_signals_that_are_to_be_ignored_stay_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_signals() as stopped:
            signal.raise_signal(signal.SIGHUP)
            assert not stopped.is_set()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_reader_that_has_gone_ends_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(lambda sink: sink(ROWS[0]))
    output, end = os.pipe()
    os.close(output)
    with os.fdopen(end, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert run(engine.made) == 0
    assert engine.closed.is_set()
