"""Days are read as people and spreadsheets write them; impossible ones are refused."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.exchange.cells import Cell, Flaw
from app.services.exchange.days import FIRST_DAY, LAST_DAY, DayOrder, Days
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused

PLAIN = Days(DayOrder.YEAR_FIRST, from_1904=False)


def _reason(cell: Cell, days: Days = PLAIN) -> Reason:
    with pytest.raises(CellRefused) as refused:
        days.moment(cell)
    return refused.value.reason


def _moment(*parts: int) -> datetime.datetime:
    year, month, day, *time = parts
    return datetime.datetime(year, month, day, *time)  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2025-10-31", "2025-10-31"),
        ("2025-1-2", "2025-01-02"),
        ("2025/10/31", "2025-10-31"),
        ("2025.10.31", "2025-10-31"),
        ("2025年10月31日", "2025-10-31"),
        ("2025年1月2", "2025-01-02"),
        ("２０２５－１０－３１", "2025-10-31"),  # noqa: RUF001
        ("20251031", "2025-10-31"),
        (20251031, "2025-10-31"),
        (20251031.0, "2025-10-31"),
        ("2025-10-31 08:26", "2025-10-31 08:26:00"),
        ("2025-10-31T8:26:07.25", "2025-10-31 08:26:07"),
        ("20251031 08:26:07", "2025-10-31 08:26:07"),
        (datetime.date(2025, 10, 31), "2025-10-31"),
        (_moment(2025, 10, 31), "2025-10-31"),
        (_moment(2025, 10, 31, 8, 26), "2025-10-31 08:26:00"),
        (_moment(2025, 10, 31, 23, 59, 59, 700_000), "2025-11-01"),
        (45961, "2025-10-31"),
        (45961.0, "2025-10-31"),
        (Decimal("45961.5"), "2025-10-31 12:00:00"),
        (20_456.0, "1956-01-02"),
    ],
)
def test_a_day_is_read_in_every_usual_form(cell: Cell, moment: str) -> None:
    assert PLAIN.moment(cell) == moment


def test_a_day_alone_leaves_out_the_time_of_day() -> None:
    assert PLAIN.day("2025-10-31 08:26:00") == "2025-10-31"


@pytest.mark.parametrize(
    "cell",
    [
        "2025-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-10-31 25:00",
        "2025-10-31 08:61",
        "0000-01-01",
        "1954-12-31",
        "2100-01-01",
        "20250231",
        20250231,
        99999999,
        0,
        -1.0,
        19_999,
        73_052,
        2_958_465.0,
        20251031.5,
        1e300,
        float("nan"),
        Decimal("1e50"),
        datetime.date(1900, 1, 1),
        datetime.date(9999, 12, 31),
    ],
)
def test_a_day_that_there_is_not_is_refused(cell: Cell) -> None:
    assert _reason(cell) is Reason.DATE_IMPOSSIBLE


@pytest.mark.parametrize(
    "cell",
    [
        "昨天",
        "2025-10",
        "2025-10/31",
        "31-10-2025",
        "2025-10-31 上午",
        "٢٠٢٥-10-31",
        "2025-10-31x",
        datetime.time(8, 26),
        datetime.timedelta(hours=30),
        Flaw.ERROR,
    ],
)
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    assert _reason(cell) is Reason.NOT_A_DATE


def test_day_and_month_are_told_apart_only_where_the_source_is_known() -> None:
    assert Days(DayOrder.DAY_FIRST, from_1904=False).moment("1/12/2010") == "2010-12-01"
    assert Days(DayOrder.MONTH_FIRST, from_1904=False).moment("12/1/2010 8:26") == (
        "2010-12-01 08:26:00"
    )
    assert Days(DayOrder.DAY_FIRST, from_1904=False).moment("2010-12-01") == "2010-12-01"
    assert _reason("昨天", Days(DayOrder.DAY_FIRST, from_1904=False)) is Reason.NOT_A_DATE


def test_a_bare_number_of_a_book_that_counts_from_1904_is_no_day() -> None:
    mac = Days(DayOrder.YEAR_FIRST, from_1904=True)
    assert _reason(44499.0, mac) is Reason.DATE_IMPOSSIBLE
    assert mac.moment(20251031.0) == "2025-10-31"


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_every_day_of_the_books_is_read_back_in_every_form(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    forms: list[Cell] = [day, day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", float(serial)]
    assert {PLAIN.moment(form) for form in forms} == {day.isoformat()}


@given(st.datetimes(_moment(1955, 1, 1), _moment(2099, 12, 30)))
def test_a_time_of_day_kept_as_a_fraction_is_read_to_the_second(moment: datetime.datetime) -> None:
    second = moment.replace(microsecond=0)
    serial = (second - _moment(1899, 12, 30)) / datetime.timedelta(days=1)
    read = PLAIN.moment(serial)
    assert _moment(*map(int, read.replace("-", " ").replace(":", " ").split())) == second
