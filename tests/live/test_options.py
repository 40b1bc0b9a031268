from __future__ import annotations

from pathlib import Path

import pytest

from ser_core.errors import SerError
from ser_live.audio.source import (
    AutomaticChoice,
    DemoChoice,
    MicrophoneChoice,
    RecordingChoice,
    SourceChoice,
)
from ser_live.options import default_log_folder, parse
from ser_live.views.app_window import wished_source


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("", AutomaticChoice()),
        ("--channel left", AutomaticChoice("left")),
        ("--device USB", MicrophoneChoice("USB")),
        ("--device USB --channel 3", MicrophoneChoice("USB", "", "3")),
        ("--demo", DemoChoice()),
        ("--demo --speed max", DemoChoice(real_speed=False)),
        ("--source a.wav --channel right", RecordingChoice(Path("a.wav"), "right")),
        ("--source a.wav --speed max", RecordingChoice(Path("a.wav"), real_speed=False)),
    ],
)
def test_the_options_choose_the_source(line: str, choice: SourceChoice) -> None:
    assert parse(line.split()).source_choice() == choice


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("", MicrophoneChoice("Desk", "ALSA", "right", channel_lock=True)),
        ("--channel left", MicrophoneChoice("Desk", "ALSA", "left", channel_lock=True)),
        ("--device USB", MicrophoneChoice("USB")),
        ("--demo", DemoChoice()),
    ],
)
def test_a_channel_alone_is_one_of_what_was_chosen_before(line: str, choice: SourceChoice) -> None:
    before = MicrophoneChoice("Desk", "ALSA", "right", channel_lock=True)
    assert wished_source(parse(line.split()), before) == choice


def test_a_call_locks_the_channel() -> None:
    options = parse(["--agent", "--channel", "left"])
    assert options.agent
    assert options.source_choice(channel_lock=True) == MicrophoneChoice(
        channel="left", channel_lock=True
    )


def test_logs_lie_in_the_documents_unless_told_otherwise(tmp_path: Path) -> None:
    assert parse([]).log_folder == default_log_folder()
    assert parse(["--log", str(tmp_path)]).log_folder == tmp_path


@pytest.mark.parametrize(
    "line",
    ["--demo --source a.wav", "--device a --demo", "--window --terminal", "--speed slow", "--nix"],
)
def test_what_does_not_go_together_is_refused(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(line.split())
    assert ended.value.code == 2
    assert "usage: ser-live" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["--source nix.wav", "--kiosk nix.toml", "--model no/where"])
def test_what_is_not_there_is_named_before_anything_starts(line: str, tmp_path: Path) -> None:
    with pytest.raises(SerError, match=line.split()[1]):
        parse([*line.split(), "--log", str(tmp_path)]).check()
