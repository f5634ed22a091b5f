import datetime
import enum
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import i18n, values, wording
from app.errors import AppError
from app.values.actor import Role
from app.values.money import FEN_LIMIT, Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import ReturnState
from app.values.vouching import VoucherState

# Words that only rules and settings read; nobody is shown them.
UNSHOWN = {"AccountRole", "CostVoucher", "ReturnStyle", "Side", "VoucherPart"}


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    before = i18n.language()
    i18n.use("zh_CN")
    yield
    i18n.use(before)


def _enums() -> set[type[enum.StrEnum]]:
    for module in pkgutil.iter_modules(values.__path__):
        importlib.import_module(f"app.values.{module.name}")
    return {
        kind for kind in enum.StrEnum.__subclasses__() if kind.__module__.startswith("app.values.")
    }


def test_every_word_of_the_trade_is_shown_in_chinese() -> None:
    worded = {kind.__name__ for kind in wording.WORDS}
    assert {kind.__name__ for kind in _enums()} - worded == UNSHOWN
    for kind, words in wording.WORDS.items():
        assert set(words) == set(kind)
        assert all(wording.word(member) != words[member] for member in kind)


def test_two_states_are_worded_by_what_they_are_states_of() -> None:
    assert ReturnState.POSTED == VoucherState.POSTED  # type: ignore[comparison-overlap]  # both "posted"
    assert wording.word(ReturnState.POSTED) == "待归档"
    assert wording.word(VoucherState.POSTED) == "已过账"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("1768.45", "1,768.45"), ("-0.05", "-0.05"), ("0", "0.00"), ("1234567.8", "1,234,567.80")],
)
def test_an_amount_is_shown_with_groups_and_two_decimals(amount: str, shown: str) -> None:
    assert wording.money(Money.of(amount)) == shown


@given(st.integers(-FEN_LIMIT, FEN_LIMIT).map(Money))
def test_an_amount_shown_is_the_amount_to_the_fen(amount: Money) -> None:
    assert Money.of(wording.money(amount).replace(",", "")) == amount


def test_zero_is_left_blank_where_a_column_asks_for_it() -> None:
    assert wording.money(Money(0), blank_zero=True) == ""
    assert wording.money(Money(1), blank_zero=True) == "0.01"


def test_quantities_prices_and_rates_are_shown_without_spare_zeros() -> None:
    assert wording.quantity(Quantity.of("1240")) == "1,240"
    assert wording.quantity(Quantity.of("-12.500")) == "-12.5"
    assert wording.unit_price(UnitPrice.of("15")) == "15.00"
    assert wording.unit_price(UnitPrice.of("0.123456")) == "0.123456"
    assert [wording.rate(points) for points in (1300, 300, 50, 0, 1000)] == [
        "13%",
        "3%",
        "0.5%",
        "0%",
        "10%",
    ]


def test_days_and_periods_are_shown_as_the_books_write_them() -> None:
    day = datetime.date(2025, 10, 31)
    assert wording.day(day) == "2025-10-31"
    assert wording.short_day(day) == "10-31"
    assert wording.long_day(day) == "2025年10月31日"
    assert wording.period(Period(2025, 10)) == "2025年10月"
    assert wording.month_name(Period(2025, 9)) == "9月"


def test_a_moment_is_shown_in_the_time_of_the_machine() -> None:
    at = datetime.datetime(2025, 10, 31, 10, 30, tzinfo=datetime.UTC)
    assert wording.moment(at) == at.astimezone().strftime("%Y-%m-%d %H:%M")


def test_english_words_the_same_values_its_own_way() -> None:
    i18n.use("en")
    assert wording.period(Period(2025, 10)) == "October 2025"
    assert wording.month_name(Period(2025, 9)) == "Sep"
    assert wording.money(Money.of("1768.45")) == "1,768.45"
    assert wording.word(Role.KEEPER) == "Warehouse keeper"


@dataclass(eq=False)
class _Everything(AppError):
    """A refusal with one fact of each kind."""

    money: Money
    quantity: Quantity
    price: UnitPrice
    period: Period
    day: datetime.date
    state: ReturnState
    name: str
    template = "{money} {quantity} {price} {period} {day} {state} {name}"


def test_the_facts_of_a_refusal_are_worded() -> None:
    refusal = _Everything(
        Money.of("1768.45"),
        Quantity.of("12"),
        UnitPrice.of("18.5"),
        Period(2025, 10),
        datetime.date(2025, 10, 31),
        ReturnState.APPLIED,
        "书香文化",
    )
    assert wording.describe(refusal) == ("1,768.45 12 18.50 2025年10月 2025-10-31 待审核 书香文化")


def test_a_moment_among_the_facts_is_worded_with_its_time() -> None:
    at = datetime.datetime(2025, 10, 31, 10, 30, tzinfo=datetime.UTC)
    assert wording.fact(at) == wording.moment(at)


def test_a_word_that_is_never_shown_stands_as_it_is() -> None:
    class Spare(enum.StrEnum):
        ONE = "one"

    assert wording.fact(Spare.ONE) == "one"


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0.0"),
        (52_428, "0.0"),
        (52_429, "0.1"),
        (881_245, "0.8"),
        (1288 * 1024 * 1024, "1,288.0"),
    ],
)
def test_a_small_file_is_not_told_as_nothing(size: int, told: str) -> None:
    assert wording.megabytes(size) == told
