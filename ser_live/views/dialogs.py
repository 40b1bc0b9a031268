"""Every question that the monitor's window asks, in one place that tests can stand in for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow, QMessageBox, QWidget
from shiboken6 import isValid

from ser_core.errors import ConfigError, SerError
from ser_core.sentence import Sentence
from ser_core.types import EACH_CHANNELS, MIX
from ser_live.audio.source import AutomaticChoice, MicrophoneChoice, SourceChoice
from ser_live.session import SessionState
from ser_live.settings import Settings, SettingsStore, source_choice
from ser_live.views.about_model import AboutModel, installed_facts, model_card
from ser_live.views.actions import RUNNING
from ser_live.views.channel_dialog import ChannelDialog
from ser_live.views.language import set_language
from ser_live.views.notice_words import notice_words
from ser_live.views.session_dialog import SessionDialog
from ser_live.views.settings_dialog import SettingsDialog
from ser_live.views.summary_dialog import SummaryDialog
from ser_live.views.theme import Theme, ThemeChoice

translate = QCoreApplication.translate
RECORDINGS = "*.wav *.flac *.ogg *.oga *.opus *.mp3 *.aiff *.aif *.au *.caf *.w64"


class Dialogs:
    """Asks, and remembers what shall be remembered."""

    def __init__(self, store: SettingsStore, theme: Theme) -> None:
        self._store = store
        self._theme = theme
        self._windows: list[QWidget] = []

    def new_session(self, parent: QWidget, state: SessionState) -> tuple[str, str] | None:
        """Ask for service and note; None where it was cancelled."""
        dialog = SessionDialog(state.service, running=state.phase in RUNNING, parent=parent)
        return dialog.names() if _accepted(dialog) else None

    def summary(self, parent: QWidget, state: SessionState, select: Callable[[int], None]) -> None:
        """Show the summary; a moment that is pressed is selected."""
        dialog = SummaryDialog(state, parent)
        dialog.moment_chosen.connect(select)
        dialog.moment_chosen.connect(dialog.accept)
        dialog.export_wanted.connect(lambda: self.export(dialog, state))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def explain(
        self,
        parent: QWidget,
        model: str,
        site_utterances: float | None,
        forget: Callable[[], None],
    ) -> None:
        """Show what the numbers mean, with the card of this model; let the place be forgotten."""
        facts, card = installed_facts(model), model_card(model)
        dialog = AboutModel(facts, card, parent, site_utterances=site_utterances)
        dialog.forget_wanted.connect(forget)
        _accepted(dialog)

    def explain_model(self, parent: QWidget, model: str) -> None:
        """Show what the numbers of an earlier session mean, with its model where it is here."""
        from ser_core.model.bundled import bundled_names  # noqa: PLC0415 - heavy

        is_here = model in bundled_names()  # a log may name anything, also a folder elsewhere
        facts, card = (installed_facts(model), model_card(model)) if is_here else (None, "")
        _accepted(AboutModel(facts, card, parent))

    def settings(self, parent: QWidget) -> Settings | None:
        """Let the settings be changed, remember them; None where it was cancelled."""
        from ser_core.model.bundled import bundled_names  # noqa: PLC0415 - heavy

        before = self._store.load()
        dialog = SettingsDialog(before, bundled_names(), parent)
        if not _accepted(dialog):
            return None
        settings = dialog.settings()
        self._remember(parent, settings)
        self._theme.choose(ThemeChoice(settings.theme))
        if settings.language != before.language:
            set_language(settings.language)
        return settings

    def choose_source(self, parent: QWidget, before: SourceChoice) -> SourceChoice | None:
        """Let another input be chosen, remember it; None where it was cancelled."""
        from ser_live.views.device_picker import DevicePicker  # noqa: PLC0415 - heavy

        settings = self._store.load()
        if not isinstance(before, MicrophoneChoice | AutomaticChoice):
            before = source_choice(settings)
        picker = DevicePicker(before, parent)
        if not picker.ask():
            return None
        choice = picker.choice()
        device, host_api = "", ""
        if isinstance(choice, MicrophoneChoice):
            device, host_api = choice.device, choice.host_api
        settings = replace(settings, device=device, host_api=host_api, channel=choice.channel)
        self._remember(parent, settings)
        return source_choice(settings)

    def choose_recording(self, parent: QWidget) -> Path | None:
        """Ask for a recording."""
        kinds = translate("Dialogs", "Recordings ({0});;All files (*)").format(RECORDINGS)
        title = translate("Dialogs", "Open a recording")
        return _path(QFileDialog.getOpenFileName(parent, title, "", kinds)[0])

    def choose_channel(self, parent: QWidget, path: Path) -> str | None:
        """Ask which channel of a recording shall be heard, where it has several."""
        from ser_core.audio import probe_recording  # noqa: PLC0415 - heavy

        try:
            channels = probe_recording(path).channels
        except SerError as error:
            self.tell(parent, error.sentence)
            return None
        if channels < len(EACH_CHANNELS):
            return MIX
        dialog = ChannelDialog(path.name, channels, parent)
        return dialog.channel() if _accepted(dialog) else None

    def choose_session(self, parent: QWidget, folder: Path) -> Path | None:
        """Ask for an earlier session's log."""
        kinds = translate("Dialogs", "Session logs (*.csv)")
        title = translate("Dialogs", "Open an earlier session")
        return _path(QFileDialog.getOpenFileName(parent, title, str(folder), kinds)[0])

    def show_session(self, parent: QWidget, path: Path) -> None:
        """Show an earlier session in a window of its own."""
        from ser_live.views.session_window import open_session_window  # noqa: PLC0415

        try:
            window = open_session_window(path, self)
        except SerError as error:
            self.tell(parent, error.sentence)
            return
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._windows = [*filter(isValid, self._windows), window]
        window.show()

    def export(self, parent: QWidget, state: SessionState) -> None:
        """Ask for a file and its format, and write it."""
        from ser_live.views.export_dialog import ask_export  # noqa: PLC0415 - rarely needed

        ask_export(parent, state, self.tell)

    def may_end_session(self, parent: QWidget) -> bool:
        """Ask whether the session that is running may be ended."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(translate("Dialogs", "A session is running."))
        box.setInformativeText(translate("Dialogs", "It will be ended; its log stays."))
        go_on = box.addButton(
            translate("Dialogs", "End it and go on"), QMessageBox.ButtonRole.AcceptRole
        )
        box.addButton(translate("Dialogs", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is go_on

    def _remember(self, parent: QWidget, settings: Settings) -> None:
        """Remember the settings; where that cannot be done they hold until the program ends."""
        try:
            self._store.save(settings)
        except ConfigError as error:
            self.tell(parent, error.sentence)

    def tell(self, parent: QWidget, sentence: Sentence) -> None:
        """Say in a sentence what went wrong."""
        QMessageBox.warning(parent, "ser-live", notice_words(sentence))

    def save_geometry(self, window: QMainWindow) -> None:
        """Remember where the window stands, and close what it opened."""
        self._store.save_geometry(window.saveGeometry())
        for other in filter(isValid, self._windows):
            other.close()


def _accepted(dialog: QDialog) -> bool:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _path(name: str) -> Path | None:
    return Path(name) if name else None
