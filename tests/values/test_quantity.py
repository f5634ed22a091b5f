from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.quantity import NOTHING, Quantity

QUANTITIES = st.integers(-(10**12), 10**12).map(Quantity)


@given(QUANTITIES)
def test_a_quantity_written_down_is_read_back_the_same(quantity: Quantity) -> None:
    assert Quantity.of(str(quantity)) == Quantity.of(quantity.units) == quantity


@pytest.mark.parametrize(
    ("number", "written"), [("12.500", "12.5"), ("100", "100"), ("-0.001", "-0.001"), (0, "0")]
)
def test_a_quantity_is_written_without_spare_zeros(number: str | int, written: str) -> None:
    assert str(Quantity.of(number)) == written


@pytest.mark.parametrize(
    "number", ["1.2345", "", "12 盒", "1e3", Decimal("0.0001"), Decimal("NaN")]
)
def test_what_is_no_quantity_is_refused(number: str | Decimal) -> None:
    with pytest.raises(ValueError, match="not a quantity"):
        Quantity.of(number)


@given(QUANTITIES, QUANTITIES)
def test_what_comes_in_and_goes_out_leaves_what_was_there(one: Quantity, other: Quantity) -> None:
    assert one + other - other == one
    assert (one - other).units == one.units - other.units
    assert (one < other) == (one.units < other.units)


@given(QUANTITIES)
def test_a_return_of_all_that_was_sold_leaves_nothing(sold: Quantity) -> None:
    assert sold + -sold == NOTHING
    assert abs(-sold) == abs(sold)
    assert bool(sold) == (sold.units != 0)
