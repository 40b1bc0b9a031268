"""Every word of a kiosk's file can be read on its screen, or the kiosk does not start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from scripts.look import clipped
from ser_live.kiosk.button import TouchButton
from ser_live.kiosk.config import MAX_SERVICES, KioskConfig, Service
from ser_live.kiosk.reader import KioskConfigError
from ser_live.kiosk.room import check_room
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.visit import Page, first_visit
from ser_live.kiosk.window import KioskWindow
from ser_live.session import SessionState
from ser_live.views.theme import Theme, ThemeChoice

SMALL, USUAL = QSize(800, 480), QSize(1366, 768)
SMALLEST_PX = 14
TOUCH_PX = 48

ORGANISATION = "Zentral- und Landesbibliothek der Freien und Hansestadt Musterhausen"
CONTACT = (
    "Behördliche Datenschutzbeauftragte, Rathausplatz 12–14, Gebäude C, Zimmer 3.117, "
    "20095 Musterhausen, Telefon 040 1234 5678-90, datenschutz@bibliothek.musterhausen.example"
)
ORDINARY = (
    "Ausleihe und Rückgabe",
    "Hilfe an der Theke",
    "Räume und Arbeitsplätze",
    "Veranstaltungen und Kurse",
    "Kinder- und Jugendbibliothek",
    "Fernleihe und Bestellungen",
    "Computer, Drucker und WLAN",
    "Gebühren und Ausweise",
    "Etwas anderes",
)
LONG = (
    "Anmeldung, Verlängerung und Kündigung des Bibliotheksausweises",
    "Ausleihe, Rückgabe und Vormerkung von Büchern und Medien",
    "Beratung und Hilfe an der Theke im Erdgeschoss und im ersten Stock",
) * (MAX_SERVICES // 3)

Show = Callable[[KioskConfig, QSize, Page, str], KioskWindow]


@pytest.fixture(autouse=True, scope="module")
def light(qapp: QApplication) -> None:
    Theme(qapp).choose(ThemeChoice.LIGHT)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    windows: list[KioskWindow] = []

    def show_page(config: KioskConfig, size: QSize, page: Page, language: str) -> KioskWindow:
        window = KioskWindow(config, lambda: 0.0)
        windows.append(window)
        window.resize(size)
        window.show()
        visit = replace(first_visit(config, 0.0), page=page, language=language)
        window.show_scene(Scene(config, visit, SessionState(), 9.0, Path()))
        qtbot.waitExposed(window)
        _settle()
        return window

    yield show_page
    for window in windows:
        window.deleteLater()


def _settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _px(window: KioskWindow, text: str) -> int:
    label = next(each for each in window.findChildren(QLabel) if each.text() == text)
    return QFontInfo(label.font()).pixelSize()


def _services(*names: str) -> tuple[Service, ...]:
    return tuple(
        Service(f"s{number}", {"en": name, "de": name}, {"en": "", "de": ""})
        for number, name in enumerate(names)
    )


def unreadable(window: KioskWindow) -> Iterator[str]:
    """Yield the words that are cut or too small, and the buttons too flat for them or a finger."""
    yield from clipped(window)
    buttons = window.findChildren(TouchButton)
    parts: list[QLabel | TouchButton] = [*window.findChildren(QLabel), *buttons]
    for part in parts:
        if part.isVisible() and part.text() and QFontInfo(part.font()).pixelSize() < SMALLEST_PX:
            yield f"{part.text()} is too small"
    for button in buttons:
        needed = max(TOUCH_PX, button.heightForWidth(button.width()))
        if button.isVisible() and button.height() < needed:
            yield f"{button.text()} is {button.height()} of {needed} high"


def _button(window: QWidget, text: str) -> TouchButton:
    return next(each for each in window.findChildren(TouchButton) if each.text() == text)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", [SMALL, QSize(1024, 600), QSize(480, 800)], ids=str)
@pytest.mark.parametrize("contact", ["", CONTACT], ids=["short", "long"])
def test_every_word_of_the_notice_can_be_read(
    show: Show, example: KioskConfig, contact: str, size: QSize, language: str
) -> None:
    long = replace(example, organisation=ORGANISATION, contact=contact)
    window = show(long if contact else example, size, Page.CONSENT, language)
    assert list(unreadable(window)) == []
    assert _button(window, example.texts[language].consent_yes).isEnabled()


@pytest.mark.parametrize("size", [SMALL, QSize(1024, 600), QSize(480, 800)], ids=str)
@pytest.mark.parametrize("names", [ORDINARY, LONG], ids=["nine", "twelve long"])
def test_every_name_of_a_service_can_be_read(
    show: Show, example: KioskConfig, names: tuple[str, ...], size: QSize
) -> None:
    config = replace(example, services=_services(*names))
    assert list(unreadable(show(config, size, Page.SERVICE, "de"))) == []


def test_words_that_have_room_keep_their_size(show: Show, example: KioskConfig) -> None:
    title = example.texts["en"].service_title
    long = replace(example, services=_services(*LONG))
    whole, less = (
        _px(show(config, SMALL, Page.SERVICE, "en"), title) for config in (example, long)
    )
    assert whole == 27
    assert SMALLEST_PX <= less < whole


def test_the_words_grow_again_with_their_room(show: Show, example: KioskConfig) -> None:
    title = example.texts["de"].consent_title
    window = show(example, SMALL, Page.CONSENT, "de")
    window.resize(USUAL)
    _settle()
    assert _px(window, title) == _px(show(example, USUAL, Page.CONSENT, "de"), title)


def test_nobody_agrees_to_a_notice_that_a_smaller_screen_has_cut(
    show: Show, example: KioskConfig
) -> None:
    window = show(example, SMALL, Page.CONSENT, "de")
    yes = _button(window, "Ich stimme zu")
    window.resize(400, 300)
    _settle()
    assert not yes.isEnabled()
    window.resize(SMALL)
    _settle()
    assert yes.isEnabled()


# Before the start -----------------------------------------------------------------------------


def _problems(config: KioskConfig, screen: QSize) -> tuple[str, ...]:
    with pytest.raises(KioskConfigError) as refused:
        check_room(config, screen, "kiosk.toml")
    return refused.value.problems


@pytest.mark.parametrize("size", [SMALL, USUAL, QSize(1080, 1920)], ids=str)
def test_what_has_room_is_not_refused(qtbot: QtBot, example: KioskConfig, size: QSize) -> None:
    check_room(example, size, "kiosk.toml")
    many = replace(
        example, organisation=ORGANISATION, contact=CONTACT, services=_services(*ORDINARY)
    )
    check_room(many, size, "kiosk.toml")


def test_a_notice_that_cannot_be_read_to_its_end_is_refused(
    qtbot: QtBot, example: KioskConfig
) -> None:
    config = replace(example, languages=("de",), contact=" / ".join([CONTACT] * 5))
    (problem,) = _problems(config, SMALL)
    assert problem == (
        'kiosk.toml: the notice in "de" has no room on a screen of 800 by 480; shorten '
        "organisation, contact or the consent texts of text.de, or use a larger screen."
    )
    check_room(config, QSize(1920, 1080), "kiosk.toml")


def test_services_that_cannot_be_read_are_named(qtbot: QtBot, example: KioskConfig) -> None:
    whale = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabteilung"
    config = replace(example, languages=("de",), services=_services(*ORDINARY[:6], whale * 2))
    (problem,) = _problems(config, SMALL)
    assert problem == (
        'kiosk.toml: the page of the services in "de" has no room on a screen of 800 by 480 for '
        '"Donaudampfschifffahrtsgesellschaftskapitänsmützenabteilu…; '
        "shorten name.de of services, or offer fewer, or use a larger screen."
    )


def test_a_question_that_cannot_be_read_is_refused(qtbot: QtBot, example: KioskConfig) -> None:
    question = "How was it, and what else do you want to say about it? " * 30
    service = replace(example.services[0], questions={"en": question, "de": ""})
    (problem,) = _problems(replace(example, services=(service,)), SMALL)
    assert 'the page that listens for "borrowing" in "en" has no room on' in problem
    assert "shorten question.en of this service" in problem
