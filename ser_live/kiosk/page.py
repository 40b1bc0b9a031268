"""What every page of the kiosk is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ser_live.kiosk.actions import Action
from ser_live.kiosk.button import TouchButton, Weight
from ser_live.kiosk.scene import Scene
from ser_live.kiosk.style import type_sheet, unit_px

_EM = "em"
"""The property of a layout that holds its spacing in letters."""

_SHARES: Final = tuple(percent / 100 for percent in range(100, 35, -5))
"""Of their own size, how large words and distances may be shown, the largest first."""

_MOVES_WORDS = frozenset({QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.LayoutRequest})


class KioskPage(QWidget):
    """A page: it shows a scene and tells what the visitor did.

    Its words have their own size, or the largest at which all of them have room.
    """

    acted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fitted: tuple[object, ...] = ()

    def event(self, event: QEvent) -> bool:
        """Fit the words whenever they, or their room, may be others."""
        handled = super().event(event)
        if event.type() in _MOVES_WORDS and self.isVisible():
            self.fit()
        return handled

    def fit(self) -> None:
        """Show the words as large as they have room."""
        parts = [(part.isVisibleTo(self), part.text()) for part in self._parts()]
        shown = (self.window().size(), self.contentsRect(), *parts)
        if shown == self._fitted:  # to fit the words moves them too
            return
        self._fitted = shown
        for share in _SHARES:
            self._show_at(share)
            if not self.cramped():
                break

    def cramped(self) -> list[str]:
        """Return the words that have too little room: nobody can read them to their end."""
        seen = (part for part in self._parts() if part.isVisibleTo(self))
        return [part.text() for part in seen if part.text() and _is_cramped(part)]

    def _parts(self) -> list[QLabel | TouchButton]:
        return [*self.findChildren(QLabel), *self.findChildren(TouchButton)]

    def _show_at(self, share: float) -> None:
        unit = unit_px(self.window().size())
        sheet = type_sheet(unit, share)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
        respace(self, unit * share)
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def show_scene(self, scene: Scene) -> None:
        """Show this moment."""
        raise NotImplementedError

    def told(self) -> str:
        """Return what a screen reader says by itself when it comes or changes."""
        return read_out(*self.findChildren(QLabel))

    def take_focus(self) -> None:
        """Put the keyboard's focus where the visitor most likely goes on."""
        first = next(
            (button for button in self.findChildren(TouchButton) if button.isVisibleTo(self)), None
        )
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def button(
        self,
        action: Action,
        *,
        weight: Weight = Weight.PLAIN,
        icon: str = "",
        step: str = "plain",
    ) -> TouchButton:
        """Return a button that tells `action`."""
        button = TouchButton(self, weight=weight, icon=icon, step=step)
        button.clicked.connect(lambda: self.acted.emit(action))
        return button


def _is_cramped(part: QLabel | TouchButton) -> bool:
    too_flat = part.height() < part.heightForWidth(part.width())
    return too_flat or part.width() < part.minimumSizeHint().width()


class LetterSized(QWidget):
    """Something painted whose size hint follows its letters."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the letters."""
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)


def words(parent: QWidget, step: str, *, centered: bool = False, muted: bool = False) -> QLabel:
    """Return a label whose words wrap, in a step of the kiosk's type."""
    label = QLabel(parent)
    label.setProperty("step", step)
    if muted:
        label.setProperty("tone", "muted")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if centered:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def read_out(*labels: QLabel) -> str:
    """Return the words of the labels that are shown, as they are read one after another."""
    shown = (label.text().strip() for label in labels if not label.isHidden())
    return "\n".join(text for text in shown if text)


def set_tone(label: QLabel, tone: str) -> None:
    """Show words in another colour of the kiosk's style; an empty tone is the plain one."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def spaced(layout: QLayout, em: float) -> None:
    """Keep this distance between the parts of a layout, in letters; see `respace`."""
    layout.setProperty(_EM, em)


def respace(widget: QWidget, unit: float) -> None:
    """Let every distance in a widget follow its letters, `unit` pixels high."""
    for layout in widget.findChildren(QLayout):
        em = layout.property(_EM)
        if em is not None:
            layout.setSpacing(round(em * unit))


def column(em: float) -> QVBoxLayout:
    """Return a column without margins, its parts so many letters apart."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    spaced(layout, em)
    return layout


def row_of(*widgets: QWidget) -> QLayout:
    """Return widgets side by side in the middle."""
    layout = QHBoxLayout()
    spaced(layout, 1.5)
    layout.addStretch(1)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout


def arrange(grid: QGridLayout, cells: Sequence[QWidget], columns: int) -> None:
    """Put cells side by side in rows of so many, all of one width."""
    for index, cell in enumerate(cells):
        grid.addWidget(cell, index // columns, index % columns)
    for index in range(grid.columnCount()):
        grid.setColumnStretch(index, 1 if index < columns else 0)


def is_upright(widget: QWidget) -> bool:
    """Whether the screen has less room beside a widget than above and below."""
    return widget.window().width() < widget.window().height()


def keep_room(widget: QWidget) -> None:
    """Keep a widget's room while it is hidden, so that nothing else moves."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def fill(widget: QWidget) -> None:
    """Let a widget fill its cell."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
