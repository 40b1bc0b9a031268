"""Whether the kiosk's microphone is there: asked at the start, now and then, and after a failure.

Nothing is listened to for this; the list of devices is enough. After a failure the kiosk
tries again, soon at first and then less and less often.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from ser_core.errors import DeviceError
from ser_core.sentence import NOTHING, Sentence
from ser_live.audio.devices import Device, Listing, default_device, find_device
from ser_live.audio.source import MicrophoneChoice, SourceChoice
from ser_live.engine.watchdog import BackOff
from ser_live.kiosk.actions import Action, Failed, Recovered

CHECK_S: Final = 300.0
"""How often the microphone is looked for while nobody is here."""

RETRY_S: Final = (15.0, 600.0)
"""First and longest wait after a failure."""


class DeviceList(Protocol):
    """A list of devices that takes a moment to be made."""

    def poll(self) -> tuple[Device, ...] | None:
        """Return the list once it is there."""

    def cancel(self) -> None:
        """Give it up."""


class Health:
    """Decides when the kiosk is out of order although nobody speaks, and when no longer.

    All times are seconds of a monotonic clock.
    """

    def __init__(
        self,
        choice: SourceChoice,
        now_s: float,
        list_devices: Callable[[], DeviceList] = Listing,
    ) -> None:
        self._choice = choice
        self._list_devices = list_devices
        self._listing: DeviceList | None = None
        self._check_at_s = now_s
        self._back_off = BackOff(*RETRY_S)
        self._known_fault = ""
        self._failing = False

    def worked(self) -> None:
        """Note that the microphone was opened: the next failure is a first one again."""
        self._failing = False

    def look(self, now_s: float, fault: str, *, idle: bool) -> Action | None:
        """Return what is found out, None while there is nothing new.

        Parameters
        ----------
        fault : str
            Why the kiosk is out of order; empty while it is not.
        idle : bool
            Whether nobody is here, so that a look disturbs nobody.
        """
        if fault and not self._known_fault:
            self._note_failure(now_s)
        self._known_fault = fault
        if self._listing is not None:
            return self._finish(self._listing, now_s, fault)
        due = now_s >= (self._back_off.due_at if fault else self._check_at_s)
        if not due or not (idle or fault):
            return None
        self._check_at_s = now_s + CHECK_S
        if not isinstance(self._choice, MicrophoneChoice):
            return Recovered() if fault else None
        self._ask(now_s, fault)
        return None

    def cancel(self) -> None:
        """Give up a look that is under way."""
        if self._listing is not None:
            self._listing.cancel()
            self._listing = None

    def _ask(self, now_s: float, fault: str) -> None:
        try:
            self._listing = self._list_devices()
        except OSError:  # no process can be had at the moment
            if fault:
                self._back_off.again(now_s)

    def _note_failure(self, now_s: float) -> None:
        if self._failing:
            self._back_off.again(now_s)
        else:
            self._back_off.begin(now_s)
        self._failing = True

    def _finish(self, listing: DeviceList, now_s: float, fault: str) -> Action | None:
        devices = listing.poll()
        if devices is None:
            return None
        self._listing = None
        missing = self._missing(devices)
        if missing:
            if fault:
                self._back_off.again(now_s)
                return None
            return Failed(missing)
        return Recovered() if fault else None

    def _missing(self, devices: Sequence[Device]) -> Sentence:
        name = self._choice.device if isinstance(self._choice, MicrophoneChoice) else ""
        try:
            if name:
                find_device(devices, name)
            else:
                default_device(devices)
        except DeviceError as error:
            return error.sentence
        return NOTHING
