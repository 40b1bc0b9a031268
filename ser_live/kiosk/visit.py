"""The course of a visit, as a pure function: no clock, no Qt, no microphone.

`step` takes a visit, what happened, and the time, and gives the next visit and what has to
be done about it. Three promises can be read off it, and the tests hold them: nobody is
listened to who has not agreed in this visit; every page that is left alone returns to the
start; a visitor who takes the result back leaves nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from ser_core.sentence import NOTHING, Sentence
from ser_core.types import Status
from ser_live.kiosk import sentences
from ser_live.kiosk.actions import (
    Action,
    Agree,
    Back,
    Begin,
    ChooseLanguage,
    ChooseService,
    CloseSession,
    Decline,
    DropSession,
    Effect,
    Elapsed,
    Erase,
    Failed,
    FinishSpeaking,
    Heard,
    Hush,
    Leave,
    Listen,
    Lost,
    Note,
    Opened,
    OpenSession,
    Pick,
    PickNone,
    Recovered,
    RowArrived,
    SayOther,
    SayYes,
    Stay,
    Stopped,
    TryAgain,
    Withdraw,
)
from ser_live.kiosk.config import KioskConfig
from ser_live.log.row import LogRow

FINISHING_S = 5.0
"""How long the engine may take to give the row of a try that has ended."""

GOODBYE_S = 6.0
"""How long the page stays that lets somebody go who has said no."""

LOST_S = 10.0
"""How long a visitor is asked to wait for a microphone that went away."""


class Page(StrEnum):
    """What the screen shows."""

    ATTRACT = "attract"
    SERVICE = "service"
    CONSENT = "consent"
    SPEAK = "speak"
    FINISHING = "finishing"
    RESULT = "result"
    PICK = "pick"
    THANKS = "thanks"
    DECLINED = "declined"
    OUT_OF_ORDER = "out_of_order"


@dataclass(frozen=True, slots=True)
class Visit:
    """Where one person's visit stands.

    Parameters
    ----------
    since_s : float
        When the page was entered or last touched, in seconds of a monotonic clock.
    agreed : bool
        Whether this visitor has agreed to the notice.
    opened_s : float or None
        Since when the microphone is open in this try.
    spoken : bool
        Whether speech was heard in this try.
    lost_s : float or None
        Since when the microphone is gone in this try.
    lost_reason : Sentence
        What is wrong with it meanwhile; empty while it is there.
    rows : tuple of LogRow
        Every row of this visit, of all tries.
    shown : LogRow or None
        The row that the result page speaks of; None where nothing was heard.
    tries : int
        Tries that were begun.
    over : bool
        Whether the session has ended, or may have. A further try would begin another one, and
        withdrawal would leave the rows of the first.
    withdrawn : bool
        Whether nothing of this visit is to be kept.
    stopped : bool
        Whether that is so because the visitor stopped while speaking.
    fault : Sentence
        Why the kiosk cannot listen; empty where it can.
    """

    page: Page
    language: str
    since_s: float
    service: str = ""
    agreed: bool = False
    opened_s: float | None = None
    spoken: bool = False
    lost_s: float | None = None
    lost_reason: Sentence = NOTHING
    rows: tuple[LogRow, ...] = ()
    shown: LogRow | None = None
    tries: int = 0
    over: bool = False
    withdrawn: bool = False
    stopped: bool = False
    fault: Sentence = NOTHING

    @property
    def status(self) -> Status:
        """What the result page has to say."""
        return self.shown.status if self.shown else Status.NO_SPEECH

    @property
    def kept(self) -> bool:
        """Whether something of this visit stays when it is over."""
        return bool(self.rows) and not self.withdrawn


def first_visit(config: KioskConfig, now_s: float) -> Visit:
    """Return the start: nobody is here."""
    return Visit(Page.ATTRACT, config.languages[0], now_s)


def may_try_again(visit: Visit, config: KioskConfig) -> bool:
    """Whether the visitor has a try left and the session goes on for it."""
    return visit.tries < config.speak.tries and not visit.over


def seconds_left(visit: Visit, config: KioskConfig, now_s: float) -> float:
    """Return the time until the page goes on by itself; infinite where it never does."""
    times = config.timeouts
    match visit.page:
        case Page.ATTRACT | Page.OUT_OF_ORDER if visit.language == config.languages[0]:
            return math.inf
        case Page.SPEAK:
            return _speaking_left(visit, config, now_s)
        case Page.ATTRACT | Page.OUT_OF_ORDER | Page.SERVICE:
            limit = times.service_s
        case Page.CONSENT:
            limit = times.consent_s
        case Page.FINISHING:
            limit = FINISHING_S
        case Page.RESULT | Page.PICK:
            limit = times.result_s
        case Page.THANKS:
            limit = times.thanks_s
        case Page.DECLINED:
            limit = GOODBYE_S
    return max(0.0, visit.since_s + limit - now_s)


def _speaking_left(visit: Visit, config: KioskConfig, now_s: float) -> float:
    if visit.lost_s is not None:
        return max(0.0, visit.lost_s + LOST_S - now_s)
    if visit.opened_s is None:
        return max(0.0, visit.since_s + LOST_S - now_s)
    return max(0.0, visit.opened_s + config.speak.longest_s - now_s)


Step = tuple[Visit, tuple[Effect, ...]]


def step(visit: Visit, action: Action, config: KioskConfig, now_s: float) -> Step:
    """Return the visit after `action`, and what has to be done.

    An action that has no meaning on the page where it arrives changes nothing: a late touch
    on a page that is already gone is harmless.
    """
    match action:
        case Elapsed():
            return _elapsed(visit, config, now_s)
        case Failed(reason):
            return _failed(visit, reason, config, now_s)
        case Recovered():
            return _recovered(visit, config, now_s)
        case RowArrived(row):
            return _row_arrived(visit, row, now_s)
        case Opened() | Lost() | Heard() | Stopped():
            return _microphone(visit, action, now_s), ()
        case ChooseLanguage(language):
            return _in_language(visit, language, config, now_s), ()
        case Stay():
            return _touched(visit, now_s), ()
        case Begin() | ChooseService() | Agree() | Decline() | Back():
            return _before_speaking(visit, action, config, now_s)
        case _:
            return _after_speaking(visit, action, config, now_s)


def _before_speaking(visit: Visit, action: Action, config: KioskConfig, now_s: float) -> Step:
    match visit.page, action:
        case Page.ATTRACT, Begin() if "service" in config.pages:
            return _turn(visit, Page.SERVICE, now_s), ()
        case Page.ATTRACT, Begin():
            chosen = replace(visit, service=config.services[0].id)
            return _turn(chosen, Page.CONSENT, now_s), ()
        case Page.SERVICE, ChooseService(service) if _is_service(service, config):
            return _turn(replace(visit, service=service), Page.CONSENT, now_s), ()
        case Page.SERVICE, Back():
            return _home(visit, config, now_s)
        case Page.CONSENT, Back() if "service" in config.pages:
            return _turn(visit, Page.SERVICE, now_s), ()
        case Page.CONSENT, Back():
            return _home(visit, config, now_s)
        case Page.CONSENT, Decline():
            return _turn(visit, Page.DECLINED, now_s), ()
        case Page.CONSENT, Agree():
            agreed = replace(visit, agreed=True)
            session = OpenSession(visit.service, visit.language)
            return _new_try(agreed, now_s), (session, Listen())
        case Page.PICK, Back():
            return _turn(visit, Page.RESULT, now_s), ()
    return visit, ()


def _after_speaking(visit: Visit, action: Action, config: KioskConfig, now_s: float) -> Step:
    asks = "confirm" in config.pages
    match visit.page, action:
        case Page.SPEAK, FinishSpeaking():
            return _turn(visit, Page.FINISHING, now_s), (Hush(),)
        case Page.SPEAK, Leave():
            left = replace(visit, withdrawn=True, stopped=True)
            return _turn(left, Page.FINISHING, now_s), (Hush(), *_erase_all(visit))
        case Page.RESULT, SayYes() if asks and visit.shown and visit.status is Status.OK:
            confirmed = Note(visit.shown.utterance_id, visit.shown.emotion)
            return _turn(visit, Page.THANKS, now_s), (confirmed,)
        case Page.RESULT, SayOther() if asks and may_tell(visit):
            return _turn(visit, Page.PICK, now_s), ()
        case Page.RESULT, TryAgain() if may_try_again(visit, config):
            return _new_try(visit, now_s), (Listen(),)
        case Page.PICK, Pick(emotion) if visit.shown and emotion in choices(visit):
            told = Note(visit.shown.utterance_id, emotion)
            return _turn(visit, Page.THANKS, now_s), (told,)
        case (Page.PICK, PickNone()) | (Page.RESULT, Leave()):
            return _turn(visit, Page.THANKS, now_s), ()
        case Page.THANKS, Withdraw() if visit.kept:
            gone = replace(visit, withdrawn=True)
            return _turn(gone, Page.THANKS, now_s), _erase_all(visit)
        case ((Page.SERVICE | Page.CONSENT | Page.THANKS | Page.DECLINED), Leave()):
            return _home(visit, config, now_s)
    return visit, ()


def choices(visit: Visit) -> tuple[str, ...]:
    """Return the emotions that the visitor can pick from: the model's, in its order."""
    return tuple(label for label, _ in visit.shown.probs) if visit.shown else ()


def may_tell(visit: Visit) -> bool:
    """Whether there is a result beside which the visitor's own word can stand."""
    return visit.status in {Status.OK, Status.UNSURE} and bool(choices(visit))


def _elapsed(visit: Visit, config: KioskConfig, now_s: float) -> Step:
    if visit.page is Page.SPEAK and _nothing_said(visit, config, now_s):
        return _turn(visit, Page.FINISHING, now_s), (Hush(),)
    if seconds_left(visit, config, now_s) > 0:
        return visit, ()
    if visit.page is Page.SPEAK and visit.opened_s is not None and visit.lost_s is None:
        return _turn(visit, Page.FINISHING, now_s), (Hush(),)
    if visit.page is Page.SPEAK:
        return _failed(visit, visit.lost_reason or sentences.NEVER_OPENED(), config, now_s)
    if visit.page is Page.FINISHING:
        return _failed(visit, sentences.NEVER_FINISHED(), config, now_s)
    return _home(visit, config, now_s)


def _nothing_said(visit: Visit, config: KioskConfig, now_s: float) -> bool:
    listening = visit.opened_s is not None and visit.lost_s is None
    return listening and not visit.spoken and now_s >= visit.since_s + config.speak.silence_s


def _failed(visit: Visit, reason: Sentence, config: KioskConfig, now_s: float) -> Step:
    faulty = replace(visit, fault=reason, over=True)
    if visit.page not in _CUT_SHORT:
        return faulty, ()
    hush = (Hush(),) if visit.page is Page.SPEAK else ()
    start, effects = _home(replace(faulty, withdrawn=True), config, now_s)
    return replace(start, language=visit.language), (*hush, *effects)


def _recovered(visit: Visit, config: KioskConfig, now_s: float) -> Step:
    if visit.page is Page.OUT_OF_ORDER:
        return replace(first_visit(config, now_s), language=visit.language), ()
    return replace(visit, fault=NOTHING), ()


def _row_arrived(visit: Visit, row: LogRow, now_s: float) -> Step:
    if not visit.agreed:
        return visit, ()
    known = replace(visit, rows=_with(visit.rows, row))
    if visit.withdrawn:
        return known, (Erase(frozenset({row.utterance_id})),)
    if visit.page not in {Page.SPEAK, Page.FINISHING}:
        return known, ()
    known = replace(known, shown=_better(visit.shown, row))
    if visit.page is Page.FINISHING:
        return known, ()
    if row.status in _ENDING:
        return _turn(known, Page.FINISHING, now_s), (Hush(),)
    return replace(known, spoken=False, since_s=now_s), ()


def _microphone(visit: Visit, action: Action, now_s: float) -> Visit:
    match visit.page, action:
        case Page.SPEAK, Opened() if visit.opened_s is None:
            return replace(visit, opened_s=now_s, since_s=now_s)
        case Page.SPEAK, Opened():
            return replace(visit, lost_s=None, lost_reason=NOTHING, since_s=now_s)
        case Page.SPEAK, Lost(reason):
            lost_s = now_s if visit.lost_s is None else visit.lost_s
            return replace(visit, lost_s=lost_s, lost_reason=reason)
        case Page.SPEAK, Heard():
            return replace(visit, spoken=True)
        case ((Page.FINISHING | Page.SPEAK), Stopped(over)):
            page = Page.THANKS if visit.withdrawn else Page.RESULT
            return _turn(replace(visit, over=over), page, now_s)
    return visit


def _in_language(visit: Visit, language: str, config: KioskConfig, now_s: float) -> Visit:
    if language not in config.languages or visit.page in {Page.SPEAK, Page.FINISHING}:
        return visit
    return _touched(replace(visit, language=language), now_s)


def _touched(visit: Visit, now_s: float) -> Visit:
    if visit.page in {Page.SPEAK, Page.FINISHING}:
        return visit
    return replace(visit, since_s=now_s)


def _turn(visit: Visit, page: Page, now_s: float) -> Visit:
    return replace(visit, page=page, since_s=now_s)


def _new_try(visit: Visit, now_s: float) -> Visit:
    unheard = replace(
        visit, opened_s=None, lost_s=None, lost_reason=NOTHING, spoken=False, shown=None
    )
    return _turn(replace(unheard, tries=visit.tries + 1), Page.SPEAK, now_s)


def _home(visit: Visit, config: KioskConfig, now_s: float) -> Step:
    start = first_visit(config, now_s)
    if visit.fault:
        start = replace(start, page=Page.OUT_OF_ORDER, fault=visit.fault)
    return start, closing(visit)


def closing(visit: Visit) -> tuple[Effect, ...]:
    """Return what ends the session of a visit, if it has one."""
    if not visit.agreed:
        return ()
    return (CloseSession(),) if visit.kept else (DropSession(),)


def _erase_all(visit: Visit) -> tuple[Effect, ...]:
    if not visit.rows:
        return ()
    return (Erase(frozenset(row.utterance_id for row in visit.rows)),)


def _is_service(service_id: str, config: KioskConfig) -> bool:
    return any(service.id == service_id for service in config.services)


_BEST_FIRST = (
    Status.OK,
    Status.UNSURE,
    Status.CLIPPED,
    Status.NOISY,
    Status.TOO_SHORT,
    Status.GAP,
    Status.NO_SPEECH,
)
_CUT_SHORT = frozenset({Page.ATTRACT, Page.SERVICE, Page.CONSENT, Page.SPEAK, Page.FINISHING})
"""The pages that a fault ends at once; from the others a visitor goes on to the end."""

_ENDING = frozenset({Status.OK, Status.UNSURE, Status.CLIPPED, Status.NOISY})
"""What ends a try; a cough or a short loss of sound does not."""


def _better(shown: LogRow | None, row: LogRow) -> LogRow:
    if shown is None or _BEST_FIRST.index(row.status) < _BEST_FIRST.index(shown.status):
        return row
    return shown


def _with(rows: tuple[LogRow, ...], row: LogRow) -> tuple[LogRow, ...]:
    others = tuple(known for known in rows if known.utterance_id != row.utterance_id)
    return (*others, row)
