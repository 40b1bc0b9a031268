"""A session's files that their own folder refuses to the end go to the user's own."""

from __future__ import annotations

from ser_core.sentence import Sentence
from ser_live.log import sentences
from ser_live.log.csv_log import SessionLog
from ser_live.log.facts import SessionFacts, facts_path, write_facts
from ser_live.user_folders import rescue_folder


def rescue(log: SessionLog, facts: SessionFacts) -> Sentence:
    """Write the facts there, and the whole log if rows are held; return where, in a sentence.

    Raises `OSError` where that cannot be done either.
    """
    path = rescue_folder() / log.path.name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_facts(path, facts)  # first: they say until when the log may be kept
    if not log.held:
        return sentences.FACTS_RESCUED(path=log.path, rescued=facts_path(path))
    log.rescue(path.parent)
    return sentences.LOG_RESCUED(path=log.path, rescued=path)
