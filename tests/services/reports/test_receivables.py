"""What customers owe, month by month and by age, worked out by hand."""

import datetime

import pytest

from app.services import receipts
from app.services.office import Book
from app.services.receipts import ReceiptDraft
from app.services.reports import receivables
from app.services.reports.receivables import Ageing
from app.values.money import Money
from app.values.period import Period
from tests.builders import CLERK, OCTOBER, Item, october, sale
from tests.services.reconciliation.books import cancel
from tests.services.trading import BACK_PENS, MINGYUAN, PAPER, QIHANG, Trading, type_voucher

NOVEMBER = Period(2025, 11)


def _month(book: Book, period: Period = OCTOBER) -> dict[str, tuple[str, ...]]:
    """Give code: opening, sales, returns, receipts, others, closing."""
    with book.reading(CLERK) as reading:
        rows = receivables.month(reading, period)
    return {
        row.code: tuple(
            map(
                str,
                (row.opening, row.sales, row.returns, row.receipts, row.others, row.closing),
            )
        )
        for row in rows
    }


def _ageing(book: Book, customer: int, day: datetime.date, term: int = 30) -> tuple[str, ...]:
    with book.reading(CLERK) as reading:
        found = receivables.ageing(reading, customer, day, term)
        owed = receivables.balance(reading, customer, day)
    assert found.total == owed
    parts = (found.not_due, found.days_30, found.days_60, found.days_90, found.older)
    return tuple(map(str, parts))


def test_each_customers_month_stands_as_it_was_worked_out_by_hand(seen: Trading) -> None:
    assert _month(seen.book) == {
        "KH-0102": ("2000.00", "1101.75", "-104.53", "0.00", "0.00", "2997.22"),
        "KH-0117": ("0.00", "11300.00", "-1130.00", "4500.00", "0.00", "5670.00"),
    }


def test_another_clients_customers_stand_in_its_own_report(seen: Trading) -> None:
    assert _month(seen.other) == {
        "KH-0900": ("0.00", "361.60", "0.00", "0.00", "0.00", "361.60"),
    }


def test_the_next_month_opens_with_what_this_one_closed(seen: Trading) -> None:
    assert _month(seen.book, NOVEMBER) == {
        "KH-0102": ("2997.22", "0.00", "0.00", "0.00", "0.00", "2997.22"),
        "KH-0117": ("5670.00", "0.00", "0.00", "0.00", "0.00", "5670.00"),
    }
    assert _month(seen.book, Period(2025, 9)) == {}


def test_a_return_typed_by_hand_is_a_return_and_all_else_stands_apart(trading: Trading) -> None:
    type_voucher(trading.book, "借 1122 -565.00", "贷 5001 -500.00", "贷 22210107 -65.00")
    type_voucher(trading.book, "借 1122 -90.00", "借 5603 90.00", return_id=BACK_PENS)
    type_voucher(trading.book, "借 1122 10.00", "贷 5301 10.00")
    assert _month(trading.book)["KH-0117"] == (
        *("0.00", "11300.00", "-1785.00", "4500.00", "10.00", "5025.00"),
    )


def test_reversals_stand_apart_and_the_month_still_closes_with_the_account(
    trading: Trading,
) -> None:
    cancel(trading.book, 4)
    assert _month(trading.book)["KH-0117"] == (
        *("0.00", "11300.00", "-1130.00", "4500.00", "-11300.00", "-5630.00"),
    )
    with trading.book.reading(CLERK) as reading:
        assert str(receivables.balance(reading, QIHANG, october(31))) == "-5630.00"


@pytest.mark.parametrize(
    ("day", "parts"),
    [
        (datetime.date(2025, 11, 7), ("5670.00", "0.00", "0.00", "0.00", "0.00")),
        (datetime.date(2025, 11, 8), ("0.00", "5670.00", "0.00", "0.00", "0.00")),
        (datetime.date(2025, 12, 7), ("0.00", "5670.00", "0.00", "0.00", "0.00")),
        (datetime.date(2025, 12, 8), ("0.00", "0.00", "5670.00", "0.00", "0.00")),
        (datetime.date(2026, 1, 6), ("0.00", "0.00", "5670.00", "0.00", "0.00")),
        (datetime.date(2026, 1, 7), ("0.00", "0.00", "0.00", "5670.00", "0.00")),
        (datetime.date(2026, 2, 5), ("0.00", "0.00", "0.00", "5670.00", "0.00")),
        (datetime.date(2026, 2, 6), ("0.00", "0.00", "0.00", "0.00", "5670.00")),
    ],
)
def test_what_is_owed_moves_from_age_to_age(
    seen: Trading, day: datetime.date, parts: tuple[str, ...]
) -> None:
    # Sold on October 8, due 30 days later.
    assert _ageing(seen.book, QIHANG, day) == parts


def test_what_no_sale_explains_is_the_oldest(seen: Trading) -> None:
    # 2,997.22, of which 1,101.75 were sold on October 9; the rest was brought along.
    assert _ageing(seen.book, MINGYUAN, october(31)) == (
        *("1101.75", "0.00", "0.00", "0.00", "1895.47"),
    )


def test_money_paid_the_oldest_sale_first(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        later = datetime.date(2025, 11, 20)
        stock = Item(PAPER, "100", "50.00")
        sale(writing, QIHANG, stock, number="XS-202511-0001", day=later)
    day = datetime.date(2025, 12, 1)
    assert _ageing(trading.book, QIHANG, day) == ("5650.00", "5670.00", "0.00", "0.00", "0.00")
    with trading.book.writing(CLERK) as writing:
        receipts.take(writing, ReceiptDraft(later, QIHANG, Money.of("7000.00")))
    assert _ageing(trading.book, QIHANG, day) == ("4320.00", "0.00", "0.00", "0.00", "0.00")


def test_what_is_owed_to_the_customer_is_not_overdue(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        receipts.take(writing, ReceiptDraft(october(30), QIHANG, Money.of("6000.00")))
    day = datetime.date(2026, 2, 6)
    assert _ageing(trading.book, QIHANG, day) == ("-330.00", "0.00", "0.00", "0.00", "0.00")


def test_a_shorter_term_is_overdue_sooner(seen: Trading) -> None:
    assert _ageing(seen.book, QIHANG, october(31), term=15) == (
        *("0.00", "5670.00", "0.00", "0.00", "0.00"),
    )


def test_the_parts_of_an_ageing_are_all_of_it() -> None:
    parts = [Money.of(amount) for amount in ("1.00", "0.20", "0.03", "10.00", "200.00")]
    assert str(Ageing(*parts).total) == "211.23"
