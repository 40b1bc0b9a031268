"""`ser-live`: the live monitor."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

# The matrices here are small: more threads cost more than they bring. The libraries read
# this when they are loaded.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

from ser_core.errors import SerError  # noqa: E402
from ser_core.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED  # noqa: E402
from ser_live.options import Options, parse  # noqa: E402
from ser_live.user_folders import fault_folder  # noqa: E402


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return the exit code: 0 all went well, 2 an error, 130 interrupted."""
    _keep_voices_in_memory()
    try:
        return _run(parse(argv))
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


if sys.platform == "win32":

    def _keep_voices_in_memory() -> None:
        """Do nothing: Windows writes memory to a file only where somebody has asked for that."""

else:
    import resource

    def _keep_voices_in_memory() -> None:
        """Let a crash write no file of what is in memory, where the last seconds of a voice are."""
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _run(options: Options) -> int:
    try:
        from ser_live.app import run  # noqa: PLC0415 - after the help text

        return run(options)
    except SerError as error:
        if options.debug:
            raise
        sys.stderr.write(f"ser-live: {error}\n")
        return EXIT_ERROR
    except Exception as error:
        if options.debug:
            raise
        return _end_after(error)


def _end_after(error: Exception) -> int:
    """Say that the program ended by what nobody foresaw, of which the fault log tells more."""
    from ser_live.engine import faults  # noqa: PLC0415

    if not faults.installed():  # it failed before there was an engine
        faults.install(fault_folder(), lambda _: None)
    logging.getLogger("ser_live").error("An exception ended the program", exc_info=error)
    place = fault_folder() / faults.FILE_NAME
    sys.stderr.write(f"ser-live: Something failed and ended the program; see {place}.\n")
    return EXIT_ERROR


if __name__ == "__main__":
    sys.exit(main())
