"""What the numbers mean, how well the model does on voices it never heard, its licence."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QFont, QWheelEvent
from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget

from ser_core.errors import SerError
from ser_live.messages import ModelFacts
from ser_live.views.controls import section_label
from ser_live.views.model_words import elsewhere_words, licence_words, unheard_words
from ser_live.views.sheet import Sheet


class AboutModel(Sheet):
    """Explains the meter, with the model's own card."""

    forget_wanted = Signal()
    """The person wants what was learned of this place to be forgotten."""

    def __init__(
        self,
        model: ModelFacts | None,
        card: str,
        parent: QWidget | None = None,
        *,
        site_utterances: float | None = None,
    ) -> None:
        title = self.tr("What do these numbers mean?")
        sentence = self.tr(
            "They say how the voice sounds, not what anybody feels, and nothing about the words."
        )
        super().__init__(title, sentence, parent)
        self._say(
            self.tr("The percentage"),
            self.tr(
                "Of results shown with 70%, about 70 in 100 should be right for voices like "
                "those it learned from. Below the model's own threshold the meter says "
                "“Unsure” instead of guessing."
            ),
        )
        self._say(
            self.tr("When there is no result"),
            self.tr(
                "Silence, too little speech, noise and an overloaded input are never shown as an "
                "emotion, and never as “Neutral”."
            ),
        )
        if model is not None:
            self._say(self.tr("On voices the model never heard"), unheard_words(model))
            self._say(self.tr("At a microphone the model does not know"), elsewhere_words(model))
            self._say(self.tr("Licence"), licence_words(model.licence))
        if site_utterances is not None:
            self._say_site(site_utterances)
        if card:
            self.body_layout.addWidget(section_label(self.tr("The model's card"), self))
            browser = CardBrowser(card, self)
            browser.setAccessibleName(self.tr("The model's card"))
            self.body_layout.addWidget(browser)
        self.body_layout.addStretch(1)
        self.add_end(self.tr("Close"))
        self.accept_button.setFocus()  # not the button that forgets
        self.fit(48, 46)

    def _say_site(self, utterances: float) -> None:
        self._site = self._say(
            self.tr("What the model has learned of this place"),
            self.tr(
                "%n utterance(s) stand behind the reference of this microphone and room: means "
                "over all speakers, no audio, and nothing of one person.",
                "",
                round(utterances),
            ),
        )
        self.forget = self.add_tool(self.tr("Forget this place"), self._forget)
        self.forget.setEnabled(utterances > 0)

    def _forget(self) -> None:
        self.forget.setEnabled(False)
        self._site.setText(self.tr("It is forgotten, and learned anew from now on."))
        self.forget_wanted.emit()

    def _say(self, title: str, words: str) -> QLabel:
        self.body_layout.addWidget(section_label(title, self))
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body_layout.addWidget(label)
        return label


class CardBrowser(QTextBrowser):
    """A card as tall as its text: what is around it scrolls."""

    def __init__(self, markdown: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMarkdown(re.sub(r"^#", "###", markdown, flags=re.MULTILINE))
        bold, heavy = (f"font-weight:{w.value}" for w in (QFont.Weight.Bold, QFont.Weight.DemiBold))
        self.setHtml(self.toHtml().replace(bold, heavy))  # as heavy as the program's own headings
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to what is around it."""
        event.ignore()

    def _grow(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()))


def installed_facts(model: str) -> ModelFacts | None:
    """Return what is known of a model, by name or folder; None where it cannot be loaded."""
    from ser_core.model import DEFAULT_MODEL, load_model  # noqa: PLC0415 - heavy
    from ser_live.engine.model_facts import model_facts  # noqa: PLC0415

    try:
        return model_facts(load_model(model or DEFAULT_MODEL))
    except SerError:
        return None


def model_card(model: str) -> str:
    """Return the card of a model, by name or folder; empty where it has none."""
    from ser_core.model.bundled import DEFAULT_MODEL, find_model  # noqa: PLC0415 - heavy

    try:
        folder = find_model(model or DEFAULT_MODEL)
        return (folder / "CARD.md").read_text(encoding="utf-8")
    except (SerError, OSError, UnicodeDecodeError):
        return ""
