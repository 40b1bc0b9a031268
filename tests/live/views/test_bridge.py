from __future__ import annotations

import threading
import time
from itertools import pairwise

from PySide6.QtCore import QThread, Slot
from pytestqt.qtbot import QtBot

from ser_core.types import Level
from ser_live.messages import Analyzed, Message, NoticeCleared, Progress
from ser_live.views import bridge as bridge_module
from ser_live.views.bridge import Bridge


def test_every_message_arrives_in_order_on_the_other_thread(qtbot: QtBot) -> None:
    bridge = Bridge()
    arrived: list[Message] = []
    threads = set()

    def take(message: Message) -> None:
        arrived.append(message)
        threads.add(QThread.currentThread())

    bridge.message.connect(take)
    sent: list[Message] = [NoticeCleared(str(number)) for number in range(5000)]
    sender = threading.Thread(target=lambda: [bridge.sink(message) for message in sent])
    sender.start()
    qtbot.waitUntil(lambda: len(arrived) == len(sent), timeout=5000)
    sender.join()
    assert arrived == sent
    assert threads == {QThread.currentThread()}


def test_what_waits_is_bounded_and_nothing_that_lasts_is_left_out(qtbot: QtBot) -> None:
    bridge = Bridge()
    level = Level(0, 640, -30.0, 0, speech=False)
    arrived: list[Message] = []
    bridge.message.connect(arrived.append)
    for number in range(20 * bridge_module.MAX_WAITING):
        bridge.sink(Analyzed(level))
        if number % 40 == 0:
            bridge.sink(NoticeCleared(str(number)))
    qtbot.waitUntil(lambda: len(arrived) > 0, timeout=5000)
    lasting = [message.key for message in arrived if isinstance(message, NoticeCleared)]
    assert lasting == [str(number) for number in range(0, 20 * bridge_module.MAX_WAITING, 40)]
    assert len(arrived) - len(lasting) <= bridge_module.MAX_WAITING
    assert isinstance(arrived[-1], Analyzed), "the latest is shown"


class Watched(Bridge):
    """Notes when it wakes the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.wakes: list[float] = []

    @Slot()
    def _tell(self) -> None:
        self.wakes.append(time.monotonic())
        super()._tell()


def test_a_storm_wakes_the_event_loop_rarely(qtbot: QtBot) -> None:
    bridge = Watched()
    arrived: list[Message] = []
    bridge.message.connect(arrived.append)
    for number in range(50):
        bridge.sink(Progress(number / 50))
        qtbot.wait(4)
    qtbot.waitUntil(lambda: len(arrived) == 50, timeout=5000)
    intervals = [after - before for before, after in pairwise(bridge.wakes)]
    assert len(intervals) >= 3
    assert min(intervals) >= bridge_module.MIN_INTERVAL_S
