"""The timeline: level, speech, utterances and gaps over the last minutes or the session.

Importing this brings in pyqtgraph and NumPy; the window does so after its first paint.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QLinearGradient, QPen, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ser_core.types import EACH_CHANNELS, F64
from ser_live.messages import Phase
from ser_live.session import FLOOR_DBFS
from ser_live.summary import count_utterances
from ser_live.views.actions import RUNNING
from ser_live.views.history import History, Span
from ser_live.views.lanes import channels_apart
from ser_live.views.late_timeline import ZOOM
from ser_live.views.store import SessionStore
from ser_live.views.theme import CAPTION, palette_of, scaled_font
from ser_live.views.timeline_bands import Bands
from ser_live.views.timeline_card import TimelineCard
from ser_live.views.words import channel_word, clock

RECENT_S: Final = 120.0
YOUNG_S: Final = (30.0, 60.0)
"""A session younger than this fills the timeline sooner."""

MIN_SPAN_S: Final = 5.0
REFRESH_MS: Final = 200
MAX_POINTS: Final = 4000
LEVEL_TOP: Final = 0.50
SPEECH_Y: Final = 0.56
SPEECH_Y_APART: Final = (0.35, 0.405)
"""Where the speech of the second channel stands, and of the first."""
SPEECH_PX: Final = 3
LEVEL_SHARE_APART: Final = 0.62
"""How much of its height the level keeps where there are two lanes."""


class TimeView(Enum):
    """Which part of the session is seen."""

    RECENT = auto()
    """The last two minutes, moving along."""
    WHOLE = auto()
    """All of it."""
    FREE = auto()
    """What the person has chosen."""


class Timeline(TimelineCard):
    """Shows the session over time; a click on a band selects its utterance."""

    selected = Signal(int)

    def __init__(self, store: SessionStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.view = TimeView.RECENT
        self.selected_id: int | None = None
        self._lane_ticks: list[tuple[float, str]] = []
        self.plot = _make_plot()
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ring_for(self.plot)
        self._level = pg.PlotCurveItem(antialias=True, fillLevel=0.0, connect="finite")
        self._speech = pg.PlotCurveItem(connect="pairs")
        self._now = pg.InfiniteLine(angle=90)
        self.bands = Bands()
        for item in (self._level, self._speech, self._now, self.bands):
            self.plot.addItem(item)
        self._box: Any = self.plot.getViewBox()
        self._box.sigRangeChangedManually.connect(self._on_moved_by_hand)
        self.plot.scene().sigMouseClicked.connect(self._on_clicked)
        self._put_plot()
        self._dress()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        store.changed.connect(self._plan_refresh)
        self.refresh()

    def refresh(self) -> None:
        """Draw what is known now."""
        state, history = self._store.state, self._store.history
        channels = channels_apart(state)
        self.bands.show_rows(state.rows, channels)
        self._name_lanes(channels)
        level_x, level_y = _level_curve(history)
        self._level.setData(level_x, level_y * (LEVEL_SHARE_APART if channels else 1.0))
        self._speech.setData(*_speech_lines(history, state.position_s, apart=bool(channels)))
        self._now.setPos(state.position_s)
        self._now.setVisible(state.phase is Phase.LISTENING and bool(history.times_s))
        is_empty = not (state.rows or history.times_s)
        self._hint.setVisible(is_empty)
        self.enable(movable=not is_empty, followable=state.phase in RUNNING)
        self._follow()
        count = count_utterances(state.rows)
        for named in (self.plot, self.plot.viewport()):  # a screen reader comes to both
            named.setAccessibleName(self.tr("Timeline of the session"))
            named.setAccessibleDescription(self.tr("Utterances: {0}").format(count))

    def _name_lanes(self, channels: tuple[str, ...]) -> None:
        named = [lane for lane in self.bands.lanes if lane.channel]
        ticks = [(lane.middle, channel_word(lane.channel)) for lane in named]
        if ticks != self._lane_ticks:
            self._lane_ticks = ticks
            axis = self.plot.getAxis("left")
            axis.setTicks([ticks])
            axis.setVisible(bool(channels))

    def select(self, utterance_id: int | None) -> None:
        """Frame an utterance and bring it into sight; or frame none."""
        self.selected_id = utterance_id
        self.bands.select(utterance_id)
        row = next((r for r in self._store.state.rows if r.utterance_id == utterance_id), None)
        if row is None:
            return
        left, right = self._box.viewRange()[0]
        if row.start_s < left or row.end_s > right:
            half = (right - left) / 2
            middle = (row.start_s + row.end_s) / 2
            self._show_span(middle - half, middle + half, TimeView.FREE)

    def show_recent(self) -> None:
        """Follow the last two minutes."""
        self.view = TimeView.RECENT
        self._follow()

    def show_whole(self) -> None:
        """Show the whole session."""
        self.view = TimeView.WHOLE
        self._follow()

    def zoom(self, factor: float) -> None:
        """Show more time (above 1) or less."""
        left, right = self._box.viewRange()[0]
        half = max(MIN_SPAN_S, (right - left) * factor) / 2
        anchor = right - half if self.view is TimeView.RECENT else (left + right) / 2
        self._show_span(anchor - half, anchor + half, TimeView.FREE)

    def step(self, direction: int) -> None:
        """Select the utterance after (1) or before (-1) the selected one."""
        ids = [row.utterance_id for row in self._store.state.rows]
        if not ids:
            return
        if self.selected_id in ids:
            index = min(len(ids) - 1, max(0, ids.index(self.selected_id) + direction))
        else:
            index = len(ids) - 1
        self.select(ids[index])
        self.selected.emit(ids[index])

    def changeEvent(self, event: QEvent) -> None:
        """Take other colours, or other words."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "bands"):
            self._dress()
        if event.type() == QEvent.Type.LanguageChange:
            self._plan_refresh()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Draw with other pens on a screen of another density."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._dress()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what came while hidden."""
        super().showEvent(event)
        self._plan_refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys move through time."""
        if watched is self.plot and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._on_key(event.key())
        return super().eventFilter(watched, event)

    def _on_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Left:
                self.step(-1)
            case Qt.Key.Key_Right:
                self.step(1)
            case Qt.Key.Key_Plus:
                self.zoom(1 / ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(ZOOM)
            case Qt.Key.Key_Home:
                self.show_whole()
            case Qt.Key.Key_End:
                self.show_recent()
            case _:
                return False
        return True

    def _plan_refresh(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _follow(self) -> None:
        state = self._store.state
        end_s = max(state.position_s, self._store.history.end_s)
        end_s = max(end_s, self.bands.boundingRect().right() if state.rows else 0.0)
        live = state.phase in (Phase.LISTENING, Phase.RECONNECTING)
        if self.view is TimeView.RECENT:
            span_s = min(end_s, RECENT_S)
            if live or not end_s:
                span_s = next((young_s for young_s in YOUNG_S if end_s < young_s), RECENT_S)
            right = max(end_s, span_s)
            self._show_span(right - span_s, right, TimeView.RECENT)
        elif self.view is TimeView.WHOLE:
            self._show_span(0.0, max(end_s, MIN_SPAN_S), TimeView.WHOLE)
        self._box.setLimits(xMax=max(end_s, RECENT_S) + MIN_SPAN_S if live else end_s or RECENT_S)

    def _show_span(self, left: float, right: float, view: TimeView) -> None:
        self.view = view
        left = max(0.0, left)
        self._box.setXRange(left, max(right, left + MIN_SPAN_S), padding=0)

    def _on_moved_by_hand(self) -> None:
        self.view = TimeView.FREE

    def _on_clicked(self, event: MouseClickEvent) -> None:
        moment: QPointF = self._box.mapSceneToView(event.scenePos())
        row = self.bands.row_at(moment.x(), moment.y())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.select(row.utterance_id)
            self.selected.emit(row.utterance_id)

    def _put_plot(self) -> None:
        self._layout.replaceWidget(self._hint, self.plot)
        QVBoxLayout(self.plot).addWidget(self._hint)
        acts = (lambda: self.zoom(ZOOM), lambda: self.zoom(1 / ZOOM))
        for button, act in zip(
            self._buttons, (*acts, self.show_whole, self.show_recent), strict=True
        ):
            button.clicked.connect(act)

    def _dress(self) -> None:
        palette = palette_of(self)
        font = scaled_font(self.font(), CAPTION)
        accent = QColor(palette.accent)
        self._level.setPen(self._pen(palette.accent, 1.2))
        self._level.setBrush(_fading(accent))
        self._now.setPen(self._pen(palette.muted, 1, Qt.PenStyle.DotLine))
        self._speech.setPen(self._pen(palette.good, SPEECH_PX))
        self.plot.setBackground(QColor(palette.surface))
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.setTextPen(QColor(palette.muted))
            axis.setPen(self._pen(palette.border, 1))
            axis.setTickFont(font)
        self.bands.dress(palette, font)

    def _pen(self, color: str, width_px: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """Return a pen as thick on every screen: what is cosmetic counts the screen's pixels."""
        pen = QPen(QColor(color), width_px * self.devicePixelRatioF(), style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setCosmetic(True)
        return pen


class _ClockAxis(pg.AxisItem):  # type: ignore[misc]
    """Seconds as minutes and seconds."""

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """Return the words under the ticks."""
        return [clock(value) for value in values]

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return round distances: seconds and minutes, not decimals."""
        room = max(2.0, size / 90.0)
        steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
        step = next((s for s in steps if (high - low) / s <= room), steps[-1])
        return [(float(step), 0.0)]


def _make_plot() -> pg.PlotWidget:
    plot = pg.PlotWidget(axisItems={"bottom": _ClockAxis("bottom")})
    item = plot.getPlotItem()
    item.hideAxis("left")
    item.hideButtons()
    item.setMenuEnabled(False)
    box = item.getViewBox()
    box.setMouseEnabled(x=True, y=False)
    box.setDefaultPadding(0)
    box.disableAutoRange()
    box.setYRange(0.0, 1.0, padding=0)
    box.setLimits(xMin=0.0, minXRange=MIN_SPAN_S)
    return plot


def _fading(color: QColor) -> QBrush:
    """Return a ground for the level: the louder, the firmer."""
    gradient = QLinearGradient(0.0, LEVEL_TOP, 0.0, 0.0)
    for at, alpha in ((0.0, 0.62), (1.0, 0.08)):
        shade = QColor(color)
        shade.setAlphaF(alpha)
        gradient.setColorAt(at, shade)
    return QBrush(gradient)


def _level_curve(history: History) -> tuple[F64, F64]:
    times = np.array(history.times_s, dtype=np.float64)
    levels = np.array(history.levels_dbfs, dtype=np.float64)
    stride = -(-len(times) // MAX_POINTS)
    if stride > 1:
        whole = len(times) // stride * stride
        times = times[:whole:stride]
        levels = levels[:whole].reshape(-1, stride).max(axis=1)
    shares = np.clip(1.0 - levels / FLOOR_DBFS, 0.0, 1.0)
    unheard = np.array([(span.start_s, span.end_s) for span in history.unheard]).ravel()
    at = np.searchsorted(times, unheard)
    return np.insert(times, at, unheard), np.insert(shares, at, 0.0) * LEVEL_TOP


def _speech_lines(history: History, now_s: float, *, apart: bool) -> tuple[F64, F64]:
    spans = list(history.speech)
    for channel, since_s in history.speaking_since_s.items():
        spans.append(Span(since_s, max(now_s, since_s), channel))
    times = np.array([(span.start_s, span.end_s) for span in spans], dtype=np.float64).ravel()
    if not apart:
        return times, np.full(len(times), SPEECH_Y)
    below = np.array([span.channel == EACH_CHANNELS[-1] for span in spans]).repeat(2)
    return times, np.where(below, *SPEECH_Y_APART)
