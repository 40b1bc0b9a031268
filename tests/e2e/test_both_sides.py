"""A stereo source of a real sound server: both sides of a call are heard at the same time."""

from __future__ import annotations

import json
import signal
from collections import Counter
from pathlib import Path

from ser_core.model import DEFAULT_MODEL, load_model
from ser_core.recordings import analyze_file
from ser_core.types import EACH, Status
from ser_live.assets import asset
from ser_live.log.facts import facts_path
from tests.e2e.program import Program, only_log, row_count
from tests.pulse import PulseMicrophone

CALL = asset("demo-call.flac")
STEREO = "Monitor of Null Output"


def test_both_sides_of_a_call_stand_in_the_log(
    pulse_microphone: PulseMicrophone, tmp_path: Path
) -> None:
    expected = analyze_file(CALL, load_model(DEFAULT_MODEL), channel=EACH)
    args = ("--terminal", "--device", STEREO, "--channel", EACH, "--log", str(tmp_path))
    with Program(*args, env=pulse_microphone.env) as program:
        program.wait_line("listening")
        pulse_microphone.play(CALL)
        program.wait(lambda: row_count(tmp_path) >= len(expected.utterances))
        assert program.end(signal.SIGTERM) == 0, program.told
    record = only_log(tmp_path)
    rows = [row for row in record.rows if row.status is not Status.GAP]
    assert Counter(row.channel for row in rows) == Counter(expected.channels)
    assert len({row.utterance_id for row in rows}) == len(rows)
    starts = {side: [r.start_s for r in rows if r.channel == side] for side in ("left", "right")}
    assert starts["left"] == sorted(starts["left"])
    assert any(
        a.channel != b.channel and a.start_s < b.end_s and b.start_s < a.end_s
        for a in rows
        for b in rows
    ), "they talked at the same time"
    facts = json.loads(facts_path(record.path).read_text(encoding="utf-8"))
    assert facts["sources"][0]["channel"] == EACH
