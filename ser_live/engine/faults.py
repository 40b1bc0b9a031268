"""The fault log: what nobody foresaw, with no personal data and no audio in it.

Of an exception only its kind and the lines of code on its way are written, never its words,
because words may hold a path, a device's or a person's name.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from ser_live.engine import sentences
from ser_live.messages import INTERNAL_FAULT, Notice, Severity

FILE_NAME: Final = "faults.log"
MAX_FRAMES: Final = 30
LOGGERS: Final = ("ser_live", "ser_core")

logger = logging.getLogger(__name__)


def install(
    folder: Path, tell: Callable[[Notice], None], *, max_mb: float = 1.0, kept: int = 3
) -> None:
    """Write faults of every thread to a rotating file, and tell each one.

    Installing again takes the place of what was installed before: a fault is written once.
    Where the folder cannot be written faults are only told, which must not stop the program.

    Parameters
    ----------
    folder : Path
        Where the file lies; made if need be.
    tell : callable
        Takes the notice for the screen; called on the thread that failed.
    max_mb : float
        Size from which the file is put aside and another one begun.
    kept : int
        How many files that were put aside are kept.
    """
    uninstall()
    _catch_everything(tell)
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = FaultFile(
            path, maxBytes=round(max_mb * 1e6), backupCount=kept, encoding="utf-8", delay=True
        )
    except OSError as error:
        text = sentences.NO_FAULT_LOG(folder=folder, reason=error.strerror)
        tell(Notice("fault log", Severity.WARNING, text))
        return
    handler.setLevel(logging.ERROR)
    handler.setFormatter(FaultFormatter("%(asctime)s %(name)s: %(message)s"))
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)


class FaultFile(RotatingFileHandler):
    """The rotating file of faults, told from the handlers of others by its type."""


def installed() -> bool:
    """Tell whether faults are written to a file."""
    return any(_files(logging.getLogger(name)) for name in LOGGERS)


def uninstall() -> None:
    """Write no more faults to a file."""
    for named in map(logging.getLogger, LOGGERS):
        for file in _files(named):
            named.removeHandler(file)
            file.close()


def _files(named: logging.Logger) -> list[FaultFile]:
    return [handler for handler in named.handlers if isinstance(handler, FaultFile)]


class FaultFormatter(logging.Formatter):
    """Formats an exception as its kind and its way through the code."""

    def formatException(  # noqa: N802 - the name that logging calls
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return one line for each frame, oldest first, and the kind of each exception."""
        error = ei[1]
        return "" if error is None else "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    earlier = error.__cause__ or error.__context__
    if earlier is not None:
        yield from _lines(earlier)
        yield "then"
    for frame in traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]:
        yield f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
    number = f" errno {error.errno}" if isinstance(error, OSError) and error.errno else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{number}"


def _catch_everything(tell: Callable[[Notice], None]) -> None:
    def report(error: BaseException | None) -> None:
        logger.error("An exception reached the top", exc_info=error)
        tell(INTERNAL_FAULT)

    def of_program(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            report(error)

    def of_thread(args: threading.ExceptHookArgs) -> None:
        if not issubclass(args.exc_type, SystemExit):
            report(args.exc_value)

    sys.excepthook = of_program
    threading.excepthook = of_thread
