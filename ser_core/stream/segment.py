"""Frames in, utterances out: onset with evidence of a voice, hangover, limits of length."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ser_core.config import SegmentConfig
from ser_core.stream.frame import FRAME_SAMPLES
from ser_core.types import SAMPLE_RATE_HZ, VadFrame

FRAME_S: Final = FRAME_SAMPLES / SAMPLE_RATE_HZ

_LOOK_BACK_S: Final = 1.2
_RUN_GAP_FRAMES: Final = 15
_SOUND_GAP_FRAMES: Final = 3
_SOUND_FRAMES: Final = 20
"""Sound before the speech that belongs to it; longer, and it may be the background."""
_LOUD_DB: Final = 10.0
"""Sound that stands so far above the background belongs to it however long it lasts."""
_LOUD_GAP_FRAMES: Final = 10


@dataclass(frozen=True, slots=True)
class Opened:
    """An utterance begins with these frames, the pre-roll and the onset.

    `speech_start` is the sample index where speech was first heard, after the pre-roll.
    """

    frames: tuple[VadFrame, ...]
    speech_start: int


@dataclass(frozen=True, slots=True)
class Grown:
    """The utterance goes on with one more frame."""

    frame: VadFrame


@dataclass(frozen=True, slots=True)
class Closed:
    """The utterance is over.

    `speech_end` is the sample index after its last speech frame and `end` that after the
    post-roll; `final` is False where it was cut at its maximum length.
    """

    speech_end: int
    end: int
    final: bool


Change = Opened | Grown | Closed


class Segmenter:
    """Join speech frames to utterances.

    An utterance opens when enough speech was heard within a short window and the frames
    are sure of a voice; it closes after a silence as long as the hangover. At its maximum
    length it is cut, and the next speech frame opens the next one at the cut.
    """

    def __init__(self, config: SegmentConfig) -> None:
        self._onset_frames = _frames(config.onset_s)
        self._onset_window = deque[bool](maxlen=_frames(config.onset_window_s))
        self._hangover = _frames(config.hangover_s)
        self._preroll = _frames(config.preroll_s)
        self._postroll = config.postroll_s * SAMPLE_RATE_HZ
        self._max_frames = _frames(config.max_utterance_s)
        look_back = max(_frames(_LOOK_BACK_S), self._hangover)
        self._history = deque[VadFrame](maxlen=self._preroll + look_back)
        self._is_open = False
        self._was_cut = False
        self._silent = 0
        self._length = 0
        self._speech_end = 0
        self._end = 0

    def push(self, frame: VadFrame) -> Sequence[Change]:
        """Take the next frame and give what it changed, in order."""
        self._silent = 0 if frame.speech else self._silent + 1
        if self._is_open:
            return self._grow(frame)
        self._history.append(frame)
        self._onset_window.append(frame.speech)
        if self._was_cut and self._silent >= self._hangover:
            self._was_cut = False
        if frame.speech and (self._was_cut or self._is_onset(frame)):
            return (self._open(frame),)
        return ()

    def flush(self, end: int) -> Sequence[Change]:
        """End the utterance in progress, if any: there is no sound after the sample `end`."""
        self._end = end
        closed = (self._close(final=True),) if self._is_open else ()
        self._history.clear()
        self._was_cut = False
        return closed

    def _is_onset(self, frame: VadFrame) -> bool:
        return frame.voice >= 1.0 and sum(self._onset_window) >= self._onset_frames

    def _open(self, frame: VadFrame) -> Opened:
        heard = tuple(self._history)
        first = 0 if self._was_cut else _first_of_run(heard)
        begin = max(0, first - self._preroll)
        self._is_open, self._was_cut = True, False
        self._length = len(heard) - begin
        self._end = self._speech_end = frame.start + FRAME_SAMPLES
        return Opened(heard[begin:], heard[first].start)

    def _grow(self, frame: VadFrame) -> Sequence[Change]:
        self._end = frame.start + FRAME_SAMPLES
        self._length += 1
        if frame.speech:
            self._speech_end = self._end
        if self._silent >= self._hangover:
            return (Grown(frame), self._close(final=True))
        if self._length >= self._max_frames:
            return (Grown(frame), self._close(final=False))
        return (Grown(frame),)

    def _close(self, *, final: bool) -> Closed:
        self._is_open = False
        self._was_cut = not final
        self._history.clear()
        self._onset_window.clear()
        end = self._end
        if final:
            end = min(end, self._speech_end + round(self._postroll))
        return Closed(self._speech_end, end, final)


class WholeRecording:
    """Take everything up to the flush as one utterance, whether speech was heard or not."""

    def __init__(self) -> None:
        self._is_open = False

    def push(self, frame: VadFrame) -> Sequence[Change]:
        """Take the next frame and give what it changed."""
        if self._is_open:
            return (Grown(frame),)
        self._is_open = True
        return (Opened((frame,), frame.start),)

    def flush(self, end: int) -> Sequence[Change]:
        """End the utterance at the sample `end`."""
        closed = (Closed(end, end, final=True),) if self._is_open else ()
        self._is_open = False
        return closed


def _first_of_run(frames: Sequence[VadFrame]) -> int:
    """Index of the first frame of the speech that the last frame belongs to.

    It takes a moment to be sure of a voice; the sound just before belongs to it.
    """
    speech = _run_back([frame.speech for frame in frames], _RUN_GAP_FRAMES)
    before = frames[: speech + 1]
    sound = _run_back([frame.sound for frame in before], _SOUND_GAP_FRAMES)
    loud = _run_back([_is_loud(frame) for frame in before], _LOUD_GAP_FRAMES)
    return min(loud, max(sound, speech - _SOUND_FRAMES))


def _is_loud(frame: VadFrame) -> bool:
    return frame.sound and frame.snr_db >= _LOUD_DB


def _run_back(marks: Sequence[bool], gap: int) -> int:
    """Index where a run that reaches the end begins, across gaps of up to `gap` frames."""
    first = len(marks) - 1
    for index in range(len(marks) - 1, -1, -1):
        if marks[index]:
            first = index
        elif first - index > gap:
            break
    return first


def _frames(seconds: float) -> int:
    return math.ceil(round(seconds / FRAME_S, 6))
