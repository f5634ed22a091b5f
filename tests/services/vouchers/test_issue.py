"""Vouchers of documents: numbered without gaps, logged with their whole content, all or nothing."""

import json

import pytest
from sqlalchemy import select, update

from app.models.audit import AuditRow
from app.models.client import PeriodRow
from app.services.customers import CustomerUnknown
from app.services.office import Book
from app.services.periods import BeforeTheBook, PeriodClosed
from app.services.receipts import ReceiptDraft, take
from app.services.vouchers.issue import Issued, People, Source, VoucherPlan, issue
from app.services.vouchers.listing import VoucherFilter, details
from app.values.money import Money
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.vouching import SourceKind
from tests.builders import CLERK, customer, october
from tests.services.entries import entry


def _plan(day: int = 10, source: int = 1, month: int = 10) -> VoucherPlan:
    return VoucherPlan(
        october(day).replace(month=month),
        entry("借 1002 100.00", "贷 5301 100.00"),
        Source(SourceKind.RECEIPT, source, f"SK-{source}"),
        People("周敏"),
    )


def _issued(book: Book, plan: VoucherPlan) -> Issued:
    with book.writing(CLERK) as writing:
        return issue(writing, plan)


def test_numbers_run_by_month_in_the_order_of_posting(book: Book) -> None:
    numbers = [
        _issued(book, _plan(day, source, month)).number
        for source, (day, month) in enumerate(((20, 10), (5, 10), (3, 11), (9, 10)), 1)
    ]
    assert [(str(one.period), str(one)) for one in numbers] == [
        ("2025-10", "记-0001"),
        ("2025-10", "记-0002"),
        ("2025-11", "记-0001"),
        ("2025-10", "记-0003"),
    ]


def test_what_is_refused_later_in_the_same_work_gives_its_number_back(book: Book) -> None:
    with book.writing(CLERK) as writing:
        buyer = customer(writing)
    good = ReceiptDraft(october(10), buyer, Money.of("10.00"))
    with pytest.raises(CustomerUnknown), book.writing(CLERK) as writing:
        assert str(take(writing, good).number) == "记-0001"
        take(writing, ReceiptDraft(october(10), 99, Money.of("10.00")))
    with book.writing(CLERK) as writing:
        assert str(take(writing, good).number) == "记-0001"
    with book.reading(CLERK) as reading:
        assert [one.source_number for one in details(reading, VoucherFilter())] == [
            "SK-202510-0001"
        ]


def test_a_document_makes_its_voucher_once(book: Book) -> None:
    _issued(book, _plan())
    with pytest.raises(Exception, match="guard_voucher_insert"):
        _issued(book, _plan())


def test_the_log_holds_the_whole_voucher(book: Book) -> None:
    issued = _issued(book, _plan())
    with book.reading(CLERK) as reading:
        payload = reading.connection.execute(
            select(AuditRow.payload).where(
                AuditRow.action == "voucher-posted", AuditRow.object == str(issued.id)
            )
        ).scalar_one()
    assert json.loads(payload) == {
        "number": "记-0001",
        "period": "2025-10",
        "day": "2025-10-10",
        "source": ["receipt", 1, "SK-1", "whole"],
        "people": ["周敏", None],
        "lines": [
            ["debit", "1002", None, None, 10000, "手工"],
            ["credit", "5301", None, None, 10000, "手工"],
        ],
    }


def test_opening_vouchers_have_a_run_of_their_own(book: Book) -> None:
    opening = VoucherPlan(
        october(1),
        entry("借 1002 100.00", "贷 3001 100.00"),
        Source(SourceKind.OPENING, 1),
        People("周敏"),
    )
    assert str(_issued(book, opening).number) == "初-0001"
    assert str(_issued(book, _plan()).number) == "记-0001"


def test_a_closed_month_and_the_time_before_the_book_take_nothing(book: Book) -> None:
    with book.writing(CLERK) as writing:
        writing.connection.execute(
            update(PeriodRow)
            .where(PeriodRow.period == Period(2025, 10))
            .values(state=PeriodState.CLOSED)
        )
    with pytest.raises(PeriodClosed):
        _issued(book, _plan())
    with pytest.raises(BeforeTheBook):
        _issued(book, _plan(month=9))
