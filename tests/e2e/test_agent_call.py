"""A whole call beside the agent's strip: the caller is heard as system audio."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ser_core.types import Status
from ser_live.log.facts import facts_path
from ser_live.log.row import LogRow
from ser_live.summary import summarize_session
from ser_live.views.words import clock, emotion_word, status_word
from tests.conftest import ROOT
from tests.e2e.program import PATIENCE_S, only_log
from tests.e2e.screen import Screen
from tests.e2e.speech import make_talk, utterances_in
from tests.pulse import PulseMicrophone

PICTURES = ROOT / "build" / "e2e"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_talk(tmp_path_factory.mktemp("talk") / "talk.wav")


def test_a_call(
    pulse_microphone: PulseMicrophone, virtual_display: Screen, talk: Path, tmp_path: Path
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    expected = len(utterances_in(talk))
    seen = call(pulse_microphone, virtual_display, talk, tmp_path, expected)
    record = only_log(tmp_path)
    rows = [row for row in record.rows if row.status is not Status.GAP]
    assert len(rows) == expected
    assert [news["title"] for news in seen[:-1]] == [strip_title(row) for row in rows]
    assert {row.channel for row in rows} == {"mix"}
    summary = summarize_session(record.rows)
    for words in (
        f"the caller spoke {clock(summary.speech_s)}.",
        f"{summary.clear} of {expected} utterances had a clear result",
    ):
        assert words in seen[-1]["summary"]
    assert "It says nothing about how you did." in seen[-1]["summary"]
    facts = json.loads(facts_path(record.path).read_text(encoding="utf-8"))
    assert facts["sources"][0]["kind"] == "system_audio"
    assert facts["ended_at"]


def strip_title(row: LogRow) -> str:
    """Return what the strip says of an utterance that is over."""
    return emotion_word(row.emotion) if row.status is Status.OK else status_word(row.status)


def call(
    caller: PulseMicrophone, screen: Screen, talk: Path, logs: Path, expected: int
) -> list[dict[str, str]]:
    """Run the strip beside a call; return what it showed."""
    command = [sys.executable, "-m", "tests.e2e.call_agent", logs, PICTURES]
    env = {**caller.env, **screen.env, "PYTHONUNBUFFERED": "1"}
    seen, told = [], []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        program.stdin.write(f"{expected}\n")
        program.stdin.flush()
        player = None
        for line in program.stdout:
            told.append(line)
            if not line.startswith("{"):
                continue
            news = json.loads(line)
            if "listening" in news:
                player = caller.start_playing(talk)
            else:
                seen.append(news)
        if player is not None:
            player.wait()
        assert program.wait(PATIENCE_S) == 0, "".join(told)
    return seen
