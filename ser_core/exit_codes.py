"""What the commands `ser` and `ser-live` tell the shell that ran them."""

from __future__ import annotations

from typing import Final

EXIT_OK: Final = 0
EXIT_SOME_FAILED: Final = 1
EXIT_ERROR: Final = 2
EXIT_INTERRUPTED: Final = 130
