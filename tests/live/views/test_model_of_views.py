"""What stands between messages and widgets: store, history, glide, faces, words."""

from __future__ import annotations

import errno
import os
import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scripts import scenes
from ser_core import load_model
from ser_core.audio import channel_index
from ser_core.errors import AudioError
from ser_core.model.bundled import bundled_names
from ser_core.model.facts import Figure
from ser_core.sentence import NOTHING, PLAIN, Template
from ser_core.sentences import QUOTED
from ser_core.types import (
    SAMPLE_RATE_HZ,
    Posterior,
    Quality,
    Reading,
    SpeechStarted,
    Status,
    UtteranceEnded,
)
from ser_live.audio import sentences as devices
from ser_live.audio.microphone import stopped
from ser_live.engine.model_facts import model_facts
from ser_live.engine.sentences import SOURCE_KEPT
from ser_live.log import sentences as logs
from ser_live.messages import Analyzed, ModelFacts, Phase, PhaseChanged
from ser_live.session import SessionState, reduce
from ser_live.views.emotion_bars import EmotionBars
from ser_live.views.emotion_meter import EmotionMeter
from ser_live.views.empty_words import empty_words
from ser_live.views.frame_clock import FRAME_MS
from ser_live.views.glide import Glide
from ser_live.views.history import LEVEL_STEP_S, History, Span
from ser_live.views.language import set_language
from ser_live.views.meter_face import Look, meter_face, row_face
from ser_live.views.model_words import licence_words, unheard_words
from ser_live.views.notice_words import notice_words
from ser_live.views.row_words import cell
from ser_live.views.state_chip import state_words
from ser_live.views.store import SessionStore
from ser_live.views.system_words import system_detail
from ser_live.views.timeline import MAX_POINTS, _level_curve
from ser_live.views.utterance_model import Column
from ser_live.views.words import percent, sureness


def state_of(scene: str) -> SessionState:
    state = SessionState()
    for message in scenes.SCENES[scene]():
        state = reduce(state, message)
    return state


def test_many_messages_are_told_once(qtbot: QtBot) -> None:
    store = SessionStore()
    told = []
    store.changed.connect(lambda: told.append(store.state.position_s))
    with qtbot.waitSignal(store.changed):
        for tenth in range(1000):
            store.post(scenes.level(tenth / 10, -30.0))
    assert len(told) == 1
    assert store.state.position_s == pytest.approx(100.0)
    began = time.monotonic()
    for tenth in range(1000, 1100):
        store.post(scenes.level(tenth / 10, -30.0))
        qtbot.wait(1)
    qtbot.waitUntil(lambda: told[-1] == pytest.approx(110.0))
    frames = (time.monotonic() - began) * 1000.0 / FRAME_MS
    assert len(told) < frames + 3


def test_history_joins_close_levels_and_keeps_the_louder() -> None:
    history = History()
    for number, level in enumerate((-50.0, -20.0, -40.0)):
        history.fold(scenes.level(number * LEVEL_STEP_S / 4, level))
    assert list(history.times_s) == [0.0]
    assert list(history.levels_dbfs) == [-20.0]


def test_no_level_is_drawn_where_nothing_was_listened_to() -> None:
    history = History()
    heard_s = [tenth / 10 for tenth in (*range(50), *range(200, 250))]
    for time_s in heard_s:
        history.fold(scenes.level(time_s, -20.0))
    assert history.unheard == [Span(5.0, 20.0)]
    times, levels = _level_curve(history)
    assert list(times) == sorted(times)
    inside = np.linspace(5.0, 20.0, 50)[1:-1]
    assert not np.interp(inside, times, levels).any()
    assert np.interp(np.array([2.0, 4.9, 20.0, 22.0]), times, levels).all()
    for message in scenes.opened():
        history.fold(message)
    history.fold(scenes.level(30.0, -20.0))
    assert history.unheard == []


def test_what_was_not_listened_to_is_seen_in_a_long_session_too() -> None:
    history = History()
    for tenth in range(30_000):
        if not 12_340 <= tenth < 12_400:
            history.fold(scenes.level(tenth / 10, -20.0))
    times, levels = _level_curve(history)
    assert len(times) < 2 * MAX_POINTS
    assert not np.interp(np.linspace(1234.1, 1239.9, 9), times, levels).any()


def test_history_knows_where_somebody_spoke() -> None:
    history = History()
    history.fold(Analyzed(SpeechStarted(1, SAMPLE_RATE_HZ)))
    assert history.speaking_since_s == {"": 1.0}
    reading = Reading(Posterior(0, 0, ()), Status.TOO_SHORT, "", 0.0, None)
    ended = UtteranceEnded(
        1, SAMPLE_RATE_HZ, 3 * SAMPLE_RATE_HZ, reading, Quality(-20.0, 20.0, 0.0), final=True
    )
    history.fold(Analyzed(ended))
    assert history.speech == [Span(1.0, 3.0)]
    assert history.speaking_since_s == {}
    for message in scenes.opened():
        history.fold(message)
    assert history.speech == []
    assert history.end_s == 0.0


def test_history_of_an_earlier_session_leaves_gaps_out() -> None:
    rows = [scenes.row(number) for number in range(len(scenes.TALK))]
    history = History()
    history.fold_rows(rows)
    assert len(history.speech) == sum(row.status is not Status.GAP for row in rows)
    assert list(history.times_s) == sorted(history.times_s)
    assert history.end_s == rows[-1].end_s


def test_the_numbers_are_those_of_the_reading_while_the_bars_glide(
    qtbot: QtBot,
) -> None:
    bars = EmotionBars()
    qtbot.addWidget(bars)
    bars.resize(400, 200)
    bars.show()
    qtbot.waitExposed(bars)
    for probs in ((0.9, 0.1), (0.2, 0.8)):
        bars.show_probs(("calm", "angry"), probs, Look.CERTAIN)
    assert bars._glide.moving
    assert bars._glide.values[0] > 0.5
    assert [bars._number(index) for index in range(2)] == ["20%", "80%"]


def test_no_reading_is_called_certain(qtbot: QtBot) -> None:
    assert [sureness(share) for share in (0.004, 0.984, 0.996, 1.0)] == ["0%", "98%", "99%", "99%"]
    assert percent(1.0) == "100%", "a share of the time may be all of it"
    row = replace(scenes.row(0), confidence=0.9997)
    assert cell(row, Column.CONFIDENCE) == "99%"
    bars, meter = EmotionBars(), EmotionMeter()
    qtbot.addWidget(bars)
    qtbot.addWidget(meter)
    bars.show_probs(("calm", "angry"), (0.999, 0.001), Look.CERTAIN)
    assert bars._number(0) == "99%"
    assert bars.accessibleDescription() == "Calm 99%, Angry 0%"
    meter.show_face(row_face(row), ("calm", "angry"))
    assert meter._confidence.text() == "99%"


def test_bars_glide_only_while_they_are_seen(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    glide = Glide(widget)
    glide.move_to([0.0, 0.0])
    glide.move_to([1.0, 0.0])
    assert glide.values == [1.0, 0.0]
    assert not glide.moving
    widget.show()
    qtbot.waitExposed(widget)
    glide.move_to([0.0, 1.0])
    assert glide.moving
    assert glide.values == [1.0, 0.0]
    qtbot.waitUntil(lambda: 0.0 < glide.values[1] < 1.0)
    qtbot.waitUntil(lambda: not glide.moving)
    assert glide.values == [0.0, 1.0]
    glide.move_to([1.0, 0.0])
    widget.hide()
    assert not glide.moving
    assert glide.values == [1.0, 0.0]
    assert glide.eventFilter(widget, QEvent(QEvent.Type.Show)) is False


@pytest.mark.parametrize(
    ("scene", "title", "look"),
    [
        ("speaking", "Angry", Look.CERTAIN),
        ("unsure", "Unsure", Look.DOUBTFUL),
        ("noisy", "Too noisy", Look.EMPTY),
        ("clipped", "Too loud", Look.EMPTY),
        ("too-short", "Too short", Look.EMPTY),
        ("silence", "No speech", Look.EMPTY),
        ("last-utterance", "Neutral", Look.CERTAIN),
        ("starting", "Getting ready…", Look.EMPTY),
        ("paused", "Paused", Look.EMPTY),
        ("reconnecting", "Microphone lost", Look.EMPTY),
        ("zeros", "Only silence", Look.EMPTY),
        ("system-audio-lost", "System audio lost", Look.EMPTY),
        ("no-microphone", "No microphone", Look.EMPTY),
        ("finished", "Finished", Look.EMPTY),
        ("idle", "Ready", Look.EMPTY),
    ],
)
def test_the_meter_says_what_is_known_and_no_more(scene: str, title: str, look: Look) -> None:
    face = meter_face(state_of(scene))
    assert (face.title, face.look) == (title, look)
    assert (face.confidence is not None) == (look is Look.CERTAIN)
    assert (face.tone is not None) == (look is Look.CERTAIN)


def test_silence_is_never_neutral() -> None:
    for scene in ("silence", "noisy", "clipped", "too-short", "unsure"):
        face = meter_face(state_of(scene))
        assert face.title != "Neutral"
        assert face.emotion == ""


def test_an_unsure_reading_names_what_was_closest() -> None:
    assert "Closest: Fearful, 34" in meter_face(state_of("unsure")).detail


def test_a_result_of_the_past_says_so() -> None:
    speaking = state_of("speaking")
    state = replace(speaking, voices=(replace(speaking.voices[0], speaking=False),))
    face = meter_face(state)
    assert face.past
    assert face.detail == "last"


def test_every_row_has_a_face() -> None:
    for number in range(len(scenes.TALK)):
        row = scenes.row(number)
        face = row_face(row)
        assert (face.look is Look.CERTAIN) == (row.status is Status.OK)
        assert face.detail.lower().startswith("at ")


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_a_chip(phase: Phase) -> None:
    icon, word, color = state_words(reduce(SessionState(), PhaseChanged(phase)))
    assert icon
    assert word
    assert color


def test_the_engines_sentences_get_remedies_that_a_window_has() -> None:
    words = notice_words(devices.NO_MICROPHONE())
    assert words == "This computer has no microphone. Plug one in."
    kept = SOURCE_KEPT(trouble=devices.SILENT(name="USB {0}"))
    assert notice_words(kept).startswith("“USB {0}” delivers nothing. Plug it in again")
    assert notice_words(kept).endswith("another one. The source of before is used on.")
    with pytest.raises(AudioError) as refused:
        channel_index("each", 1, name=QUOTED(name="Desk"))
    assert notice_words(refused.value.sentence).startswith("“Desk” has only 1 channel, and")


def test_what_has_no_template_is_said_as_it_is() -> None:
    assert notice_words(PLAIN(text="A sentence of tomorrow.")) == "A sentence of tomorrow."
    assert notice_words(AudioError("A library's words.").sentence) == "A library's words."
    assert notice_words(Template("{name} is new.")(name="It")) == "It is new."
    assert notice_words(NOTHING) == ""


def test_a_window_may_have_remedies_of_its_own() -> None:
    own = {devices.SILENT: "Look after {name}."}
    assert notice_words(devices.SILENT(name="Desk"), own) == "Look after Desk."
    kept = SOURCE_KEPT(trouble=devices.SILENT(name="Desk"))
    assert notice_words(kept, own).startswith("Look after Desk. The source")
    assert "no microphone" in notice_words(devices.NO_MICROPHONE(), own)


def test_nobody_is_asked_to_plug_in_the_system_audio() -> None:
    plug, output = (
        notice_words(stopped("Monitor", system_audio=system_audio))
        for system_audio in (False, True)
    )
    assert plug == "“Monitor” sends no sound any more. Plug it in again."
    assert "the computer's output" in output
    assert "Plug" not in output


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("en", "1 row is not", "3 rows are not"), ("de", "1 Zeile ist", "3 Zeilen sind")],
)
def test_what_is_counted_has_its_plural(language: str, one: str, many: str) -> None:
    set_language(language)
    for number, words in ((1, one), (3, many)):
        held = logs.HELD(number=number)
        assert words in notice_words(logs.ROWS_WAIT(path="a.csv", reason="disk", held=held))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "permission"), (errno.ENOENT, "not there")],
)
def test_what_the_system_says_is_only_a_detail(number: int, words: str) -> None:
    system = os.strerror(number)
    sentence = logs.ROWS_WAIT(path="/logs/a.csv", reason=system, held=logs.HELD(number=3))
    told = notice_words(sentence)
    assert words in told
    assert system not in told
    assert system_detail(sentence) == system
    lost = logs.ROWS_GIVEN_UP(trouble=sentence, lost=logs.GIVEN_UP(number=2))
    assert system_detail(lost) == system
    assert notice_words(lost) == f"{told} 2 older rows had to be given up."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The disk is full. 3 rows are not saved yet; free some space."),
        (
            "de",
            "Der Datenträger ist voll. 3 Zeilen sind noch nicht gespeichert; schaffen Sie Platz.",
        ),
    ],
)
def test_a_full_disk_is_said_with_what_helps(language: str, words: str) -> None:
    set_language(language)
    for number in (errno.ENOSPC, errno.EDQUOT):
        reason = os.strerror(number)
        held = logs.HELD(number=3)
        text = logs.ROWS_WAIT_FOR_ROOM(path="/logs/a.csv", reason=reason, held=held)
        assert notice_words(text) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "What was taken back is still in the log /logs/a.csv: the disk is full."),
        ("de", "Was zurückgenommen wurde, steht noch im Protokoll /logs/a.csv: Der Datenträger"),
    ],
)
def test_a_result_that_is_still_in_the_log_is_said_to_be(language: str, words: str) -> None:
    set_language(language)
    reason = os.strerror(errno.ENOSPC)
    text = logs.WITHDRAWN_STAYS(path="/logs/a.csv", reason=reason)
    assert notice_words(text).startswith(words)


def test_the_system_audio_is_no_neuter_in_german() -> None:
    set_language("de")
    assert meter_face(state_of("system-audio-lost")).detail.endswith("sobald er wieder da ist.")
    assert meter_face(state_of("reconnecting")).detail.endswith("sobald es wieder da ist.")


def test_a_missing_microphone_is_said_once_and_with_what_can_be_done() -> None:
    state = state_of("no-microphone")
    said = {meter_face(state).title, state_words(state)[1], empty_words(state)[1]}
    assert len(said) == 3
    assert "open a recording, or play the demo" in empty_words(state)[2]


def test_the_rows_make_room_for_what_is_wrong() -> None:
    assert empty_words(state_of("zeros"))[1:] == (
        "Only silence",
        "Check the microphone's mute switch, or choose another one.",
    )


def test_a_microphone_that_is_mute_is_not_said_to_be_away() -> None:
    assert state_words(state_of("zeros"))[1] == "No sound"
    assert state_words(state_of("reconnecting"))[1] == "Reconnecting"


def test_nothing_is_said_to_reconnect_where_a_microphone_is_mute() -> None:
    assert meter_face(state_of("zeros")).icon == "microphone-off"
    assert meter_face(state_of("reconnecting")).icon == "reconnecting"


@pytest.mark.parametrize(
    ("scene", "icon"),
    [("reconnecting", "microphone-off"), ("system-audio-lost", "system_audio-off")],
)
def test_what_is_lost_is_pictured(scene: str, icon: str) -> None:
    assert empty_words(state_of(scene))[0] == icon


@pytest.mark.parametrize("name", bundled_names())
def test_every_bundled_model_is_explained_in_plain_words(name: str) -> None:
    facts = model_facts(load_model(name))
    assert unheard_words(facts).startswith("Averaged over ")
    set_language("de")
    assert "erkennt" in unheard_words(facts)
    german = licence_words(facts.licence)
    set_language("en")
    assert german != licence_words(facts.licence)
    assert licence_words("Good.") == "Good."


def test_a_model_that_was_not_measured_or_otherwise_is_not_explained_away() -> None:
    assert unheard_words(ModelFacts("own", scenes.LABELS)) == "This was not measured."
    odd = Figure("UAR", 0.5, 0.4, 0.6, "by ear; adaptation: none")
    assert odd.protocol in unheard_words(ModelFacts("own", scenes.LABELS, unheard=(odd,)))
