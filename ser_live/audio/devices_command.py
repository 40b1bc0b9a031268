"""`ser devices`: the audio devices that can be listened to."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from ser_core.cli.parsing import Subparsers, add_parser
from ser_core.exit_codes import EXIT_OK
from ser_live.audio.devices import Device, list_devices


def add_command(subparsers: Subparsers) -> None:
    """Add `ser devices` to the parser."""
    parser = add_parser(
        subparsers,
        "devices",
        summary="List the audio devices that ser-live can listen to.",
        examples=("ser devices", "ser devices --json"),
        run=run,
    )
    parser.add_argument("--json", action="store_true", help="print them as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the devices; raises `DeviceError` where PortAudio is missing."""
    devices = list_devices()
    if args.json:
        sys.stdout.write(json.dumps([asdict(device) for device in devices], indent=2) + "\n")
    else:
        _print_table(devices)
    return EXIT_OK


def _print_table(devices: tuple[Device, ...]) -> None:
    from rich.table import Table  # noqa: PLC0415 - only the command needs it

    from ser_core.cli.console import output  # noqa: PLC0415

    console = output()
    if not devices:
        console.print("No audio device can be listened to; ser-live --demo shows the program.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("device", "host API", "channels", "rate", ""):
        right = heading in ("channels", "rate")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for device in devices:
        notes = ["default"] * device.is_default + ["system audio"] * device.system_audio
        cells = (device.name, device.host_api, f"{device.channels}", f"{device.rate_hz} Hz")
        table.add_row(*cells, ", ".join(notes))
    console.print(table)
