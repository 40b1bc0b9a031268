from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.sentence import PLAIN
from ser_core.types import Status, Tone
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
from ser_live.kiosk.sentences import NEVER_FINISHED, NEVER_OPENED
from ser_live.kiosk.visit import (
    Page,
    Visit,
    choices,
    first_visit,
    seconds_left,
    step,
)
from ser_live.log.row import LogRow

LABELS = ("neutral", "happy", "angry")


def row(utterance_id: int, status: Status = Status.OK, emotion: str = "happy") -> LogRow:
    read = status in {Status.OK, Status.UNSURE}
    return LogRow(
        session_id="s",
        utterance_id=utterance_id,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        start_s=0.0,
        end_s=2.0,
        service="help",
        channel="mix",
        status=status,
        emotion=emotion if read else "",
        confidence=0.6 if read else None,
        tone=Tone.POSITIVE if read else None,
        probs=tuple((label, 1 / 3) for label in LABELS) if read else (),
        level_dbfs=-20.0,
        snr_db=30.0,
        clipped_pct=0.0,
        model="open",
        latency_ms=20.0,
    )


@dataclass
class Course:
    """A visit walked through, with a clock, a microphone and a log that obey the effects."""

    config: KioskConfig
    now_s: float = 1000.0
    effects: list[Effect] = field(default_factory=list)
    log: set[int] = field(default_factory=set)
    listening: bool = False
    session: bool = False
    agreed: bool = False

    def __post_init__(self) -> None:
        self.visit = first_visit(self.config, self.now_s)

    def do(self, *actions: Action) -> Visit:
        for action in actions:
            if isinstance(action, RowArrived):
                self.log.add(action.row.utterance_id)
            self.agreed |= isinstance(action, Agree) and self.visit.page is Page.CONSENT
            self.visit, effects = step(self.visit, action, self.config, self.now_s)
            for effect in effects:
                self._obey(effect)
            if self.visit.page in {Page.ATTRACT, Page.OUT_OF_ORDER}:
                self.agreed = False
        return self.visit

    def wait(self, seconds: float) -> Visit:
        """Let time go by in steps of a quarter of a second."""
        for _ in range(math.ceil(seconds / 0.25)):
            self.now_s += 0.25
            self.do(Elapsed())
        return self.visit

    def _obey(self, effect: Effect) -> None:
        self.effects.append(effect)
        match effect:
            case OpenSession():
                assert not self.session
                self.session = True
            case CloseSession():
                assert self.session
                assert self.log, "a session without a row was kept"
                self.session = False
            case DropSession():
                assert self.session
                self.session = False
                self.log.clear()
            case Listen():
                assert self.session
                assert not self.listening
                assert self.agreed, "listening without consent"
                self.listening = True
            case Hush():
                assert self.listening
                self.listening = False
            case Erase(utterance_ids):
                assert self.session
                assert utterance_ids <= self.log
                self.log -= utterance_ids


@pytest.fixture
def course(example: KioskConfig) -> Course:
    return Course(example)


def to_speak(course: Course) -> Course:
    course.do(Begin(), ChooseService("help"), Agree(), Opened())
    return course


def to_result(course: Course, *rows: LogRow) -> Course:
    to_speak(course).do(Heard(), *map(RowArrived, rows))
    if course.listening:
        course.do(FinishSpeaking())
    course.do(Stopped())
    return course


def test_a_whole_visit(course: Course) -> None:
    pages = [
        course.do(action).page
        for action in (
            Begin(),
            ChooseLanguage("de"),
            ChooseService("help"),
            Agree(),
            Opened(),
            Heard(),
            RowArrived(row(1)),
            Stopped(),
            SayYes(),
            Leave(),
        )
    ]
    assert pages == [
        Page.SERVICE,
        Page.SERVICE,
        Page.CONSENT,
        Page.SPEAK,
        Page.SPEAK,
        Page.SPEAK,
        Page.FINISHING,
        Page.RESULT,
        Page.THANKS,
        Page.ATTRACT,
    ]
    assert course.effects == [
        OpenSession("help", "de"),
        Listen(),
        Hush(),
        Note(1, "happy"),
        CloseSession(),
    ]
    assert course.visit == first_visit(course.config, course.now_s)


def test_nobody_who_says_no_is_listened_to(course: Course) -> None:
    assert course.do(Begin(), ChooseService("help"), Decline()).page is Page.DECLINED
    assert course.wait(10).page is Page.ATTRACT
    assert course.effects == []


def test_a_wrong_result_is_corrected_beside_it(course: Course) -> None:
    to_result(course, row(1)).do(SayOther())
    assert choices(course.visit) == LABELS
    course.do(Pick("not a label"))
    assert course.visit.page is Page.PICK
    assert course.do(Pick("angry")).page is Page.THANKS
    assert course.effects[-1] == Note(1, "angry")


def test_somebody_may_rather_not_say(course: Course) -> None:
    to_result(course, row(1)).do(SayOther(), PickNone())
    assert course.visit.page is Page.THANKS
    assert not any(isinstance(effect, Note) for effect in course.effects)


def test_the_result_goes_when_it_is_withdrawn(course: Course) -> None:
    to_result(course, row(1, Status.UNSURE)).do(TryAgain(), Opened(), RowArrived(row(2)), Stopped())
    course.do(SayYes(), RowArrived(replace(row(2), corrected_emotion="happy")), Withdraw())
    assert course.visit.withdrawn
    assert course.log == set()
    course.do(RowArrived(row(3)))
    assert course.log == set(), "a row that came late stayed"
    course.do(Leave())
    assert course.effects[-1] == DropSession()


def test_stopping_while_speaking_keeps_nothing(course: Course) -> None:
    to_speak(course).do(Heard(), RowArrived(row(1, Status.TOO_SHORT)), Leave())
    course.do(RowArrived(row(2)), Stopped())
    assert (course.visit.page, course.visit.stopped) == (Page.THANKS, True)
    assert course.log == set()
    course.do(Leave())
    assert course.effects[-1] == DropSession()


@pytest.mark.parametrize("status", [Status.OK, Status.UNSURE, Status.NOISY, Status.CLIPPED])
def test_a_result_ends_the_try(course: Course, status: Status) -> None:
    to_speak(course).do(RowArrived(row(1, status)))
    assert course.visit.page is Page.FINISHING
    assert course.do(Stopped()).status is status


@pytest.mark.parametrize("status", [Status.TOO_SHORT, Status.GAP])
def test_a_cough_or_a_gap_does_not_end_the_try(course: Course, status: Status) -> None:
    to_speak(course).do(Heard(), RowArrived(row(1, status)))
    assert course.visit.page is Page.SPEAK
    assert course.do(RowArrived(row(2)), Stopped()).status is Status.OK


def test_silence_is_a_result_of_its_own(course: Course) -> None:
    to_speak(course)
    assert course.wait(9.5).page is Page.SPEAK
    assert course.wait(1).page is Page.FINISHING
    assert course.do(Stopped()).status is Status.NO_SPEECH
    course.do(SayYes(), SayOther())
    assert course.visit.page is Page.RESULT
    assert course.do(TryAgain()).page is Page.SPEAK


def test_a_visit_without_a_row_leaves_no_session(course: Course) -> None:
    to_speak(course)
    course.wait(11)
    course.do(Stopped(), Leave(), Leave())
    assert course.visit.page is Page.ATTRACT
    assert course.effects == [OpenSession("help", "en"), Listen(), Hush(), DropSession()]


def test_whoever_speaks_has_the_whole_time(course: Course) -> None:
    to_speak(course).do(Heard())
    assert course.wait(29.5).page is Page.SPEAK
    assert course.wait(1).page is Page.FINISHING


def test_the_tries_are_counted(course: Course) -> None:
    to_result(course, row(1, Status.UNSURE))
    for _ in range(2):
        assert course.do(TryAgain()).page is Page.SPEAK
        course.do(Opened(), FinishSpeaking(), Stopped())
    assert course.do(TryAgain()).page is Page.RESULT


def test_a_session_that_has_ended_takes_no_other_try(course: Course) -> None:
    to_speak(course).do(RowArrived(row(1, Status.UNSURE)), Stopped(over=True))
    assert course.do(TryAgain()).page is Page.RESULT
    course.do(Leave(), Withdraw())
    assert course.log == set()


def test_a_fault_that_has_passed_may_have_ended_the_session(course: Course) -> None:
    to_result(course, row(1, Status.UNSURE)).do(
        Failed(PLAIN(text="broken")), Recovered(), TryAgain()
    )
    assert course.visit.page is Page.RESULT


def test_a_microphone_that_comes_back_in_time_is_forgiven(course: Course) -> None:
    to_speak(course).do(Heard(), Lost(PLAIN(text="gone")))
    course.wait(9)
    assert course.do(Opened()).page is Page.SPEAK
    assert course.visit.lost_reason == ""
    course.do(Lost(PLAIN(text="gone again")))
    course.wait(5)
    course.do(Lost(PLAIN(text="no microphone")))
    assert course.wait(5.5).page is Page.OUT_OF_ORDER
    assert course.visit.fault == "no microphone"
    assert course.effects[-2:] == [Hush(), DropSession()]
    assert course.do(Recovered()) == first_visit(course.config, course.now_s)


def test_a_microphone_that_never_opens_is_a_fault(course: Course) -> None:
    course.do(Begin(), ChooseService("help"), Agree())
    assert course.wait(10.5).page is Page.OUT_OF_ORDER
    assert course.visit.fault == NEVER_OPENED()
    assert course.do(Recovered()).page is Page.ATTRACT


def test_a_microphone_that_cannot_be_opened_again_is_a_fault_with_its_reason(
    course: Course,
) -> None:
    to_result(course, row(1, Status.UNSURE)).do(TryAgain(), Lost(PLAIN(text="in use")))
    assert course.wait(10.5).page is Page.OUT_OF_ORDER
    assert course.visit.fault == "in use"


def test_an_analysis_that_never_ends_is_a_fault(course: Course) -> None:
    to_speak(course).do(FinishSpeaking())
    assert course.wait(5.5).page is Page.OUT_OF_ORDER
    assert course.visit.fault == NEVER_FINISHED()


def test_out_of_order_is_said_in_the_visitors_language_for_a_while(course: Course) -> None:
    course.do(ChooseLanguage("de"), Begin(), Failed(PLAIN(text="no microphone")))
    assert (course.visit.page, course.visit.language) == (Page.OUT_OF_ORDER, "de")
    course.do(ChooseLanguage("en"), ChooseLanguage("de"))
    assert course.wait(44).language == "de"
    assert course.wait(2).language == "en"
    assert (course.visit.page, course.visit.fault) == (Page.OUT_OF_ORDER, "no microphone")


def test_a_fault_lets_a_visitor_finish_but_not_begin(course: Course) -> None:
    to_result(course, row(1)).do(Failed(PLAIN(text="no microphone")), SayOther())
    assert course.visit.page is Page.PICK
    course.do(Back(), TryAgain())
    assert course.visit.page is Page.RESULT
    assert course.wait(60).page is Page.OUT_OF_ORDER
    assert course.do(Begin()).page is Page.OUT_OF_ORDER


def test_a_fault_that_passes_while_somebody_finishes_is_forgotten(course: Course) -> None:
    to_result(course, row(1)).do(
        Failed(PLAIN(text="no microphone")), Recovered(), SayYes(), Leave()
    )
    assert course.visit.page is Page.ATTRACT


def test_without_the_question_the_result_leads_on(example: KioskConfig) -> None:
    pages = tuple(page for page in example.pages if page != "confirm")
    course = to_result(Course(replace(example, pages=pages)), row(1))
    course.do(SayYes(), SayOther())
    assert course.visit.page is Page.RESULT
    assert course.do(Leave()).page is Page.THANKS


def test_one_service_is_not_asked_for(example: KioskConfig) -> None:
    pages = tuple(page for page in example.pages if page != "service")
    course = Course(replace(example, pages=pages, services=example.services[:1]))
    assert course.do(Begin()).service == "borrowing"
    assert course.visit.page is Page.CONSENT
    assert course.do(Back()).page is Page.ATTRACT


def test_a_touch_gives_more_time(course: Course) -> None:
    course.do(Begin())
    for _ in range(4):
        course.wait(40)
        course.do(Stay())
    assert course.visit.page is Page.SERVICE
    assert seconds_left(course.visit, course.config, course.now_s) == 45


# Whatever happens ---------------------------------------------------------------------------

PRESSES: tuple[Action, ...] = (
    Begin(),
    ChooseLanguage("de"),
    ChooseLanguage("xx"),
    ChooseService("help"),
    ChooseService("unknown"),
    Agree(),
    Decline(),
    Back(),
    Leave(),
    Stay(),
    FinishSpeaking(),
    SayYes(),
    SayOther(),
    Pick("angry"),
    PickNone(),
    TryAgain(),
    Withdraw(),
)
NEWS: tuple[Action, ...] = (
    Opened(),
    Lost(PLAIN(text="gone")),
    Heard(),
    Stopped(),
    Stopped(over=True),
    Failed(PLAIN(text="broken")),
    Recovered(),
)
FORWARD: tuple[Action, ...] = (Begin(), ChooseService("help"), Agree(), Opened(), Heard())


def happenings() -> st.SearchStrategy[list[Action | float | Status]]:
    anything = st.one_of(
        st.sampled_from(PRESSES),
        st.sampled_from(NEWS),
        st.sampled_from(FORWARD),
        st.sampled_from(list(Status)),
        st.floats(0.1, 60.0),
    )
    return st.lists(anything, max_size=40)


def walk(course: Course, happened: Iterable[Action | float | Status]) -> None:
    ids = itertools.count(1)
    for what in happened:
        if isinstance(what, float):
            course.wait(what)
        elif isinstance(what, Status):
            course.do(RowArrived(row(next(ids), what)))
        elif isinstance(what, Stopped) and course.listening:
            continue  # the engine stops when it is told to
        else:
            course.do(what)
        assert course.listening == (course.visit.page is Page.SPEAK)


@given(happened=happenings())
def test_left_alone_every_page_returns_to_the_start(
    example: KioskConfig, happened: list[Action | float | Status]
) -> None:
    course = Course(example)
    walk(course, happened)
    course.do(Recovered())
    course.wait(200)
    course.do(Recovered())
    assert replace(course.visit, since_s=0.0) == first_visit(example, 0.0)
    assert not course.listening
    assert not course.session


@given(happened=happenings())
def test_every_page_but_the_first_says_when_it_goes(
    example: KioskConfig, happened: list[Action | float | Status]
) -> None:
    course = Course(example)
    walk(course, happened)
    left = seconds_left(course.visit, example, course.now_s)
    nobody_is_here = course.visit.page in {Page.ATTRACT, Page.OUT_OF_ORDER}
    assert math.isinf(left) == (nobody_is_here and course.visit.language == "en")


@given(happened=happenings())
def test_who_withdraws_leaves_no_row(
    example: KioskConfig, happened: list[Action | float | Status]
) -> None:
    course = to_speak(Course(example))
    walk(course, [RowArrived(row(90, Status.TOO_SHORT)), *_without_leaving(happened)])
    if course.visit.page is Page.THANKS:
        course.do(Withdraw(), RowArrived(row(91)))
        assert course.log == set()
        course.do(Leave())
        assert course.effects[-1] == DropSession()


def _without_leaving(happened: list[Action | float | Status]) -> list[Action | float | Status]:
    """Drop what ends the visit, so that every row in the log is this visitor's."""
    ending = (Begin, Leave, Failed)
    return [what for what in happened if not isinstance(what, (float, *ending))]
