"""The field above a list that narrows it."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.filter_field import FilterField
from tests.ui.hand import begin, press, write


def test_the_list_is_narrowed_once_after_a_pause(qtbot: QtBot) -> None:
    field, narrowed = FilterField("名称、拼音"), list[str]()
    field.narrowed.connect(narrowed.append)
    begin(qtbot, field)
    write(field, " qh ")
    assert not narrowed
    qtbot.waitUntil(lambda: bool(narrowed))
    assert narrowed == ["qh"]


def test_enter_narrows_at_once_and_leads_into_the_list(qtbot: QtBot) -> None:
    field, told = FilterField("名称、拼音"), list[str]()
    field.narrowed.connect(told.append)
    field.left.connect(lambda: told.append("left"))
    begin(qtbot, field)
    write(field, "qh")
    press(field, Qt.Key.Key_Return)
    assert told == ["qh", "left"]
    press(field, Qt.Key.Key_Down)
    assert told == ["qh", "left", "left"]


def test_esc_shows_everything_again(qtbot: QtBot) -> None:
    field, narrowed = FilterField("名称、拼音"), list[str]()
    field.setText("qh")
    field.narrowed.connect(narrowed.append)
    begin(qtbot, field)
    press(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert narrowed == [""]


def test_ctrl_enter_is_left_to_the_page(qtbot: QtBot) -> None:
    field, told = FilterField("名称、拼音"), list[None]()
    field.left.connect(lambda: told.append(None))
    begin(qtbot, field)
    press(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not told
