from decimal import ROUND_HALF_UP, Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from app.values.rounding import half_up

PLENTY = 60
"""More digits than any quotient below has before its rounding can be decided."""


@given(st.integers(-(10**16), 10**16), st.integers(1, 10**16))
def test_rounding_is_that_of_decimal_half_up(numerator: int, denominator: int) -> None:
    with localcontext(prec=PLENTY):
        exact = Decimal(numerator) / Decimal(denominator)
        assert half_up(numerator, denominator) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.integers(-(10**9), 10**9))
def test_a_half_goes_away_from_zero(whole: int) -> None:
    assert half_up(2 * whole + 1, 2) == (whole + 1 if whole >= 0 else whole)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_a_red_amount_is_rounded_as_its_black_one(numerator: int, denominator: int) -> None:
    assert half_up(-numerator, denominator) == -half_up(numerator, denominator)
