from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.money import FEN_LIMIT, ZERO, Money, UnitPrice
from app.values.quantity import Quantity

FEN = st.integers(-FEN_LIMIT, FEN_LIMIT)
AMOUNTS = FEN.map(Money)
SHARES = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("0", 0),
        ("3.3", 330),
        ("3.33", 333),
        ("-0.01", -1),
        ("+12.50", 1250),
        ("3.", 300),
        ("3.330", 333),
        ("007.10", 710),
    ],
)
def test_an_amount_is_read_to_the_fen(written: str, fen: int) -> None:
    assert Money.of(written) == Money(fen)


@pytest.mark.parametrize(
    "written",
    ["", ".5", "3.333", "1,000.00", "1e3", "NaN", "Infinity", " 1", "1 ", "-", "١٢", "壹", "0x10"],
)
def test_what_is_no_amount_to_the_fen_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not an amount of yuan"):
        Money.of(written)


@pytest.mark.parametrize("number", [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity")])
def test_a_decimal_that_is_no_whole_number_of_fen_is_refused(number: Decimal) -> None:
    with pytest.raises(ValueError, match="not an amount of yuan"):
        Money.of(number)


@given(AMOUNTS)
def test_an_amount_written_down_is_read_back_the_same(amount: Money) -> None:
    assert Money.of(str(amount)) == Money.of(amount.yuan) == amount


@given(st.integers(-(10**12), 10**12))
def test_whole_yuan_are_a_hundred_fen_each(yuan: int) -> None:
    assert Money.of(yuan) == Money(100 * yuan)


@given(AMOUNTS, AMOUNTS)
def test_amounts_add_and_subtract_as_their_yuan_do(one: Money, other: Money) -> None:
    assert (one + other).yuan == one.yuan + other.yuan
    assert (one - other).yuan == one.yuan - other.yuan
    assert one + other - other == one
    assert (one < other) == (one.yuan < other.yuan)


@given(AMOUNTS)
def test_a_red_amount_takes_its_amount_back(amount: Money) -> None:
    assert amount + -amount == ZERO
    assert abs(-amount) == abs(amount)
    assert bool(amount) == (amount.yuan != 0)


@given(st.lists(AMOUNTS, max_size=20))
def test_a_total_is_the_sum_of_its_amounts(amounts: list[Money]) -> None:
    assert Money.total(amounts).yuan == sum((amount.yuan for amount in amounts), Decimal(0))


@given(AMOUNTS, SHARES)
def test_a_split_loses_no_fen(amount: Money, shares: list[int]) -> None:
    parts = amount.split(shares)
    assert len(parts) == len(shares)
    assert Money.total(parts) == amount


@given(AMOUNTS, SHARES)
def test_each_part_but_the_last_is_its_share_rounded_half_up(
    amount: Money, shares: list[int]
) -> None:
    whole = sum(shares)
    for part, share in zip(amount.split(shares)[:-1], shares[:-1], strict=True):
        assert abs(part.fen * whole - amount.fen * share) * 2 <= whole


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1, 2]])
def test_shares_that_divide_nothing_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot divide"):
        Money.of("1.00").split(shares)


def test_a_third_of_ten_yuan_leaves_the_rest_to_the_last() -> None:
    assert Money.of("10.00").split([1, 1, 1]) == (Money(333), Money(333), Money(334))


def test_a_share_is_rounded_half_up() -> None:
    assert Money(5).share(1, 2) == Money(3)
    assert Money(-5).share(1, 2) == Money(-3)


@given(st.integers(-(10**12), 10**12), st.integers(-(10**7), 10**7))
def test_units_times_price_is_rounded_half_up_to_the_fen(micros: int, thousandths: int) -> None:
    price, quantity = UnitPrice(micros), Quantity(thousandths)
    exact = price.yuan * quantity.units
    assert price.times(quantity).yuan == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(FEN, st.integers(-(10**9), 10**9).filter(bool))
def test_an_average_is_rounded_half_up_to_a_millionth(fen: int, thousandths: int) -> None:
    value, quantity = Money(fen), Quantity(thousandths)
    # Twice the distance is at most one millionth: |2 (average - value / quantity)| <= 1e-6.
    average = UnitPrice.average(value, quantity)
    assert abs(2 * (average.micros * thousandths - fen * 10**7)) <= abs(thousandths)


def test_an_average_of_red_stock_is_positive_where_its_value_is_red() -> None:
    assert UnitPrice.average(Money.of("-10.00"), Quantity.of("-4")) == UnitPrice.of("2.5")


@given(st.integers(-(10**14), 10**14))
def test_a_price_written_down_is_read_back_the_same(micros: int) -> None:
    price = UnitPrice(micros)
    assert UnitPrice.of(str(price)) == UnitPrice.of(price.yuan) == price


@pytest.mark.parametrize("written", ["1.2345678", "", "1e2"])
def test_what_is_no_unit_price_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a unit price"):
        UnitPrice.of(written)


def test_a_price_is_written_without_spare_zeros() -> None:
    assert [str(UnitPrice.of(text)) for text in ("12.500000", "100", "0.000001")] == [
        "12.5",
        "100",
        "0.000001",
    ]
