from __future__ import annotations

import threading

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from ser_live.engine import bridge as bridge_module
from ser_live.engine.bridge import Bridge
from ser_live.session import Message, Progress


def test_every_message_arrives_in_order_on_the_other_thread(qtbot: QtBot) -> None:
    bridge = Bridge()
    arrived: list[Message] = []
    threads = set()

    def take(message: Message) -> None:
        arrived.append(message)
        threads.add(QThread.currentThread())

    bridge.message.connect(take)
    sent = [Progress(number / 5000) for number in range(5000)]
    sender = threading.Thread(target=lambda: [bridge.sink(message) for message in sent])
    sender.start()
    qtbot.waitUntil(lambda: len(arrived) == len(sent), timeout=5000)
    sender.join()
    assert arrived == sent
    assert threads == {QThread.currentThread()}


def test_a_storm_wakes_the_event_loop_rarely(qtbot: QtBot, monkeypatch: object) -> None:
    bridge = Bridge()
    wakes = []
    arrived: list[Message] = []
    told_at = bridge._told_at

    def take(message: Message) -> None:
        nonlocal told_at
        arrived.append(message)
        if bridge._told_at != told_at:
            wakes.append(bridge._told_at - told_at)
            told_at = bridge._told_at

    bridge.message.connect(take)
    for number in range(50):
        bridge.sink(Progress(number / 50))
        qtbot.wait(4)
    qtbot.waitUntil(lambda: len(arrived) == 50, timeout=5000)
    assert all(interval >= bridge_module.MIN_INTERVAL_S for interval in wakes[1:])
