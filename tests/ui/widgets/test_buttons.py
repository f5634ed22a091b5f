"""Buttons with their key inside."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.buttons import KeyButton, Look, Segments
from app.ui.widgets.layout import row
from tests.ui.hand import begin, press


def test_a_button_follows_its_action(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    done: list[None] = []
    action = QAction("过账", page)
    action.triggered.connect(lambda: done.append(None))
    button = KeyButton(action, Look.MAIN, key="Ctrl+Enter")
    row(page, [button])
    page.show()
    button.click()
    assert done == [None]
    action.setText("归档")
    action.setEnabled(False)
    assert (button.text(), button.accessibleName(), button.isEnabled()) == ("归档", "归档", False)
    action.setVisible(False)
    assert button.isHidden()


def test_a_button_has_room_for_its_words_and_its_key() -> None:
    bare, full = KeyButton(None, words="过账"), KeyButton(None, words="过账", key="Ctrl+Enter")
    assert full.sizeHint().width() > bare.sizeHint().width() + 40
    assert full.sizeHint().height() >= 24


def test_space_presses_the_button_in_focus(qtbot: QtBot) -> None:
    button, done = KeyButton(None, words="过账"), list[None]()
    button.clicked.connect(lambda: done.append(None))
    begin(qtbot, button)
    press(button, Qt.Key.Key_Space)
    assert done == [None]


@pytest.mark.parametrize("look", list(Look))
def test_every_look_can_be_told_from_its_ground(qtbot: QtBot, look: Look) -> None:
    button = KeyButton(None, look, words="过账")
    qtbot.addWidget(button)
    image = button.grab().toImage()
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert len(seen) > 10


def test_one_of_the_segments_is_down(qtbot: QtBot) -> None:
    segments, chosen = Segments(["全部", "待处理"]), list[int]()
    qtbot.addWidget(segments)
    segments.chosen.connect(chosen.append)
    assert segments.place == 0
    segments.choose(1)
    assert segments.place == 1
    assert not chosen, "nobody is told of what the program itself does"
    segments._group.button(0).click()
    assert chosen == [0]
