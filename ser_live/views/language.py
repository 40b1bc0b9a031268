"""The language that the program speaks, and windows that change it while they are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from ser_live.assets import assets_folder

ENGLISH: Final = "en"


def set_language(language: str) -> None:
    """Speak this language ("en", "de"), or the system's where it is "system", from now on."""
    app = QApplication.instance()
    locale = QLocale.system() if language == "system" else QLocale(language)
    if app is None:
        return
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(locale)
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    own_folder = str(assets_folder() / "i18n")
    for language_of, name, folder in (
        (QLocale(ENGLISH), "ser-live", own_folder),  # its plurals, where a language has none
        (locale, "qtbase", qt_folder),
        (locale, "ser-live", own_folder),
    ):
        translator = QTranslator(app)
        if translator.load(language_of, name, "_", folder):
            app.installTranslator(translator)


class Rewording(QObject):
    """Has a window reworded, once, after the language has changed.

    Taking translators away and putting others in tells a window so several times.
    """

    def __init__(self, window: QWidget, reword: Callable[[], None]) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(reword)

    def hear(self, event: QEvent) -> None:
        """Take an event of the window's `changeEvent`."""
        if event.type() == QEvent.Type.LanguageChange:
            self._timer.start(0)
