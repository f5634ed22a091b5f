"""Many vouchers at once are the same vouchers as one by one."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.models.client import PeriodRow
from app.services.checks import run as checks
from app.services.office import Book, Office
from app.services.periods import PeriodClosed
from app.services.vouchers.batch import issue_many
from app.services.vouchers.issue import People, Source, VoucherPlan, issue
from app.services.vouchers.listing import VoucherDetail, VoucherFilter, details
from app.values.money import Money
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.vouching import SourceKind, VoucherPart
from tests.builders import CLERK, FOUNDER, REVIEWER, client, customer, october
from tests.services.entries import entry


def _plans(buyer: int) -> list[VoucherPlan]:
    amounts = ("113.00", "226.00", "0.01", "999999999.99", "5.65")
    days = (october(8), october(9), october(8).replace(month=11), october(31), october(1))
    return [
        VoucherPlan(
            day,
            entry(f"借 1122 {amount}", f"贷 5001 {amount}", customer=buyer),
            Source(SourceKind.SALE, row, f"XS-{row}", VoucherPart.REVENUE),
            People("周敏", "李国栋" if row % 2 else None),
            attachments=row,
        )
        for row, (amount, day) in enumerate(zip(amounts, days, strict=True), 1)
    ]


def _shown(book: Book) -> list[VoucherDetail]:
    """Give the vouchers of a book, but for the ids that two books cannot share."""
    with book.reading(CLERK) as reading:
        found = details(reading, VoucherFilter())
    return [
        replace(one, id=0, lines=tuple(replace(line, customer_id=None) for line in one.lines))
        for one in found
    ]


def test_a_batch_leaves_the_same_books_as_its_vouchers_one_by_one(office: Office) -> None:
    with office.writing(FOUNDER) as permit:
        singly, together = (office.book(client(permit, code=code)) for code in ("005", "006"))
    with singly.writing(CLERK) as writing:
        for plan in _plans(customer(writing)):
            issue(writing, plan)
    with together.writing(CLERK) as writing:
        assert issue_many(writing, _plans(customer(writing))) == 5
    assert _shown(together) == _shown(singly)
    assert [one.number for one in _shown(together)] == [
        *("记-0001", "记-0002", "记-0003", "记-0004"),
        "记-0001",
    ]
    with office.reading(REVIEWER) as reading:
        assert [rule for rule in checks.run(reading, deep=True) if not rule.ok] == []


def test_a_batch_goes_on_where_the_run_of_numbers_stands(book: Book) -> None:
    with book.writing(CLERK) as writing:
        plans = _plans(customer(writing))
        issue(writing, plans[0])
        issue_many(writing, plans[1:])
    assert [one.number for one in _shown(book)][:4] == ["记-0001", "记-0002", "记-0003", "记-0004"]


def test_a_batch_with_one_day_in_a_closed_month_leaves_nothing(book: Book) -> None:
    with book.writing(CLERK) as writing:
        buyer = customer(writing)
        writing.connection.execute(
            update(PeriodRow)
            .where(PeriodRow.period == Period(2025, 10))
            .values(state=PeriodState.CLOSED)
        )
    with pytest.raises(PeriodClosed), book.writing(CLERK) as writing:
        issue_many(writing, _plans(buyer))
    assert _shown(book) == []


def test_a_batch_of_nothing_is_no_work(book: Book) -> None:
    with book.writing(CLERK) as writing:
        assert issue_many(writing, []) == 0


def test_amounts_keep_every_fen(book: Book) -> None:
    with book.writing(CLERK) as writing:
        issue_many(writing, _plans(customer(writing)))
    assert [one.total for one in _shown(book)] == [
        Money.of(amount) for amount in ("113.00", "226.00", "999999999.99", "5.65", "0.01")
    ]
