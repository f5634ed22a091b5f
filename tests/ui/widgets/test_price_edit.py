"""The field for the price of one unit."""

from pytestqt.qtbot import QtBot

from app.ui.widgets.price_edit import PriceEdit
from app.values.money import UnitPrice
from tests.ui.hand import begin, write


def _typed(qtbot: QtBot, text: str) -> PriceEdit:
    field = PriceEdit("单价")
    begin(qtbot, field)
    write(field, text)
    return field


def test_a_price_has_up_to_six_decimals(qtbot: QtBot) -> None:
    assert _typed(qtbot, "15.123456").price == UnitPrice.of("15.123456")
    finer = _typed(qtbot, "1.1234567")
    assert finer.price is None
    assert finer.is_refused


def test_a_price_can_be_worked_out(qtbot: QtBot) -> None:
    assert _typed(qtbot, "339/12").price == UnitPrice.of("28.25")


def test_a_price_that_is_too_large_is_refused(qtbot: QtBot) -> None:
    assert _typed(qtbot, "9" * 40).is_refused


def test_a_shown_price_is_not_refused(qtbot: QtBot) -> None:
    field = _typed(qtbot, "x")
    field.show_price(UnitPrice.of("18.5"))
    assert not field.is_refused
    assert field.price == UnitPrice.of("18.5")
    field.show_price(None)
    assert field.price is None
