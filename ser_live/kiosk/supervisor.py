"""Signs of life for systemd, which restarts a kiosk that hangs.

The protocol is that of `sd_notify(3)`: datagrams to the local socket that the variable
NOTIFY_SOCKET names. Without the variable nothing is sent.
"""

from __future__ import annotations

import os
import socket


def tell_supervisor(state: str) -> None:
    """Send a state such as "READY=1" or "WATCHDOG=1" to the supervisor, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.connect(address)
            channel.send(state.encode())
    except OSError:
        return  # a supervisor that does not listen is no reason to stop
