"""The command line of `ser-live`."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ser_core.cli.parsing import check_channel
from ser_core.errors import AudioError, ConfigError, LogError, SerError
from ser_core.types import EACH, MIX
from ser_live.audio.source import (
    AutomaticChoice,
    DemoChoice,
    MicrophoneChoice,
    RecordingChoice,
    SourceChoice,
)
from ser_live.engine.commands import MAX_NOTE, MAX_SERVICE
from ser_live.log.sentences import FOLDER_REFUSED
from ser_live.user_folders import default_log_folder

EXAMPLES: Final = """\
examples:
  ser-live                                listen to the default microphone
  ser-live --demo                         watch the built-in demo recording
  ser-live --device USB --channel left    listen to one channel of one device
  ser-live --source talk.wav --terminal   replay a recording in the terminal
  ser-live --demo --channel each          watch both sides of the demo call
  ser-live --source talk.wav --speed max  the same, as fast as it can be analysed
  ser-live --service "Returns" --log .    name the session and keep its log here
  ser-live --agent                        a small strip beside a call
  ser-live --kiosk kiosk.toml             full screen, for customers
  ser devices                             list the devices"""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for; empty means that nothing was asked.

    Parameters
    ----------
    channel : str
        "left", "right", a number from 1, "mix" or "each".
    source : Path or None
        A recording to replay.
    real_speed : bool
        False replays as fast as possible.
    log : Path or None
        Folder of the session logs.
    kiosk : Path or None
        Configuration of the kiosk.
    hash_staff_code : bool
        Only turn a staff code into the line for that configuration.
    """

    device: str = ""
    channel: str = ""
    source: Path | None = None
    real_speed: bool = True
    demo: bool = False
    model: str = ""
    log: Path | None = None
    service: str = ""
    note: str = ""
    terminal: bool = False
    window: bool = False
    agent: bool = False
    kiosk: Path | None = None
    hash_staff_code: bool = False
    debug: bool = False

    @property
    def log_folder(self) -> Path:
        """Where session logs are written: as asked, else where such files belong."""
        return self.log or default_log_folder()

    @property
    def remembers_folder(self) -> bool:
        """True where a face is shown that may remember another folder: the window, the strip."""
        if self.terminal or self.kiosk is not None:
            return False
        return self.window or self.agent or has_display()

    def source_choice(self, *, channel_lock: bool = False) -> SourceChoice:
        """Return the source that was asked for, else the microphone or the demo."""
        channel = self.channel or MIX
        if self.source is not None:
            return RecordingChoice(self.source, channel, channel_lock, self.real_speed)
        if self.demo:
            return DemoChoice(self.real_speed, channel)
        if self.device or channel_lock:
            return MicrophoneChoice(self.device, "", channel, channel_lock)
        return AutomaticChoice(channel)

    def check(self) -> None:
        """Raise a `SerError` for what can be seen to be wrong before anything starts.

        A face that may remember another folder for the logs says itself what is wrong with it,
        and lets another one be chosen.
        """
        if self.source is not None:
            _check_file(self.source, "recording", AudioError)
        if self.kiosk is not None:
            _check_file(self.kiosk, "kiosk configuration", ConfigError)
        if self.channel:
            check_channel(self.channel)
        if self.channel == EACH and (self.agent or self.kiosk is not None):
            face = "--agent hears the caller" if self.agent else "--kiosk hears one visitor"
            message = f"--channel each hears two people, but {face} alone; choose left or right."
            raise ConfigError(message, value=self.channel)
        for name, text, most in (
            ("--service", self.service, MAX_SERVICE),
            ("--note", self.note, MAX_NOTE),
        ):
            if len(text) > most:
                message = f"{name} has {len(text)} characters; write at most {most}."
                raise ConfigError(message, value=text)
            if text and self.kiosk is not None:
                message = f"{name} is {text!r}, but a kiosk's visits take none; leave it out."
                raise ConfigError(message, value=text)
        if not (self.real_speed or self.source or self.demo):
            message = "--speed max is for a recording; name one with --source, or add --demo."
            raise ConfigError(message, value="max")
        if os.sep in self.model:
            from ser_core.model.bundled import find_model  # noqa: PLC0415 - takes its time

            find_model(self.model)
        if self.log is not None or not self.remembers_folder:
            check_log_folder(self.log_folder)


def parse(argv: Sequence[str] | None = None) -> Options:
    """Parse the command line; ends the process where it is wrong, as argparse does."""
    parser = _parser()
    found, strange = parser.parse_known_args(argv)
    if strange:
        hint = "" if strange[0].startswith("-") else "; a recording is named with --source"
        parser.error(f"unrecognized arguments: {' '.join(strange)}{hint}")
    return Options(**vars(found))


def _check_file(path: Path, kind: str, refusal: type[SerError]) -> None:
    """Raise `refusal` unless there is a file that can be reached."""
    try:
        if path.is_file():
            return
        fault = f"There is no {kind} {str(path)!r}; check the path."
        if path.is_dir():
            fault = f"{str(path)!r} is a folder; name a {kind} in it."
    except OSError as error:
        remedy = "check the path and its permissions"
        fault = f"{str(path)!r} cannot be opened ({error.strerror}); {remedy}."
    raise refusal(fault, value=str(path))


def check_log_folder(folder: Path) -> None:
    """Raise `LogError` unless a log can be written to `folder`, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
        reason = os.strerror(errno.EACCES)
    except OSError as error:
        writable, reason = False, error.strerror or str(error)
    if not writable:
        raise LogError(FOLDER_REFUSED(folder=folder, reason=reason), value=str(folder))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ser-live",
        description="A live, honest meter of how a voice sounds.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_source_options(parser.add_argument_group("what is listened to"))
    _add_session_options(parser.add_argument_group("the session"))
    faces = parser.add_argument_group("the face").add_mutually_exclusive_group()
    faces.add_argument("--window", action="store_true", help="a window (where there is a display)")
    faces.add_argument("--terminal", action="store_true", help="a meter in the terminal")
    faces.add_argument("--agent", action="store_true", help="a small strip beside a call")
    faces.add_argument(
        "--kiosk", type=Path, metavar="CONFIG", help="full screen, as this TOML file says"
    )
    parser.add_argument(
        "--hash-staff-code", action="store_true", help="hash a staff code for a kiosk, and end"
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser.add_argument(
        "--version", action=_ShowVersion, nargs=0, dest=argparse.SUPPRESS, help="show it and exit"
    )
    return parser


def _add_source_options(group: argparse._ArgumentGroup) -> None:
    sources = group.add_mutually_exclusive_group()
    sources.add_argument(
        "--device",
        default="",
        metavar="NAME",
        help="a device, by its name or a part of it; a call asks for the whole name",
    )
    sources.add_argument("--source", type=Path, metavar="FILE", help="a recording")
    sources.add_argument("--demo", action="store_true", help="the built-in demo recording")
    group.add_argument(
        "--channel",
        default="",
        metavar="CHANNEL",
        help="left, right, a number from 1, mix, or each: left and right at the same time",
    )
    group.add_argument(
        "--speed",
        dest="real_speed",
        type=_real_speed,
        default=True,
        metavar="SPEED",
        help="replay a recording at real speed, or as fast as it can be analysed: real, max",
    )


def _add_session_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--model", default="", metavar="NAME", help="a bundled model or a model folder"
    )
    group.add_argument("--log", type=Path, metavar="DIR", help="folder of the session logs")
    group.add_argument("--service", default="", help="a name for the session, in the log")
    group.add_argument("--note", default="", help="a note on the session, in its facts")


class _ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for, which takes its time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        sys.stdout.write(f"ser-live {version('ser-live')}\n")
        parser.exit()


def _real_speed(text: str) -> bool:
    if text not in ("real", "max"):
        message = f"{text!r} is no speed; choose real or max"
        raise argparse.ArgumentTypeError(message)
    return text == "real"


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
