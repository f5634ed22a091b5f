"""Returns are taken in: numbered, logged, replaced while nobody has reviewed them."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from app.models.audit import AuditRow
from app.services.access import NotAllowed
from app.services.customers import CustomerUnknown
from app.services.office import Book
from app.services.periods import BeforeTheBook
from app.services.returns import apply
from app.services.returns.refusals import OverReturned, ReturnUnknown, WrongStep
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnReason, ReturnState, Settlement
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    Sold,
    applied,
    approved,
    back,
    client,
    customer,
    goods_return,
    shown,
    sold_line,
)


def test_returns_are_numbered_by_month(book: Book, sold: Sold) -> None:
    days = (date(2025, 10, 10), date(2025, 11, 3), date(2025, 10, 9))
    drafts = [goods_return(1, back(sold.lines[0], "1"), day=day) for day in days]
    assert [str(applied(book, draft).number) for draft in drafts] == [
        "TH-202510-0001",
        "TH-202511-0001",
        "TH-202510-0002",
    ]


def test_a_refused_return_takes_no_number(book: Book, sold: Sold) -> None:
    with pytest.raises(OverReturned):
        applied(book, goods_return(1, back(sold.lines[0], "101")))
    assert str(applied(book, goods_return(1, back(sold.lines[0]))).number) == "TH-202510-0001"


def test_a_return_is_kept_as_it_was_asked_for(book: Book, sold: Sold) -> None:
    draft = goods_return(
        1,
        back(sold.lines[0], "2.5"),
        reason=ReturnReason.QUALITY,
        reason_text="漏墨",
        settlement=Settlement.REFUND_LATER,
        red_invoice="25330000000012345678",
        note="客户自送",
    )
    detail = shown(book, applied(book, draft).id)
    assert (detail.head.state, detail.head.reason) == (ReturnState.APPLIED, ReturnReason.QUALITY)
    assert (detail.head.reason_text, detail.note) == ("漏墨", "客户自送")
    assert (detail.settlement, detail.red_invoice) == (
        Settlement.REFUND_LATER,
        "25330000000012345678",
    )
    (line,) = detail.lines
    assert (line.quantity, line.accepted, line.linked) == (Quantity(2500),) * 3
    assert (line.condition, line.warehouse) == (Condition.GOOD, "主仓")
    assert [one.sale_number for one in line.originals] == [sold.number]


def test_the_log_holds_the_lines_of_a_return(book: Book, sold: Sold) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0], "2.5")))
    with book.reading(CLERK) as reading:
        payload = reading.connection.execute(
            select(AuditRow.payload).where(
                AuditRow.action == "return-applied", AuditRow.object == str(taken.number)
            )
        ).scalar_one()
    assert json.loads(payload) == {"id": taken.id, "lines": [["ZX-0512", 2500, 25000, 3250]]}


def test_only_the_maker_takes_returns_in(book: Book, sold: Sold) -> None:
    for person in (REVIEWER, KEEPER):
        with pytest.raises(NotAllowed), book.writing(person) as writing:
            apply.apply(writing, goods_return(1, back(sold.lines[0])))


def test_a_return_needs_a_customer_and_a_day_of_the_book(book: Book, sold: Sold) -> None:
    with pytest.raises(CustomerUnknown):
        applied(book, goods_return(99, back(sold.lines[0])))
    with pytest.raises(BeforeTheBook):
        applied(book, goods_return(1, back(sold.lines[0]), day=date(2025, 9, 30)))


def test_sales_of_another_client_are_out_of_reach(book: Book, sold: Sold) -> None:
    with book.office.writing(FOUNDER) as permit:
        other = book.office.book(client(permit, code="005"))
    with other.writing(CLERK) as writing:
        stranger = customer(writing)
    with pytest.raises(Exception, match="has no original sale"):
        applied(other, goods_return(stranger, back(sold.lines[0])))


def test_a_revised_return_replaces_the_one_that_nobody_reviewed(book: Book, sold: Sold) -> None:
    first = applied(book, goods_return(1, back(sold.lines[0], "60")))
    with book.writing(CLERK) as writing:
        again = apply.revise(writing, first.id, goods_return(1, back(sold.lines[0], "100")))
    assert str(again.number) == "TH-202510-0002"
    withdrawn = shown(book, first.id)
    assert withdrawn.head.state is ReturnState.VOID
    assert (withdrawn.steps[-1].state, withdrawn.steps[-1].note) == (
        ReturnState.VOID,
        "已由 TH-202510-0002 代替",
    )
    assert sold_line(book, sold.lines[0]).returned == Quantity.of("100")


def test_a_revision_that_is_refused_leaves_the_first_as_it_was(book: Book, sold: Sold) -> None:
    first = applied(book, goods_return(1, back(sold.lines[0], "60")))
    with pytest.raises(OverReturned), book.writing(CLERK) as writing:
        apply.revise(writing, first.id, goods_return(1, back(sold.lines[0], "101")))
    assert shown(book, first.id).head.state is ReturnState.APPLIED
    assert sold_line(book, sold.lines[0]).returned == Quantity.of("60")


def test_what_was_reviewed_or_is_not_there_is_not_revised(book: Book, sold: Sold) -> None:
    reviewed = approved(book, goods_return(1, back(sold.lines[0])))
    with pytest.raises(WrongStep), book.writing(CLERK) as writing:
        apply.revise(writing, reviewed.id, goods_return(1, back(sold.lines[0])))
    with pytest.raises(ReturnUnknown), book.writing(CLERK) as writing:
        apply.revise(writing, 99, goods_return(1, back(sold.lines[0])))
