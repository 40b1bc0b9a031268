"""What a window holds after days of news: memory must stay small, and flat from day to day.

    python benchmarks/window_day.py [--days 2]

Somebody speaks for five of every six seconds; the news are posted as fast as they are taken
in, a session for each day, as the engine does it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QSettings

from scripts import scenes
from scripts.screenshots import IdleEngine
from ser_core.types import SAMPLE_RATE_HZ, EmotionUpdated, Level, SpeechStarted
from ser_live.messages import Analyzed, Message, RowWritten
from ser_live.options import Options
from ser_live.settings import SettingsStore
from ser_live.views.app_window import application, build_window
from ser_live.views.store import SessionStore
from ser_live.views.theme import Theme

PERIOD_S: Final = 6
SPEECH_S: Final = 5
PERIODS_PER_HOUR: Final = 3600 // PERIOD_S
MAX_MB: Final = 350.0
MAX_GROWTH_MB: Final = 20.0
"""From the end of the first day to the end of the last."""


def period(number: int) -> Iterator[Message]:
    """Give the news of an utterance and the pause after it."""
    begin = number * PERIOD_S * SAMPLE_RATE_HZ
    for start in range(begin, begin + PERIOD_S * SAMPLE_RATE_HZ, 640):
        yield Analyzed(Level(start, start + 640, -20.0 - start % 31, 0, speech=True))
    said = replace(
        scenes.row(0),
        utterance_id=number + 1,
        started_at=scenes.BEGAN_AT + timedelta(seconds=number * PERIOD_S),
        start_s=float(number * PERIOD_S),
        end_s=float(number * PERIOD_S + SPEECH_S),
    )
    ended = scenes.ended(said)
    yield Analyzed(SpeechStarted(said.utterance_id, begin))
    yield from [Analyzed(EmotionUpdated(said.utterance_id, ended.event.reading))] * 16
    yield ended
    yield RowWritten(said)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the memory, day by day; return 1 where it is too much or grows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=2)
    days: int = parser.parse_args(argv).days
    app = application([])
    process = psutil.Process()
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = SettingsStore(QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat))
        options = Options(log=Path(folder))
        window = build_window(lambda *_, **__: IdleEngine(), options, settings, Theme(app))
        window.show()
        window.page.timeline.load()
        (store,) = window.findChildren(SessionStore)
        for _ in range(days):
            for message in scenes.opened():
                store.post(message)
            for number in range(24 * PERIODS_PER_HOUR):
                for message in period(number):
                    store.post(message)
                app.processEvents()
            memory.append(process.memory_info().rss / 1e6)
            print(f"  day {len(memory)} in a window: {memory[-1]:.0f} MB", flush=True)
        window.close()
    return int(max(memory) > MAX_MB or memory[-1] - memory[0] > MAX_GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
