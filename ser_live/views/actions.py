"""Everything that can be done, with its words, icon and keys, once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenuBar, QWidget

from ser_live.messages import Phase, SourceKind
from ser_live.views.icons import icon

translate = QCoreApplication.translate

RUNNING = (Phase.STARTING, Phase.LISTENING, Phase.PAUSED, Phase.RECONNECTING)
CORRECT_KEYS = "F2"
RECENT_KEYS = "Ctrl+1"
WHOLE_KEYS = "Ctrl+2"
Key = QKeySequence.StandardKey


class Actions:
    """The actions of the monitor's window, to be connected by it."""

    def __init__(self, window: QWidget, undo_stack: QUndoStack) -> None:
        self._add_session(window)
        self._add_edit(window, undo_stack)
        self._add_view(window)

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into menus."""
        menus = (
            (
                translate("Actions", "&Session"),
                (
                    *(self.start, self.stop, self.pause, self.resume, None),
                    *(self.new, self.summary, None, self.open_recording),
                    *(self.demo, self.demo_call),
                    *(self.open_session, self.export, None, self.log_folder, None, self.quit),
                ),
            ),
            (
                translate("Actions", "&Edit"),
                (
                    *(self.undo, self.redo, None, self.wrong, self.copy, self.find),
                    *(None, self.source, self.settings),
                ),
            ),
            (
                translate("Actions", "&View"),
                (self.recent, self.whole, None, self.zoom_in, self.zoom_out),
            ),
            (translate("Actions", "&Help"), (self.explain,)),
        )
        for title, actions in menus:
            menu = bar.addMenu(title)
            menu.setAccessibleName(title.replace("&", ""))
            for action in actions:
                if action is None:
                    menu.addSeparator()
                else:
                    menu.addAction(action)

    def enable(self, phase: Phase, *, has_rows: bool) -> None:
        """Offer what makes sense now."""
        running = phase in RUNNING
        self.start.setVisible(not running)
        self.start.setEnabled(not running)
        begins = translate("Actions", "Start a new session")
        over = phase is Phase.FINISHED
        self.start.setToolTip(_hint(self.start, begins if over else self.start.iconText()))
        self.stop.setVisible(running)
        self.stop.setEnabled(running)
        paused = phase is Phase.PAUSED
        self.pause.setVisible(not paused)
        self.pause.setEnabled(phase in (Phase.LISTENING, Phase.RECONNECTING))
        self.resume.setVisible(paused)
        self.resume.setEnabled(paused)
        for action in (self.summary, self.export):
            action.setEnabled(has_rows)
        self.recent.setEnabled(running)

    def name_source(self, kind: SourceKind) -> None:
        """Call the button that chooses a source by what is chosen instead."""
        words = self.source.text().replace("&", "")
        if kind is SourceKind.SYSTEM_AUDIO:
            words = translate("Actions", "Source and channel…")
        self.source.setIconText(words)
        self.source.setToolTip(_hint(self.source, words.rstrip("…")))

    def _add_session(self, window: QWidget) -> None:
        self.start = _action(window, "play", translate("Actions", "&Start"), "Ctrl+R")
        self.stop = _action(window, "stop", translate("Actions", "S&top"), "Ctrl+.")
        self.pause = _action(window, "pause", translate("Actions", "&Pause"), "Ctrl+P")
        self.resume = _action(window, "play", translate("Actions", "&Resume"), "Ctrl+P")
        self.new = _action(window, "new", translate("Actions", "&New session…"), Key.New)
        self.summary = _action(window, "summary", translate("Actions", "S&ummary"), "Ctrl+U")
        self.open_recording = _action(
            window, "recording", translate("Actions", "&Open a recording…"), Key.Open
        )
        self.demo = _action(
            window, "demo", translate("Actions", "Play the &demo recording"), "Ctrl+D"
        )
        self.demo_call = _action(
            window, "demo", translate("Actions", "Play the demo c&all"), "Ctrl+Shift+D"
        )
        self.open_session = _action(
            window, "history", translate("Actions", "Open an &earlier session…"), "Ctrl+Shift+O"
        )
        self.export = _action(window, "export", translate("Actions", "E&xport…"), "Ctrl+E")
        self.log_folder = _action(
            window, "folder", translate("Actions", "Open the &log folder"), "Ctrl+L"
        )
        self.source = _action(
            window, "microphone", translate("Actions", "&Microphone and channel…"), "Ctrl+M"
        )
        self.settings = _action(window, "settings", translate("Actions", "Se&ttings…"), "Ctrl+,")
        self.quit = _action(window, "close", translate("Actions", "&Quit"), "Ctrl+Q")

    def _add_edit(self, window: QWidget, undo_stack: QUndoStack) -> None:
        self.undo = undo_stack.createUndoAction(window, translate("Actions", "Undo"))
        self.undo.setShortcuts(Key.Undo)
        self.undo.setIcon(icon("undo"))
        self.redo = undo_stack.createRedoAction(window, translate("Actions", "Redo"))
        self.redo.setShortcuts(Key.Redo)
        self.redo.setIcon(icon("redo"))
        window.addActions([self.undo, self.redo])
        self.wrong = _action(
            window, "correct", translate("Actions", "That was &wrong…"), CORRECT_KEYS
        )
        self.copy = _action(
            window, "copy", translate("Actions", "&Copy the rows as text"), Key.Copy
        )
        self.find = _action(
            window, "search", translate("Actions", "&Filter the utterances"), Key.Find
        )

    def _add_view(self, window: QWidget) -> None:
        self.recent = _action(
            window, "follow", translate("Actions", "The last &two minutes"), RECENT_KEYS
        )
        self.whole = _action(
            window, "whole", translate("Actions", "The &whole session"), WHOLE_KEYS
        )
        self.zoom_in = _action(window, "zoom-in", translate("Actions", "Zoom &in"), Key.ZoomIn)
        self.zoom_out = _action(window, "zoom-out", translate("Actions", "Zoom &out"), Key.ZoomOut)
        self.explain = _action(
            window, "help", translate("Actions", "What do these &numbers mean?"), Key.HelpContents
        )


def _action(window: QWidget, icon_name: str, text: str, keys: Key | str) -> QAction:
    action = QAction(icon(icon_name), text, window)
    action.setIconText(text.replace("&", ""))  # Qt would leave the ellipsis out
    action.setShortcut(QKeySequence(keys))
    action.setToolTip(_hint(action, text.replace("&", "").rstrip("…")))
    window.addAction(action)
    return action


def _hint(action: QAction, words: str) -> str:
    shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words} ({shortcut})"
