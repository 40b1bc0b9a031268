"""Whether the words of a kiosk's file have room on its screen, asked before anybody sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt

from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.reader import KioskConfigError, quoted
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.visit import Page, Visit, first_visit
from ser_live.kiosk.window import KioskWindow
from ser_live.session import SessionState


def check_room(config: KioskConfig, screen: QSize, file_name: str) -> None:
    """Try the pages that the file words on a window that nobody sees, as large as the screen.

    A notice that cannot be read to its end is none, and a page that scrolls hides a part of it.

    Raises
    ------
    KioskConfigError
        If words have no room in the smallest letters: page, language, words and remedy.
    """
    window = KioskWindow(config, lambda: 0.0)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(screen)
    window.show()
    where = f"on a screen of {screen.width()} by {screen.height()}"
    problems = []
    for moment in _moments(config):
        cramped = _cramped(window, _scene(config, moment.visit))
        named = ", ".join(quoted(name) for name in moment.names if name in cramped)
        if cramped:
            problem = f"{moment.page} has no room {where}{' for ' if named else ''}{named}"
            problems.append(f"{file_name}: {problem}; {moment.remedy}, or use a larger screen.")
    window.hide()
    window.deleteLater()
    if problems:
        raise KioskConfigError(problems)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A page to try, what can be done if it has no room, and which of its words to name then."""

    visit: Visit
    page: str
    remedy: str
    names: tuple[str, ...] = ()


def _moments(config: KioskConfig) -> Iterator[_Moment]:
    for language in config.languages:
        start = replace(first_visit(config, 0.0), language=language)
        where, text = f"in {quoted(language)}", f"text.{language}"
        shorter = f"shorten organisation or the attract texts of {text}"
        yield _Moment(start, f"the first page {where}", shorter)
        if "service" in config.pages:
            yield _Moment(
                replace(start, page=Page.SERVICE),
                f"the page of the services {where}",
                f"shorten name.{language} of services, or offer fewer",
                tuple(service.names[language] for service in config.services),
            )
        yield _Moment(
            replace(start, page=Page.CONSENT),
            f"the notice {where}",
            f"shorten organisation, contact or the consent texts of {text}",
        )
        for service in config.services:
            yield _Moment(
                replace(start, page=Page.SPEAK, service=service.id, opened_s=0.0),
                f"the page that listens for {quoted(service.id)} {where}",
                f"shorten question.{language} of this service or the speak texts of {text}",
            )


def _scene(config: KioskConfig, visit: Visit) -> Scene:
    """Return a moment in which the countdown has begun, which needs room too."""
    return Scene(config, visit, SessionState(), config.timeouts.countdown_s, Path())


def _cramped(window: KioskWindow, scene: Scene) -> list[str]:
    window.show_scene(scene)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    return window.cramped()
