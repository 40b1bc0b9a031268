"""The pages before anybody is listened to: the first page, the services, the notice."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ser_live.kiosk.actions import Agree, Back, Begin, ChooseService, Decline
from ser_live.kiosk.button import Weight
from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.notice import notice_points
from ser_live.kiosk.page import (
    KioskPage,
    LetterSized,
    arrange,
    column,
    fill,
    is_upright,
    row_of,
    spaced,
    words,
)
from ser_live.kiosk.ring import Waves
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.style import colors_of
from ser_live.views.icons import paint_icon


class AttractPage(KioskPage):
    """Nobody is here: a calm picture, one sentence, one button; a touch anywhere begins."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.waves = Waves(self)
        self._title = words(self, "display", centered=True)
        self._body = words(self, "large", centered=True, muted=True)
        self._begin = self.button(Begin(), weight=Weight.PRIMARY, step="large")
        said = column(0.9)
        said.addWidget(self._title)
        said.addWidget(self._body)
        layout = column(1.6)
        layout.addWidget(self.waves, 1)
        layout.addLayout(said)
        layout.addLayout(row_of(self._begin))
        self.setLayout(layout)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_scene(self, scene: Scene) -> None:
        """Show the words of the first page."""
        self._title.setText(scene.say(scene.texts.attract_title))
        self._body.setText(scene.say(scene.texts.attract_body))
        self._begin.say(scene.say(scene.texts.attract_begin))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Begin at a touch anywhere on the page, unless it was held for the keypad."""
        if self.isVisible() and self.rect().contains(event.position().toPoint()):
            self.acted.emit(Begin())
        super().mouseReleaseEvent(event)  # the window waits for the end of a hold


class ServicePage(KioskPage):
    """What the visitor wants to speak about."""

    def __init__(self, parent: QWidget, config: KioskConfig) -> None:
        super().__init__(parent)
        self._title = words(self, "title", centered=True)
        self._buttons = {
            service.id: self.button(ChooseService(service.id), step="answer")
            for service in config.services
        }
        self._back = self.button(Back(), weight=Weight.QUIET, icon="back")
        for button in self._buttons.values():
            fill(button)
        self._grid = QGridLayout()
        spaced(self._grid, 1.0)
        self._arrange()
        layout = column(1.4)
        layout.addWidget(self._title)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)

    def show_scene(self, scene: Scene) -> None:
        """Show the services in the visitor's language."""
        self._title.setText(scene.say(scene.texts.service_title))
        for service in scene.config.services:
            self._buttons[service.id].say(service.names[scene.visit.language])
        self._back.say(scene.say(scene.texts.back))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in fewer columns on an upright screen."""
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        count = len(self._buttons)
        columns = 3 if count > 6 and not is_upright(self) else 2 if count > 2 else 1
        arrange(self._grid, list(self._buttons.values()), columns)


class ConsentPage(KioskPage):
    """What is done and what is kept, before anything is; yes and no weigh the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = words(self, "title")
        self._points = [
            Point(self, icon) for icon in ("microphone", "not-recorded", "history", "undo", "help")
        ]
        self._contact = Point(self, step="body", muted=True)
        self._back = self.button(Back(), weight=Weight.QUIET, icon="back")
        self._no = self.button(Decline(), icon="close", step="answer")
        self._yes = self.button(Agree(), icon="check", step="answer")
        answers = QHBoxLayout()
        spaced(answers, 1.0)
        answers.addWidget(self._back, 1)
        answers.addStretch(1)
        answers.addWidget(self._no, 3)
        answers.addWidget(self._yes, 3)
        layout = column(0.5)
        layout.addWidget(self._title)
        layout.addStretch(1)
        for point in (*self._points, self._contact):
            layout.addLayout(point)
        layout.addStretch(1)
        layout.addLayout(answers)
        self.setLayout(layout)

    def show_scene(self, scene: Scene) -> None:
        """Show the notice."""
        texts = scene.texts
        self._title.setText(scene.say(texts.consent_title))
        *sentences, contact = notice_points(scene.config, scene.visit.language)
        for point, sentence in zip(self._points, sentences, strict=True):
            point.say(sentence)
        self._contact.say(contact)
        self._no.say(scene.say(texts.consent_no))
        self._yes.say(scene.say(texts.consent_yes))
        self._back.say(scene.say(texts.back))

    def fit(self) -> None:
        """Take a yes only to what can be read to its end."""
        super().fit()
        self._yes.setEnabled(not self.cramped())

    def take_focus(self) -> None:
        """Leave yes and no alone: neither is chosen by a key pressed in haste."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)


class Point(QHBoxLayout):
    """A sentence of the notice with its icon, or in line with those that have one."""

    def __init__(
        self, page: QWidget, icon: str = "", *, step: str = "large", muted: bool = False
    ) -> None:
        super().__init__()
        self._sentence = words(page, step, muted=muted)
        spaced(self, 1.0)
        self.addWidget(PointIcon(page, icon), 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(self._sentence, 1)

    def say(self, sentence: str) -> None:
        """Show this sentence."""
        self._sentence.setText(sentence)


class PointIcon(LetterSized):
    """A small icon in the accent's colour, as high as a line of words; or its room."""

    def __init__(self, parent: QWidget, icon: str) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setProperty("step", "large")

    def sizeHint(self) -> QSize:
        """As high as a line."""
        side = round(self.fontMetrics().height() * 1.12)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._icon:
            paint_icon(painter, self._icon, colors_of(self).accent, QRectF(self.rect()))
        painter.end()
