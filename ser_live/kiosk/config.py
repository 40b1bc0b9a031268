"""The kiosk's settings: one TOML file, checked as a whole, every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Final

from ser_live.kiosk.located import Located, TomlSyntaxError, locate, read_located
from ser_live.kiosk.look import Look, read_look
from ser_live.kiosk.reader import KioskConfigError, Problems, Reader, quoted
from ser_live.kiosk.staff import NOBODY, StaffHash, parse_hash
from ser_live.kiosk.texts import Texts, read_texts

PAGES: Final = ("attract", "service", "consent", "speak", "confirm", "thanks")
"""The pages of a visit, in their order."""

OPTIONAL_PAGES: Final = ("service", "confirm")
"""The pages that an operator may leave out; notice, consent and withdrawal stay."""

MAX_SERVICES: Final = 12
SHIPPED_LANGUAGES: Final = ("en", "de")


@dataclass(frozen=True, slots=True)
class Service:
    """Something that a visitor can speak about.

    `names` and `questions` have an entry for each language; a question may be empty, and
    then the speaking page asks in its own words.
    """

    id: str
    names: Mapping[str, str]
    questions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Microphone:
    """Which input the kiosk listens to; an empty device is the system's default."""

    device: str
    channel: str


@dataclass(frozen=True, slots=True)
class Speak:
    """The speaking page.

    Parameters
    ----------
    longest_s : float
        Time for one try.
    silence_s : float
        Without any speech for so long, the page says that nothing was heard.
    pause_s : float
        A pause of so long ends the try.
    tries : int
        How often one visitor may speak.
    live_meter : bool
        Whether the reading is shown while somebody speaks.
    """

    longest_s: float
    silence_s: float
    pause_s: float
    tries: int
    live_meter: bool


@dataclass(frozen=True, slots=True)
class Timeouts:
    """After how long a page that nobody touches returns, and for how long it says so."""

    service_s: float
    consent_s: float
    result_s: float
    thanks_s: float
    countdown_s: float


@dataclass(frozen=True, slots=True)
class Night:
    """When an idle kiosk is dimmed, and to which share of its light."""

    begin: time
    end: time
    brightness: float

    def covers(self, moment: time) -> bool:
        """Whether `moment`, local time, lies in the night."""
        if self.begin <= self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


@dataclass(frozen=True, slots=True)
class KioskConfig:
    """Everything that a kiosk's file can say."""

    organisation: str
    contact: str
    keep_days: int
    staff_code: StaffHash
    model: str
    languages: tuple[str, ...]
    pages: tuple[str, ...]
    microphone: Microphone
    speak: Speak
    timeouts: Timeouts
    night: Night | None
    look: Look
    services: tuple[Service, ...]
    texts: Mapping[str, Texts]

    def service(self, service_id: str) -> Service:
        """Return the service of this id."""
        return next(service for service in self.services if service.id == service_id)

    def common_words(self) -> dict[str, str]:
        """Return what the placeholders that may stand in every text mean."""
        return {
            "organisation": self.organisation,
            "contact": self.contact,
            "keep_days": str(self.keep_days),
            "longest_s": f"{self.speak.longest_s:g}",
        }


def load_config(path: Path, texts_folder: Path) -> KioskConfig:
    """Read and check a kiosk's file.

    Parameters
    ----------
    path : Path
        The TOML file; the logo is looked for beside it.
    texts_folder : Path
        Holds the shipped `text.LANGUAGE.toml` files.

    Raises
    ------
    KioskConfigError
        With every mistake found: file, line, value, limit and remedy.
    """
    try:
        document = read_located(path)
    except TomlSyntaxError as error:
        problem = f"{path.name}:{error.line}: this is not TOML ({error.reason}); mend the line."
        raise KioskConfigError([problem]) from error
    except OSError as error:
        reason = error.strerror or "unreadable"
        problem = f"{path} cannot be read ({reason.lower()}); name a file that can."
        raise KioskConfigError([problem]) from error
    except UnicodeDecodeError as error:
        raise KioskConfigError([f"{path.name} is not UTF-8; save it as UTF-8."]) from error
    return check_config(document, path.parent, shipped_texts(texts_folder))


def parse_config(text: str, folder: Path, shipped: Mapping[str, Texts]) -> KioskConfig:
    """Check a kiosk's file given as text; see `load_config`."""
    return check_config(locate(text, "kiosk.toml"), folder, shipped)


def shipped_texts(folder: Path) -> dict[str, Texts]:
    """Read the texts that come with the program, by language."""
    texts: dict[str, Texts] = {}
    for language in SHIPPED_LANGUAGES:
        document = read_located(folder / f"text.{language}.toml")
        problems = Problems(document)
        read = read_texts(Reader(document, problems), None)
        problems.raise_if_any()
        if read is not None:
            texts[language] = read
    return texts


def check_config(document: Located, folder: Path, shipped: Mapping[str, Texts]) -> KioskConfig:
    """Turn a document into settings, or raise `KioskConfigError` with every mistake."""
    problems = Problems(document)
    top = Reader(document, problems)
    organisation, contact = top.text("organisation"), top.text("contact")
    keep_days = top.whole("keep_days", 90, 1, 3650)
    staff_code = _staff_code(top)
    model = top.text("model", "open")
    languages = _languages(top)
    pages = _pages(top)
    microphone = _microphone(top.table("microphone"))
    speak = _speak(top.table("speak"))
    timeouts = _timeouts(top.table("timeouts"))
    night = _night(top.table("night")) if top.has("night") else None
    look = read_look(top.table("look"), folder)
    services = _services(top, languages, pages)
    texts = _texts(top.table("text"), languages, shipped)
    top.finish()
    problems.raise_if_any()
    return KioskConfig(
        organisation=organisation,
        contact=contact,
        keep_days=keep_days,
        staff_code=staff_code,
        model=model,
        languages=languages,
        pages=pages,
        microphone=microphone,
        speak=speak,
        timeouts=timeouts,
        night=night,
        look=look,
        services=services,
        texts=texts,
    )


def _staff_code(top: Reader) -> StaffHash:
    line = top.text("staff_code")
    staff_code = parse_hash(line)
    if line and staff_code is None:
        remedy = "put in the line that ser-live --hash-staff-code prints."
        top.problem("staff_code", f"is not a hashed staff code; {remedy}")
    return staff_code or NOBODY


def _languages(top: Reader) -> tuple[str, ...]:
    languages = top.texts("languages", SHIPPED_LANGUAGES)
    for language in languages:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", language):
            top.problem("languages", f"has {quoted(language)}; write a code such as en or de.")
    return languages


def _pages(top: Reader) -> tuple[str, ...]:
    pages = top.texts("pages", PAGES)
    for page in pages:
        if page not in PAGES:
            top.problem("pages", f"has {quoted(page)}; choose from {', '.join(PAGES)}.")
    for page in PAGES:
        if page not in pages and page not in OPTIONAL_PAGES:
            top.problem("pages", f"leaves out {quoted(page)}; every visit needs it, so add it.")
    known = tuple(page for page in pages if page in PAGES)
    if known != tuple(sorted(known, key=PAGES.index)):
        top.problem("pages", f"are out of order; keep the order {', '.join(PAGES)}.")
    return pages


def _microphone(table: Reader) -> Microphone:
    microphone = Microphone(
        device=table.text("device", ""),
        channel=table.choice("channel", "mix", ("mix", "left", "right")),
    )
    table.finish()
    return microphone


def _speak(table: Reader) -> Speak:
    speak = Speak(
        longest_s=table.number("longest_s", 30, 5, 120),
        silence_s=table.number("silence_s", 10, 3, 60),
        pause_s=table.number("pause_s", 1.5, 0.6, 5),
        tries=table.whole("tries", 3, 1, 10),
        live_meter=table.flag("live_meter", default=True),
    )
    if speak.silence_s > speak.longest_s:
        table.problem(
            "silence_s",
            f"is {speak.silence_s:g}, longer than longest_s; choose {speak.longest_s:g} or less.",
        )
    table.finish()
    return speak


def _timeouts(table: Reader) -> Timeouts:
    timeouts = Timeouts(
        service_s=table.number("service_s", 45, 10, 600),
        consent_s=table.number("consent_s", 90, 20, 600),
        result_s=table.number("result_s", 45, 10, 600),
        thanks_s=table.number("thanks_s", 20, 10, 600),
        countdown_s=table.number("countdown_s", 10, 5, 60),
    )
    table.finish()
    return timeouts


def _night(table: Reader) -> Night:
    night = Night(
        begin=_clock(table, "begin", "22:00"),
        end=_clock(table, "end", "06:00"),
        brightness=table.number("brightness", 0.15, 0, 1),
    )
    table.finish()
    return night


def _clock(table: Reader, key: str, default: str) -> time:
    value = table.text(key, default)
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        table.problem(key, f'is {quoted(value)}; write a time of day such as "{default}".')
        value = default
    return time.fromisoformat(value)


def _services(
    top: Reader, languages: tuple[str, ...], pages: tuple[str, ...]
) -> tuple[Service, ...]:
    tables = top.tables("services")
    services = tuple(_service(table, languages) for table in tables)
    if not 1 <= len(services) <= MAX_SERVICES:
        problem = f"are {len(services)}; write 1 to {MAX_SERVICES} tables [[services]]."
        top.problem("services", problem)
    if len(services) > 1 and "service" not in pages:
        top.problem("pages", 'leaves out "service"; add it, or keep only one of the services.')
    seen: set[str] = set()
    for table, service in zip(tables, services, strict=True):
        if service.id.casefold() in seen:  # many a table of results knows no capitals
            problem = f"is {quoted(service.id)} once more; give each its own, not by capitals."
            table.problem("id", problem)
        seen.add(service.id.casefold())
    return services


def _service(table: Reader, languages: tuple[str, ...]) -> Service:
    service_id = table.text("id")
    if service_id and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", service_id):
        remedy = "use up to 40 letters, digits, dots, dashes and underscores."
        table.problem("id", f"is {quoted(service_id)}; {remedy}")
    names = table.table("name")
    questions = table.table("question")
    service = Service(
        id=service_id,
        names={language: names.text(language) for language in languages},
        questions={language: questions.text(language, "") for language in languages},
    )
    for part in (names, questions, table):
        part.finish()
    return service


def _texts(
    table: Reader, languages: tuple[str, ...], shipped: Mapping[str, Texts]
) -> dict[str, Texts]:
    texts = {
        language: read_texts(table.table(language), shipped.get(language)) for language in languages
    }
    table.finish()
    return {language: read for language, read in texts.items() if read is not None}
