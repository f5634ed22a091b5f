"""The office at a glance: how far a month is, what waits, what comes back, how safe it all is."""

import datetime

import pytest

from app.services import overview
from app.services.access import NotAllowed
from app.services.overview import Differences, MonthRate, Safety, Share, Waiting
from app.services.returns import decide
from app.services.vouchers import manual
from app.values.money import Money
from app.values.period import Period
from app.values.returns import ReturnState
from tests.builders import (
    ADMIN,
    CLERK,
    OCTOBER,
    REVIEWER,
    VIEWER,
    back,
    goods_return,
    inspected,
    october,
)
from tests.services.trading import QIHANG, SOLD_PENS, Trading, type_voucher

NOVEMBER = Period(2025, 11)


def _waiting(trading: Trading, day: datetime.date) -> dict[ReturnState, Waiting]:
    with trading.office.reading(VIEWER) as reading:
        return {row.state: row for row in overview.waiting(reading, day)}


def test_each_clients_month_says_how_much_of_it_is_done(seen: Trading) -> None:
    with seen.office.reading(ADMIN) as reading:
        first, second = overview.progress(reading, OCTOBER)
        november = overview.progress(reading, NOVEMBER)
    assert (first.client.code, first.vouchers, first.returns) == (
        *("004", Share(17, 18)),
        Share(1, 3),
    )
    assert (second.client.code, second.vouchers, second.returns) == (
        *("005", Share(3, 3)),
        Share(0, 0),
    )
    assert [row.vouchers for row in november] == [Share(0, 0)] * 2


def test_what_was_withdrawn_or_turned_down_is_not_waited_for(trading: Trading) -> None:
    with trading.book.writing(REVIEWER) as writing:
        decide.reject(writing, 3, "没有收到货")
    with trading.book.writing(CLERK) as writing:
        manual.withdraw(writing, 18)
    with trading.office.reading(ADMIN) as reading:
        first = overview.progress(reading, OCTOBER)[0]
    assert (first.vouchers, first.returns) == (Share(17, 17), Share(1, 2))


def test_returns_wait_at_their_step_by_days(seen: Trading) -> None:
    # One came on October 10 and is posted, one on October 30 and waits for its review.
    rows = _waiting(seen, october(31))
    assert rows[ReturnState.APPLIED].counts == (1, 0, 0, 0)
    assert rows[ReturnState.POSTED].counts == (0, 0, 0, 1)
    assert (rows[ReturnState.INSPECTED].total, rows[ReturnState.POSTED].total) == (0, 1)
    assert ReturnState.ARCHIVED not in rows


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (october(30), (1, 0, 0, 0)),
        (october(31), (1, 0, 0, 0)),
        (datetime.date(2025, 11, 1), (0, 1, 0, 0)),
        (datetime.date(2025, 11, 2), (0, 1, 0, 0)),
        (datetime.date(2025, 11, 3), (0, 0, 1, 0)),
        (datetime.date(2025, 11, 6), (0, 0, 1, 0)),
        (datetime.date(2025, 11, 7), (0, 0, 0, 1)),
    ],
)
def test_a_return_moves_on_after_one_three_and_seven_days(
    seen: Trading, day: datetime.date, counts: tuple[int, ...]
) -> None:
    assert _waiting(seen, day)[ReturnState.APPLIED].counts == counts


def test_an_office_without_backups_says_so(seen: Trading) -> None:
    with seen.office.reading(VIEWER) as reading:
        assert overview.safety(reading) == Safety(None, "", 0, None, "")


def test_differences_are_those_of_returns_and_vouchers(trading: Trading) -> None:
    with trading.book.reading(CLERK) as reading:
        assert overview.differences(reading, OCTOBER) == Differences(0, Money.of("0.00"))
    inspected(trading.book, goods_return(QIHANG, back(SOLD_PENS, "3")))
    type_voucher(trading.book, "借 1122 -565.00", "贷 5001 -500.00", "贷 22210107 -65.00")
    with trading.book.reading(CLERK) as reading:
        assert overview.differences(reading, OCTOBER) == Differences(2, Money.of("-226.00"))


def test_open_returns_are_those_of_the_book(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        assert overview.open_returns(reading) == 2
    with seen.other.reading(CLERK) as reading:
        assert overview.open_returns(reading) == 0


def test_sales_and_returns_of_each_month_stand_without_vat(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        rates = overview.return_rate(reading, NOVEMBER, 3)
    # 10,000.00 and 975.00 were sold; 1,000.00, 92.50 and 200.00 came back or are to.
    assert rates == (
        MonthRate(Period(2025, 9), Money.of("0.00"), Money.of("0.00")),
        MonthRate(OCTOBER, Money.of("10975.00"), Money.of("1292.50")),
        MonthRate(NOVEMBER, Money.of("0.00"), Money.of("0.00")),
    )


def test_a_year_is_shown_unless_asked_otherwise(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        periods = [rate.period for rate in overview.return_rate(reading, OCTOBER)]
    assert (len(periods), periods[0], periods[-1]) == (12, Period(2024, 11), OCTOBER)


def test_a_return_that_was_turned_down_is_no_return(trading: Trading) -> None:
    with trading.book.writing(REVIEWER) as writing:
        decide.reject(writing, 3, "没有收到货")
    with trading.book.reading(CLERK) as reading:
        (rate,) = overview.return_rate(reading, OCTOBER, 1)
    assert rate.returns == Money.of("1092.50")


def test_the_administrator_sees_the_office_and_no_book(seen: Trading) -> None:
    with seen.book.reading(ADMIN) as reading:
        for look in (overview.open_returns, lambda one: overview.differences(one, OCTOBER)):
            with pytest.raises(NotAllowed):
                look(reading)
