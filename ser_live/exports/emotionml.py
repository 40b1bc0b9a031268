"""EmotionML 1.0, the W3C's recommendation of 2014: absolute times in milliseconds.

What the recommendation has no word for stands in `info`, in a namespace of our own as it asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ser_core.types import Status
from ser_live.exports.rows import one_line
from ser_live.log.row import LogRow

NAMESPACE = "http://www.w3.org/2009/10/emotionml"
OWN_NAMESPACE = "urn:ser-live:session-log"
VOCABULARY = "labels"
_NO_TOKEN = re.compile(r"[^\w.:-]")


def render(rows: Sequence[LogRow], labels: Sequence[str]) -> dict[str, str]:
    """Return the text of the file; gaps, which are no emotions, are left out."""
    names = {"xmlns": NAMESPACE, "xmlns:log": OWN_NAMESPACE}
    root = Element("emotionml", {**names, "version": "1.0", "category-set": f"#{VOCABULARY}"})
    corrections = (row.corrected_emotion for row in rows if row.corrected_emotion)
    named = dict.fromkeys([*labels, *corrections])
    vocabulary = SubElement(root, "vocabulary", {"type": "category", "id": VOCABULARY})
    for label in named or ("none",):
        SubElement(vocabulary, "item", {"name": _name(label)})
    for row in rows:
        if row.probs:
            _add(root, row)
    indent(root)
    text = tostring(root, encoding="unicode")
    return {"": f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'}


def _add(root: Element, row: LogRow) -> None:
    began_ms = round(row.started_at.timestamp() * 1000)
    times = {"start": str(began_ms), "end": str(began_ms + round(row.duration_s * 1000))}
    emotion = SubElement(root, "emotion", {**times, "expressed-through": "voice"})
    info = SubElement(emotion, "info")
    SubElement(info, "log:status").text = row.status.value
    if row.channel:
        SubElement(info, "log:channel").text = _clean(row.channel)
    if row.tone is not None:
        SubElement(info, "log:tone").text = row.tone.value
    if row.corrected_emotion:
        SubElement(info, "log:corrected").text = _clean(row.corrected_emotion)
    for label, share in row.probs:
        certain = row.status is Status.OK and label == row.emotion
        confidence = {"confidence": f"{share:.6f}"} if certain else {}
        attributes = {"name": _name(label), "value": f"{share:.6f}", **confidence}
        SubElement(emotion, "category", attributes)


def _name(label: str) -> str:
    """Return a label as a name token, which has neither spaces nor punctuation."""
    return _NO_TOKEN.sub("_", _clean(label)) or "_"


def _clean(text: str) -> str:
    return "".join(c for c in one_line(text) if c >= " " and c not in "\ufffe\uffff")
