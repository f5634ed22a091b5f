"""The months of a book: opened one after another, and nothing moves into a closed one."""

from datetime import date

import pytest
from sqlalchemy import text

from app import i18n
from app.services import periods
from app.services.access import NotAllowed
from app.services.office import Book
from app.services.periods import BeforeTheBook, DayTooFarAhead, MonthRow, PeriodClosed
from app.values.period import Period
from app.values.periods import PeriodState
from app.wording import describe
from tests.builders import ADMIN, CLERK


def _opened(book: Book, day: date) -> Period:
    with book.writing(CLERK) as writing:
        return periods.require_open(writing, day)


def _months(book: Book) -> list[tuple[str, PeriodState]]:
    with book.reading(CLERK) as reading:
        return [(str(row.period), row.state) for row in periods.listing(reading)]


def test_a_book_begins_with_its_first_month_open(book: Book) -> None:
    with book.reading(CLERK) as reading:
        assert periods.listing(reading) == (MonthRow(Period(2025, 10), PeriodState.OPEN),)


def test_the_month_of_a_day_is_given(book: Book) -> None:
    assert _opened(book, date(2025, 10, 31)) == Period(2025, 10)
    assert len(_months(book)) == 1


def test_a_later_day_opens_every_month_up_to_it(book: Book) -> None:
    assert _opened(book, date(2026, 1, 5)) == Period(2026, 1)
    assert _months(book) == [
        (month, PeriodState.OPEN) for month in ("2025-10", "2025-11", "2025-12", "2026-01")
    ]


def test_work_that_is_refused_opens_no_month(book: Book) -> None:
    with pytest.raises(BeforeTheBook), book.writing(CLERK) as writing:
        periods.require_open(writing, date(2025, 12, 1))
        periods.require_open(writing, date(2025, 9, 30))
    assert _months(book) == [("2025-10", PeriodState.OPEN)]


def test_the_time_before_the_book_takes_nothing(book: Book) -> None:
    with pytest.raises(BeforeTheBook) as refused:
        _opened(book, date(2025, 9, 30))
    assert refused.value.start == Period(2025, 10)


def test_a_mistyped_year_opens_no_hundred_months(book: Book) -> None:
    with pytest.raises(DayTooFarAhead):
        _opened(book, date(2027, 11, 1))
    assert _opened(book, date(2027, 10, 31)) == Period(2027, 10)
    assert len(_months(book)) == 25


@pytest.mark.parametrize("ways", [("closed",), ("closed", "locked")])
def test_a_closed_or_locked_month_takes_nothing(book: Book, ways: tuple[str, ...]) -> None:
    with book.writing(CLERK) as writing:
        for state in ways:
            writing.connection.execute(text("UPDATE period SET state = :state"), {"state": state})
    spoken = i18n.language()
    i18n.use("zh_CN")
    try:
        with pytest.raises(PeriodClosed) as refused:
            _opened(book, date(2025, 10, 31))
        assert describe(refused.value) == "2025年10月 已结账，请选未结账月份的日期。"
    finally:
        i18n.use(spoken)
    assert _opened(book, date(2025, 11, 1)) == Period(2025, 11)


def test_the_administrator_does_not_look_into_the_books(book: Book) -> None:
    with pytest.raises(NotAllowed), book.reading(ADMIN) as reading:
        periods.listing(reading)
