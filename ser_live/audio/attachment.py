"""Whether a stream of ours still records from the source that it was opened on.

When a source goes away, PulseAudio and PipeWire move the streams that record from it to the
default source, and samples come on as if nothing had happened: where the caller was heard, it
would be the agent. ALSA's `pulse` device cannot forbid that, so the server is asked.
"""

from __future__ import annotations

import os
import time
from typing import Final

from ser_live.audio.libpulse import Connection

FOUND_WITHIN_S: Final = 1.0
"""How long PipeWire may take to attach a stream that was opened."""
RETRY_S: Final = 0.02


class Attachment:
    """The newest stream of this process that records from a source; used on one thread.

    Raises `OSError` where the server does not answer, or knows of no such stream.

    Parameters
    ----------
    source : str
        Name of the source for the sound server.
    """

    def __init__(self, source: str) -> None:
        self._sure_until = 0.0
        self._server = Connection()
        try:
            self._source, self._stream = self._find(source)
        except OSError:
            self.close()
            raise

    def held_at(self, moment: float) -> bool:
        """Tell whether what had arrived by this moment (`time.monotonic`) is of the source.

        The server is asked after that moment. It moves a stream before it sends a sample of
        another source, so while the stream is where it was, all that arrived is of its source.
        Where no answer comes, nothing is sure.
        """
        if moment >= self._sure_until:
            now = time.monotonic()
            if not self._holds():
                return False
            self._sure_until = now
        return True

    def close(self) -> None:
        """Ask no more."""
        self._server.close()

    def _holds(self) -> bool:
        try:
            streams = self._server.recording_streams()
        except OSError:
            return False
        return any((each.index, each.source) == (self._stream, self._source) for each in streams)

    def _find(self, name: str) -> tuple[int, int]:
        source = self._server.source_index(name)
        process = str(os.getpid())
        deadline = time.monotonic() + FOUND_WITHIN_S
        while source is not None and time.monotonic() < deadline:
            streams = self._server.recording_streams()
            ours = [s.index for s in streams if (s.process, s.source) == (process, source)]
            if ours:
                return source, max(ours)
            time.sleep(RETRY_S)
        message = f"The sound server has no stream of this process that records from {name!r}."
        raise OSError(message)
