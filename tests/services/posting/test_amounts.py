"""Net, VAT and gross of a line, and of its parts: no fen appears or disappears."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from app.services.posting.amounts import Amounts, line_amounts, part_of, split_vat
from app.values.books import PriceBasis
from app.values.money import ZERO, Money

_FEN = Decimal("0.01")
_AMOUNT = st.integers(0, 100) | st.integers(0, 10**13)
_RATE = st.sampled_from([0, 100, 300, 600, 900, 1300]) | st.integers(0, 10_000)


def _rounded(yuan: Decimal) -> int:
    return int(yuan.quantize(_FEN, ROUND_HALF_UP).scaleb(2))


def _parts(total: Money, pieces: list[int]) -> list[Money]:
    """Take pieces one after another until nothing is left of the line."""
    whole, done, parts = sum(pieces), ZERO, []
    for before, piece in zip([0, *accumulate(pieces)], pieces, strict=False):
        part = part_of(total, done, piece, whole - before, whole)
        done += part
        parts.append(part)
    return parts


def test_three_single_pieces_of_a_hundred_yuan_line_sum_to_the_line() -> None:
    net, vat = line_amounts(PriceBasis.GROSS, 3000, 33_333_333, 1300)
    assert (Money(net), Money(vat)) == (Money.of("88.50"), Money.of("11.50"))
    pieces = [1000, 1000, 1000]
    assert [str(part) for part in _parts(Money(net), pieces)] == ["29.50", "29.50", "29.50"]
    assert [str(part) for part in _parts(Money(vat), pieces)] == ["3.83", "3.83", "3.84"]


def test_net_and_gross_prices_may_differ_by_a_fen() -> None:
    # 3 units at 33.33 without VAT, and at 37.66 with it: both are 112.98 on paper.
    assert line_amounts(PriceBasis.NET, 3000, 33_330_000, 1300) == (99_99, 13_00)
    assert line_amounts(PriceBasis.GROSS, 3000, 37_660_000, 1300) == (99_98, 13_00)


def test_the_rates_of_the_trade_give_the_vat_of_the_reference() -> None:
    assert split_vat(PriceBasis.NET, 1000_00, 900) == (1000_00, 90_00)
    assert split_vat(PriceBasis.NET, 2000_00, 600) == (2000_00, 120_00)
    assert split_vat(PriceBasis.GROSS, 1130_00, 300) == (1097_09, 32_91)
    assert split_vat(PriceBasis.GROSS, 1130_00, 100) == (1118_81, 11_19)


def test_gross_is_net_and_vat() -> None:
    assert Amounts(Money.of("1000.00"), Money.of("130.00")).gross == Money.of("1130.00")


@given(_AMOUNT, _RATE)
def test_vat_on_a_net_amount_is_what_exact_arithmetic_gives(worth: int, rate: int) -> None:
    exact = Decimal(worth).scaleb(-2) * Decimal(rate).scaleb(-4)
    assert split_vat(PriceBasis.NET, worth, rate) == (worth, _rounded(exact))


@given(_AMOUNT, _RATE)
def test_net_of_a_gross_amount_is_what_exact_arithmetic_gives(worth: int, rate: int) -> None:
    exact = Decimal(worth).scaleb(-2) / (1 + Decimal(rate).scaleb(-4))
    net, vat = split_vat(PriceBasis.GROSS, worth, rate)
    assert net == _rounded(exact)
    assert net + vat == worth


@given(_AMOUNT, st.lists(st.integers(1, 10**6), min_size=1, max_size=40))
def test_parts_sum_to_the_line_however_it_is_split(total: int, pieces: list[int]) -> None:
    parts = _parts(Money(total), pieces)
    assert Money.total(parts) == Money(total)
    assert min(parts) >= ZERO


@given(_AMOUNT, st.lists(st.integers(1, 10**6), min_size=2, max_size=40))
def test_a_part_is_its_rounded_share_while_enough_is_left(total: int, pieces: list[int]) -> None:
    whole, done = sum(pieces), ZERO
    for piece, part in zip(pieces[:-1], _parts(Money(total), pieces), strict=False):
        assert part == min(Money(total).share(piece, whole), Money(total) - done)
        done += part


def test_a_line_of_few_fen_is_never_given_back_more_than_once() -> None:
    # 0.05 yuan on ten units: half a fen each, which rounds up ten times.
    parts = _parts(Money(5), [1] * 10)
    assert [part.fen for part in parts] == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]


def test_units_of_a_line_that_was_given_back_whole_are_worth_nothing() -> None:
    assert part_of(Money(1000), Money(1200), 1, 2, 10) == ZERO
    assert part_of(Money(1000), Money(1200), 2, 2, 10) == ZERO
