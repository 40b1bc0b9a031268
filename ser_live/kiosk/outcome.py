"""The pages after somebody spoke: the result, the visitor's own word, thanks and withdrawal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ser_core.types import Status
from ser_live.kiosk.actions import (
    Back,
    Leave,
    Pick,
    PickNone,
    SayOther,
    SayYes,
    TryAgain,
    Withdraw,
)
from ser_live.kiosk.button import TouchButton, Weight
from ser_live.kiosk.page import KioskPage, arrange, column, fill, is_upright, row_of, spaced, words
from ser_live.kiosk.ring import Picture
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.visit import Page, choices, may_tell, may_try_again
from ser_live.sureness import sure_percent
from ser_live.views.icons import emotion_icon
from ser_live.views.tab_order import tab_through


class PicturePage(KioskPage):
    """A page with a picture, a title, some words and answers, all in the middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture = Picture(self)
        self.title = words(self, "title", centered=True)
        self.body = words(self, "large", centered=True, muted=True)
        self.question = words(self, "large", centered=True)

    def lay_out(self, *answers: QWidget) -> None:
        """Put the answers below the words."""
        layout = column(0.9)
        layout.addStretch(3)
        layout.addLayout(row_of(self.picture))
        layout.addWidget(self.title)
        layout.addWidget(self.body)
        layout.addStretch(2)
        layout.addWidget(self.question)
        layout.addLayout(row_of(*answers))
        layout.addStretch(2)
        self.setLayout(layout)


class ResultPage(PicturePage):
    """How the visitor sounded, or why nobody can tell; the visitor has the last word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title.setProperty("step", "display")
        self._again = self.button(
            TryAgain(), weight=Weight.PRIMARY, icon="reconnecting", step="body"
        )
        self._yes = self.button(SayYes(), icon="check", step="large")
        self._no = self.button(SayOther(), icon="close", step="large")
        self._yes.be_as_wide_as(self._no)
        self._no.be_as_wide_as(self._yes)
        self._tell = self.button(SayOther(), icon="correct", step="body")
        self._go_on = self.button(Leave(), step="body")
        self._go_on.be_as_wide_as(self._again)
        self.lay_out(self._again, self._yes, self._no, self._tell, self._go_on)

    def show_scene(self, scene: Scene) -> None:
        """Show the result."""
        texts, visit = scene.texts, scene.visit
        clear = visit.status is Status.OK and visit.shown is not None
        asks = "confirm" in scene.config.pages
        self._again.say(scene.say(texts.try_again))
        self._yes.say(scene.say(texts.result_yes))
        self._no.say(scene.say(texts.result_no))
        self._tell.say(scene.say(texts.tell_us))
        self._go_on.say(scene.say(texts.result_go_on if clear else texts.finish))
        again = not clear and may_try_again(visit, scene.config)
        tell = not clear and asks and may_tell(visit)
        self._again.setVisible(again)
        self._yes.setVisible(clear and asks)
        self._no.setVisible(clear and asks)
        self._tell.setVisible(tell)
        self._go_on.setVisible(not (clear and asks))
        self._tell.weigh(Weight.PLAIN if again else Weight.PRIMARY)
        self._go_on.weigh(Weight.PLAIN if again or tell else Weight.PRIMARY)
        if clear:
            self._show_emotion(scene, asks=asks)
        else:
            self._show_doubt(scene, again=again, tell=tell)

    def _show_emotion(self, scene: Scene, *, asks: bool) -> None:
        texts, row = scene.texts, scene.visit.shown
        if row is None:
            return
        self.picture.show_icon(emotion_icon(row.emotion), emotion=row.emotion)
        self.title.setText(scene.say(texts.result_title, emotion=texts.emotion(row.emotion)))
        percent = str(sure_percent(row.confidence or 0.0))
        self.body.setText(scene.say(texts.result_sureness, percent=percent))
        self.question.setText(scene.say(texts.result_question) if asks else "")

    def _show_doubt(self, scene: Scene, *, again: bool, tell: bool) -> None:
        texts, status = scene.texts, scene.visit.status.value
        asked = texts.ask_again_or_word if tell else texts.ask_again
        if not again:
            asked = texts.ask_word if tell else ""
        self.picture.show_icon(f"status-{status}", accent=False)
        self.title.setText(scene.say(getattr(texts, f"{status}_title")))
        self.body.setText(scene.say(getattr(texts, f"{status}_body") if again else _fate(scene)))
        self.question.setText(scene.say(asked))


def _fate(scene: Scene) -> str:
    """Say what becomes of a visit that has no try left: advice for another would be in vain."""
    texts = scene.texts
    if scene.visit.kept:  # what is kept is said with the button that erases it
        return texts.last_try
    return f"{texts.last_try}\n{texts.thanks_nothing}"


class PickPage(KioskPage):
    """The emotions to pick from, each with its icon and word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = words(self, "title", centered=True)
        self._buttons: dict[str, TouchButton] = {}
        self._grid = QGridLayout()
        spaced(self._grid, 1.0)
        self._none = self.button(PickNone(), step="answer")
        fill(self._none)
        self._back = self.button(Back(), weight=Weight.QUIET, icon="back")
        layout = column(1.0)
        layout.addWidget(self._title)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)

    def show_scene(self, scene: Scene) -> None:
        """Show the words to pick from."""
        labels = choices(scene.visit)
        if tuple(self._buttons) != labels:
            self._offer(labels)
        self._title.setText(scene.say(scene.texts.pick_title))
        for label, button in self._buttons.items():
            button.say(scene.texts.emotion_alone(label))
        self._none.say(scene.say(scene.texts.pick_none))
        self._back.say(scene.say(scene.texts.back))

    def _offer(self, labels: tuple[str, ...]) -> None:
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for label in labels:
            button = self.button(Pick(label), icon="emotion-other", step="answer")
            button.show_emotion(emotion_icon(label), label)
            fill(button)
            self._buttons[label] = button
        tab_through([*self._buttons.values(), self._none, self._back])
        self._arrange()

    def take_focus(self) -> None:
        """Begin with the first emotion."""
        first = next(iter(self._buttons.values()), self._none)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in fewer columns on an upright screen."""
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        cells = [*self._buttons.values(), self._none]
        columns = 2 if is_upright(self) else 3 if len(cells) in {3, 5, 6, 9} else 4
        arrange(self._grid, cells, columns)


class ThanksPage(PicturePage):
    """Thanks, what is kept, and the way to have it erased."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._done = self.button(Leave(), weight=Weight.PRIMARY, icon="check", step="answer")
        self._withdraw = self.button(Withdraw(), icon="erase", step="answer")
        self.lay_out(self._withdraw, self._done)

    def show_scene(self, scene: Scene) -> None:
        """Show what is kept."""
        texts, visit = scene.texts, scene.visit
        title, body, icon = texts.thanks_title, texts.thanks_kept, "check"
        if visit.page is Page.DECLINED:
            title, body = texts.declined_title, texts.declined_body
        elif visit.stopped:
            title, body, icon = texts.stopped_title, texts.thanks_nothing, "stop"
        elif visit.withdrawn:
            title, body, icon = texts.withdrawn_title, texts.withdrawn_body, "erase"
        elif not visit.rows:
            body = texts.thanks_nothing
        declined = visit.page is Page.DECLINED
        self.picture.show_icon("microphone-off" if declined else icon, accent=not declined)
        self.title.setText(scene.say(title))
        self.body.setText(scene.say(body))
        self._done.say(scene.say(texts.done))
        self._withdraw.say(scene.say(texts.withdraw))
        self._withdraw.setVisible(visit.page is Page.THANKS and visit.kept)


class OutOfOrderPage(PicturePage):
    """The device cannot listen: said plainly, never a dead screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lay_out()

    def show_scene(self, scene: Scene) -> None:
        """Show that the device is out of order."""
        self.picture.show_icon("microphone-off", accent=False)
        self.title.setText(scene.say(scene.texts.out_of_order_title))
        self.body.setText(scene.say(scene.texts.out_of_order_body))
