"""The page that listens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ser_core.types import Status
from ser_live.kiosk.actions import FinishSpeaking, Leave
from ser_live.kiosk.button import Weight
from ser_live.kiosk.page import KioskPage, column, keep_room, read_out, set_tone, spaced, words
from ser_live.kiosk.ring import LevelRing
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.visit import Page, Visit
from ser_live.session import SessionState
from ser_live.views.emotion_bars import EmotionBars
from ser_live.views.icons import emotion_icon
from ser_live.views.meter_face import Look
from ser_live.views.words import NO_BREAK


class SpeakPage(KioskPage):
    """A large ring that answers the voice, the time left, and the live meter if wanted."""

    def __init__(self, parent: QWidget, *, live_meter: bool) -> None:
        super().__init__(parent)
        self._live_meter = live_meter
        self._ring = LevelRing(self)
        self._title = words(self, "title")
        self._question = words(self, "large")
        self._status = words(self, "body", muted=True)
        self._live = words(self, "title", centered=True)
        self._bars = EmotionBars(self)
        self._left = words(self, "large", centered=True, muted=True)
        self._left.setWordWrap(False)  # its button's neighbours leave it what it needs
        self._done = self.button(
            FinishSpeaking(), weight=Weight.PRIMARY, icon="check", step="answer"
        )
        self._stop = self.button(Leave(), icon="close", step="answer")
        for widget in (self._done, self._stop, self._bars):
            keep_room(widget)
        self._lay_out()

    def show_scene(self, scene: Scene) -> None:
        """Show what is heard."""
        visit, texts = scene.visit, scene.texts
        listening = _listening(visit)
        finishing = visit.page is Page.FINISHING
        self._title.setText(_title(scene))
        self._question.setText(_question(scene))
        set_tone(self._question, "" if listening or finishing else "muted")
        self._status.setText(_status(scene))
        self._show_time(scene, listening=listening)
        self._ring.setAccessibleName(scene.say(texts.speak_level))
        self._ring.show_level(scene.state.level_dbfs, listening=listening)
        self._ring.show_work(working=finishing)
        self._show_reading(scene, listening=listening)
        self._done.say(scene.say(texts.speak_done))
        self._stop.say(scene.say(texts.leave))
        self._done.setEnabled(listening)
        self._done.setVisible(not finishing)
        self._stop.setVisible(not finishing)

    def told(self) -> str:
        """Tell no more than that it listens: what the voice of a screen reader says is heard."""
        waiting = () if self._done.isEnabled() else (self._question, self._status)
        return read_out(self._title, *waiting)

    def _show_time(self, scene: Scene, *, listening: bool) -> None:
        if not listening:
            starting = scene.visit.page is Page.SPEAK and scene.visit.opened_s is None
            self._left.setText("")
            self._ring.show_left(1.0 if starting else 0.0)
            return
        seconds = str(max(0, round(scene.left_s)))
        self._left.setText(scene.say(scene.texts.speak_left, seconds=seconds))
        self._ring.show_left(scene.left_s / scene.config.speak.longest_s)

    def _show_reading(self, scene: Scene, *, listening: bool) -> None:
        texts, labels = scene.texts, _labels(scene.state)
        reading = scene.state.reading if listening and self._live_meter else None
        self._bars.setVisible(reading is not None)
        self._bars.name_labels({label: texts.emotion_alone(label) for label in labels})
        self._bars.setAccessibleName(scene.say(texts.speak_meter))
        if reading is None:
            self._live.setText(NO_BREAK)
            self._ring.show_icon(_icon(scene.visit), "")
            self._bars.show_probs(labels, (), Look.EMPTY)
            return
        certain = reading.status is Status.OK
        self._live.setText(
            texts.emotion_alone(reading.emotion) if certain else scene.say(texts.speak_unsure)
        )
        icon = emotion_icon(reading.emotion) if certain else "status-unsure"
        self._ring.show_icon(icon, reading.emotion if certain else "")
        look = Look.CERTAIN if certain else Look.DOUBTFUL
        self._bars.show_probs(labels, reading.posterior.probs, look)

    def _lay_out(self) -> None:
        left = column(0.7)
        left.addWidget(self._ring, 1)
        left.addWidget(self._live)
        right = column(0.7)
        right.addWidget(self._title)
        right.addWidget(self._question)
        right.addWidget(self._status)
        right.addStretch(1)
        right.addWidget(self._bars, 8)
        self._live.setVisible(self._live_meter)
        above = QHBoxLayout()
        spaced(above, 2.8)
        above.addLayout(left, 5)
        above.addLayout(right, 6)
        answers = QHBoxLayout()
        spaced(answers, 1.0)
        answers.addWidget(self._stop, 1, Qt.AlignmentFlag.AlignLeft)
        answers.addWidget(self._left)
        answers.addWidget(self._done, 1, Qt.AlignmentFlag.AlignRight)
        layout = column(1.0)
        layout.addLayout(above, 1)
        layout.addLayout(answers)
        self.setLayout(layout)


def _labels(state: SessionState) -> tuple[str, ...]:
    return state.model.labels if state.model else ()


def _listening(visit: Visit) -> bool:
    return visit.page is Page.SPEAK and visit.opened_s is not None and visit.lost_s is None


def _icon(visit: Visit) -> str:
    """Show a microphone only where one is there to be spoken to."""
    if visit.page is Page.FINISHING:
        return "waiting"
    return "microphone" if visit.lost_s is None else "microphone-off"


def _title(scene: Scene) -> str:
    """Ask to speak only when somebody listens."""
    texts = scene.texts
    return scene.say(texts.speak_title if _listening(scene.visit) else texts.finishing)


def _question(scene: Scene) -> str:
    """Ask for something only as long as it can be said."""
    visit, texts = scene.visit, scene.texts
    if visit.page is Page.FINISHING:
        return NO_BREAK if visit.withdrawn else scene.say(texts.finishing_body)
    question = scene.config.service(visit.service).questions[visit.language]
    return question or scene.say(texts.speak_body)


def _status(scene: Scene) -> str:
    visit, texts = scene.visit, scene.texts
    if visit.page is Page.FINISHING:
        return NO_BREAK
    if visit.lost_s is not None:
        return scene.say(texts.speak_lost)
    if visit.opened_s is None:
        return scene.say(texts.speak_starting)
    return scene.say(texts.speak_hearing if scene.state.speaking else texts.speak_waiting)
