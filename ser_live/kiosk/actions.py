"""What can happen in a visit, and what has to be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from ser_core.sentence import Sentence
from ser_live.log.row import LogRow

# What can happen --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Begin:
    """Somebody touched the first page."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """The visitor chose a language."""

    language: str


@dataclass(frozen=True, slots=True)
class ChooseService:
    """The visitor chose what to speak about."""

    service: str


@dataclass(frozen=True, slots=True)
class Agree:
    """The visitor agreed to the notice."""


@dataclass(frozen=True, slots=True)
class Decline:
    """The visitor said no."""


@dataclass(frozen=True, slots=True)
class Back:
    """The visitor goes one page back."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The visitor stops here, or is done."""


@dataclass(frozen=True, slots=True)
class Stay:
    """The visitor touched the screen."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The microphone is open; the time for speaking begins now."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The microphone went away while somebody was speaking; it is being reopened."""

    reason: Sentence


@dataclass(frozen=True, slots=True)
class Heard:
    """Speech is being heard."""


@dataclass(frozen=True, slots=True)
class FinishSpeaking:
    """The visitor has said all."""


@dataclass(frozen=True, slots=True)
class RowArrived:
    """A row of this visit is on disk."""

    row: LogRow


@dataclass(frozen=True, slots=True)
class Stopped:
    """The engine has stopped; no further row of this try will come.

    Parameters
    ----------
    over : bool
        Whether the session has ended with it, as it does with a recording.
    """

    over: bool = False


@dataclass(frozen=True, slots=True)
class SayYes:
    """The result is right."""


@dataclass(frozen=True, slots=True)
class SayOther:
    """The result is wrong, or there is none and the visitor wants to tell."""


@dataclass(frozen=True, slots=True)
class Pick:
    """The visitor said what it truly was."""

    emotion: str


@dataclass(frozen=True, slots=True)
class PickNone:
    """No word fits, or the visitor would rather not say."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The visitor wants to speak once more."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The visitor takes the result back."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The kiosk cannot listen, for this reason."""

    reason: Sentence


@dataclass(frozen=True, slots=True)
class Recovered:
    """The kiosk can listen again."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time went by."""


Action = (
    Begin
    | ChooseLanguage
    | ChooseService
    | Agree
    | Decline
    | Back
    | Leave
    | Stay
    | Opened
    | Lost
    | Heard
    | FinishSpeaking
    | RowArrived
    | Stopped
    | SayYes
    | SayOther
    | Pick
    | PickNone
    | TryAgain
    | Withdraw
    | Failed
    | Recovered
    | Elapsed
)


# What has to be done ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Begin a session log for somebody who has just agreed, and note the consent."""

    service: str
    language: str


@dataclass(frozen=True, slots=True)
class Listen:
    """Switch the microphone on."""


@dataclass(frozen=True, slots=True)
class Hush:
    """Switch the microphone off; what was said so far still gets its row."""


@dataclass(frozen=True, slots=True)
class Note:
    """Write beside the result what the visitor said it truly was."""

    utterance_id: int
    emotion: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Take these rows out of the log."""

    utterance_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class CloseSession:
    """The visit is over; its log is closed."""


@dataclass(frozen=True, slots=True)
class DropSession:
    """The visit is over and nothing of it is kept; its log and the facts are erased."""


Effect = OpenSession | Listen | Hush | Note | Erase | CloseSession | DropSession
