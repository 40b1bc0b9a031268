"""What a machine can see of a window: words without room, words on words, faint words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from ser_live.views.chip import Chip
from ser_live.views.controls import ElidedLabel
from ser_live.views.palette import contrast

W = TypeVar("W", bound=QWidget)
LEAST_CONTRAST = 4.5
SHARPNESS = 3
"""How many times sharper than the screen words are painted to read their colour."""


def faults(window: QWidget) -> list[str]:
    """Return what is wrong with the words of a window."""
    return [*clipped(window), *outside(window), *overlapping(window)]


def clipped(window: QWidget) -> Iterator[str]:
    """Yield the words that have too little room."""
    for label in _shown(window, QLabel):
        yield from _clipped_label(label)
    for button in _shown(window, QAbstractButton):
        if button.width() + 1 < button.minimumSizeHint().width():
            yield f"{button.text()!r}: {button.width()} of {button.minimumSizeHint().width()} wide"
    for chip in _shown(window, Chip):
        if chip.width() < chip.sizeHint().width():
            yield f"{chip.text!r}: {chip.width()} of {chip.sizeHint().width()} wide"
    for box in _shown(window, QComboBox):
        words = box.fontMetrics().horizontalAdvance(box.currentText())
        if box.width() < words + 2 * box.fontMetrics().height():
            yield f"{box.currentText()!r}: {box.width()} wide"
    for table in _shown(window, QTableView):
        yield from _clipped_cells(table)


def outside(window: QWidget) -> Iterator[str]:
    """Yield the words that reach beyond what shows them."""
    for widget in _with_words(window):
        area = _scrolled_by(widget)
        room = (area.widget() if area else None) or window
        if not room.rect().contains(_box(widget, room)):
            yield f"{_words(widget)!r} reaches out of its room"


def overlapping(window: QWidget) -> Iterator[str]:
    """Yield the words that stand on others."""
    boxes = [(_box(widget, window), widget) for widget in _with_words(window)]
    for (box, one), (other_box, other) in combinations(boxes, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        shared = box.intersected(other_box)
        if _scrolled_by(one) is _scrolled_by(other) and min(shared.width(), shared.height()) > 1:
            yield f"{_words(one)!r} and {_words(other)!r} overlap"


def faint(window: QWidget) -> Iterator[str]:
    """Yield the words whose contrast with their ground, as painted, is too low."""
    image = QImage(window.size() * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    window.render(image)
    fields = [line for line in _shown(window, QLineEdit) if not line.visibleRegion().isEmpty()]
    for widget in [*_with_words(window), *(line for line in fields if _written(line))]:
        ratio = _painted_contrast(image, _box(widget, window).adjusted(3, 2, -3, -2))
        if widget.isEnabled() and ratio < LEAST_CONTRAST:
            words = _written(widget) if isinstance(widget, QLineEdit) else _words(widget)
            yield f"{words!r} has a contrast of {ratio:.1f}"


def _clipped_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if isinstance(label, ElidedLabel):
        whole = label.accessibleName()
        if text != whole and "/" not in whole:  # a path may be shortened
            yield f"{whole!r} is shortened"
    elif label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() + 1 < needed:
            yield f"{text!r}: {label.height()} of {needed} high"
    elif label.fontMetrics().horizontalAdvance(text.replace("&", "")) > label.width() + 1:
        yield f"{text!r}: {label.width()} wide"
    elif label.fontMetrics().tightBoundingRect(text).height() > label.height():
        yield f"{text!r}: {label.height()} high"


def _clipped_cells(table: QTableView) -> Iterator[str]:
    header = table.horizontalHeader()
    if table.horizontalScrollBar().maximum() > 0:
        yield f"columns of {header.length()} in a table of {table.viewport().width()}"
    for column in range(table.model().columnCount()):
        if table.isColumnHidden(column):
            continue
        needed = max(table.sizeHintForColumn(column), header.sectionSizeHint(column))
        if table.columnWidth(column) < needed:
            name = table.model().headerData(column, Qt.Orientation.Horizontal)
            yield f"column {name!r}: {table.columnWidth(column)} of {needed} wide"


def _shown(window: QWidget, kind: type[W]) -> list[W]:
    widgets = window.findChildren(kind)
    return [w for w in widgets if w.isVisible() and w.window() is window]


def _with_words(window: QWidget) -> list[QLabel | QAbstractButton]:
    """Return the visible labels and buttons that say something, as far as they are in sight."""
    widgets: list[QLabel | QAbstractButton] = [*_shown(window, QLabel)]
    widgets += _shown(window, QAbstractButton)
    return [w for w in widgets if _words(w).strip() and not w.visibleRegion().isEmpty()]


def _words(widget: QLabel | QAbstractButton) -> str:
    return str(widget.text())


def _written(line: QLineEdit) -> str:
    return line.text() or line.placeholderText()


def _box(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def _scrolled_by(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _painted_contrast(image: QImage, box: QRect) -> float:
    """Return the contrast of the ground, the commonest colour, and what differs from it most."""
    part = QRect(box.topLeft() * SHARPNESS, box.size() * SHARPNESS).intersected(image.rect())
    colors, counts = np.unique(_pixels(image.copy(part)), return_counts=True)
    ground = _name(colors[counts.argmax()])
    seen = colors[counts >= max(4, counts.sum() // 2000)]  # no single stray pixel
    return max(contrast(_name(color), ground) for color in seen)


def _pixels(image: QImage) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    return rows[:, : image.width()] & 0xFFFFFF


def _name(color: int) -> str:
    return f"#{int(color):06x}"
