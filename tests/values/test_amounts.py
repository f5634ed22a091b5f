from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.values.amounts import scaled, scaled_decimal, unscaled


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_what_is_scaled_down_scales_up_to_the_same(number: int, places: int) -> None:
    exact = unscaled(number, places)
    assert scaled(f"{exact:f}", places) == scaled_decimal(exact, places) == number


@given(st.text(alphabet="0123456789.+-eE,_ \u0661", max_size=12))
def test_text_that_is_read_is_read_as_decimal_reads_it(text: str) -> None:
    number = scaled(text, 2)
    assert number is None or unscaled(number, 2) == Decimal(text)


def test_more_than_fifteen_digits_before_the_point_are_refused() -> None:
    assert scaled("9" * 15, 2) == (10**15 - 1) * 100
    assert scaled("9" * 16, 2) is None
