"""Whatever puts a kiosk out of order is told to staff in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ser_core.errors import SerError
from ser_core.model import load_model
from ser_core.sentence import Sentence
from ser_core.sentences import QUOTED
from ser_live.audio.channels import pick_channel
from ser_live.audio.devices import default_device, find_device
from ser_live.audio.portaudio import load
from ser_live.audio.sentences import ABSENT, IN_USE, RATE_REFUSED, STOPPED
from ser_live.engine.sentences import FAILED_AGAIN
from ser_live.kiosk.sentences import NEVER_FINISHED, NEVER_OPENED
from ser_live.kiosk.staff_words import staff_words
from ser_live.log.csv_log import open_log
from ser_live.sentences import INTERNAL
from ser_live.views.language import set_language
from tests.live.kiosk.test_care import USB

NO_PORTAUDIO = "ser_live.audio.portaudio.import_module"


@pytest.fixture
def german(qtbot: QtBot) -> None:
    set_language("de")


def _without_portaudio(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise OSError

    monkeypatch.setattr(NO_PORTAUDIO, fail)
    load()


def _no_folder(folder: Path) -> None:
    (folder / "file").touch()
    open_log(folder / "file" / "log.csv", ("happy",))


def _no_model(folder: Path) -> None:
    (folder / "model").mkdir()
    load_model(folder / "model")


REFUSED: dict[str, Callable[[Path], object]] = {
    "no device of this name": lambda _: find_device([USB], "Bob's headset"),
    "no device": lambda _: default_device([]),
    "no such channel": lambda _: pick_channel("right", 1, source=QUOTED(name="Desk")),
    "no folder for the log": _no_folder,
    "no model of this name": lambda _: load_model("nowhere"),
    "a damaged model": _no_model,
}
TOLD = (
    NEVER_OPENED(),
    NEVER_FINISHED(),
    IN_USE(name="Desk"),
    RATE_REFUSED(name="Desk"),
    STOPPED(name="Desk"),
    INTERNAL(),
    FAILED_AGAIN(),
)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_every_refusal_is_told_in_german(refused: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(SerError) as error:
        refused(tmp_path)
    _is_german(error.value.sentence)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("reason", TOLD)
def test_every_failure_is_told_in_german(reason: Sentence) -> None:
    _is_german(reason)


@pytest.mark.usefixtures("german")
def test_a_missing_library_is_told_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SerError) as error:
        _without_portaudio(monkeypatch)
    _is_german(error.value.sentence)


def _is_german(reason: Sentence) -> None:
    words = staff_words(reason)
    assert words != reason
    assert "Wählen" not in words, "nothing can be chosen at a kiosk"
    assert "--" not in words, "nobody types at a kiosk"


def test_names_stand_between_the_languages_quotation_marks(qtbot: QtBot) -> None:
    reason = ABSENT(name="Jabra", there="none")
    assert re.match("There is no audio device .Jabra.\\. Connect it", staff_words(reason))
    set_language("de")
    assert staff_words(reason).startswith("Es gibt kein Audiogerät „Jabra“. Schließen")
