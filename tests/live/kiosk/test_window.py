"""The kiosk's window, driven by fingers and keys."""

from __future__ import annotations

import errno
import math
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from scripts.look import clipped, faint
from scripts.screenshot_kiosk import MODEL, kiosk_scenes, reading
from ser_core.reading import no_reading
from ser_core.types import EmotionUpdated, Quality, SpeechStarted, Status, UtteranceEnded
from ser_live.audio.sentences import ABSENT, NO_MICROPHONE, STOPPED
from ser_live.audio.source import MicrophoneChoice, RecordingChoice
from ser_live.kiosk import window as window_module
from ser_live.kiosk.button import TouchButton, Weight
from ser_live.kiosk.config import PAGES, KioskConfig
from ser_live.kiosk.controller import KioskController
from ser_live.kiosk.health import Health
from ser_live.kiosk.ring import LevelRing
from ser_live.kiosk.style import at_night, colors_of, edge_of
from ser_live.kiosk.visit import Page
from ser_live.kiosk.window import KioskWindow
from ser_live.log.sentences import HELD, LOG_RESCUED, ROWS_WAIT_FOR_ROOM
from ser_live.messages import (
    Alive,
    Analyzed,
    Message,
    ModelLoaded,
    Notice,
    NoticeCleared,
    NoticeRaised,
    Phase,
    PhaseChanged,
    RowWritten,
    Severity,
)
from ser_live.user_folders import rescue_folder
from ser_live.views.emotion_bars import EmotionBars
from ser_live.views.language import set_language
from ser_live.views.palette import DARK, LIGHT, Palette, contrast
from ser_live.views.theme import Theme, ThemeChoice
from tests.live.kiosk.conftest import heard
from tests.live.kiosk.test_care import session
from tests.live.kiosk.test_director import FakeEngine
from tests.live.kiosk.test_visit import row
from tests.live.views.test_for_everyone import unnamed

TOUCH_PX = 48
DAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture(autouse=True)
def fresh_look(theme: Theme) -> None:
    set_language("en")
    theme.choose(ThemeChoice.LIGHT)


@dataclass
class Kiosk:
    """A kiosk with a fake engine and a clock that is turned by hand."""

    qtbot: QtBot
    controller: KioskController
    engine: FakeEngine
    clock: list[float]
    day: list[datetime]

    @property
    def window(self) -> KioskWindow:
        return self.controller.window

    @property
    def page(self) -> Page:
        return self.controller.director.visit.page

    @property
    def shown(self) -> QWidget:
        return self.window._stack.currentWidget()

    def press(self, text: str) -> None:
        """Touch the visible button with these words."""
        self.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def press_if(self, text: str) -> None:
        """Touch the button with these words, if there is one."""
        if self.offers(text):
            self.press(text)

    def offers(self, text: str) -> bool:
        """Tell whether a visible button has these words."""
        return bool(self._buttons(text))

    def button(self, text: str) -> TouchButton:
        found = self._buttons(text)
        assert len(found) == 1, (text, self.page)
        return found[0]

    def _buttons(self, text: str) -> list[TouchButton]:
        return [
            button
            for button in self.window.findChildren(TouchButton)
            if button.isVisible() and text in (button.text(), button.accessibleName())
        ]

    def hear(self, *messages: Message) -> None:
        for message in messages:
            self.controller.hear(message)

    def wait(self, seconds: float) -> None:
        for _ in range(math.ceil(seconds)):
            self.clock[0] += 1.0
            self.controller.tick()

    def key(self, *keys: Qt.Key) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.qtbot.keyClick(self.window.focusWidget() or self.window, key)

    def speak(self) -> None:
        """Go from the first page to the microphone."""
        self.press("Touch to begin")
        self.press("Help at the desk")
        self.press("I agree")
        self.hear(PhaseChanged(Phase.STARTING), PhaseChanged(Phase.LISTENING))


StartKiosk = Callable[..., Kiosk]


@pytest.fixture
def start_kiosk(qtbot: QtBot, example: KioskConfig, tmp_path: Path) -> Iterator[StartKiosk]:
    started: list[Kiosk] = []

    def start(**changes: object) -> Kiosk:
        config = replace(example, **changes)  # type: ignore[arg-type]
        engine, clock, day = FakeEngine(), [1000.0], [DAY]
        controller = KioskController(
            config,
            engine,
            Health(MicrophoneChoice(), math.inf),
            tmp_path,
            lambda: clock[0],
            lambda: day[0],
        )
        kiosk = Kiosk(qtbot, controller, engine, clock, day)
        started.append(kiosk)
        controller.window.resize(1366, 768)
        controller.window.show()
        controller.refresh()
        qtbot.waitExposed(controller.window)
        return kiosk

    yield start
    for kiosk in started:
        kiosk.controller.end()
        kiosk.controller.window.deleteLater()


@pytest.fixture
def kiosk(start_kiosk: StartKiosk) -> Kiosk:
    return start_kiosk()


def words_on(widget: QWidget) -> str:
    """Return all words of a page."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels if label.text())


# A visit --------------------------------------------------------------------------------------


def test_a_visit_by_touch(kiosk: Kiosk) -> None:
    kiosk.speak()
    assert "Please speak now" in words_on(kiosk.shown)
    kiosk.hear(Analyzed(SpeechStarted(1, 0)), RowWritten(row(1)))
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    assert "You sounded happy" in words_on(kiosk.shown)
    assert "The program is 60% sure." in words_on(kiosk.shown)
    kiosk.press("No")
    kiosk.press("Angry")
    assert "Thank you" in words_on(kiosk.shown)
    kiosk.press("Erase my result")
    assert "Your result is erased" in words_on(kiosk.shown)
    kiosk.press("Done")
    assert kiosk.page is Page.ATTRACT
    assert kiosk.engine.told == [
        "session help",
        "start",
        "pause",
        "correct 1 angry",
        "withdraw [1]",
        "drop",
    ]


def test_a_visit_by_keys_alone(kiosk: Kiosk) -> None:
    kiosk.key(Qt.Key.Key_Space)
    assert kiosk.page is Page.SERVICE
    kiosk.key(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert kiosk.page is Page.CONSENT
    assert kiosk.controller.director.visit.service == "help"
    kiosk.key(Qt.Key.Key_Space)
    assert kiosk.page is Page.SERVICE, "neither yes nor no is the first to have the focus"
    kiosk.key(Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert kiosk.page is Page.SPEAK


def test_who_comes_by_keys_sees_where_the_focus_is_on_each_page(kiosk: Kiosk) -> None:
    kiosk.press("Touch to begin")
    assert not has_ring(kiosk), "a finger needs none"
    kiosk.key(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert kiosk.page is Page.CONSENT
    assert has_ring(kiosk)
    kiosk.key(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    kiosk.hear(PhaseChanged(Phase.LISTENING))
    kiosk.key(Qt.Key.Key_Tab)
    kiosk.hear(RowWritten(row(1)), PhaseChanged(Phase.PAUSED))
    assert kiosk.page is Page.RESULT
    assert has_ring(kiosk), "the page came by itself"
    kiosk.press("Yes")
    assert not has_ring(kiosk)


def has_ring(kiosk: Kiosk) -> bool:
    focused = kiosk.window.focusWidget()
    assert isinstance(focused, TouchButton)
    return focused.ringed


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_ring_of_the_chosen_language_can_be_told_from_its_edge(
    kiosk: Kiosk, theme: Theme, choice: ThemeChoice
) -> None:
    theme.choose(choice)
    chosen = kiosk.button("English")
    kiosk.button("Deutsch").setFocus(Qt.FocusReason.TabFocusReason)
    without = _left_to_right(chosen)
    chosen.setFocus(Qt.FocusReason.TabFocusReason)
    pairs = zip(without, _left_to_right(chosen), strict=True)
    assert max(contrast(*pair) for pair in pairs) >= 3.0


NOTICE_PARTS = [
    ("English", "confirm", ["the word you confirm or choose", "Please tell us when it is."]),
    ("English", "service", ["the topic you chose"]),
    ("Deutsch", "confirm", ["bestätigte oder gewählte Wort", "Sagen Sie es uns bitte"]),
    ("Deutsch", "service", ["das gewählte Anliegen"]),
]


@pytest.mark.parametrize("left_out", ["", "confirm", "service"])
def test_the_notice_promises_only_what_the_visit_has_a_page_for(
    start_kiosk: StartKiosk, example: KioskConfig, left_out: str
) -> None:
    pages = tuple(page for page in PAGES if page != left_out)
    kept = example.services[1:2] if left_out == "service" else example.services
    kiosk = start_kiosk(pages=pages, services=kept)
    kiosk.press("Touch to begin")
    kiosk.press_if("Help at the desk")
    for language, page, promises in NOTICE_PARTS:
        kiosk.press(language)
        shown = words_on(kiosk.shown)
        assert [part in shown for part in promises] == [page != left_out] * len(promises)
        assert not any(odd in shown for odd in ("{", " ,", ",,", "  "))
    shown = words_on(kiosk.shown)
    kiosk.press("Ich stimme zu")
    assert all(line in kiosk.engine.consent for line in shown.splitlines()[1:])


def test_no_thank_you_ends_it(kiosk: Kiosk) -> None:
    kiosk.press("Touch to begin")
    kiosk.press("Something else")
    kiosk.press("No, thank you")
    assert "The microphone stayed off" in words_on(kiosk.shown)
    kiosk.wait(7)
    assert kiosk.page is Page.ATTRACT
    assert kiosk.engine.told == []


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (Status.UNSURE, "We are not sure how you sounded"),
        (Status.NOISY, "It was too noisy to tell"),
        (Status.CLIPPED, "That was too loud for the microphone"),
    ],
)
def test_what_is_no_result_says_so_and_offers_another_try(
    kiosk: Kiosk, status: Status, title: str
) -> None:
    kiosk.speak()
    kiosk.hear(RowWritten(row(1, status)), PhaseChanged(Phase.PAUSED))
    assert title in words_on(kiosk.shown)
    assert "sounded happy" not in words_on(kiosk.shown)
    assert "Would you like to try again" in words_on(kiosk.shown)
    kiosk.press("Try again")
    assert kiosk.page is Page.SPEAK
    assert kiosk.engine.told[-1] == "resume"


def test_a_recording_that_has_ended_offers_no_other_try(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.hear(RowWritten(row(1, Status.UNSURE)), PhaseChanged(Phase.FINISHED))
    assert "not sure how you sounded" in words_on(kiosk.shown)
    assert not kiosk.offers("Try again")
    kiosk.press("Finish")
    kiosk.press("Erase my result")
    kiosk.press("Done")
    assert kiosk.engine.told == ["session help", "start", "pause", "withdraw [1]", "drop"]


def test_silence_is_said_to_be_silence(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.wait(11)
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    assert "We did not hear anything" in words_on(kiosk.shown)
    kiosk.press("Finish")
    assert "Nothing from your visit is kept." in words_on(kiosk.shown)
    kiosk.press("Done")
    assert kiosk.engine.told[-1] == "drop"


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OK])
@pytest.mark.parametrize("pages", [PAGES, tuple(page for page in PAGES if page != "confirm")])
@pytest.mark.parametrize("tries", [1, 2])
def test_only_what_can_be_pressed_is_asked_for(
    start_kiosk: StartKiosk,
    example: KioskConfig,
    status: Status,
    pages: tuple[str, ...],
    tries: int,
) -> None:
    kiosk = start_kiosk(pages=pages, speak=replace(example.speak, tries=tries))
    kiosk.speak()
    if status is not Status.NO_SPEECH:
        kiosk.hear(RowWritten(row(1, status)))
    kiosk.press_if("I'm done")
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    again, tell = tries > 1, "confirm" in pages and status is Status.UNSURE
    assert kiosk.offers("Try again") == again
    assert kiosk.offers("Choose a word myself") == tell
    assert kiosk.button("Finish")
    assert ("to try again" in words_on(kiosk.shown)) == again
    assert ("choose a word yourself?" in words_on(kiosk.shown)) == tell
    assert words_on(kiosk.shown).count("?") == (again or tell)


def test_who_stops_before_any_result_reads_of_none(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.press("Cancel")
    assert "result" not in words_on(kiosk.shown), "none is being worked out"
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    assert words_on(kiosk.shown) == "Cancelled\nNothing from your visit is kept."
    kiosk.press("Done")
    assert kiosk.engine.told == ["session help", "start", "pause", "drop"]


def test_it_says_what_it_does_while_the_visitor_waits(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.press("I'm done")
    assert kiosk.page is Page.FINISHING
    assert "Your result is being worked out." in words_on(kiosk.shown)
    assert "Tell us" not in words_on(kiosk.shown)
    assert not kiosk.offers("I'm done")
    assert not kiosk.offers("Cancel")
    ring = kiosk.shown.findChild(LevelRing)
    before = ring.grab().toImage()
    kiosk.qtbot.waitUntil(lambda: ring.grab().toImage() != before)
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    assert not ring._timer.isActive()


def test_no_microphone_is_shown_while_the_result_is_worked_out(kiosk: Kiosk) -> None:
    kiosk.hear(ModelLoaded(MODEL))
    kiosk.speak()
    kiosk.hear(Analyzed(SpeechStarted(1, 0)), Analyzed(EmotionUpdated(1, reading(Status.OK))))
    kiosk.wait(1)
    kiosk.press("I'm done")
    assert kiosk.shown.findChild(LevelRing)._icon == "waiting"
    assert not kiosk.shown.findChild(EmotionBars).isVisible()


def test_nothing_can_be_finished_while_the_microphone_is_away(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.hear(Analyzed(SpeechStarted(1, 0)))
    assert kiosk.button("I'm done").isEnabled()
    kiosk.hear(PhaseChanged(Phase.RECONNECTING, STOPPED(name="Desk")))
    ring = kiosk.shown.findChild(LevelRing)
    assert not kiosk.button("I'm done").isEnabled()
    assert "s left" not in words_on(kiosk.shown)
    assert (ring._icon, ring._left) == ("microphone-off", 0.0)
    kiosk.press("I'm done")
    assert kiosk.page is Page.SPEAK
    kiosk.hear(PhaseChanged(Phase.LISTENING))
    kiosk.press("I'm done")
    assert kiosk.page is Page.FINISHING


def test_the_question_is_grey_until_somebody_listens(kiosk: Kiosk) -> None:
    for words in ("Touch to begin", "Help at the desk", "I agree"):
        kiosk.press(words)
    (question,) = (
        label for label in kiosk.shown.findChildren(QLabel) if "in your own words" in label.text()
    )
    assert question.palette().windowText().color().name() == colors_of(kiosk.window).muted
    kiosk.hear(PhaseChanged(Phase.LISTENING))
    assert question.palette().windowText().color().name() == colors_of(kiosk.window).text


@pytest.mark.parametrize("status", [Status.UNSURE, Status.CLIPPED, Status.NO_SPEECH])
def test_who_has_no_try_left_reads_no_advice_and_of_no_result(
    start_kiosk: StartKiosk, example: KioskConfig, status: Status
) -> None:
    kiosk = start_kiosk(speak=replace(example.speak, tries=1))
    kiosk.speak()
    rows = [] if status is Status.NO_SPEECH else [RowWritten(row(1, status))]
    kiosk.hear(*rows)
    kiosk.press_if("I'm done")
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    said = words_on(kiosk.shown)
    assert "That was the last try." in said
    assert "Your result" not in said
    assert ("Nothing from your visit is kept." in said) is (not rows)
    assert "It helps" not in words_on(kiosk.shown)
    tell = kiosk.offers("Choose a word myself")
    main = kiosk.button("Choose a word myself" if tell else "Finish")
    assert main._weight is Weight.PRIMARY


def test_a_short_answer_is_no_smaller_than_the_one_beside_it(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.hear(RowWritten(row(1, Status.NOISY)), PhaseChanged(Phase.PAUSED))
    finish, again = kiosk.button("Finish"), kiosk.button("Try again")
    assert finish.size() == again.size()


def test_a_touch_anywhere_begins(kiosk: Kiosk) -> None:
    kiosk.qtbot.mouseClick(kiosk.shown, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert kiosk.page is Page.SERVICE


def test_the_language_is_the_visitors_and_goes_with_them(kiosk: Kiosk) -> None:
    kiosk.press("Deutsch")
    assert "Wie war es heute in der Bibliothek?" in words_on(kiosk.shown)
    kiosk.press("Zum Beginnen berühren")
    assert kiosk.button("Hilfe an der Theke")
    kiosk.wait(50)
    assert "How was the library today?" in words_on(kiosk.shown)


def test_a_page_left_alone_counts_down_and_returns(kiosk: Kiosk) -> None:
    kiosk.press("Touch to begin")
    kiosk.wait(34)
    assert "Still there" not in words_on(kiosk.window)
    kiosk.wait(3)
    assert "Still there? Restarting in 8 seconds" in words_on(kiosk.window)
    kiosk.press("I am still here")
    assert "Still there" not in words_on(kiosk.window)
    kiosk.wait(46)
    assert kiosk.page is Page.ATTRACT


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_A, Qt.Key.Key_Shift])
def test_any_key_says_that_somebody_is_here(kiosk: Kiosk, key: Qt.Key) -> None:
    to_consent(kiosk)
    kiosk.wait(85)
    assert "Still there" in words_on(kiosk.window)
    kiosk.key(key)
    assert "Still there" not in words_on(kiosk.window)
    kiosk.wait(79)
    assert kiosk.page is Page.CONSENT


def test_a_key_that_something_lies_on_is_nobody(kiosk: Kiosk) -> None:
    to_consent(kiosk)
    for _ in range(90):
        kiosk.wait(1)
        held = QKeyEvent(
            QEvent.Type.ShortcutOverride,
            Qt.Key.Key_Down,
            Qt.KeyboardModifier.NoModifier,
            autorep=True,
        )
        QApplication.sendEvent(kiosk.window.focusWidget() or kiosk.window, held)
    assert kiosk.page is Page.ATTRACT


def to_consent(kiosk: Kiosk) -> None:
    kiosk.press("Touch to begin")
    kiosk.press("Help at the desk")


def to_result(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.hear(RowWritten(row(1)), PhaseChanged(Phase.PAUSED))


def to_pick(kiosk: Kiosk) -> None:
    to_result(kiosk)
    kiosk.press("No")


def to_thanks(kiosk: Kiosk) -> None:
    to_result(kiosk)
    kiosk.press("Yes")


@pytest.mark.parametrize(
    ("go", "page", "seconds"),
    [
        (to_consent, Page.CONSENT, 90),
        (to_result, Page.RESULT, 45),
        (to_pick, Page.PICK, 45),
        (to_thanks, Page.THANKS, 20),
    ],
)
def test_whatever_page_is_left_alone_returns_by_itself(
    kiosk: Kiosk, go: Callable[[Kiosk], None], page: Page, seconds: int
) -> None:
    go(kiosk)
    kiosk.wait(seconds - 1)
    assert kiosk.page is page
    assert "Still there? Restarting in 1 second." in words_on(kiosk.window)
    kiosk.wait(1)
    assert kiosk.page is Page.ATTRACT
    assert kiosk.button("Touch to begin")
    assert kiosk.engine.told[-1:] == ([] if page is Page.CONSENT else ["stop"])


def test_a_result_left_alone_says_what_becomes_of_it(kiosk: Kiosk) -> None:
    to_result(kiosk)
    kiosk.wait(40)
    assert "Restarting in 5 seconds. Your result is kept." in words_on(kiosk.window)
    kiosk.wait(5)
    assert kiosk.engine.told[-1] == "stop"


def test_where_there_is_no_result_it_says_that_nothing_is_kept(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.press("I'm done")
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    kiosk.wait(40)
    assert "Restarting in 5 seconds. Nothing from your visit is kept." in words_on(kiosk.window)
    kiosk.wait(5)
    assert kiosk.engine.told[-1] == "drop"


def test_a_visitor_who_goes_away_from_the_microphone_is_not_waited_for(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.wait(9)
    assert kiosk.page is Page.SPEAK
    kiosk.wait(1)
    assert kiosk.engine.told[-1] == "pause"
    kiosk.hear(PhaseChanged(Phase.PAUSED))
    kiosk.wait(45)
    assert kiosk.button("Touch to begin")
    assert kiosk.engine.told[-1] == "drop"


def test_whoever_speaks_on_and_on_is_stopped(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.hear(Analyzed(SpeechStarted(1, 0)))
    kiosk.wait(29)
    assert kiosk.page is Page.SPEAK
    kiosk.wait(1)
    assert kiosk.engine.told[-1] == "pause"
    assert kiosk.page is Page.FINISHING


@pytest.mark.parametrize("live_meter", [True, False])
def test_the_live_meter_is_there_where_it_is_wanted(
    start_kiosk: StartKiosk, example: KioskConfig, *, live_meter: bool
) -> None:
    kiosk = start_kiosk(speak=replace(example.speak, live_meter=live_meter))
    kiosk.hear(ModelLoaded(MODEL))
    kiosk.speak()
    bars = kiosk.shown.findChild(EmotionBars)
    assert not bars.isVisible(), "there is nothing to show yet"
    kiosk.hear(Analyzed(SpeechStarted(1, 0)), Analyzed(EmotionUpdated(1, reading(Status.OK))))
    kiosk.wait(1)
    ring = kiosk.shown.findChild(LevelRing)
    assert bars.isVisible() is live_meter
    assert ("Happy" in words_on(kiosk.shown)) is live_meter
    assert ring.isVisible()


def test_a_word_that_was_too_short_has_no_numbers(kiosk: Kiosk) -> None:
    kiosk.hear(ModelLoaded(MODEL))
    kiosk.speak()
    short = no_reading(0, 4_000, Status.TOO_SHORT, reference=0.0)
    ended = UtteranceEnded(1, 0, 4_000, short, Quality(-20.0, 30.0, 0.0), final=True)
    kiosk.hear(Analyzed(SpeechStarted(1, 0)), Analyzed(ended))
    kiosk.wait(1)
    bars = kiosk.shown.findChild(EmotionBars)
    assert {bars._number(index) for index in range(len(MODEL.labels))} == {"–"}


def test_the_logo_is_shown(start_kiosk: StartKiosk, example: KioskConfig, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
        '<rect width="10" height="10" fill="#ff0000"/></svg>'
    )
    kiosk = start_kiosk(look=replace(example.look, logo=logo))
    (label,) = (
        each
        for each in kiosk.window.findChildren(QLabel)
        if each.isVisible() and each.accessibleName() == "City Library"
    )
    middle = label.mapTo(kiosk.window, label.rect().center())
    assert kiosk.window.grab().toImage().pixelColor(middle).name() == "#ff0000"


def test_the_whole_pipeline_failing_is_out_of_order_and_comes_back(kiosk: Kiosk) -> None:
    kiosk.hear(PhaseChanged(Phase.FAILED, NO_MICROPHONE()))
    assert "Out of order" in words_on(kiosk.shown)
    assert "no microphone" not in words_on(kiosk.shown), "visitors are spared the reason"
    kiosk.press("Deutsch")
    assert "Außer Betrieb" in words_on(kiosk.shown)
    kiosk.wait(46)
    assert "Out of order" in words_on(kiosk.shown)
    kiosk.window.ask_code()
    type_code(kiosk, "246810")
    assert "Out of order\nThis computer has no microphone." in words_on(kiosk.shown)


def test_it_dims_at_night_and_wakes_at_a_touch(kiosk: Kiosk) -> None:
    kiosk.wait(1)
    assert not kiosk.window._shade.isVisible()
    by_day = _light(kiosk.window)
    kiosk.day[0] = datetime.combine(DAY.date(), time(23), UTC)
    kiosk.wait(1)
    assert kiosk.window._shade.isVisible()
    assert _light(kiosk.window) == pytest.approx(0.15 * by_day, rel=0.1)
    kiosk.qtbot.mouseClick(kiosk.shown, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    kiosk.wait(1)
    assert not kiosk.window._shade.isVisible()


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("brightness", [0.0, 0.15, 0.2])
def test_the_words_can_be_read_at_night(
    kiosk: Kiosk, theme: Theme, choice: ThemeChoice, brightness: float
) -> None:
    theme.choose(choice)
    kiosk.window.dim(brightness)
    assert list(faint(kiosk.window)) == []
    kiosk.hear(PhaseChanged(Phase.FAILED, NO_MICROPHONE()))
    assert list(faint(kiosk.window)) == []


def test_the_edge_of_a_button_can_be_seen_at_night() -> None:
    for palette in (LIGHT, DARK):
        night = at_night(palette, 0.15)
        assert contrast(edge_of(night), night.surface) >= 3.0


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("brightness", [0.0, 0.15, 0.2, 1.0])
def test_the_chosen_language_has_an_edge_and_a_ground_of_its_own(
    kiosk: Kiosk, theme: Theme, choice: ThemeChoice, brightness: float
) -> None:
    theme.choose(choice)
    kiosk.press("Deutsch")
    kiosk.window.dim(brightness)
    page = colors_of(kiosk.window).window
    chosen, other = kiosk.button("Deutsch"), kiosk.button("English")
    assert max(contrast(color, page) for color in _left_to_right(chosen)) >= 3.0
    chosen_ground, other_ground = (_ground(each) for each in (chosen, other))
    assert brightness == 0.0 or chosen_ground != other_ground


def _left_to_right(button: TouchButton) -> list[str]:
    """Return the colours from the page beside the button to where its ground begins."""
    picture = button.window().grab().toImage()
    side = button.mapTo(button.window(), QPoint(0, button.height() // 2))
    return [picture.pixelColor(side.x() + x, side.y()).name() for x in range(8)]


def _ground(button: TouchButton) -> str:
    return _left_to_right(button)[-1]


def test_results_that_are_too_old_go_by_themselves(
    start_kiosk: StartKiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    rescue_folder().mkdir(parents=True)
    logs = [session(folder, "old", age_days=91) for folder in (tmp_path, rescue_folder())]
    kiosk = start_kiosk()
    kiosk.wait(1)
    assert not any(log.exists() for log in logs)


def test_results_that_are_too_old_go_while_the_kiosk_is_out_of_order(
    start_kiosk: StartKiosk, tmp_path: Path
) -> None:
    kiosk = start_kiosk()
    kiosk.hear(PhaseChanged(Phase.FAILED, NO_MICROPHONE()))
    assert kiosk.page is Page.OUT_OF_ORDER
    log = session(tmp_path, "old", age_days=91)
    kiosk.wait(1)
    assert not log.exists()


def test_nothing_is_erased_while_somebody_is_here(start_kiosk: StartKiosk, tmp_path: Path) -> None:
    kiosk = start_kiosk()
    to_consent(kiosk)
    log = session(tmp_path, "old", age_days=91)
    kiosk.wait(1)
    assert log.exists()


def test_an_engine_that_hangs_stays_out_of_order_and_is_no_sign_of_life(
    start_kiosk: StartKiosk, supervisor: socket.socket
) -> None:
    kiosk = start_kiosk()
    kiosk.controller._health = Health(RecordingChoice(Path("talk.wav")), kiosk.clock[0])
    kiosk.wait(10)
    kiosk.hear(Alive())
    assert heard(supervisor) == [b"WATCHDOG=1"]
    kiosk.press("Touch to begin")
    kiosk.press("Help at the desk")
    kiosk.press("I agree")
    kiosk.wait(200)
    assert kiosk.page is Page.OUT_OF_ORDER, "nobody else agrees and waits in vain"
    assert heard(supervisor) == []
    kiosk.hear(Alive())
    kiosk.wait(1)
    assert kiosk.page is Page.ATTRACT
    assert heard(supervisor) == [b"WATCHDOG=1"]


def test_a_clock_that_was_wrong_puts_off_no_erasing(
    start_kiosk: StartKiosk, tmp_path: Path
) -> None:
    kiosk = start_kiosk()
    kiosk.day[0] = DAY.replace(year=DAY.year + 2)
    kiosk.wait(1)
    kiosk.day[0] = DAY
    log = session(tmp_path, "old", age_days=91)
    kiosk.clock[0] += 7 * 3600.0
    kiosk.wait(1)
    assert not log.exists()


def _light(window: KioskWindow) -> float:
    """Return how much light the ground of the page gives, 0 to 1."""
    return (window.grab().toImage().pixelColor(5, 5).lightness() / 255) ** 2.2


# No way out -----------------------------------------------------------------------------------


def type_code(kiosk: Kiosk, code: str) -> None:
    for digit in code:
        kiosk.press(digit)
    kiosk.press("Enter")


def test_the_window_cannot_be_closed(kiosk: Kiosk) -> None:
    event = QCloseEvent()
    QApplication.sendEvent(kiosk.window, event)
    assert not event.isAccepted()
    for keys in (
        (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        kiosk.qtbot.keyClick(kiosk.window, *keys)
    assert kiosk.window.isVisible()
    assert kiosk.page is Page.ATTRACT


def test_a_minimized_window_comes_back(kiosk: Kiosk) -> None:
    kiosk.window.setWindowState(Qt.WindowState.WindowMinimized)
    kiosk.qtbot.waitUntil(kiosk.window.isFullScreen)


def test_staff_leaves_with_the_code(kiosk: Kiosk) -> None:
    kiosk.qtbot.keyClick(
        kiosk.window,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    assert "Enter the staff code." in words_on(kiosk.shown)
    type_code(kiosk, "246810")
    assert "The kiosk is working." in words_on(kiosk.shown)
    with kiosk.qtbot.waitSignal(kiosk.window.quit_wanted):
        kiosk.press("Close the program")


def test_staff_reads_what_is_wrong_in_the_language_of_the_page(start_kiosk: StartKiosk) -> None:
    kiosk = start_kiosk(languages=("de", "en"))
    full = ROWS_WAIT_FOR_ROOM(path="a.csv", reason=os.strerror(errno.ENOSPC), held=HELD(number=3))
    kiosk.hear(PhaseChanged(Phase.FAILED, ABSENT(name="Jabra", there="'Desk'")))
    kiosk.hear(NoticeRaised(Notice("log", Severity.ERROR, full)))
    kiosk.window.ask_code()
    kiosk.qtbot.keyClicks(kiosk.window.staff.keypad, "246810\r")
    kiosk.wait(1)
    said = words_on(kiosk.shown)
    assert "Außer Betrieb\nEs gibt kein Audiogerät „Jabra“. Schließen Sie es an, oder" in said
    assert "Der Datenträger ist voll" in said


def test_staff_reads_english_in_an_english_visit(start_kiosk: StartKiosk) -> None:
    kiosk = start_kiosk(languages=("de", "en"))
    kiosk.press("English")
    kiosk.hear(NoticeRaised(Notice("demo", Severity.INFO, NO_MICROPHONE())))
    kiosk.window.ask_code()
    type_code(kiosk, "246810")
    kiosk.wait(1)
    assert "This computer has no microphone. Plug one in." in words_on(kiosk.shown)


def test_staff_puts_away_what_is_over_and_no_fault_that_lasts(kiosk: Kiosk) -> None:
    full = ROWS_WAIT_FOR_ROOM(path="b.csv", reason=os.strerror(errno.ENOSPC), held=HELD(number=3))
    rescued = LOG_RESCUED(path="a.csv", rescued="/rescued/a.csv")
    kiosk.hear(NoticeRaised(Notice("log", Severity.ERROR, full)))
    kiosk.window.ask_code()
    type_code(kiosk, "246810")
    assert not kiosk.offers("Put the notices away")
    kiosk.hear(NoticeRaised(Notice("rescued", Severity.ERROR, rescued)))
    kiosk.controller.refresh()
    assert "/rescued/a.csv" in words_on(kiosk.shown)
    kiosk.press("Put the notices away")
    assert "/rescued/a.csv" not in words_on(kiosk.shown)
    assert "The disk is full" in words_on(kiosk.shown)
    assert not kiosk.offers("Put the notices away")
    kiosk.hear(NoticeCleared("log"))
    kiosk.wait(1)
    assert words_on(kiosk.shown).startswith("Staff\nThe kiosk is working.\nResults: ")


def test_the_code_can_be_typed(kiosk: Kiosk) -> None:
    kiosk.window.ask_code()
    pad = kiosk.window.staff.keypad
    kiosk.qtbot.keyClicks(pad, "2468109")
    kiosk.qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    kiosk.qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert "The kiosk is working." in words_on(kiosk.shown)


def test_the_corner_is_held_for_the_keypad(
    start_kiosk: StartKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_module, "HOLD_MS", 50)
    kiosk = start_kiosk()
    left = Qt.MouseButton.LeftButton
    kiosk.qtbot.mouseClick(kiosk.window, left, pos=QPoint(5, 5))
    kiosk.qtbot.wait(100)
    assert kiosk.shown is not kiosk.window.staff
    kiosk.qtbot.mousePress(kiosk.window, left, pos=QPoint(5, 5))
    kiosk.qtbot.waitUntil(lambda: kiosk.shown is kiosk.window.staff)


def test_the_second_touch_of_two_quick_ones_is_for_no_other_page(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_module, "SETTLE_S", 0.4)
    kiosk.clock[0] += 1.0
    kiosk.press("Touch to begin")
    kiosk.clock[0] += 0.2
    kiosk.press("Help at the desk")
    assert kiosk.page is Page.SERVICE
    kiosk.clock[0] += 0.2
    kiosk.press("Help at the desk")
    assert kiosk.page is Page.CONSENT


def test_return_that_is_held_down_presses_one_button(kiosk: Kiosk) -> None:
    button = kiosk.button("Touch to begin")
    for repeats in (False, True, True):
        text, none = "\r", Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, text, repeats)
        QApplication.sendEvent(button if not repeats else QApplication.focusWidget(), event)
    assert kiosk.page is Page.SERVICE


def test_a_digit_that_is_held_down_counts_once(kiosk: Kiosk) -> None:
    kiosk.window.ask_code()
    pad = kiosk.window.staff.keypad
    none = Qt.KeyboardModifier.NoModifier
    for repeats in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_2, none, "2", repeats)
        QApplication.sendEvent(pad, event)
    assert pad._digits == "2"


def test_a_short_touch_near_the_corner_begins_and_brings_no_keypad(
    start_kiosk: StartKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_module, "HOLD_MS", 50)
    kiosk = start_kiosk()
    left, beside = Qt.MouseButton.LeftButton, QPoint(5, 5)
    kiosk.qtbot.mouseClick(kiosk.shown, left, pos=beside)
    assert kiosk.page is Page.SERVICE
    kiosk.qtbot.wait(100)
    assert kiosk.shown is not kiosk.window.staff


def test_a_hold_for_the_keypad_begins_no_visit(
    start_kiosk: StartKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_module, "HOLD_MS", 50)
    kiosk = start_kiosk()
    page, left, beside = kiosk.shown, Qt.MouseButton.LeftButton, QPoint(5, 5)
    kiosk.qtbot.mousePress(page, left, pos=beside)
    kiosk.qtbot.waitUntil(lambda: kiosk.shown is kiosk.window.staff)
    kiosk.qtbot.mouseRelease(page, left, pos=beside)
    assert kiosk.page is Page.ATTRACT


def test_wrong_codes_lock_the_keypad(kiosk: Kiosk) -> None:
    kiosk.window.ask_code()
    for _ in range(5):
        type_code(kiosk, "111111")
    assert "Too many tries. Wait 30 s." in words_on(kiosk.shown)
    assert not kiosk.button("1").isEnabled()
    kiosk.window.leave_staff()
    kiosk.window.ask_code()
    assert "Too many tries" in words_on(kiosk.shown), "going back and forth opens nothing"
    kiosk.wait(31)
    type_code(kiosk, "246810")
    assert "The kiosk is working." in words_on(kiosk.shown)


def test_a_forgotten_keypad_goes_away(kiosk: Kiosk) -> None:
    kiosk.window.staff._idle.setInterval(30)
    kiosk.window.ask_code()
    kiosk.qtbot.waitUntil(lambda: kiosk.shown is not kiosk.window.staff)
    assert kiosk.page is Page.ATTRACT


# For everyone ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", [(800, 480), (1024, 600), (1366, 768), (1920, 1080), (1080, 1920)])
def test_every_page_is_named_has_room_and_can_be_touched(
    qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    scenes = kiosk_scenes(language)
    window = KioskWindow(scenes[0][1].config, lambda: 0.0)
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    for name, scene, act in scenes:
        window.leave_staff()
        window.show_scene(scene)
        if act is not None:
            act(window)
        QApplication.processEvents()
        assert (window.width(), window.height()) == size
        assert unnamed(window) == [], name
        assert list(clipped(window)) == [], name
        assert list(out_of_reach(window)) == [], name
    window.deleteLater()


def out_of_reach(window: KioskWindow) -> Iterator[str]:
    """Yield the buttons that are too small for a finger, pressed flat, or beyond the edge."""
    for button in window.findChildren(TouchButton):
        box = button.rect().translated(button.mapTo(window, QPoint()))
        if button.isVisible() and min(box.width(), box.height()) < TOUCH_PX:
            yield f"{button.text()} is {box.width()} by {box.height()}"
        if button.isVisible() and button.height() < button.minimumSizeHint().height():
            yield f"{button.text()} is flatter than the buttons of other pages"
        if button.isVisible() and not window.rect().contains(box):
            yield f"{button.text()} is at {box.x()}, {box.y()}"


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_operators_accent_is_readable(
    start_kiosk: StartKiosk, example: KioskConfig, theme: Theme, choice: ThemeChoice
) -> None:
    theme.choose(choice)
    look = replace(example.look, accent_light="#0b6e99", accent_dark="#5cc0e8")
    colors = colors_of(start_kiosk(look=look).button("Touch to begin"))
    assert colors.accent == ("#5cc0e8" if choice is ThemeChoice.DARK else "#0b6e99")
    assert contrast(colors.accent, colors.on_accent) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_plain_buttons_edge_can_be_seen(palette: Palette) -> None:
    for ground in (palette.window, palette.surface):
        assert contrast(edge_of(palette), ground) >= 3.0


def test_what_is_wrong_has_the_colour_of_what_is_wrong(kiosk: Kiosk) -> None:
    kiosk.window.ask_code()
    message = kiosk.window.staff.keypad._message
    bad = colors_of(kiosk.window).bad
    assert message.palette().windowText().color().name() != bad
    type_code(kiosk, "111111")
    assert message.text() == "Wrong code. Please try again."
    assert message.palette().windowText().color().name() == bad
    kiosk.press("1")
    assert message.palette().windowText().color().name() != bad


def test_the_time_left_stands_in_the_middle_of_the_page(kiosk: Kiosk) -> None:
    kiosk.speak()
    kiosk.wait(1)
    (left,) = (each for each in kiosk.shown.findChildren(QLabel) if "s left" in each.text())
    middle = left.mapTo(kiosk.window, left.rect().center()).x()
    assert middle == pytest.approx(kiosk.window.width() / 2, abs=2)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told to say."""
    told: list[str] = []
    monkeypatch.setattr(window_module, "announce", lambda _, words: told.append(words))
    return told


def test_a_page_that_comes_is_read_out_once(kiosk: Kiosk, said: list[str]) -> None:
    kiosk.speak()
    kiosk.wait(2)
    kiosk.hear(Analyzed(SpeechStarted(1, 0)))
    kiosk.wait(2)
    services, notice, starting, listening = said
    assert services == "What is it about?"
    assert notice.startswith(
        "Before you speak\nFor up to 30 seconds a program on this device listens"
    )
    assert notice.endswith("Questions: City Library, privacy@city-library.example")
    assert starting.startswith("One moment …\nTell us in your own words")
    assert starting.endswith("The microphone is being switched on.")
    assert listening == "Please speak now", "the microphone hears what is read out"
    kiosk.hear(RowWritten(row(1)), PhaseChanged(Phase.PAUSED))
    assert said[4].startswith("One moment …\nYour result is being worked out.")
    assert said[5] == "You sounded happy\nThe program is 60% sure.\nDid we get it right?"
    kiosk.press("Deutsch")
    assert said[6].startswith("Sie klangen fröhlich")
    assert len(said) == 7


def test_that_a_page_goes_is_said_once(kiosk: Kiosk, said: list[str]) -> None:
    to_consent(kiosk)
    kiosk.wait(87)
    kiosk.key(Qt.Key.Key_Shift)
    kiosk.wait(87)
    first, again = (words for words in said if "Still there?" in words)
    assert first == again == "Still there? Restarting in 10 seconds."


def test_who_comes_to_the_keypad_hears_what_it_is(kiosk: Kiosk) -> None:
    kiosk.window.ask_code()
    pad = kiosk.window.staff.keypad
    assert kiosk.window.focusWidget() is pad
    assert pad.accessibleName() == "Staff\nEnter the staff code."
    type_code(kiosk, "111111")
    assert pad.accessibleName().endswith("Wrong code. Please try again.")


def test_the_languages_are_a_group_with_a_name(kiosk: Kiosk) -> None:
    group = kiosk.button("Deutsch").parentWidget()
    assert group.accessibleName() == "Language"
    kiosk.press("Deutsch")
    assert group.accessibleName() == "Sprache"


def test_a_quiet_button_stands_on_the_margin(kiosk: Kiosk) -> None:
    kiosk.press("Touch to begin")
    back, service = kiosk.button("Back"), kiosk.button("Borrowing and returning")
    picture = back.grab().toImage()
    ground = picture.pixelColor(0, 0)
    ink = next(
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != ground for y in range(picture.height()))
    )
    assert back.mapTo(kiosk.window, QPoint()).x() == service.mapTo(kiosk.window, QPoint()).x()
    assert ink < back.fontMetrics().height() / 2


def test_tab_goes_through_the_keypad_as_it_stands(kiosk: Kiosk) -> None:
    kiosk.window.ask_code()
    passed = []
    for _ in range(11):
        kiosk.key(Qt.Key.Key_Tab)
        passed.append(kiosk.window.focusWidget().accessibleName())
    assert passed == [*"123456789", "Delete", "0"]
