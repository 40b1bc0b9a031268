"""Small controls that all views share: cards, named buttons, quiet labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ser_live.views.icons import icon
from ser_live.views.theme import RADIUS, SPACE_XS, TITLE, palette_of, scaled_font

RING_PX: Final = 2.0
"""How thick the ring around what has the keyboard's focus is; the style sheet's are as thick."""


class Card(QFrame):
    """A sheet on the window that holds things that belong together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._ringed: QWidget | None = None

    def ring_for(self, widget: QWidget) -> None:
        """Wear a ring while this, which fills the card and has none, has the keyboard's focus."""
        self._ringed = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the ring on, or off."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring over the border."""
        super().paintEvent(event)
        if self._ringed is None or not self._ringed.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette_of(self).accent), RING_PX))
        inset = RING_PX / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.end()


def set_icon_room(button: QAbstractButton, *, words: bool = True) -> None:
    """Make the icon as tall as the words beside it, and keep the two apart."""
    side = round(button.fontMetrics().height() * 1.1)
    button.setIconSize(QSize(side + SPACE_XS if words else side, side))


def flat_button(icon_name: str, name: str, parent: QWidget) -> QToolButton:
    """Return a button that is an icon; its name is told by tooltip and screen reader."""
    button = QToolButton(parent)
    button.setIcon(icon(icon_name))
    set_icon_room(button, words=False)
    name_control(button, name)
    button.setProperty("role", "flat")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def text_button(text: str, parent: QWidget, *, primary: bool = False) -> QPushButton:
    """Return a button with words; the primary one is what people come for."""
    button = QPushButton(text, parent)
    button.setAccessibleName(text.replace("&", ""))
    if primary:
        button.setProperty("role", "primary")
    return button


def action_button(action: QAction, parent: QWidget, *, words: bool = True) -> QToolButton:
    """Return a button for an action, with its words or as an icon."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
    set_icon_room(button, words=words)
    button.setAccessibleName(action.iconText())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    # A tool bar would hide the button with its action; a layout does not.
    action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
    button.setVisible(action.isVisible())
    return button


def primary_button(action: QAction, icon_name: str, parent: QWidget) -> QToolButton:
    """Return the button for what people come for, in the accent's colour."""
    button = QToolButton(parent)
    button.setProperty("role", "primary")
    button.setIcon(icon(icon_name, "on_accent"))
    button.setText(action.iconText())
    button.setToolTip(action.toolTip())
    button.setAccessibleName(action.iconText())
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    set_icon_room(button)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    action.changed.connect(lambda: button.setToolTip(action.toolTip()))
    action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
    button.setEnabled(action.isEnabled())
    button.setVisible(action.isVisible())
    return button


@contextmanager
def focus_handed_on(heirs: Mapping[QWidget, Sequence[QWidget]]) -> Iterator[None]:
    """Give the focus of a button that goes meanwhile to the first of its heirs that is there.

    Qt gives it to whatever comes next, which the same key would press then.
    """
    before = next((each for each in heirs if each.window().focusWidget() is each), None)
    yield
    if before is None or _takes_focus(before):
        return
    heir = next((each for each in heirs[before] if _takes_focus(each)), None)
    if heir is not None:
        heir.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_focus(widget: QWidget) -> bool:
    return widget.isEnabled() and not widget.isHidden()


def plain_label(parent: QWidget, text: str = "") -> QLabel:
    """Return a label that takes nothing for markup: names and paths may hold any character."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def muted_label(parent: QWidget, text: str = "") -> QLabel:
    """Return a label in the quieter colour."""
    label = plain_label(parent, text)
    label.setProperty("role", "muted")
    return label


def section_label(text: str, parent: QWidget) -> QLabel:
    """Return the heading of a card."""
    label = plain_label(parent, text)
    label.setFont(scaled_font(parent.font(), TITLE, QFont.Weight.DemiBold))
    return label


def name_control(widget: QWidget, name: str, description: str = "") -> None:
    """Name a control for people who hover and for people who listen."""
    widget.setAccessibleName(name)
    widget.setToolTip(f"{name}\n{description}" if description else name)
    if description:
        widget.setAccessibleDescription(description)


class ElidedLabel(QLabel):
    """A line that is shortened in its middle where there is no room for it; no markup."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str) -> None:
        """Show these words, all of them where they fit."""
        self._words = words
        self.setAccessibleName(words)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the line to the room there is."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        mode = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._words, mode, self.width()))


def title_label(title: str, parent: QWidget, scale: float = TITLE) -> ElidedLabel:
    """Return the heading of a window, however long the names in it are."""
    label = ElidedLabel(parent)
    label.setFont(scaled_font(parent.font(), scale, QFont.Weight.DemiBold))
    label.show_words(title)
    return label


class FittedLabel(QLabel):
    """A large word that becomes smaller where it would not fit, down to a title's size."""

    def __init__(self, scale: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._scale = scale
        self._word = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFont(scaled_font(self.font(), scale, QFont.Weight.DemiBold))
        self.setFixedHeight(self.fontMetrics().height())

    def show_word(self, word: str) -> None:
        """Show a word as large as it fits."""
        self._word = word
        self.setAccessibleName(word)
        self.setToolTip(word)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the word to the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        font = scaled_font(self.font(), self._scale, QFont.Weight.DemiBold)
        needed = QFontMetricsF(font).horizontalAdvance(self._word)
        if needed > self.width() > 0:
            scale = max(TITLE, self._scale * self.width() / needed * 0.95)
            font = scaled_font(font, scale, font.weight())
        if font != self.font():
            self.setFont(font)
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._word, mode, max(1, self.width())))


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, out of sight at once."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def drop_actions(window: QWidget) -> None:
    """Take a window's actions away: their words are of another language now."""
    for action in window.actions():
        window.removeAction(action)
        action.deleteLater()
