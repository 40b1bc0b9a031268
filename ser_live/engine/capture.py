"""The source that is open: watched, and opened again by its name when it fails."""

from __future__ import annotations

import time
from queue import SimpleQueue
from typing import Any, Final

from ser_core.errors import DeviceError, SerError
from ser_core.sentence import NOTHING, Sentence
from ser_core.types import AudioBlock
from ser_live.audio import sentences
from ser_live.audio.choice import make_source
from ser_live.audio.devices import Device, Listing, default_device
from ser_live.audio.microphone import Microphone
from ser_live.audio.queue import Arrival, Inlet
from ser_live.audio.source import Source, SourceChoice
from ser_live.engine.settings import EngineSettings
from ser_live.engine.timeline import Timeline
from ser_live.engine.watchdog import BackOff, Fault, Watchdog
from ser_live.messages import SourceFacts, SourceKind

LOST_RETRY_S: Final = (0.5, 10.0)
ZEROS_RETRY_S: Final = (10.0, 60.0)


class Capture:
    """What the worker knows of its source; used on the worker's thread only.

    Attributes
    ----------
    facts : SourceFacts or None
        The source that was opened last.
    trouble : Sentence
        What is wrong with it; empty while it is well or closed.
    """

    def __init__(self, inbox: SimpleQueue[Any], settings: EngineSettings) -> None:
        self.facts: SourceFacts | None = None
        self.trouble = NOTHING
        self._inbox = inbox
        self._settings = settings
        self._source: Source | None = None
        self._inlet: Inlet | None = None
        self._watchdog = Watchdog(settings.fault_after_s, 0.0)
        self._timeline = Timeline()
        self._back_off = BackOff(*LOST_RETRY_S)
        self._lost = False
        self._lost_before = 0
        self._placed_until = 0
        self._default = _DefaultWatch(settings.device_check_s)

    @property
    def live(self) -> bool:
        """True where samples cannot be asked for again."""
        return self._source is not None and self._source.live

    @property
    def is_open(self) -> bool:
        """True where samples may arrive."""
        return self._inlet is not None

    @property
    def end_s(self) -> float:
        """How far the session has come, in seconds."""
        return self._timeline.end_s

    def position_s(self, now: float) -> float:
        """Return where in the session a live source would be at this moment."""
        return self._timeline.position_s(now)

    @property
    def lost_samples(self) -> int:
        """How many samples the queue had to refuse, at the rates of their sources."""
        return self._lost_before + (self._inlet.lost if self._inlet else 0)

    @property
    def lost_at_the_end(self) -> bool:
        """True where samples were refused of which no block tells yet."""
        return self._inlet is not None and self._inlet.refused_until > self._placed_until

    def begin_session(self) -> None:
        """Count the session's time from the next block on."""
        self._timeline = Timeline()

    def choose(self, choice: SourceChoice) -> None:
        """Take another source, closed as yet."""
        self.close()
        self._source = make_source(choice)

    def open(self) -> SourceFacts:
        """Open the chosen source, or open it again; raises `SerError`."""
        self._shut()
        if self._source is None:
            raise DeviceError(sentences.NO_SOURCE())
        inlet = Inlet(self._inbox, self._settings.queue_s)
        self._placed_until = 0
        self._timeline.change_source()
        try:
            self.facts = self._source.open(inlet)
        except BaseException:
            self._source.close()
            raise
        now = time.monotonic()
        self._inlet = inlet
        self._watchdog = Watchdog(self._settings.fault_after_s, now)
        self._default.begin(now)
        return self.facts

    def close(self) -> None:
        """Close the source; it can be opened again."""
        self._shut()
        self._default.cancel()
        self.trouble = NOTHING

    def progress(self) -> float | None:
        """Return how much of a recording was delivered, 0 to 1."""
        return self._source.progress() if self._source else None

    def owns(self, inlet: Inlet) -> bool:
        """Tell whether what came through `inlet` is of the source that is open."""
        return inlet is self._inlet

    def place(self, arrival: Arrival) -> AudioBlock | None:
        """Take a block; return it at its place in the session.

        None while zeros go on, and for what the sound server sent of another source.
        """
        arrival.inlet.taken(arrival.block)
        if not self._is_of_the_source(arrival.arrived_at):
            return None
        self._placed_until = arrival.block.start + len(arrival.block.samples)
        if not self.live:
            return self._timeline.place(arrival.block, arrival.heard_at, live=False)
        sounds = self._may_be_silent() or bool(arrival.block.samples.any())
        self._watchdog.heard(arrival.arrived_at, sounds=sounds)
        if self.trouble and not sounds:
            return None
        return self._timeline.place(arrival.block, arrival.heard_at, live=True)

    def fault(self, now: float, *, idle: bool) -> Sentence:
        """Return a new fault of a live source; `idle` where nothing waits in the inbox."""
        if not self.live or self.facts is None or not self.is_open:
            return NOTHING
        if not self._is_of_the_source(now):
            return NOTHING  # its end is in the inbox
        found = self._watchdog.fault(now)
        silent = found is Fault.SILENT
        if found is None or (silent and (self.trouble or not idle or self._may_be_silent())):
            return NOTHING
        sentence = found.value(name=self.facts.name)
        if sentence == self.trouble:
            return NOTHING
        self._fail(sentence, now, lost=silent)
        return self.trouble

    def ended_by(self, error: Exception) -> Sentence:
        """Note that the source ended by itself; return the sentence."""
        name = self.facts.name if self.facts else "The source"
        crashed = sentences.CRASHED(name=name)
        sentence = error.sentence if isinstance(error, SerError) else crashed
        self._fail(sentence, time.monotonic(), lost=True)
        return self.trouble

    def let_go(self) -> None:
        """Close a source that was lost; one that delivers zeros stays open."""
        if self._lost:
            self._shut()

    def recover(self, now: float) -> bool:
        """Open a faulty source again when it is time; return whether it was opened."""
        if not self.trouble or now < self._back_off.due_at:
            return False
        self._back_off.again(now)
        try:
            self.open()
        except SerError as error:
            self.trouble = error.sentence
            return False
        # The watchdog is to have judged it before it is opened once more.
        self._back_off.wait_until(now + 1.5 * self._settings.fault_after_s)
        return True

    def recovered(self) -> None:
        """Note that the source delivers again."""
        self.trouble = NOTHING

    def default_moved(self, now: float) -> bool:
        """Tell whether the system's default is another device now, where that matters."""
        source = self._source
        if self.trouble or not isinstance(source, Microphone) or not source.follows_default:
            return False
        return source.device is not None and self._default.moved_from(source.device, now)

    def _is_of_the_source(self, arrived_at: float) -> bool:
        """Tell whether what arrived is of the source that was opened; else it ends by itself."""
        source = self._source
        return not isinstance(source, Microphone) or source.vouches_for(arrived_at)

    def _may_be_silent(self) -> bool:
        """Tell whether nothing, or zeros, is what the source delivers when nothing plays."""
        return self.facts is not None and self.facts.kind is SourceKind.SYSTEM_AUDIO

    def _fail(self, sentence: Sentence, now: float, *, lost: bool) -> None:
        self.trouble = sentence
        self._lost = lost
        self._back_off = BackOff(*(LOST_RETRY_S if lost else ZEROS_RETRY_S))
        self._back_off.begin(now)

    def _shut(self) -> None:
        self._lost_before = self.lost_samples
        self._inlet = None
        if self._source is not None:
            self._source.close()


class _DefaultWatch:
    """Asks now and then, in another process, what the default device is."""

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._due_at = 0.0
        self._listing: Listing | None = None

    def begin(self, now: float) -> None:
        """Wait from now on."""
        self.cancel()
        self._due_at = now + self._interval_s

    def moved_from(self, device: Device, now: float) -> bool:
        """Tell whether another device than this one, which is open, was found to be the default.

        PortAudio on ALSA leaves out a device that is open elsewhere. What is the default of a
        list without it tells nothing.
        """
        if self._listing is None:
            if now >= self._due_at:
                self._ask(now)
            return False
        devices = self._listing.poll()
        if devices is None:
            return False
        self.begin(now)
        if _identity(device) not in map(_identity, devices):
            return False
        try:
            return _identity(default_device(devices)) != _identity(device)
        except DeviceError:
            return False

    def _ask(self, now: float) -> None:
        try:
            self._listing = Listing()
        except OSError:  # no process can be had at the moment
            self.begin(now)

    def cancel(self) -> None:
        """Ask no more."""
        if self._listing is not None:
            self._listing.cancel()
            self._listing = None


def _identity(device: Device) -> tuple[str, str]:
    return device.name, device.host_api
