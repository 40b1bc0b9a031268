"""The line below the cards: where the log is, which model, how late the reading is."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ser_live.messages import Phase
from ser_live.session import SessionState
from ser_live.views.actions import Actions
from ser_live.views.controls import ElidedLabel, action_button, muted_label, name_control
from ser_live.views.icons import paint_icon
from ser_live.views.theme import CAPTION, SPACE_M, SPACE_S, palette_of, scaled_font


class StatusLine(QWidget):
    """Small facts for those who look for them."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = ElidedLabel(self)
        self.path.setProperty("role", "muted")
        self.path.setFont(scaled_font(self.font(), CAPTION))
        self.folder: QToolButton = action_button(actions.log_folder, self, words=False)
        self.folder.setProperty("role", "flat")
        self.unsaved = WarningSign(self)
        self.model = _fact(self)
        self.latency = _fact(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.folder)
        layout.addWidget(self.unsaved)
        layout.addWidget(self.path, 1)
        layout.addWidget(self.model)
        layout.addWidget(self.latency)

    def show_state(self, state: SessionState, delay_ms: float) -> None:
        """Show log, model, and the delay that 95 of 100 readings keep within."""
        words = self.tr("No session is open")
        if state.log_path is not None:
            service = f"{state.service} · " if state.service else ""
            words = self.tr("{0}Log: {1}").format(service, state.log_path)
            self.path.setToolTip(str(state.log_path))
        self.path.show_words(words)
        self.unsaved.setVisible(any(notice.key == "log" for notice in state.notices))
        self.model.setText(self.tr("Model: {0}").format(state.model.name) if state.model else "")
        known = state.phase is Phase.LISTENING and delay_ms > 0.0
        milliseconds = QLocale().toString(round(delay_ms))
        self.latency.setText(self.tr("Delay: {0} ms").format(milliseconds) if known else "")
        self.latency.setToolTip(
            self.tr("95 of 100 readings were seen at most so long after their last sample.")
        )


class WarningSign(QWidget):
    """Says beside the log that not all of it is on the disk."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        side = self.fontMetrics().height()
        self.setFixedSize(side, side)
        name_control(self, self.tr("Some rows are not saved yet"))
        self.setVisible(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign in the colour of what is wrong."""
        painter = QPainter(self)
        paint_icon(painter, "warning", palette_of(self).bad, QRectF(self.rect()))
        painter.end()


def _fact(parent: QWidget) -> QLabel:
    label = muted_label(parent)
    label.setFont(scaled_font(parent.font(), CAPTION))
    return label
