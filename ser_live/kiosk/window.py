"""The kiosk's window: the whole screen, one page at a time, and no way out but the code."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from ser_live.kiosk.actions import Action, ChooseLanguage, Stay
from ser_live.kiosk.button import TouchButton, Weight
from ser_live.kiosk.config import KioskConfig
from ser_live.kiosk.keypad import StaffPage
from ser_live.kiosk.outcome import OutOfOrderPage, PickPage, ResultPage, ThanksPage
from ser_live.kiosk.page import KioskPage, column, keep_room, respace, spaced, words
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.speaking import SpeakPage
from ser_live.kiosk.style import colors_of, kiosk_sheet, painted_share, unit_px
from ser_live.kiosk.visit import Page
from ser_live.kiosk.welcome import AttractPage, ConsentPage, ServicePage
from ser_live.views.announce import announce
from ser_live.views.language import set_language

HOLD_MS: Final = 3000
"""How long the corner is held until the keypad comes."""

SETTLE_S: Final = 0.4
"""How long a page that comes takes no touch: the second of two quick ones was for the page before,
and another button may lie where its finger is."""

CORNER_EM: Final = 5.0
STAFF_KEYS: Final = "Ctrl+Alt+S"

_WITHOUT_FOOTER = frozenset({Page.ATTRACT, Page.SPEAK, Page.FINISHING})
"""Pages that count their time themselves, or have none."""


class KioskWindow(QWidget):
    """Shows scenes and tells what people do; decides nothing.

    The keypad comes when the upper left corner is held for three seconds, or with
    Ctrl+Alt+S. Closing the window is ignored until staff or the system asks for it.
    """

    acted = Signal(object)
    quit_wanted = Signal()

    def __init__(self, config: KioskConfig, clock: Callable[[], float]) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self._config = config
        self._clock = clock
        self._turned_s = -inf
        self._may_close = False
        self._scene: Scene | None = None
        self._language = ""
        self._told = ""
        self._by_keys = False
        self._dressing = False
        self.setProperty("look", config.look)
        self.setProperty("brightness", 1.0)
        self.setObjectName("kiosk")
        self.setWindowTitle(config.organisation)
        self._pages = self._make_pages()
        self._stack = QStackedWidget(self)
        for page in dict.fromkeys(self._pages.values()):
            page.acted.connect(self._tell)
            self._stack.addWidget(page)
        self.staff = StaffPage(self, config.staff_code, clock)
        self.staff.left.connect(self.leave_staff)
        self.staff.quit_wanted.connect(self.quit_wanted)
        self._stack.addWidget(self.staff)
        self._header = Header(self, config)
        self._header.chosen.connect(lambda language: self.acted.emit(ChooseLanguage(language)))
        self._footer = Footer(self)
        self._footer.stayed.connect(lambda: self.acted.emit(Stay()))
        self._shade = Shade(self)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self.ask_code)
        QShortcut(QKeySequence(STAFF_KEYS), self).activated.connect(self.ask_code)
        layout = column(0.0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._footer)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)

    def fill_screen(self) -> None:
        """Take the whole screen, also where no window manager is there to give it."""
        screen = self.screen()
        self.setGeometry(screen.geometry())
        screen.geometryChanged.connect(self.setGeometry)
        self.showFullScreen()

    def show_scene(self, scene: Scene) -> None:
        """Show this moment, in the language of the visit."""
        if self._language != scene.visit.language:
            self._language = scene.visit.language
            set_language(self._language)  # the program's own words, for staff
        if self._scene is not None and scene.visit.page is not self._scene.visit.page:
            self._turned_s = self._clock()
        self._scene = scene
        self._header.show_scene(scene)
        self._footer.show_scene(scene)
        asking = self._stack.currentWidget() is self.staff
        self._header.setVisible(not asking)
        self._footer.setVisible(not asking and scene.visit.page not in _WITHOUT_FOOTER)
        if asking:
            self.staff.show_scene(scene)
            return
        page = self._pages[scene.visit.page]
        page.show_scene(scene)
        if self._stack.currentWidget() is not page:
            self._turn_to(page)
        told = page.told()
        if told != self._told:
            self._told = told
            announce(page, told)

    def _turn_to(self, page: KioskPage) -> None:
        """Show a page; who came by the keys sees where the focus is."""
        before = self.focusWidget()
        if isinstance(before, TouchButton):
            self._by_keys = before.ringed
        self._stack.setCurrentWidget(page)
        page.take_focus()
        focused = self.focusWidget()
        if isinstance(focused, TouchButton):
            focused.ringed = self._by_keys

    def _tell(self, action: Action) -> None:
        """Tell what was done on the page, if it was there to be seen."""
        if self._clock() - self._turned_s >= SETTLE_S:
            self.acted.emit(action)

    def cramped(self) -> list[str]:
        """Return the words that have too little room on the page of this moment."""
        return self._pages[self._scene.visit.page].cramped() if self._scene else []

    def dim(self, brightness: float) -> None:
        """Leave the grounds this share of their light; below 1 nothing moves."""
        self.setProperty("brightness", brightness)
        self._dress()
        self._header.dim(brightness)
        self._shade.show_brightness(brightness)
        attract = self._pages[Page.ATTRACT]
        if isinstance(attract, AttractPage):
            attract.waves.move_on(moves=brightness == 1.0)

    def ask_code(self) -> None:
        """Show the keypad."""
        self._told = ""
        self._stack.setCurrentWidget(self.staff)
        if self._scene is not None:
            self.show_scene(self._scene)

    def leave_staff(self) -> None:
        """Go back to the visitor's page."""
        if self._scene is not None:
            self._turn_to(self._pages[self._scene.visit.page])
            self.show_scene(self._scene)

    def allow_close(self) -> None:
        """Let the next close event through."""
        self._may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless staff or the end of the system's session wants otherwise."""
        if self._may_close or _session_ends():
            event.accept()
            self.quit_wanted.emit()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Stay full screen, and take other colours."""
        if event.type() == QEvent.Type.WindowStateChange and not self._may_close:
            minimized = self.windowState() & Qt.WindowState.WindowMinimized
            if minimized:
                QTimer.singleShot(0, self.showFullScreen)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let letters, buttons and margins follow the screen."""
        self._dress()
        self._shade.setGeometry(self.rect())
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Notice every key; one that something lies on, which repeats itself, is nobody."""
        # This event goes before each key that is pressed, and comes up here from wherever the
        # focus is; the key itself ends at the button that takes it, or moves the focus.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self.acted.emit(Stay())
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Notice a touch beside everything; in the corner, wait for the keypad."""
        self.acted.emit(Stay())
        em = self.fontMetrics().height()
        if event.position().x() < CORNER_EM * em and event.position().y() < CORNER_EM * em:
            self._hold.start()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Forget a corner that was let go."""
        self._hold.stop()

    def _make_pages(self) -> dict[Page, KioskPage]:
        speak = SpeakPage(self, live_meter=self._config.speak.live_meter)
        thanks = ThanksPage(self)
        return {
            Page.ATTRACT: AttractPage(self),
            Page.SERVICE: ServicePage(self, self._config),
            Page.CONSENT: ConsentPage(self),
            Page.SPEAK: speak,
            Page.FINISHING: speak,
            Page.RESULT: ResultPage(self),
            Page.PICK: PickPage(self),
            Page.THANKS: thanks,
            Page.DECLINED: thanks,
            Page.OUT_OF_ORDER: OutOfOrderPage(self),
        }

    def _dress(self) -> None:
        if self._dressing:
            return
        self._dressing = True
        unit = unit_px(self.size())
        self.setStyleSheet(kiosk_sheet(unit, colors_of(self)))
        for part in (self._header, self._footer, self.staff):
            respace(part, unit)
        margin = round(unit * 2.2)
        self._stack.setContentsMargins(margin, 0, margin, round(unit * 0.8))
        self.staff.setContentsMargins(0, round(unit * 1.6), 0, round(unit * 0.8))
        self._pages[Page.ATTRACT].setContentsMargins(0, 0, 0, round(unit * 2.2))
        self._header.setContentsMargins(margin, round(unit), margin, round(unit * 0.8))
        self._footer.setContentsMargins(margin, 0, margin, round(unit * 0.8))
        self._dressing = False


class Header(QWidget):
    """Who asks, and in which language."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, config: KioskConfig) -> None:
        super().__init__(parent)
        self._logo = QLabel(self)
        self._picture = QIcon(str(config.look.logo)) if config.look.logo else QIcon()
        self._name = words(self, "body", muted=True)
        self._name.setText(config.organisation)
        self._logo.setVisible(not self._picture.isNull())
        self._logo.setAccessibleName(config.organisation)
        self._group = QWidget(self)
        self._languages = {
            code: TouchButton(self._group, step="small") for code in config.languages
        }
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        spaced(layout, 1.0)
        layout.addWidget(self._logo)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._group)
        choices = QHBoxLayout(self._group)
        choices.setContentsMargins(0, 0, 0, 0)
        spaced(choices, 0.6)
        for code, button in self._languages.items():
            button.say(config.texts[code].language_name)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
            choices.addWidget(button)

    def show_scene(self, scene: Scene) -> None:
        """Mark the language; while somebody speaks it stays."""
        choosable = scene.visit.page not in {Page.SPEAK, Page.FINISHING}
        self._group.setAccessibleName(scene.say(scene.texts.language_choice))
        self._group.setVisible(len(self._languages) > 1)
        for code, button in self._languages.items():
            button.setEnabled(choosable or code == scene.visit.language)
            button.setChecked(code == scene.visit.language)

    def dim(self, brightness: float) -> None:
        """Leave the logo this share of its light."""
        veil = QGraphicsOpacityEffect(self._logo)
        veil.setOpacity(painted_share(brightness))
        self._logo.setGraphicsEffect(veil)

    def changeEvent(self, event: QEvent) -> None:
        """Let the logo follow the letters."""
        if event.type() == QEvent.Type.FontChange and not self._picture.isNull():
            height = round(self.fontMetrics().height() * 2.4)
            size = QSize(height * 4, height)
            self._logo.setPixmap(self._picture.pixmap(size, self.devicePixelRatio()))
        super().changeEvent(event)


class Footer(QWidget):
    """When the page goes back by itself, and a button against it."""

    stayed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words(self, "body")
        self._stay = TouchButton(self, weight=Weight.PLAIN)
        self._stay.clicked.connect(self.stayed)
        keep_room(self._stay)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        spaced(layout, 1.0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._stay)

    def show_scene(self, scene: Scene) -> None:
        """Count the last seconds."""
        page = scene.visit.page
        shown = (
            page not in _WITHOUT_FOOTER | {Page.DECLINED, Page.OUT_OF_ORDER}
            and scene.left_s <= scene.config.timeouts.countdown_s
        )
        self._stay.say(scene.say(scene.texts.stay))
        self._stay.setVisible(shown)
        counted_before = bool(self._words.text())
        self._words.setText(_returning(scene) if shown else "")
        if shown and not counted_before:  # said once: each second would drown everything else
            announce(self, self._words.text())


def _returning(scene: Scene) -> str:
    """Say when the page goes, and what becomes of a result that stands on it."""
    texts, seconds = scene.texts, ceil(scene.left_s)
    counted = texts.returning_one if seconds == 1 else texts.returning
    said = scene.say(counted, seconds=str(seconds))
    if scene.visit.page not in {Page.RESULT, Page.PICK}:
        return said
    fate = texts.returning_kept if scene.visit.kept else texts.thanks_nothing
    return f"{said} {scene.say(fate)}"


class Shade(QWidget):
    """Takes light from the ground of the window, behind everything else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._brightness = 1.0
        self.hide()

    def show_brightness(self, brightness: float) -> None:
        """Leave this share of the light."""
        self._brightness = brightness
        self.setVisible(brightness < 1.0)
        self.lower()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dark."""
        painter = QPainter(self)
        dark = QColor(Qt.GlobalColor.black)
        dark.setAlphaF(1.0 - painted_share(self._brightness))
        painter.fillRect(self.rect(), dark)
        painter.end()


def _session_ends() -> bool:
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
