"""Amounts, quantities, prices and rates are read exactly or refused."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.exchange import figures
from app.services.exchange.cells import Cell
from app.services.exchange.figures import Figure, figure, money, quantity, rate, rounded, unit_price
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused
from app.values.money import FEN_LIMIT


def _reason(read: object, cell: Cell) -> Reason:
    assert callable(read)
    with pytest.raises(CellRefused) as refused:
        read(cell)
    return refused.value.reason


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1234.56", "1234.56"),
        ("1,234,567.8", "1234567.8"),
        ("１，２３４．５６", "1234.56"),  # noqa: RUF001  # as a Chinese keyboard writes it
        ("-1130.00", "-1130.00"),
        ("－１１３０", "-1130"),  # noqa: RUF001
        ("−5", "-5"),  # noqa: RUF001  # the sign of typesetters
        ("+3", "3"),
        ("(1,130.00)", "-1130.00"),
        ("（100）", "-100"),
        ("¥12.50", "12.50"),
        ("￥-12.50", "-12.50"),
        ("-¥ 12.50", "-12.50"),
        ("CNY 8", "8"),
        ("12.5元", "12.5"),
        ("7.", "7"),
        ("0.000001", "0.000001"),
        (12, "12"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (-2.675, "-2.675"),
        (Decimal("646.553333"), "646.553333"),
    ],
)
def test_a_number_is_what_people_and_spreadsheets_mean_by_it(cell: Cell, number: str) -> None:
    assert figure(cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell",
    [
        "十元",
        "12..5",
        "1,23,456",
        "12,5",
        "--5",
        "-(5)",
        "(5",
        "5)",
        "+-5",
        "٣",
        "²",
        "1 234",
        "NaN",
        "0x10",
        datetime.date(2025, 10, 31),
        float("nan"),
        float("inf"),
        float("-inf"),
        Decimal("NaN"),
    ],
)
def test_what_is_no_number_is_refused(cell: Cell) -> None:
    assert _reason(figure, cell) is Reason.NOT_AN_AMOUNT


@pytest.mark.parametrize("text", ["1E+20", "9.1e+14", "-1E-7"])
def test_a_number_in_powers_of_ten_was_rounded_before(text: str) -> None:
    assert _reason(figure, text) is Reason.ALREADY_ROUNDED


@pytest.mark.parametrize("cell", ["0." + "1" * 29, "9" * 29, Decimal("1." + "1" * 29)])
def test_more_digits_than_can_be_reckoned_with_are_refused(cell: Cell) -> None:
    assert _reason(figure, cell) is Reason.TOO_FINE


def test_an_amount_is_rounded_half_up_and_keeps_what_it_was() -> None:
    assert money("2.675") == Figure(268, Decimal("2.675"), is_exact=False)
    assert money("-2.675") == Figure(-268, Decimal("-2.675"), is_exact=False)
    assert money(1.005) == Figure(101, Decimal("1.005"), is_exact=False)
    assert money("-1130.00") == Figure(-113000, Decimal("-1130.00"), is_exact=True)


@pytest.mark.parametrize("dash", ["-", "—", "--", "——"])
def test_a_lone_dash_in_an_account_is_no_amount(dash: str) -> None:
    assert money(dash) is None


def test_a_price_keeps_six_decimals() -> None:
    assert unit_price("783.699059561128527").whole == 783_699060
    assert unit_price("646.553333") == Figure(646_553333, Decimal("646.553333"), is_exact=True)


def test_a_quantity_finer_than_a_thousandth_is_refused_not_rounded() -> None:
    assert quantity("1.125") == 1125
    assert _reason(quantity, "1.1255") is Reason.TOO_FINE


def test_the_largest_amount_is_taken_and_one_fen_more_is_not() -> None:
    largest = Decimal(FEN_LIMIT) / 100
    assert rounded(largest, 2, FEN_LIMIT).whole == FEN_LIMIT
    with pytest.raises(CellRefused) as refused:
        rounded(-largest - Decimal("0.01"), 2, FEN_LIMIT)
    assert refused.value.reason is Reason.TOO_LARGE
    assert refused.value.facts == {"limit": "1,000,000,000,000.00"}


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("13%", 1300),
        ("１３％", 1300),  # noqa: RUF001
        ("13 %", 1300),
        ("13", 1300),
        (13.0, 1300),
        ("0.13", 1300),
        (0.13, 1300),
        (0.07, 700),
        ("1%", 100),
        ("1", 100),
        ("1.5%", 150),
        ("0.5%", 50),
        ("0", 0),
        ("免税", 0),
        ("不征税", 0),
        ("20", 2000),
    ],
)
def test_a_rate_is_the_same_in_percent_and_as_a_fraction(cell: Cell, points: int) -> None:
    assert rate(cell) == points


@pytest.mark.parametrize("cell", ["13.005%", "21%", "-1%", "130", "高", "%", float("nan")])
def test_what_is_no_tax_rate_is_refused(cell: Cell) -> None:
    assert _reason(rate, cell) is Reason.NOT_A_RATE


@given(st.integers(-FEN_LIMIT, FEN_LIMIT))
def test_every_amount_of_the_books_is_read_back_from_its_text(fen: int) -> None:
    assert money(f"{Decimal(fen).scaleb(-2):,f}") == Figure(
        fen, Decimal(fen).scaleb(-2), is_exact=True
    )


@given(st.integers(-(10**12), 10**12))
def test_every_amount_that_a_double_keeps_is_read_back_from_it(fen: int) -> None:
    found = money(fen / 100)
    assert found is not None
    assert found.whole == fen


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=15))
def test_rounding_moves_an_amount_by_at_most_half_a_fen(amount: Decimal) -> None:
    found = rounded(amount, 2, FEN_LIMIT)
    assert abs(figures.EXACT.subtract(Decimal(found.whole).scaleb(-2), amount)) <= Decimal("0.005")
    assert found.exact == amount
