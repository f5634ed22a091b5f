"""What a line amounts to, and which amounts cannot be."""

from decimal import Decimal

import pytest

from app.services.exchange.figures import Figure, money, unit_price
from app.services.exchange.findings import Reason
from app.services.exchange.line_amounts import check_amounts, exactly, kept_amount
from app.services.exchange.readers import CellRefused


def _amount(words: str) -> Figure:
    found = money(words)
    assert found is not None
    return found


def test_the_amount_of_the_file_goes_before_quantity_times_price() -> None:
    assert kept_amount(10_000, unit_price("12.50"), _amount("124.99")) == 12499


def test_quantity_times_price_is_left_to_the_books_where_the_price_is_whole() -> None:
    assert kept_amount(10_000, unit_price("12.50"), None) is None


def test_a_price_finer_than_a_millionth_gives_the_amount_exactly() -> None:
    asked = unit_price("783.699059561128527")
    assert kept_amount(22_000, asked, None) == 17241_38
    assert exactly(22_000, asked).exact == Decimal("17241.379310344827594")


def test_no_digit_of_a_long_price_is_lost() -> None:
    asked = unit_price("99999.99999999999999999999999")
    assert exactly(999_999_999, asked).exact == Decimal("99999999899.99999999999999999000000001")


def test_a_line_larger_than_the_books_hold_is_refused() -> None:
    with pytest.raises(CellRefused) as refused:
        kept_amount(10**12, unit_price("1000000"), None)
    assert (refused.value.reason, refused.value.field) == (Reason.TOO_LARGE, "price")


@pytest.mark.parametrize(
    ("value", "net", "vat", "gross", "field"),
    [
        (-10, "100", None, None, "amount"),
        (10, "100", "-13", None, "vat"),
        (10, None, None, "-113", "gross"),
    ],
)
def test_an_amount_with_another_sign_than_the_quantity_is_refused(
    value: int, net: str | None, vat: str | None, gross: str | None, field: str
) -> None:
    amounts = [None if words is None else _amount(words) for words in (net, vat, gross)]
    with pytest.raises(CellRefused) as refused:
        check_amounts(value, *amounts)
    assert (refused.value.reason, refused.value.field) == (Reason.SIGNS_DIFFER, field)


def test_a_gross_amount_that_is_not_net_and_vat_is_refused_with_the_sum() -> None:
    with pytest.raises(CellRefused) as refused:
        check_amounts(10, _amount("100.00"), _amount("13.00"), _amount("113.01"))
    assert refused.value.reason is Reason.SUM_DIFFERS
    assert refused.value.facts == {"sum": "113.00"}


def test_amounts_that_agree_are_taken() -> None:
    check_amounts(10, _amount("100"), _amount("13"), _amount("113"))
    check_amounts(-10, _amount("-100"), _amount("0"), None)
    check_amounts(10, _amount("100.004"), _amount("13.004"), _amount("113.00"))
    check_amounts(10, None, None, None)
