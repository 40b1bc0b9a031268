"""What a model says of itself, its figures and its licence, in the language of the person."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLocale

from ser_live.messages import ModelFacts
from ser_live.views.words import percent

translate = QCoreApplication.translate


def unheard_words(model: ModelFacts) -> str:
    """Return in plain words how well a model does on voices that it never heard."""
    if not model.unheard:
        return translate("ModelWords", "This was not measured.")
    figure = model.unheard[0]
    if figure.sample is None:
        return f"{figure.measure} {figure.value:.2f} ({figure.protocol})"
    return translate(
        "ModelWords",
        "Averaged over {0} emotions, it gets {1} of the recordings right (UAR, the average "
        "recall over emotions: {2}; guessing gives {3}). Measured on {4} recordings of {5}, "
        "none of a speaker it had learned from. Without getting used to a microphone and room.",
    ).format(
        figure.sample.emotions,
        percent(figure.value),
        QLocale().toString(figure.value, "f", 2),
        percent(1.0 / figure.sample.emotions),
        figure.sample.clips,
        figure.sample.corpus,
    )


def elsewhere_words(model: ModelFacts) -> str:
    """Return in plain words what to expect at a microphone that the model does not know."""
    if not model.elsewhere:
        return translate("ModelWords", "This was not measured; expect less than above.")
    shares = ", ".join(
        translate("ModelWords", "{0}: {1} ({2} to {3})").format(
            found.corpus, percent(found.value), percent(found.low), percent(found.high)
        )
        for found in model.elsewhere
    )
    return translate(
        "ModelWords",
        "Where microphone, voices and sentences were all new to it, it got this share right "
        "(guessing gives {0}): {1}. Expect no more than that until it knows your microphone and "
        "room.",
    ).format(percent(1.0 / len(model.labels)), shares)


def licence_words(licence: str) -> str:
    """Return the licence in words; what is not known stays as it is."""
    for pattern, words in (
        (
            r"(.+); may be used at work, naming (.+) and (.+) as the source\.",
            translate("ModelWords", "{0}; may be used at work, naming {1} and {2} as the source."),
        ),
        (
            r"(.+), NON-COMMERCIAL use only, because it learned from (.+) speech\.",
            translate(
                "ModelWords", "{0}: for NON-COMMERCIAL use only, because it learned from {1}."
            ),
        ),
    ):
        if found := re.fullmatch(pattern, licence):
            return words.format(*found.groups())
    return licence
