"""What every page of the kiosk is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ser_live.kiosk.actions import Action
from ser_live.kiosk.button import TouchButton, Weight
from ser_live.kiosk.scene import Scene

_EM = "em"
"""The property of a layout that holds its spacing in letters."""


class KioskPage(QWidget):
    """A page: it shows a scene and tells what the visitor did."""

    acted = Signal(object)

    def show_scene(self, scene: Scene) -> None:
        """Show this moment."""
        raise NotImplementedError

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
        scale: float = 1.0,
    ) -> TouchButton:
        """Return a button that tells `action`."""
        button = TouchButton(self, weight=weight, icon=icon, scale=scale)
        button.clicked.connect(lambda: self.acted.emit(action))
        return button


def words(parent: QWidget, size: str, *, centered: bool = False, muted: bool = False) -> QLabel:
    """Return a label whose words wrap, in a size of the kiosk's style."""
    label = QLabel(parent)
    label.setProperty("step", size)
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


def set_tone(label: QLabel, tone: str) -> None:
    """Show words in another colour of the kiosk's style; an empty tone is the plain one."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def spaced(layout: QLayout, em: float) -> None:
    """Keep this distance between the parts of a layout, in letters; see `respace`."""
    layout.setProperty(_EM, em)


def respace(window: QWidget, unit: float) -> None:
    """Let every distance in a window follow its letters, `unit` pixels high."""
    for layout in window.findChildren(QLayout):
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


def keep_room(widget: QWidget) -> None:
    """Keep a widget's room while it is hidden, so that nothing else moves."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def fill(widget: QWidget) -> None:
    """Let a widget fill its cell."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
