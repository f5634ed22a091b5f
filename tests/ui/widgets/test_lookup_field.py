"""A field that finds one of many."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.lookup_field import LookupField, Option
from app.ui.widgets.value_edit import ValueEdit
from tests.ui.hand import begin, press, write

OPTIONS = (
    Option(1, "KH-0117", "南渡启航教育科技有限公司", "启航教育", "12,233.38"),
    Option(2, "KH-0133", "南渡启行教育科技有限公司"),
)


class _Form(QWidget):
    """A lookup with a list, and the field behind it."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.field, self.next = LookupField("客户"), ValueEdit("备注")
        box = QVBoxLayout(self)
        box.addWidget(self.field)
        box.addWidget(self.next)
        self.asked: list[str] = []
        self.taken: list[object] = []
        self.field.asked.connect(self._answer)
        self.field.taken.connect(self.taken.append)
        self.resize(600, 400)
        begin(qtbot, self.field)

    def _answer(self, text: str) -> None:
        self.asked.append(text)
        self.field.offer([each for each in OPTIONS if text in each.code or text in "ndqh"])


def test_what_is_typed_is_looked_up_and_enter_takes_it(qtbot: QtBot) -> None:
    form = _Form(qtbot)
    write(form.field, "ndq")
    qtbot.waitUntil(lambda: form.field.is_open)
    assert form.asked == ["ndq"]
    press(form.field, Qt.Key.Key_Down)
    press(form.field, Qt.Key.Key_Return)
    assert form.taken == [2]
    assert form.field.value == 2
    assert form.field.text() == "KH-0133 南渡启行教育科技有限公司"
    assert not form.field.is_open


def test_enter_before_the_pause_asks_at_once(qtbot: QtBot) -> None:
    form = _Form(qtbot)
    write(form.field, "0117")
    press(form.field, Qt.Key.Key_Return)
    assert form.asked == ["0117"]
    press(form.field, Qt.Key.Key_Return)
    assert form.taken == [1]


def test_f7_opens_the_whole_list(qtbot: QtBot) -> None:
    form = _Form(qtbot)
    form.field.show_option(OPTIONS[0])
    press(form.field, Qt.Key.Key_F7)
    assert form.asked == [""]
    assert form.field.is_open


def test_esc_closes_the_list_and_takes_nothing(qtbot: QtBot) -> None:
    form = _Form(qtbot)
    form.field.look_up()
    press(form.field, Qt.Key.Key_Escape)
    assert not form.field.is_open
    assert not form.taken


def test_enter_on_a_taken_value_goes_on_to_the_next_field(qtbot: QtBot) -> None:
    form = _Form(qtbot)
    form.field.show_option(OPTIONS[0])
    press(form.field, Qt.Key.Key_Return)
    assert form.next.hasFocus()


def test_a_field_that_is_left_shows_what_was_taken_last(qtbot: QtBot) -> None:
    form = _Form(qtbot)
    form.field.show_option(OPTIONS[0])
    form.field.selectAll()
    write(form.field, "x")
    form.next.setFocus()
    assert form.field.text() == OPTIONS[0].words


def test_an_answer_for_a_field_that_was_left_opens_nothing(qtbot: QtBot) -> None:
    form = _Form(qtbot)
    form.next.setFocus()
    form.field.offer(OPTIONS)
    assert not form.field.is_open
