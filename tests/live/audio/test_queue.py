from __future__ import annotations

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ser_core.types import AudioBlock
from tests.live.audio.sinks import Taker

RATE = 8000


def a_block(start: int, length: int) -> AudioBlock:
    return AudioBlock(start, RATE, np.ones(length, np.float32))


@given(
    steps=st.lists(st.one_of(st.none(), st.integers(1, 4000)), max_size=60),
    capacity_s=st.floats(0.1, 2.0),
)
def test_what_waits_is_bounded_and_what_is_lost_is_counted(
    steps: list[int | None], capacity_s: float
) -> None:
    taker = Taker(capacity_s)
    offered = taken = waiting = 0
    for length in steps:
        if length is None:
            if not taker.inbox.empty():
                block = taker.take()
                assert isinstance(block, AudioBlock)
                taken += len(block.samples)
                waiting -= len(block.samples)
        else:
            accepted = taker.inlet.offer(a_block(offered, length), 0.0)
            if waiting >= capacity_s * RATE:
                assert not accepted
            if waiting < capacity_s * RATE / 2:
                assert accepted
            waiting += length * accepted
            offered += length
    assert offered == taken + waiting + taker.inlet.lost


def test_a_loss_shows_as_a_gap_between_blocks() -> None:
    taker = Taker(capacity_s=1.0)
    for start in range(0, 3 * RATE, RATE):
        taker.inlet.offer(a_block(start, RATE), 0.0)
    assert taker.take().start == 0
    assert taker.inlet.offer(a_block(3 * RATE, RATE), 0.0)
    assert taker.take().start == 3 * RATE
    assert taker.inlet.lost == 2 * RATE


def test_who_waits_for_room_is_let_in_when_there_is_room() -> None:
    taker = Taker(capacity_s=0.5)
    taker.inlet.offer(a_block(0, RATE), 0.0)
    answers: list[bool] = []
    waiter = threading.Thread(target=lambda: answers.append(taker.inlet.wait(RATE)))
    waiter.start()
    assert waiter.is_alive()
    taker.take()
    waiter.join()
    assert answers == [True]


def test_who_waits_is_sent_away_when_the_inlet_is_shut() -> None:
    taker = Taker(capacity_s=0.5)
    taker.inlet.offer(a_block(0, RATE), 0.0)
    answers: list[bool] = []
    waiter = threading.Thread(target=lambda: answers.append(taker.inlet.wait(RATE)))
    waiter.start()
    taker.inlet.shut()
    waiter.join()
    assert answers == [False]
    assert not taker.inlet.offer(a_block(0, 10), 0.0)
    taker.inlet.end()
    taker.take()
    assert taker.inbox.empty()
