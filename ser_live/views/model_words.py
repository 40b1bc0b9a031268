"""What a model says of itself, its figures and its licence, in the language of the person."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLocale

from ser_live.messages import ModelFacts
from ser_live.views.words import percent

translate = QCoreApplication.translate

_SUMMARY = re.compile(
    r"UAR (?P<share>[\d.]+) \((?P<corpus>.+), (?P<clips>\d+) clips, (?P<labels>\d+) emotions; "
    r"speakers held out in order: .+; adaptation: (?P<adaptation>.+)\)"
)


def summary_words(summary: str) -> str:
    """Return in plain words how well a model does; what is not known stays as it is."""
    found = _SUMMARY.fullmatch(summary)
    if found is None:
        return summary
    words = translate(
        "ModelWords",
        "Averaged over {0} emotions, it gets {1} of the recordings right (UAR, the average "
        "recall over emotions: {2}; guessing gives {3}). Measured on {4} recordings of {5}, "
        "none of a speaker it had learned from.",
    ).format(
        found["labels"],
        percent(float(found["share"])),
        QLocale().toString(float(found["share"]), "f", 2),
        percent(1.0 / int(found["labels"])),
        found["clips"],
        found["corpus"],
    )
    alone = translate("ModelWords", "Without getting used to a microphone and room.")
    return f"{words} {alone}" if found["adaptation"] == "none" else words


def elsewhere_words(model: ModelFacts) -> str:
    """Return in plain words what to expect at a microphone that the model does not know."""
    if not model.elsewhere:
        return translate("ModelWords", "This was not measured; expect less than above.")
    shares = ", ".join(
        translate("ModelWords", "{0}: {1} ({2} to {3})").format(
            found.corpus, percent(found.recall), percent(found.low), percent(found.high)
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
