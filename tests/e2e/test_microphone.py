"""A real PortAudio stream hears real speech, and the log holds a row for each utterance."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from ser_core.types import Status
from ser_live.log.facts import facts_path
from ser_live.log.reader import SessionRecord
from tests.conftest import ROOT
from tests.e2e.program import Program, only_log, row_count
from tests.e2e.screen import Screen
from tests.e2e.speech import make_talk, utterances_in
from tests.pulse import PulseMicrophone

SCREENSHOT = ROOT / "build" / "e2e" / "window.png"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_talk(tmp_path_factory.mktemp("talk") / "talk.wav")


def check_log(record: SessionRecord, expected: list[tuple[float, float]]) -> None:
    """Check that there is a row for each utterance, as a batch run of the recording finds them."""
    spoken = [row for row in record.rows if row.status is not Status.GAP]
    assert len(spoken) == len(expected)
    offset_s = spoken[0].start_s - expected[0][0]
    for row, (start_s, end_s) in zip(spoken, expected, strict=True):
        assert row.start_s - offset_s == pytest.approx(start_s, abs=0.3)
        assert row.end_s - offset_s == pytest.approx(end_s, abs=0.3)
        assert row.emotion
        assert row.latency_ms is not None
    facts = json.loads(facts_path(record.path).read_text(encoding="utf-8"))
    assert facts["sources"][0]["kind"] == "microphone"
    assert facts["ended_at"]


def test_the_terminal_meter_hears_a_microphone(
    pulse_microphone: PulseMicrophone, talk: Path, tmp_path: Path
) -> None:
    expected = utterances_in(talk)
    with Program("--terminal", "--log", str(tmp_path), env=pulse_microphone.env) as program:
        program.wait_line("listening")
        pulse_microphone.play(talk)
        program.wait(lambda: row_count(tmp_path) >= len(expected))
        assert program.end(signal.SIGTERM) == 0
    assert any("microphone default" in line for line in program.lines)
    assert f"{len(expected)} utterances" in program.told
    check_log(only_log(tmp_path), expected)


def test_the_window_hears_a_microphone(
    pulse_microphone: PulseMicrophone, talk: Path, tmp_path: Path, virtual_display: Screen
) -> None:
    expected = utterances_in(talk)
    logs = tmp_path / "logs"
    env = {**pulse_microphone.env, **virtual_display.env}
    with Program("--window", "--log", str(logs), env=env) as program:
        program.wait(lambda: list(logs.glob("*.csv")))
        player = pulse_microphone.start_playing(talk)
        program.wait(lambda: row_count(logs) >= 1)
        speaking = virtual_display.picture()
        assert virtual_display.is_painted()
        player.wait()
        program.wait(lambda: row_count(logs) >= len(expected))
        SCREENSHOT.parent.mkdir(parents=True, exist_ok=True)
        assert speaking.save(str(SCREENSHOT))
        assert program.end(signal.SIGTERM) == 0, program.told
    record = only_log(logs)
    check_log(record, expected)
    facts = json.loads(facts_path(record.path).read_text(encoding="utf-8"))
    assert facts["readings_shown"] > 0
    assert facts["delay_p95_ms"] > 0.0
