"""The field for an amount."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.widgets.money_edit import MoneyEdit
from app.values.money import Money
from tests.ui.hand import begin, full_width, press, write


def _field(qtbot: QtBot) -> MoneyEdit:
    field = MoneyEdit("金额")
    begin(qtbot, field)
    return field


def test_a_sum_becomes_its_amount_when_the_field_is_left(qtbot: QtBot) -> None:
    field = _field(qtbot)
    told: list[Money | None] = []
    field.amount_changed.connect(told.append)
    write(field, "12*8.5")
    assert field.amount == Money.of("102.00")
    assert told[-1] == Money.of("102.00")
    field.clearFocus()
    assert field.text() == "102.00"


def test_full_width_figures_are_an_amount(qtbot: QtBot) -> None:
    field = _field(qtbot)
    field.setText(full_width("1,768.45"))
    assert field.amount == Money.of("1768.45")


def test_a_third_decimal_is_rounded_half_up_away_from_zero(qtbot: QtBot) -> None:
    field = _field(qtbot)
    for typed, amount in (
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("10/3", "3.33"),
        ("2.675", "2.68"),
    ):
        field.clear()
        write(field, typed)
        assert field.amount == Money.of(amount)


def test_what_is_no_amount_is_marked_and_stays_as_it_was_typed(qtbot: QtBot) -> None:
    field = _field(qtbot)
    write(field, "12*")
    assert field.amount is None
    assert field.is_refused
    field.clearFocus()
    assert field.text() == "12*"
    field.setFocus()
    press(field, Qt.Key.Key_End)
    write(field, "2")
    assert not field.is_refused


def test_an_amount_larger_than_the_books_hold_is_marked(qtbot: QtBot) -> None:
    field = _field(qtbot)
    for typed in ("999999999999999999", "9" * 40, "99999*99999*99999*99999*99999*99999"):
        field.clear()
        write(field, typed)
        assert field.amount is None
        assert field.is_refused


def test_an_emptied_field_has_no_amount_and_is_not_refused(qtbot: QtBot) -> None:
    field = _field(qtbot)
    field.show_amount(Money.of("-5.00"))
    assert field.text() == "-5.00"
    field.selectAll()
    press(field, Qt.Key.Key_Backspace)
    assert field.amount is None
    assert not field.is_refused


def test_figures_are_typed_without_the_chinese_input_method(qtbot: QtBot) -> None:
    assert not _field(qtbot).testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
