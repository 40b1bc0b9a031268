"""The row above the cards: what is going on, what is listened to, how loud, and the start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ser_live.session import Phase, SessionState, SourceKind
from ser_live.views.actions import Actions
from ser_live.views.chip import Chip
from ser_live.views.controls import (
    action_button,
    name_control,
    primary_button,
    restyle,
    set_icon_room,
)
from ser_live.views.icons import icon
from ser_live.views.level_meter import LevelMeter
from ser_live.views.state_chip import StateChip
from ser_live.views.theme import SPACE_M, SPACE_S, SPACE_XS, palette_of
from ser_live.views.words import channel_word, source_word

WORDS_EM = 58
"""From this width on, buttons have words."""
NAME_EM = 24
NAME_SHARE = 0.28
"""How much of the width the name of the source may take, and of the type's height."""


class DemoChip(Chip):
    """Says plainly that nobody's microphone is heard."""

    def color(self) -> str:
        """Return the colour of a warning: nobody shall take it for themselves."""
        return palette_of(self).warning


class HeaderBar(QWidget):
    """Shows state, source and level, and holds the buttons that everybody needs."""

    source_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = StateChip(self)
        self.demo = DemoChip(self)
        self.demo.show_words("demo", self.tr("Demo recording"))
        self.demo.setToolTip(self.tr("This is the built-in recording, not your microphone."))
        self._source_words = ""
        self.source = QToolButton(self)
        self.source.setProperty("role", "flat")
        self.source.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.source.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.source.clicked.connect(self.source_wanted)
        self.levels = (LevelMeter(self), LevelMeter(self))
        self.start = primary_button(actions.start, "play", self)
        self.resume = primary_button(actions.resume, "play", self)
        self.pause = action_button(actions.pause, self)
        self.stop = action_button(actions.stop, self)
        self.new = action_button(actions.new, self)
        self._buttons = [self.start, self.resume, self.pause, self.stop, self.new]
        self._lay_out()

    def show_state(self, state: SessionState) -> None:
        """Show the state."""
        self.chip.show_state(state)
        self.demo.setVisible(state.source is not None and state.source.kind is SourceKind.DEMO)
        self._show_source(state)
        self._show_levels(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words away where there is no room for them."""
        wide = event.size().width() >= WORDS_EM * self.fontMetrics().height()
        style = Qt.ToolButtonStyle
        for button in self._buttons:
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
            )
            set_icon_room(button, words=wide)
            restyle(button)
        self._elide_source()
        super().resizeEvent(event)

    def _show_levels(self, state: SessionState) -> None:
        apart = len(state.voices) > 1
        for number, level in enumerate(self.levels):
            listening = state.phase is Phase.LISTENING
            level.setVisible(listening and number < len(state.voices))
            if number < len(state.voices):
                voice = state.voices[number]
                level.name_channel(voice.channel if apart else "")
                level.show_level(voice.level_dbfs, clipped=voice.clipped)

    def _show_source(self, state: SessionState) -> None:
        source = state.source
        is_demo = source is not None and source.kind is SourceKind.DEMO
        if source is None:
            kind, words = SourceKind.MICROPHONE, self.tr("Choose a microphone")
        elif is_demo:
            kind, words = SourceKind.MICROPHONE, source_word(source.kind)
        else:
            kind, words = source.kind, f"{source.name} · {channel_word(source.channel)}"
        if words == self._source_words:
            return
        self._source_words = words
        style = Qt.ToolButtonStyle
        self.source.setToolButtonStyle(  # the demo's own chip has the words
            style.ToolButtonIconOnly if is_demo else style.ToolButtonTextBesideIcon
        )
        set_icon_room(self.source, words=not is_demo)
        restyle(self.source)
        self._elide_source()
        self.source.setIcon(icon(kind.value))
        name_control(
            self.source,
            self.tr("Listening to: {0}").format(words),
            self.tr("Press to choose another microphone or channel."),
        )

    def _elide_source(self) -> None:
        metrics = self.source.fontMetrics()
        room = min(metrics.height() * NAME_EM, round(self.width() * NAME_SHARE))
        name, dot, channel = self._source_words.rpartition(" · ")
        name, rest = (name, f"{dot}{channel}") if dot else (channel, "")
        room -= metrics.horizontalAdvance(rest)
        mode = Qt.TextElideMode.ElideMiddle
        self.source.setText(f"{metrics.elidedText(name, mode, room)}{rest}")

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.chip)
        layout.addWidget(self.demo)
        layout.addWidget(self.source)
        levels = QVBoxLayout()
        levels.setSpacing(SPACE_XS)
        levels.addStretch(1)
        for level in self.levels:
            levels.addWidget(level)
        levels.addStretch(1)
        layout.addLayout(levels, 1)
        layout.addStretch(1)
        layout.addSpacing(SPACE_M)
        for button in self._buttons:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            layout.addWidget(button)
