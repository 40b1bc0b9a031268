from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path

import pytest

from ser_live.assets import asset
from ser_live.kiosk.config import KioskConfig, Night, load_config, parse_config
from ser_live.kiosk.reader import KioskConfigError
from ser_live.kiosk.texts import TEXT_KEYS, Texts

EXAMPLE = asset("kiosk/example.toml").read_text(encoding="utf-8")


def problems_of(text: str, shipped: Mapping[str, Texts], folder: Path = Path()) -> tuple[str, ...]:
    with pytest.raises(KioskConfigError) as caught:
        parse_config(text, folder, shipped)
    return caught.value.problems


def line_of(text: str, beginning: str) -> int:
    found = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith(beginning)]
    return found[0]


def test_the_example_is_read(example: KioskConfig) -> None:
    assert example.organisation == "City Library"
    assert example.languages == ("en", "de")
    assert [service.id for service in example.services] == ["borrowing", "help", "rooms", "other"]
    assert example.services[2].questions["de"].startswith("Wie gut")
    assert example.staff_code.matches("246810")
    assert example.night == Night(time(22), time(6), 0.15)
    assert example.texts["de"].attract_title == "Wie war es heute in der Bibliothek?"


def test_the_shipped_languages_say_the_same_things(shipped: Mapping[str, Texts]) -> None:
    english, german = shipped["en"], shipped["de"]
    assert english.emotions.keys() == german.emotions.keys()
    for key in TEXT_KEYS:
        words = [set(re.findall(r"\{\w+\}", getattr(texts, key))) for texts in (english, german)]
        assert words[0] == words[1], key


MISTAKES = [
    ("organisation =", "organization =", "organization is not a setting here; did you mean orga"),
    ("keep_days = 90", "keep_days = 0", "keep_days is 0; choose a value from 1 to 3650."),
    ("keep_days = 90", "keep_days = 1.5", "keep_days is 1.5; choose a whole number from 1 to"),
    ("keep_days = 90", 'keep_days = "90"', 'keep_days is "90"; write a number.'),
    ("keep_days = 90", "keep_days = true", "keep_days is true; write a number."),
    ("keep_days = 90", "keep_days = nan", "keep_days is nan; choose a value from 1 to 3650."),
    ('languages = ["en', 'languages = ["english', 'languages has "english"; write a code such'),
    ('languages = ["en", ', 'languages = ["de", ', 'languages names "de" twice; name it once.'),
    ('pages = ["attract', 'pages = ["atract', 'pages has "atract"; choose from attract, service'),
    ('"consent", "speak"', '"speak"', 'pages leaves out "consent"; every visit needs it, so'),
    ('"consent", "speak"', '"speak", "consent"', "pages are out of order; keep the order attract"),
    ('pages = ["attract", "service"', 'pages = ["attract"', 'pages leaves out "service"; add it,'),
    ('staff_code = "scrypt', 'staff_code = "246', "staff_code is not a hashed staff code; put in"),
    ('channel = "mix"', 'channel = "lefft"', 'microphone.channel is "lefft"; did you mean le'),
    ("silence_s = 10", "silence_s = 40", "speak.silence_s is 40, longer than longest_s; choose"),
    ("live_meter = true", "live_meter = 1", "speak.live_meter is 1; write true or false."),
    ("consent_s = 90", "consent_s = 2", "timeouts.consent_s is 2; choose a value from 20 to 600."),
    ('begin = "22:00"', 'begin = "25:00"', 'night.begin is "25:00"; write a time of day such as'),
    ('theme = "system"', 'theme = "drak"', 'look.theme is "drak"; did you mean dark?'),
    ("# accent_light = ", "accent_light = 3 # ", "look.accent_light is 3; write text in quotes."),
    ("# accent_dark = ", "accent_dark = 'blue' # ", 'look.accent_dark is "blue"; write a colour'),
    (
        "# accent_light = ",
        "accent_light = '#aaaaaa' #",
        "look.accent_light is #aaaaaa, which has 2.3:1 against the page; choose one of 3:1 or",
    ),
    (
        *("# logo = ", "logo = "),
        'look.logo is "logo.svg", which is no file that can be read; put it beside this one.',
    ),
    ('id = "help"', 'id = "borrowing"', 'services.id is "borrowing" once more; give each its'),
    ('id = "help"', 'id = "Borrowing"', 'services.id is "Borrowing" once more; give each its'),
    ('id = "help"', 'id = "a b"', 'services.id is "a b"; use up to 40 letters, digits, dots'),
    ("question = { en", "question = { fr", "services.question.fr is not a setting here; choose"),
    ("[text.de]", "[text.fr]", "text.fr is not a setting here; choose one of en, de."),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), MISTAKES)
def test_a_mistake_is_named_with_line_value_limit_and_remedy(
    right: str, wrong: str, sentence: str, shipped: Mapping[str, Texts]
) -> None:
    assert right in EXAMPLE
    text = EXAMPLE.replace(right, wrong, 1)
    line = next(n for n, pair in enumerate(_lines(EXAMPLE, text), 1) if pair[0] != pair[1])
    found = problems_of(text, shipped)
    assert any(problem.startswith(f"kiosk.toml:{line}: {sentence}") for problem in found), found


def _lines(first: str, second: str) -> list[tuple[str, str]]:
    return list(zip(first.split("\n"), second.split("\n"), strict=True))


def test_all_mistakes_are_named_at_once_in_the_order_of_the_file(
    shipped: Mapping[str, Texts],
) -> None:
    text = EXAMPLE
    for right, wrong, _ in MISTAKES[1:2] + MISTAKES[13:14] + MISTAKES[17:18]:
        text = text.replace(right, wrong, 1)
    lines = [int(problem.split(":")[1]) for problem in problems_of(text, shipped)]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_texts_are_checked_too(shipped: Mapping[str, Texts]) -> None:
    text = EXAMPLE.replace("[text.en]", '[text.en]\nattract_titel = "x"\nspeak_left = "{secs} {"')
    found = problems_of(text, shipped)
    assert any("text.en.attract_titel is not a setting here; did you mean" in one for one in found)
    assert any("text.en.speak_left has a single brace" in one for one in found)
    text = EXAMPLE.replace("[text.en]", '[text.en]\nspeak_left = "{secs}"')
    line = line_of(text, "speak_left")
    choices = "{contact}, {keep_days}, {longest_s}, {organisation}, {seconds}"
    expected = f"kiosk.toml:{line}: text.en.speak_left uses {{secs}}; it may use {choices}."
    assert problems_of(text, shipped) == (expected,)


@pytest.mark.parametrize("placeholder", ["{seconds:d}", "{seconds!x}", "{seconds:{x}}"])
def test_a_text_that_could_not_be_shown_is_refused(
    placeholder: str, shipped: Mapping[str, Texts]
) -> None:
    text = EXAMPLE.replace("[text.en]", f'[text.en]\nreturning = "Back in {placeholder}"')
    remedy = "asks for seconds in a form of its own; write {seconds} alone."
    expected = f"kiosk.toml:{line_of(text, 'returning')}: text.en.returning {remedy}"
    assert problems_of(text, shipped) == (expected,)


def test_another_language_needs_every_text(shipped: Mapping[str, Texts]) -> None:
    text = EXAMPLE.replace('["en", "de"]', '["en", "fr"]').replace("[text.de]", "[text.fr]")
    text = text.replace(" de = ", " fr = ")
    (problem,) = problems_of(text, shipped)
    assert f"kiosk.toml:{line_of(text, '[text.fr]')}: text.fr lacks {len(TEXT_KEYS) - 1}" in problem
    assert "the first language_name; copy the missing ones" in problem


def test_one_service_needs_no_page_to_choose_it(shipped: Mapping[str, Texts]) -> None:
    text = EXAMPLE.replace('"attract", "service"', '"attract"')
    first, *_ = text.split("[[services]]")
    only = '[[services]]\nid = "desk"\nname = { en = "Desk", de = "Theke" }\n'
    config = parse_config(first + only, Path(), shipped)
    assert config.pages[0:2] == ("attract", "consent")


def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, texts_folder: Path) -> None:
    with pytest.raises(KioskConfigError, match=r"none\.toml cannot be read \(no such file"):
        load_config(tmp_path / "none.toml", texts_folder)
    broken = tmp_path / "broken.toml"
    broken.write_text("a = 1\nb =\n")
    with pytest.raises(KioskConfigError, match=r"broken\.toml:2: this is not TOML \(Invalid val"):
        load_config(broken, texts_folder)
    broken.write_bytes("a = 'ü'".encode("latin-1"))
    with pytest.raises(KioskConfigError, match=r"broken\.toml is not UTF-8; save it as UTF-8\."):
        load_config(broken, texts_folder)


def test_a_logo_must_be_a_picture_beside_the_file(
    tmp_path: Path, shipped: Mapping[str, Texts]
) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    text = EXAMPLE.replace("# logo = ", "logo = ")
    assert parse_config(text, tmp_path, shipped).look.logo == tmp_path / "logo.svg"
    (tmp_path / "logo.exe").write_text("")
    found = problems_of(text.replace("logo.svg", "logo.exe"), shipped, tmp_path)
    assert "use an SVG, PNG or JPEG picture" in found[0]
    (tmp_path / "logo.png").write_text("a web page saved under the name of a picture")
    found = problems_of(text.replace("logo.svg", "logo.png"), shipped, tmp_path)
    assert "holds no picture of the kind that its name says" in found[0]


def test_a_logo_that_nobody_may_read_is_a_mistake_of_the_file(
    tmp_path: Path, shipped: Mapping[str, Texts], monkeypatch: pytest.MonkeyPatch
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg/>")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(logo))

    text = EXAMPLE.replace("# logo = ", "logo = ")
    for look_up in ("open", "stat"):  # the file is refused, or the folder that it is in
        with monkeypatch.context() as locked:
            locked.setattr(Path, look_up, refuse)
            (found,) = problems_of(text, shipped, tmp_path)
        assert "which is no file that can be read" in found


@pytest.mark.parametrize(
    ("begin", "end", "moment", "covered"),
    [
        (22, 6, 23, True),
        (22, 6, 5, True),
        (22, 6, 6, False),
        (22, 6, 12, False),
        (1, 5, 3, True),
        (1, 5, 0, False),
        (4, 4, 4, False),
    ],
)
def test_the_night_may_pass_midnight(begin: int, end: int, moment: int, *, covered: bool) -> None:
    assert Night(time(begin), time(end), 0.1).covers(time(moment)) is covered
