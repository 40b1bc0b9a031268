"""The meter in a terminal; plain lines where the output is no terminal."""

from __future__ import annotations

import io
import math
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
from ser_core.types import EACH_CHANNELS, Status
from ser_live.ending import heeded_signals
from ser_live.log.row import LogRow
from ser_live.session import (
    FLOOR_DBFS,
    SILENCE_DBFS,
    Emit,
    Message,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
    SessionOpened,
    SessionState,
    SourceKind,
    SourceOpened,
    Voice,
    reduce,
)
from ser_live.sureness import sure_percent

if TYPE_CHECKING:
    from ser_live.engine.engine import Engine

REFRESH_S: Final = 0.125
BAR_WIDTH: Final = 32
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
                    live.update(meter(painted, *console.size), refresh=True)
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
    words = STATUS_WORDS[row.status]
    if row.confidence is None:
        return f"{when}  {words or '–'}"
    tone = f", {row.tone.value}" if row.tone else ""
    doubt = f" ({words})" if words else ""
    return f"{when}  {row.emotion} {sure_percent(row.confidence)}%{tone}{doubt}"


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
    lines = [f"{len(spoken)} utterances" + (f": {shares}" if shares else "")]
    if lost:
        lines.append(f"{lost:.1f} s of audio were lost")
    if state.log_path is not None:
        lines.append(f"log: {state.log_path}")
    return lines


def meter(state: SessionState, width: int, height: int) -> RenderableType:
    """Return the meter as rich paints it; where there is little room, with fewer rows.

    Parameters
    ----------
    width, height : int
        Columns and lines of the terminal.
    """
    lines = [_headline(state)]
    lines += [Text(notice.text, style="yellow") for notice in state.notices]
    if state.log_path is not None:
        lines.append(Text(f"log: {state.log_path}   Ctrl-C ends", style="dim"))
    for voice in state.voices:
        lines += [Text(), _level_line(voice), *_emotion_lines(state, voice)]
    lines.append(Text())
    taken = sum(max(1, math.ceil(line.cell_len / width)) for line in lines)
    if taken + FEWEST_ROWS > height:
        taken -= sum(not line for line in lines)
        lines = [line for line in lines if line]
    shown = min(max(height - taken, 1), ROWS_SHOWN)
    return Group(*lines, *(Text(row_line(row)) for row in state.rows[-shown:]))


def _headline(state: SessionState) -> Text:
    doing = "speaking" if state.speaking else state.phase.value
    line = Text(f"{doing:<13}", style="bold green" if state.speaking else "bold")
    if state.source is not None:
        style = "bold magenta" if state.source.kind is SourceKind.DEMO else "dim"
        kind = KIND_WORDS[state.source.kind]
        line.append(f"{kind} · {state.source.name} · {state.source.channel}", style=style)
    if state.model is not None:
        line.append(f" · model {state.model.name}", style="dim")
    return line


def _level_line(voice: Voice) -> Text:
    level = max(voice.level_dbfs, FLOOR_DBFS)
    share = 1.0 - level / FLOOR_DBFS
    side = f"level {voice.channel}" if voice.channel in EACH_CHANNELS else "level"
    line = Text(f"{side:<13}")
    line.append(_bar(share), style="red" if voice.clipped else "cyan")
    shown = "" if voice.level_dbfs <= SILENCE_DBFS else f"{voice.level_dbfs:6.1f} dBFS"
    line.append(f" {shown}{'  CLIPPED' if voice.clipped else ''}")
    return line


def _emotion_lines(state: SessionState, voice: Voice) -> list[Text]:
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
        line = Text(f"{label:<13}", style=style if leads else "")
        line.append(_bar(share), style=style)
        line.append(f" {sure_percent(share):3}%" if probs else "")
        if leads and reading is not None:
            line.append(f"  {STATUS_WORDS[reading.status]}", style="yellow")
        lines.append(line)
    return lines


def _bar(share: float) -> str:
    eighths = round(min(max(share, 0.0), 1.0) * BAR_WIDTH * 8)
    full, part = divmod(eighths, 8)
    return ("█" * full + (" ▏▎▍▌▋▊▉"[part] if part else "")).ljust(BAR_WIDTH)
