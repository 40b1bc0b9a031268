"""Writes what the analysis found: the log, its facts, and what is wrong with them."""

from __future__ import annotations

import contextlib
import logging
import secrets
import time
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from ser_core.sentence import NOTHING, Sentence
from ser_core.types import AudioGap, UtteranceEnded
from ser_live.delays import Delays
from ser_live.engine.commands import NewSession
from ser_live.engine.rows import RowMaker
from ser_live.engine.settings import EngineSettings
from ser_live.log import sentences
from ser_live.log.csv_log import SessionLog, open_log
from ser_live.log.doomed import Doomed
from ser_live.log.facts import SessionFacts, erase_session, facts_path, write_facts
from ser_live.log.recovery import repair_logs
from ser_live.log.rescue import rescue
from ser_live.log.row import LogRow
from ser_live.messages import (
    Emit,
    Notice,
    NoticeCleared,
    NoticeRaised,
    RowsWithdrawn,
    RowWritten,
    SessionOpened,
    Severity,
    SourceFacts,
)
from ser_live.user_folders import rescue_folder

if TYPE_CHECKING:
    from ser_core.model import Model

logger = logging.getLogger(__name__)

RETRY_S: Final = 2.0
ANOTHER_S: Final = 60.0
CLOCK_OFF_S: Final = 60.0
"""By how much the wall clock, which may be set, may leave ours, which stands still while the
computer sleeps, before times in the log would be wrong."""
LOG_NOTICE: Final = "log"
FACTS_NOTICE: Final = "facts"
REPAIR_NOTICE: Final = "repaired"
ERASE_NOTICE: Final = "erased"


class Recorder:
    """One session after another on disk; used on the worker's thread only."""

    def __init__(self, emit: Emit, settings: EngineSettings) -> None:
        self.names = NewSession("", "", "")
        self._emit = emit
        self._settings = settings
        self._doomed = Doomed((settings.log_folder, rescue_folder()))
        self._log: SessionLog | None = None
        self._facts: SessionFacts | None = None
        self._maker: RowMaker | None = None
        self._model: Model | None = None
        self._gaps = 0
        self._delays = Delays()
        self._opened_at = self._opened_at_wall = 0.0
        self._retry_at = 0.0
        self._another_at = 0.0
        self._notices: dict[str, Sentence] = {}

    def repair(self) -> None:
        """Erase what earlier programs could not; repair the logs of sessions that ended abruptly.

        Both are told.
        """
        self._erase_doomed()
        try:
            repairs = repair_logs(self._settings.log_folder)
        except OSError:
            return  # a folder that cannot be used is told when the session's own log is opened
        for repair in repairs:
            notice = Notice(f"{REPAIR_NOTICE} {repair.path}", Severity.INFO, repair.sentence)
            self._emit(NoticeRaised(notice))

    def make_log(self, model: Model) -> SessionLog:
        """Make the log of another session, named after this moment; raises `LogError`."""
        name = f"{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}.csv"
        path = self._settings.log_folder / name
        return open_log(path, model.labels, max_held=self._settings.max_held_rows)

    def open(self, log: SessionLog, model: Model, source: SourceFacts) -> None:
        """End the session at hand and begin another in the log that was made for it."""
        self.close()
        session_id = log.path.stem
        self._log = log
        self._model = model
        self._gaps = 0
        self._delays = Delays()
        self._opened_at, self._opened_at_wall = time.monotonic(), time.time()
        self._maker = None
        self._facts = SessionFacts(
            session_id=session_id,
            program=f"ser-live {version('ser-live')}",
            opened_at=datetime.now(UTC).astimezone(),
            service=self.names.service,
            note=self.names.note,
            consent=self.names.consent,
            model={"name": model.name, "sha256": model.sha256, "licence": model.facts.licence},
            settings=asdict(self._settings.analysis),
            sources=(source,),
        )
        self._write_facts()
        if self._facts.consent:
            log.before_rows = self._keep_consent
        self._emit(SessionOpened(session_id, log.path, self.names.service, self.names.note))
        self._tell_trouble()

    def first_sample(self, heard_at: float) -> None:
        """Read the wall clock at the session's first sample; later calls do nothing.

        Parameters
        ----------
        heard_at : float
            The monotonic clock at that sample.
        """
        if self._maker is None and self._facts is not None and self._model is not None:
            since = timedelta(seconds=time.monotonic() - heard_at)
            began_at = (datetime.now(UTC) - since).astimezone()
            self._maker = RowMaker(
                session_id=self._facts.session_id,
                began_at=began_at.replace(microsecond=began_at.microsecond // 1000 * 1000),
                service=self._facts.service,
                model=self._model.name,
                labels=self._model.labels,
            )

    def source_opened(self, source: SourceFacts) -> None:
        """Note in the facts what the samples come from now."""
        if self._facts is not None and self._facts.ended_at is None:
            facts = self._facts.with_source(source)
            if facts != self._facts:
                self._facts = facts
                self._write_facts()

    def utterance(self, event: UtteranceEnded, *, channel: str, latency_ms: float) -> None:
        """Write the row of an utterance."""
        if self._maker is not None:
            self._write(self._maker.utterance(event, channel=channel, latency_ms=latency_ms))

    def gap(self, event: AudioGap, *, channel: str) -> None:
        """Write the row of a loss."""
        if self._maker is not None:
            self._gaps += 1
            self._write(self._maker.gap(event, number=self._gaps, channel=channel))

    def shown(self, delay_ms: float) -> None:
        """Count how late a live reading was seen."""
        self._delays.note(delay_ms)

    def correct(self, utterance_id: int, emotion: str) -> None:
        """Note beside the result what it truly was."""
        row = self._log.correct(utterance_id, emotion) if self._log else None
        if row is None:
            text = sentences.NOT_SAID_HERE(number=utterance_id)
            self._emit(NoticeRaised(Notice("correction", Severity.WARNING, text)))
        else:
            self._emit(RowWritten(row))
        self._tell_trouble()

    def withdraw(self, utterance_ids: frozenset[int]) -> None:
        """Take rows out of the log."""
        if self._log is not None:
            self._log.withdraw(utterance_ids)
            self._emit(RowsWithdrawn(utterance_ids))
            self._tell_trouble()

    @property
    def in_trouble(self) -> bool:
        """True while something waits to be written or erased."""
        return bool(self._notices or self._doomed)

    def is_full(self) -> bool:
        """Tell whether the session should go on in another log."""
        if self._settings.one_log or self._log is None or self._log.trouble:
            return False
        now = time.monotonic()
        if now < self._another_at:
            return False
        hours = (now - self._opened_at) / 3600.0
        ahead_s = time.time() - self._opened_at_wall - (now - self._opened_at)
        large = self._log.size_bytes > self._settings.max_log_mb * 1e6
        return large or abs(ahead_s) > CLOCK_OFF_S or hours > self._settings.max_session_h

    def put_off_another(self) -> None:
        """Go on in this log for a while, because there cannot be another one now."""
        self._another_at = time.monotonic() + ANOTHER_S

    def settle(self, now: float) -> None:
        """Try from time to time to write what the disk refused, and to erase what stayed."""
        if self.in_trouble and now >= self._retry_at:
            self._retry_at = now + RETRY_S
            if self._log is not None:
                self._log.settle()
            if FACTS_NOTICE in self._notices:
                self._write_facts()
            self._erase_doomed()
            self._tell_trouble()

    def end(self) -> None:
        """End the session; its rows can still be corrected and withdrawn."""
        if self._facts is not None and self._facts.ended_at is None:
            self._facts = replace(
                self._facts,
                ended_at=datetime.now(UTC).astimezone(),
                readings_shown=self._delays.count,
                delay_p95_ms=round(self._delays.p95_ms, 1),
            )
            self._write_facts()
        if self._log is not None:
            self._log.settle()
            self._tell_trouble()

    def close(self) -> None:
        """End the session and give its files back; of a failure the fault log tells.

        It must not cost the session that comes after.
        """
        if self._log is None:
            return
        try:
            with contextlib.closing(self._log) as log:
                self._end_for_good(log)
        except Exception:
            logger.exception("A session could not be closed as it should")
        self._leave()

    def drop(self) -> None:
        """End the session and erase its files."""
        if self._log is None:
            return
        log = self._log
        self._doomed.add(log.path)
        try:
            log.close()
        finally:  # whatever became of its last rows, they are to go
            self._leave()
            self._erase(log)

    def _leave(self) -> None:
        self._log = self._facts = self._maker = None
        for key in (LOG_NOTICE, FACTS_NOTICE):
            self._tell(key, NOTHING)

    def _erase(self, log: SessionLog) -> None:
        if log.strayed:  # what stands in its place goes, too, but is not what has to be seen gone
            with contextlib.suppress(OSError):
                erase_session(log.path)
        self._erase_doomed()

    def _erase_doomed(self) -> None:
        self._tell(ERASE_NOTICE, self._doomed.erase())

    def _end_for_good(self, log: SessionLog) -> None:
        self.end()
        if FACTS_NOTICE in self._notices:
            self._write_facts()
        if self._facts is not None and (log.held or FACTS_NOTICE in self._notices):
            self._rescue(log, self._facts)

    def _rescue(self, log: SessionLog, facts: SessionFacts) -> None:
        try:
            text = rescue(log, facts)
        except OSError as error:
            text = _lost(log, error)
        self._emit(NoticeRaised(Notice("rescued", Severity.ERROR, text)))

    def _write(self, row: LogRow) -> None:
        if self._log is not None:
            self._log.append(row)
            self._emit(RowWritten(row))
            self._tell_trouble()

    def _tell_trouble(self) -> None:
        self._tell(LOG_NOTICE, self._log.trouble if self._log else NOTHING)

    def _write_facts(self) -> None:
        if self._log is None or self._facts is None:
            return
        try:
            write_facts(self._log.path, self._facts)
        except OSError as error:
            self._tell(FACTS_NOTICE, sentences.FACTS_WAIT(reason=error.strerror))
        else:
            self._tell(FACTS_NOTICE, NOTHING)

    def _keep_consent(self) -> None:
        """Have the consent on the disk before any row, whose days it limits, or raise `OSError`."""
        if self._log is not None and self._facts is not None:
            path = self._log.path
            if not facts_path(path).exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                write_facts(path, self._facts)

    def _tell(self, key: str, text: Sentence) -> None:
        """Raise, renew or clear a notice."""
        if self._notices.get(key, NOTHING) == text:
            return
        if text:
            self._notices[key] = text
            self._retry_at = time.monotonic() + RETRY_S
            self._emit(NoticeRaised(Notice(key, Severity.ERROR, text)))
        else:
            del self._notices[key]
            self._emit(NoticeCleared(key))


def _lost(log: SessionLog, error: OSError) -> Sentence:
    """Say what of a session could not be kept anywhere."""
    if not log.held:
        return sentences.FACTS_LOST(path=log.path, reason=error.strerror)
    rows = sentences.ROWS(number=log.held)
    return sentences.ROWS_LOST(rows=rows, path=log.path, reason=error.strerror)
