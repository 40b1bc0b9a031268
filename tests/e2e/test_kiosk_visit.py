"""Two whole kiosk visits with a real microphone on a real screen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import soundfile

from ser_core.types import Status
from ser_live.assets import asset
from ser_live.kiosk.config import load_config
from ser_live.log.facts import facts_path
from ser_live.log.reader import read_session
from ser_live.log.row import LogRow
from tests.conftest import ROOT
from tests.e2e.program import PATIENCE_S
from tests.e2e.screen import Screen
from tests.pulse import PulseMicrophone

PICTURES = ROOT / "build" / "e2e"
KIOSK = asset("kiosk/example.toml")
VOICE_S = 6.0


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One utterance, as long as a visitor's."""
    samples, rate = soundfile.read(asset("demo.flac"), dtype="float32")
    path = tmp_path_factory.mktemp("voice") / "voice.wav"
    soundfile.write(path, samples[: int(VOICE_S * rate)], rate)
    return path


def test_two_visits(
    pulse_microphone: PulseMicrophone, virtual_display: Screen, voice: Path, tmp_path: Path
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    covered, *seen = visit(pulse_microphone, virtual_display, voice, tmp_path)
    assert covered == {"covered": True}, "the whole screen is taken, also by bare X"
    (log,) = tmp_path.glob("*.csv")  # who withdraws leaves no file
    confirmed = read_session(log)
    rows = [row for row in confirmed.rows if row.status is not Status.GAP]
    assert rows, "the visitor's words have a row"
    assert screen_title(rows) in seen[0]["result"]
    if rows[0].status is Status.OK:
        assert rows[0].corrected_emotion == rows[0].emotion
    assert {row.service for row in rows} == {"help"}
    assert "Your result is kept for 90 days" in seen[1]["thanks"]
    facts = json.loads(facts_path(confirmed.path).read_text(encoding="utf-8"))
    assert "(en) to: For up to 30 seconds a program on this device listens" in facts["consent"]
    assert facts["ended_at"]
    assert sorted(tmp_path.iterdir()) == [log, facts_path(log)], "no audio is kept"


def screen_title(rows: list[LogRow]) -> str:
    """Return what the result page says for these rows: the first that is a result counts."""
    texts = load_config(KIOSK, KIOSK.parent).texts["en"]
    clear = next((row for row in rows if row.status is Status.OK), None)
    if clear is not None:
        return texts.result_title.format(emotion=texts.emotion(clear.emotion))
    return str(getattr(texts, f"{rows[0].status.value}_title"))


def visit(
    microphone: PulseMicrophone, screen: Screen, voice: Path, logs: Path
) -> list[dict[str, Any]]:
    """Run the kiosk with its visitors; return what they saw."""
    command = [sys.executable, "-m", "tests.e2e.kiosk_visitor", KIOSK, logs, PICTURES]
    env = {**microphone.env, **screen.env, "PYTHONUNBUFFERED": "1"}
    seen = []
    told = []
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            told.append(line)
            if not line.startswith("{"):
                continue
            news = json.loads(line)
            if "listening" in news:
                microphone.play(voice)
            else:
                seen.append(news)
        assert program.wait(PATIENCE_S) == 0, "".join(told)
    return seen
