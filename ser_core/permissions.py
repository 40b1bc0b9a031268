"""Files that take the place of others and are no more open to other people than those."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path


def opener_like(target: Path) -> Callable[[str, int], int]:
    """Give an opener, as `open` takes it, of a new file that is to take the target's place.

    The file is never more open than the target, if there is one, not even for a moment.
    """

    def opener(name: str, flags: int) -> int:
        try:
            mode = stat.S_IMODE(target.stat().st_mode)
        except FileNotFoundError:
            return os.open(name, flags, 0o666)
        descriptor = os.open(name, flags, 0o600)
        with contextlib.suppress(OSError):  # where a disk knows no such thing
            Path(name).chmod(mode)
        return descriptor

    return opener
