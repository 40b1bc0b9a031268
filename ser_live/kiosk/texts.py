"""Every word that the kiosk shows, in one language.

A kiosk speaks its visitors' languages, which change from one visit to the next, and its
operator words the notice; so its texts come from TOML files and not from the program's own
translations. Complete files for English and German are shipped.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ser_live.kiosk.reader import Reader


@dataclass(frozen=True, slots=True)
class Texts:
    """The kiosk's texts; each field is a key of `[text.LANGUAGE]`."""

    language_name: str
    language_choice: str
    attract_title: str
    attract_body: str
    attract_begin: str
    service_title: str
    consent_title: str
    consent_what: str
    consent_audio: str
    consent_kept: str
    consent_word: str
    consent_topic: str
    consent_choice: str
    consent_limits: str
    consent_tell: str
    consent_contact: str
    consent_yes: str
    consent_no: str
    speak_title: str
    speak_body: str
    speak_starting: str
    speak_waiting: str
    speak_hearing: str
    speak_left: str
    speak_done: str
    speak_lost: str
    speak_level: str
    speak_meter: str
    speak_unsure: str
    finishing: str
    finishing_body: str
    result_title: str
    result_sureness: str
    result_question: str
    result_yes: str
    result_no: str
    result_go_on: str
    unsure_title: str
    unsure_body: str
    too_short_title: str
    too_short_body: str
    noisy_title: str
    noisy_body: str
    clipped_title: str
    clipped_body: str
    no_speech_title: str
    no_speech_body: str
    gap_title: str
    gap_body: str
    last_try: str
    ask_again: str
    ask_word: str
    ask_again_or_word: str
    try_again: str
    tell_us: str
    finish: str
    pick_title: str
    pick_none: str
    thanks_title: str
    thanks_kept: str
    thanks_nothing: str
    withdraw: str
    stopped_title: str
    withdrawn_title: str
    withdrawn_body: str
    declined_title: str
    declined_body: str
    done: str
    back: str
    leave: str
    returning: str
    returning_one: str
    returning_kept: str
    stay: str
    out_of_order_title: str
    out_of_order_body: str
    staff_title: str
    staff_prompt: str
    staff_wrong: str
    staff_locked: str
    staff_enter: str
    staff_delete: str
    staff_works: str
    staff_fault: str
    staff_log: str
    staff_read: str
    staff_quit: str
    staff_resume: str
    emotions: Mapping[str, str] = field(default_factory=dict)

    def emotion(self, label: str) -> str:
        """Return the word for a model's label; the label itself where none is given."""
        return self.emotions.get(label, label)

    def emotion_alone(self, label: str) -> str:
        """Return the word for a model's label where it stands alone: with a capital."""
        word = self.emotion(label)
        return word[:1].upper() + word[1:]


TEXT_KEYS = tuple(item.name for item in fields(Texts) if item.name != "emotions")
"""The keys of `[text.LANGUAGE]`, in the order of a visit."""

_EVERYWHERE = frozenset({"organisation", "contact", "keep_days", "longest_s"})
_ONLY_HERE = {
    "consent_kept": frozenset({"word", "topic"}),
    "consent_limits": frozenset({"tell"}),
    "speak_left": frozenset({"seconds"}),
    "returning": frozenset({"seconds"}),
    "staff_locked": frozenset({"seconds"}),
    "staff_fault": frozenset({"reason"}),
    "staff_log": frozenset({"path"}),
    "result_title": frozenset({"emotion"}),
    "result_sureness": frozenset({"percent"}),
}


def read_texts(reader: Reader, base: Texts | None) -> Texts | None:
    """Read one language; what the file leaves out comes from `base`.

    Without a base every key must be there; None where one is missing.
    """
    missing = [key for key in TEXT_KEYS if not reader.has(key)]
    if base is None and missing:
        remedy = "copy the missing ones from the shipped text.en.toml and translate them."
        reader.problem("", f"lacks {len(missing)} texts, the first {missing[0]}; {remedy}")
        return None
    given: dict[str, Any] = {}
    for key in TEXT_KEYS:
        given[key] = reader.text(key, getattr(base, key) if base else None)
        if reader.has(key):
            _check_placeholders(reader, key, given[key])
    words = reader.table("emotions")
    emotions = {label: words.text(label) for label in words.keys()}  # noqa: SIM118  not a dict
    reader.finish()
    return Texts(**given, emotions={**(base.emotions if base else {}), **emotions})


def _check_placeholders(reader: Reader, key: str, text: str) -> None:
    allowed = _EVERYWHERE | _ONLY_HERE.get(key, frozenset())
    try:
        found = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        reader.problem(key, "has a single brace; write {{ or }} for a brace in the text.")
        return
    used = {str(name) for name, _, _ in found}
    for name in sorted(used - allowed):
        choices = ", ".join(f"{{{item}}}" for item in sorted(allowed))
        reader.problem(key, f"uses {{{name}}}; it may use {choices}.")
    for name in sorted({str(name) for name, form, conversion in found if form or conversion}):
        reader.problem(key, f"asks for {name} in a form of its own; write {{{name}}} alone.")
