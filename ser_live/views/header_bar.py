"""The row above the cards: what is going on, what is listened to, how loud, and the start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ser_live.messages import Phase, SourceFacts, SourceKind
from ser_live.session import SessionState
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
from ser_live.views.lost_words import lacks_microphone
from ser_live.views.state_chip import StateChip
from ser_live.views.theme import SPACE_M, SPACE_S, SPACE_XS, palette_of
from ser_live.views.words import channel_word, source_word

WORDS_EM = 58
"""From this width on, buttons have words."""
LEVEL_EM = 4
NAME_EM = 4
"""What the level keeps where the source's name is long, and what the name gets at least."""


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
        self.demo.show_words("demo", self.tr("Demo"))
        self.demo.setToolTip(self.tr("This is the built-in recording, not your microphone."))
        self._source_words = ""
        self.source = QToolButton(self)
        self.source.setProperty("role", "flat")
        self.source.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_icon_room(self.source)
        self.source.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.source.clicked.connect(self.source_wanted)
        self.levels = (LevelMeter(self), LevelMeter(self))
        self.start = primary_button(actions.start, "play", self)
        self.resume = primary_button(actions.resume, "play", self)
        self.pause = action_button(actions.pause, self)
        self.stop = action_button(actions.stop, self)
        self.summary = action_button(actions.summary, self)
        self.export = action_button(actions.export, self)
        self.new = action_button(actions.new, self)
        self.heirs: dict[QWidget, tuple[QWidget, ...]] = {
            self.start: (self.stop,),
            self.resume: (self.pause, self.stop, self.start),
            self.pause: (self.resume, self.start),
            self.stop: (self.start,),
        }
        """Of the buttons that come and go: which one takes the place of each, and its focus."""
        self._buttons = [self.start, self.resume, self.pause, self.stop, self.summary]
        self._buttons += [self.export, self.new]
        self._lay_out()

    def show_state(self, state: SessionState) -> None:
        """Show the state."""
        self.chip.show_state(state)
        source = _source_of(state)
        self.demo.setVisible(source is not None and source.kind is SourceKind.DEMO)
        self._show_buttons(state)
        self._show_source(state)
        self._show_levels(state)
        self._elide_source()

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

    def _show_buttons(self, state: SessionState) -> None:
        over = state.phase.is_over and bool(state.rows)
        self.pause.setVisible(self.pause.defaultAction().isVisible() and not over)
        self.summary.setVisible(over)
        self.export.setVisible(over)
        self._weigh_start(likely=not lacks_microphone(state))

    def _weigh_start(self, *, likely: bool) -> None:
        """Let Start stand out only where it is likely to succeed."""
        role = "primary" if likely else "plain"
        if role != self.start.property("role"):
            self.start.setProperty("role", role)
            self.start.setIcon(icon("play", "on_accent" if likely else "text"))
            restyle(self.start)

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
        source = _source_of(state)
        self.source.setVisible(source is not None or state.phase is not Phase.STARTING)
        if source is None:
            kind, words, heard = "microphone", self.tr("Choose a microphone"), ""
        elif source.kind is SourceKind.DEMO:
            kind, words = "recording", source_word(source.kind)
            heard = words
        else:
            kind, words = source.kind.value, f"{source.name} · {channel_word(source.channel)}"
            heard = words
        name = self.tr("Listening to: {0}").format(heard) if heard else words
        if (words, name) == (self._source_words, self.source.accessibleName()):
            return
        self._source_words = words
        self.source.setIcon(icon(kind))
        hint = self.tr("Press to choose another microphone or channel.")
        name_control(self.source, name, hint)

    def _elide_source(self) -> None:
        metrics = self.source.fontMetrics()
        room, mode = self._source_room(), Qt.TextElideMode.ElideMiddle
        name, dot, channel = self._source_words.rpartition(" · ")
        beside = room - metrics.horizontalAdvance(dot + channel)
        if dot and beside >= NAME_EM * metrics.height():
            words = metrics.elidedText(name, mode, beside) + dot + channel
        else:
            words = metrics.elidedText(self._source_words, mode, room)
        words = words.replace("&", "&&")  # one alone marks a key
        if words != self.source.text():
            self.source.setText(words)

    def _source_room(self) -> int:
        """Return how wide the words of the source may be beside all others."""
        metrics = self.source.fontMetrics()
        em = metrics.height()
        others = [w for w in (self.demo, *self._buttons) if w.isVisibleTo(self)]
        widths = [w.sizeHint().width() for w in others]
        widths.append(self.chip.steady_width())
        if any(level.isVisibleTo(self) for level in self.levels):
            widths.append(LEVEL_EM * em)
        shown = metrics.size(Qt.TextFlag.TextShowMnemonic, self.source.text()).width()
        frame = self.source.sizeHint().width() - shown
        taken = sum(widths) + len(widths) * SPACE_S + frame + SPACE_M + SPACE_S
        return max(NAME_EM * em, self.width() - taken)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.chip)
        layout.addWidget(self.demo)
        layout.addWidget(self.source)
        # A shorter name must not wait for room, nor room for a shorter name.
        self.source.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.source.setMinimumWidth(NAME_EM * self.fontMetrics().height())
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


def _source_of(state: SessionState) -> SourceFacts | None:
    """Return what is listened to; where another source failed, the one before is no answer."""
    return None if state.phase is Phase.FAILED else state.source
