"""The meter in a terminal; plain lines where the output is no terminal."""

from __future__ import annotations

import io
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from ser_core.exit_codes import EXIT_ERROR, EXIT_OK
from ser_core.plaintext import counted
from ser_core.types import EACH_CHANNELS, Status
from ser_live.ending import heeded_signals
from ser_live.log.row import LogRow
from ser_live.messages import (
    Emit,
    Message,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
    SessionOpened,
    SourceKind,
    SourceOpened,
)
from ser_live.session import FLOOR_DBFS, SILENCE_DBFS, SessionState, Voice, reduce
from ser_live.sureness import sure_percent

if TYPE_CHECKING:
    from ser_live.engine.engine import Engine

REFRESH_S: Final = 0.125
LONGEST_BAR: Final = 32
SHORTEST_BAR: Final = 4
LABEL_WIDTH: Final = 13
NUMBER_WIDTH: Final = 21
"""Columns beside a bar: before it the longest label, behind it a level that is overloaded."""
ROWS_SHOWN: Final = 6
FEWEST_ROWS: Final = 3
OTHERS_KEPT: Final = 100

STATUS_WORDS: Final = {
    Status.OK: "",
    Status.UNSURE: "unsure",
    Status.TOO_SHORT: "too short",
    Status.NOISY: "too noisy",
    Status.CLIPPED: "clipped",
    Status.NO_SPEECH: "no speech",
    Status.GAP: "audio lost",
}
KIND_WORDS: Final = {
    SourceKind.MICROPHONE: "microphone",
    SourceKind.SYSTEM_AUDIO: "system audio",
    SourceKind.RECORDING: "recording",
    SourceKind.DEMO: "DEMO recording",
}
Shown = Callable[[float], object]
"""Is told how late a live reading was seen, in milliseconds."""


def run(make_engine: Callable[[Emit], Engine]) -> int:
    """Run the engine behind the terminal's meter; return the exit code.

    Ctrl-C and the other stop signals close the session and end with a summary. So does a
    reader that has gone, who needs none, and an output that takes no more.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that is not of Unicode lacks bars
    console = Console(highlight=False, emoji=False)
    face = _LiveFace() if console.is_terminal else _LineFace()
    engine = make_engine(face.post)
    try:
        _show(engine, face, console)
    except OSError as error:
        _print_no_more()
        sys.stderr.write(f"ser-live: The output cannot be written ({error.strerror}).\n")
        return EXIT_ERROR
    if face.state.phase is Phase.FAILED:
        sys.stderr.write(f"ser-live: {face.state.reason}\n")
        return EXIT_ERROR
    return EXIT_OK


def _show(engine: Engine, face: _Face, console: Console) -> None:
    """Show the session from its beginning to its summary."""
    with suppress(SystemExit):  # how rich ends a program whose reader (`head`, say) has gone
        _listen(engine, face, console)
        failed = face.state.phase is Phase.FAILED
        for line in (*face.rest(), *(() if failed else summary(face.state))):
            _print_line(console, line)
        sys.stdout.flush()


def _print_no_more() -> None:
    """Keep the end of the program from trying once more."""
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _listen(engine: Engine, face: _Face, console: Console) -> None:
    """Show what the engine hears until that is over; its log is closed then."""
    with stop_signals() as stopped:  # also while it closes: a second Ctrl-C must not cut that off
        try:
            engine.start()
            face.show_until(stopped, console, engine.shown)
        finally:
            engine.close()


def _print_line(console: Console, line: str) -> None:
    console.print(line, soft_wrap=True, markup=False)


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """Give an event that the stop signals set, in place of ending the process."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in heeded_signals()}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Face:
    """Folds messages on the threads that tell, shows the state on the main one."""

    def __init__(self) -> None:
        self.state = SessionState()
        self._over = threading.Event()
        self._folding = threading.Lock()

    def post(self, message: Message) -> None:
        with self._folding:  # a fault is told on the thread that failed
            self.state = reduce(self.state, message)
        if isinstance(message, PhaseChanged) and message.phase.is_over:
            self._over.set()

    def show_until(self, stopped: threading.Event, console: Console, shown: Shown) -> None:
        raise NotImplementedError

    def rest(self) -> list[str]:
        """Return the lines that are still to be printed when all is over."""
        return []

    def _goes_on(self, stopped: threading.Event) -> bool:
        stopped.wait(REFRESH_S)
        return not stopped.is_set() and not self._over.is_set()


class _LiveFace(_Face):
    """A meter that is painted anew where it stands."""

    def show_until(self, stopped: threading.Event, console: Console, shown: Shown) -> None:
        painted = self.state
        with Live(console=console, auto_refresh=False, transient=True) as live:
            while self._goes_on(stopped):
                before, painted = painted, self.state
                if painted is not before:
                    live.update(meter(painted, console), refresh=True)
                if painted.heard_at > before.heard_at:
                    shown(1000.0 * (time.monotonic() - painted.heard_at))


class _LineFace(_Face):
    """A line for each thing worth telling.

    A reader that pauses (a pager, say) must not hold the engine up, nor keep a signal from being
    obeyed: the lines wait for the main thread, which prints only what the reader takes. Every
    row waits, and the latest of all else.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[str, bool]] = []  # a line, and whether it is a row's
        self._queueing = threading.Lock()

    def post(self, message: Message) -> None:
        super().post(message)
        line = line_for(message)
        if line:
            with self._queueing:
                self._waiting.append((line, isinstance(message, RowWritten)))
                others = [each for each in self._waiting if not each[1]]
                if len(others) > OTHERS_KEPT:
                    self._waiting.remove(others[0])

    def show_until(
        self,
        stopped: threading.Event,
        console: Console,
        shown: Shown,  # noqa: ARG002 - a line tells no reading
    ) -> None:
        while self._goes_on(stopped):
            while self._waiting and _takes_a_line(console) and not stopped.is_set():
                with self._queueing:
                    line, _ = self._waiting.pop(0)
                _print_line(console, line)

    def rest(self) -> list[str]:
        with self._queueing:
            return [line for line, _ in self._waiting]


def _takes_a_line(console: Console) -> bool:
    """Tell whether a line can be printed without waiting for the reader."""
    try:
        return bool(select.select([], [console.file], [], 0.0)[1])
    except (OSError, ValueError):  # not to be asked: on Windows only a socket can
        return True


def line_for(message: Message) -> str:
    """Return the line that tells a message, empty where it needs none."""
    match message:
        case SessionOpened(log_path=log_path):
            return f"log: {log_path}"
        case SourceOpened(source):
            kind = KIND_WORDS[source.kind]
            return f"source: {kind} {source.name}, channel {source.channel}, {source.rate_hz} Hz"
        case PhaseChanged(phase, reason):
            return f"{phase.value}: {reason}" if reason else phase.value
        case NoticeRaised(notice):
            return f"{notice.severity.value}: {notice.text}"
        case RowWritten(row):
            return row_line(row)
        case _:
            return ""


def row_line(row: LogRow) -> str:
    """Return a row of the log in words."""
    side = f"  {row.channel:<5}" if row.channel in EACH_CHANNELS else ""
    when = f"{row.started_at:%H:%M:%S}  {row.duration_s:5.1f} s{side}"
    return f"{when}  {_result(row)}"


def _result(row: LogRow) -> str:
    """Name an emotion only where there is one, and the closest where the reading is unsure."""
    if row.confidence is None or row.status not in (Status.OK, Status.UNSURE):
        return STATUS_WORDS[row.status] or "–"
    named = f"{row.emotion} {sure_percent(row.confidence)}%"
    if row.status is Status.UNSURE:
        return f"{STATUS_WORDS[row.status]} (closest: {named})"
    return f"{named}, {row.tone.value}" if row.tone else named


def summary(state: SessionState) -> list[str]:
    """Return what is said when a session ends."""
    spoken = [row for row in state.rows if row.status is not Status.GAP]
    counts: dict[str, int] = {}
    for row in spoken:
        name = row.emotion if row.status is Status.OK else STATUS_WORDS[row.status]
        counts[name] = counts.get(name, 0) + 1
    shares = ", ".join(
        f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: -item[1])
    )
    lost = sum(row.duration_s for row in state.rows if row.status is Status.GAP)
    lines = [counted(len(spoken), "utterance") + (f": {shares}" if shares else "")]
    if lost:
        lines.append(f"{lost:.1f} s of audio were lost")
    if state.log_path is not None:
        lines.append(f"log: {state.log_path}")
    return lines


def meter(state: SessionState, console: Console) -> RenderableType:
    """Return the meter as rich paints it on this console.

    Where there is little room, older rows give way first, then the words above the meter: each
    emotion keeps its bar as long as there is a line for it.
    """
    head = _head(state)
    voices = [_voice_lines(state, voice, console.width) for voice in state.voices]
    bars = [line for lines in voices for line in lines]
    spaced = [line for lines in voices for line in (Text(), *lines)]
    lines_for_head = max(1, console.height - len(bars) - 1)
    arrangements = (
        ([*head, *spaced, Text()], FEWEST_ROWS),
        ([*head, *bars], 1),
        ([*map(_on_one_line, head[:lines_for_head]), *bars], 0),
    )
    for lines, rows in arrangements:
        left = console.height - sum(len(line.wrap(console, console.width)) or 1 for line in lines)
        if left >= rows:
            break
    latest = [_on_one_line(Text(row_line(row))) for row in state.rows[-ROWS_SHOWN:]]
    return Group(*lines, *latest[max(0, len(latest) - max(0, left)) :])


def _head(state: SessionState) -> list[Text]:
    lines = [_headline(state)]
    lines += [Text(notice.text, style="yellow") for notice in state.notices]
    if state.log_path is not None:
        lines.append(Text(f"log: {state.log_path}   Ctrl-C ends", style="dim"))
    return lines


def _voice_lines(state: SessionState, voice: Voice, width: int) -> list[Text]:
    longest = min(max(width - LABEL_WIDTH - NUMBER_WIDTH, SHORTEST_BAR), LONGEST_BAR)
    lines = [_level_line(voice, longest), *_emotion_lines(state, voice, longest)]
    return [_on_one_line(line) for line in lines]


def _on_one_line(line: Text) -> Text:
    line.no_wrap, line.overflow = True, "ellipsis"
    return line


def _headline(state: SessionState) -> Text:
    doing = "speaking" if state.speaking else state.phase.value
    line = Text(f"{doing:<{LABEL_WIDTH}}", style="bold green" if state.speaking else "bold")
    if state.source is not None:
        style = "bold magenta" if state.source.kind is SourceKind.DEMO else "dim"
        kind = KIND_WORDS[state.source.kind]
        line.append(f"{kind} · {state.source.name} · {state.source.channel}", style=style)
    if state.model is not None:
        line.append(f" · model {state.model.name}", style="dim")
    return line


def _level_line(voice: Voice, longest: int) -> Text:
    level = max(voice.level_dbfs, FLOOR_DBFS)
    share = 1.0 - level / FLOOR_DBFS
    side = f"level {voice.channel}" if voice.channel in EACH_CHANNELS else "level"
    line = Text(f"{side:<{LABEL_WIDTH}}")
    line.append(_bar(share, longest), style="red" if voice.clipped else "cyan")
    shown = "" if voice.level_dbfs <= SILENCE_DBFS else f"{voice.level_dbfs:6.1f} dBFS"
    line.append(f" {shown}{'  CLIPPED' if voice.clipped else ''}")
    return line


def _emotion_lines(state: SessionState, voice: Voice, longest: int) -> list[Text]:
    if state.model is None:
        return [Text("loading the model …", style="dim")]
    reading = voice.reading
    probs = reading.posterior.probs if reading else ()
    lines = []
    for index, label in enumerate(state.model.labels):
        share = probs[index] if index < len(probs) else 0.0
        leads = reading is not None and label == reading.emotion
        sure = reading is not None and reading.status is Status.OK
        style = ("bold green" if sure else "yellow") if leads else "blue"
        line = Text(f"{label:<{LABEL_WIDTH}}", style=style if leads else "")
        line.append(_bar(share, longest), style=style)
        line.append(f" {sure_percent(share):3}%" if probs else "")
        if leads and reading is not None:
            line.append(f"  {STATUS_WORDS[reading.status]}", style="yellow")
        lines.append(line)
    return lines


def _bar(share: float, longest: int) -> str:
    eighths = round(min(max(share, 0.0), 1.0) * longest * 8)
    full, part = divmod(eighths, 8)
    return ("█" * full + (" ▏▎▍▌▋▊▉"[part] if part else "")).ljust(longest)
