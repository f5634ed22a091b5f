"""The field for a quantity."""

from pytestqt.qtbot import QtBot

from app.ui.widgets.quantity_edit import QuantityEdit
from app.values.quantity import Quantity
from tests.ui.hand import begin, write


def _typed(qtbot: QtBot, text: str) -> QuantityEdit:
    field = QuantityEdit("数量")
    begin(qtbot, field)
    write(field, text)
    return field


def test_boxes_and_loose_pieces_are_counted_together(qtbot: QtBot) -> None:
    field = _typed(qtbot, "4*50+36")
    assert field.quantity == Quantity.of(236)
    field.clearFocus()
    assert field.text() == "236"


def test_a_quantity_goes_to_a_thousandth_and_no_further(qtbot: QtBot) -> None:
    assert _typed(qtbot, "0.125").quantity == Quantity.of("0.125")
    finer = _typed(qtbot, "10/3")
    assert finer.quantity is None
    assert finer.is_refused


def test_zero_is_a_quantity_and_nothing_is_none(qtbot: QtBot) -> None:
    assert _typed(qtbot, "0").quantity == Quantity.of(0)
    empty = _typed(qtbot, "")
    assert empty.quantity is None
    assert not empty.is_refused


def test_more_than_any_shelf_holds_is_refused(qtbot: QtBot) -> None:
    assert _typed(qtbot, "9" * 30).is_refused


def test_each_change_is_told(qtbot: QtBot) -> None:
    field = QuantityEdit("数量")
    qtbot.addWidget(field)
    told: list[Quantity | None] = []
    field.quantity_changed.connect(told.append)
    write(field, "3*")
    write(field, "4")
    assert told == [Quantity.of(3), None, Quantity.of(12)]
