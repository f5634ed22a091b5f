"""What is shown while work goes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets import busy
from app.ui.widgets.busy import BusyBox
from app.ui.widgets.buttons import KeyButton
from tests.ui.hand import press


def _words(box: BusyBox) -> list[str]:
    return [label.text() for label in box.findChildren(QLabel)]


def test_short_work_is_never_seen(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    box = BusyBox(page)
    box.begin("正在读取")
    box.end()
    qtbot.wait(20)
    assert box.isHidden()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busy, "QUIET_MILLISECONDS", 0)
    page, stopped = QWidget(), list[None]()
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    box = BusyBox(page)
    box.cancelled.connect(lambda: stopped.append(None))
    box.begin("正在读取")
    box.step(1200, 20000)
    qtbot.waitUntil(box.isVisible)
    assert {"正在读取", "1,200 / 20,000"} <= set(_words(box))
    button = box.findChild(KeyButton)
    assert button is not None
    press(button, Qt.Key.Key_Space)
    assert stopped == [None]
