"""The order in which Tab goes through what came late, or stands elsewhere than it was made."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(parts: Iterable[QWidget]) -> None:
    """Let Tab go through these controls, or the controls in these parts, one after the other."""
    controls = [control for part in parts for control in _controls(part)]
    for one, next_one in pairwise(controls):
        QWidget.setTabOrder(one, next_one)


def _controls(part: QWidget) -> list[QWidget]:
    if _stops(part):
        return [part]
    return [widget for widget in part.findChildren(QWidget) if _stops(widget)]


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
