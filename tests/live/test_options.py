from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from ser_core.errors import LogError, SerError
from ser_live import options
from ser_live.assets import asset
from ser_live.audio.source import (
    AutomaticChoice,
    DemoChoice,
    MicrophoneChoice,
    RecordingChoice,
    SourceChoice,
)
from ser_live.options import parse
from ser_live.user_folders import default_log_folder
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


@pytest.mark.parametrize(
    "line",
    [
        "--source nix.wav",
        "--kiosk nix.toml",
        "--model no/where",
        "--channel bananas --demo",
        f"--service desk --kiosk {asset('kiosk/example.toml')}",
        f"--note new --kiosk {asset('kiosk/example.toml')}",
        f"--service {'x' * 81}",
    ],
)
def test_what_is_not_there_is_named_before_anything_starts(line: str, tmp_path: Path) -> None:
    with pytest.raises(SerError) as refused:
        parse([*line.split(), "--log", str(tmp_path)]).check()
    assert line.split()[1] == refused.value.value


@pytest.mark.parametrize("option", ["--source", "--kiosk"])
def test_a_folder_in_place_of_a_file_is_called_one(option: str, tmp_path: Path) -> None:
    with pytest.raises(SerError, match="is a folder; name a "):
        parse([option, str(tmp_path), "--log", str(tmp_path)]).check()


@pytest.mark.parametrize("option", ["--source", "--kiosk", "--model"])
def test_what_may_not_be_reached_is_named_with_the_reason(
    option: str, tmp_path: Path, closed_folder: Path
) -> None:
    asked = parse([option, str(closed_folder / "it"), "--log", str(tmp_path)])
    with pytest.raises(SerError, match=r"closed/it.*Permission denied.*check"):
        asked.check()


def test_only_a_recording_is_played_fast(tmp_path: Path) -> None:
    with pytest.raises(SerError, match="--speed max is for a recording; name one with --source"):
        parse(["--speed", "max", "--log", str(tmp_path)]).check()
    parse(["--speed", "max", "--demo", "--log", str(tmp_path)]).check()


def test_who_names_a_recording_alone_is_told_how(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["talk.wav"])
    assert "talk.wav; a recording is named with --source" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["--window", "--agent"])
def test_a_folder_that_may_not_be_used_is_not_made(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unused = tmp_path / "Documents" / "ser-live"
    monkeypatch.setattr(options, "default_log_folder", lambda: unused)
    parse([line]).check()
    assert not unused.parent.exists()


@pytest.mark.parametrize(("shown", "line"), [("", ""), (":1", "--terminal"), (":1", "--kiosk")])
def test_a_face_without_settings_checks_its_folder_before_anything_starts(
    shown: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", shown)
    monkeypatch.setattr(sys, "platform", "linux")
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    monkeypatch.setattr(options, "default_log_folder", lambda: blocked)
    kiosk = [str(asset("kiosk/example.toml"))] if line == "--kiosk" else []
    with pytest.raises(LogError, match="blocked"):
        parse([*line.split(), *kiosk]).check()


@pytest.mark.parametrize("name", ["terminal", "speed", "note", "window", "model", "log", "kiosk"])
def test_each_option_is_explained(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit):
        parse(["--help"])
    assert re.search(rf"(?m)^  --{name}( [A-Z]+)?\s+\w+ \w+", capsys.readouterr().out)
