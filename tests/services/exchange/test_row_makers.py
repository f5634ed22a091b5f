"""The sums of a file are those of its rows, and what was rounded is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.exchange.cells import Cell
from app.services.exchange.days import DayOrder
from app.services.exchange.figures import money
from app.services.exchange.findings import Reason, Rounded
from app.services.exchange.mappings import PLAIN, SourceMapping
from app.services.exchange.readers import AnyReader, CellRefused
from app.services.exchange.row_makers import Sums, Terms
from app.values.money import Money

TERMS = Terms(PLAIN, from_1904=False)


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (TERMS.code(), 17850.0, "17850"),
        (TERMS.text(), "隆盛\n公司", "隆盛 公司"),
        (TERMS.note(), "长" * 500, "长" * 500),
        (TERMS.moment(), "2025-10-31 08:26", "2025-10-31 08:26:00"),
        (TERMS.day(), "2025-10-31 08:26", "2025-10-31"),
        (TERMS.quantity(), "1.5", 1500),
        (TERMS.maybe_quantity(), "", None),
        (TERMS.maybe_quantity(), "1.5", 1500),
        (TERMS.maybe_price(), "", None),
        (TERMS.money(), "", None),
        (TERMS.rate(), "13%", 1300),
        (TERMS.rate(), "", None),
    ],
)
def test_a_column_is_read_by_its_reader(reader: AnyReader, cell: Cell, value: object) -> None:
    assert reader[cell] == value


@pytest.mark.parametrize(
    "reader",
    [
        TERMS.code(needed=True),
        TERMS.text(needed=True),
        TERMS.moment(needed=True),
        TERMS.day(needed=True),
        TERMS.quantity(),
        TERMS.price(),
        TERMS.money(needed=True),
    ],
)
def test_a_needed_column_refuses_a_blank(reader: AnyReader) -> None:
    assert reader.needed
    with pytest.raises(CellRefused) as refused:
        reader[""]
    assert refused.value.reason is Reason.MISSING


def test_the_source_tells_how_it_writes_days_and_blanks() -> None:
    terms = Terms(SourceMapping(dates=DayOrder.DAY_FIRST, blanks=frozenset("*")), from_1904=True)
    assert terms.day()["1/12/2010"] == "2010-12-01"
    assert terms.money()["*"] is None
    with pytest.raises(CellRefused):
        terms.day()[44499.0]


def test_an_amount_that_is_absent_adds_nothing() -> None:
    sums = Sums()
    assert sums.take(2, "amount", None) is None
    assert sums.totals() == {}


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=9)))
def test_the_sum_is_that_of_the_unrounded_amounts(amounts: list[Decimal]) -> None:
    sums = Sums()
    kept = [sums.take(row, "amount", money(f"{amount:f}")) for row, amount in enumerate(amounts)]
    whole = [amount for amount in kept if amount is not None]
    assert len(whole) == len(amounts)
    assert sums.totals().get("amount", Decimal(0)) == sum(amounts)
    moved = sum(Decimal(one.kept.fen).scaleb(-2) - one.exact for one in sums.rounded)
    assert Decimal(sum(whole)).scaleb(-2) == sum(amounts) + moved


def test_a_rounded_amount_is_named_with_both_its_values() -> None:
    sums = Sums()
    assert sums.take(7, "amount", money("2.675")) == 268
    assert sums.rounded == [Rounded(7, "amount", Decimal("2.675"), Money(268))]
