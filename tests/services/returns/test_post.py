"""Posting a return: its vouchers as the reference has them, and all of it together or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from app.services import periods, receipts
from app.services.access import NotAllowed
from app.services.office import Book, Office
from app.services.returns import decide, post
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnLineDraft
from app.services.returns.refusals import (
    NothingAccepted,
    OriginalMissing,
    PostedBeforeReturn,
    RedInvoicePending,
    WrongStep,
)
from app.values.books import CostVoucher, PriceBasis, RedInvoice, ReturnStyle, Standard, Taxpayer
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import Condition, CostSource, ReturnKind, ReturnState, Settlement
from app.values.vouching import SourceKind
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    Item,
    Sold,
    approved,
    back,
    broken_rules,
    client,
    customer,
    goods_return,
    inspected,
    loose,
    october,
    posted,
    product,
    returned_by_file,
    sale,
    shown,
    stocked,
)
from tests.services.entries import Short, answers, line_of, vouchers_of


def _vouchers(book: Book, return_id: int) -> list[Short]:
    with book.reading(CLERK) as reading:
        return vouchers_of(reading, SourceKind.RETURN, return_id)


def _refunded(book: Book, return_id: int, amount: str) -> Short:
    with book.writing(CLERK) as writing:
        paid = receipts.refund(writing, return_id, october(20), Money.of(amount))
    with book.reading(CLERK) as reading:
        return line_of(reading, paid)


def _own_book(office: Office, **settings: object) -> tuple[Book, Sold]:
    """Open a book with these settings in which a hundred pens were sold."""
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing, code="009", **settings))
    with book.writing(CLERK) as writing:
        buyer, pen = customer(writing), product(writing)
        stocked(writing, pen)
        return book, sale(writing, buyer, Item(pen))


def _ready(book: Book, sold: Sold, quantity: str = "10") -> int:
    with book.reading(CLERK) as reading:
        owner = _owner(reading.connection, sold)
    return inspected(book, goods_return(owner, back(sold.lines[0], quantity))).id


def _owner(connection: Connection, sold: Sold) -> int:
    asked = text("SELECT customer_id FROM sale WHERE id = :sale")
    owner: int = connection.execute(asked, {"sale": sold.id}).scalar_one()
    return owner


def _posted(book: Book, sold: Sold) -> list[Short]:
    return_id = _ready(book, sold)
    with book.writing(CLERK) as writing:
        post.post(writing, return_id)
    return _vouchers(book, return_id)


def test_the_sale_is_on_the_books_as_e01(book: Book, sold: Sold) -> None:
    with book.reading(CLERK) as reading:
        assert vouchers_of(reading, SourceKind.SALE, sold.id) == answers("E01")


def test_a_return_not_yet_paid_is_e02(book: Book, sold: Sold) -> None:
    assert _posted(book, sold) == answers("E02")


def test_in_reverse_style_it_is_e03(book: Book) -> None:
    assert _posted(*_own_book(book.office, return_style=ReturnStyle.REVERSE)) == answers("E03")


def test_a_return_of_a_paid_sale_refunded_by_bank_is_e06(book: Book, sold: Sold) -> None:
    draft = goods_return(1, back(sold.lines[0]), settlement=Settlement.REFUND_NOW)
    taken = posted(book, draft).id
    refund = _refunded(book, taken, "1130.00")
    assert [*_vouchers(book, taken), refund] == answers("E06")


def test_a_return_of_a_paid_sale_refunded_later_is_e08(book: Book, sold: Sold) -> None:
    draft = goods_return(1, back(sold.lines[0]), settlement=Settlement.REFUND_LATER)
    taken = posted(book, draft).id
    revenue, cost, owed = _vouchers(book, taken)
    assert cost == answers("E02")[1]
    assert [revenue, owed, _refunded(book, taken, "1130.00")] == answers("E08")


def test_an_allowance_is_e18(book: Book, sold: Sold) -> None:
    line = ReturnLineDraft(sale_line_id=sold.lines[0], amount=Money.of("500.00"))
    taken = approved(book, goods_return(1, line, kind=ReturnKind.ALLOWANCE))
    with book.writing(CLERK) as writing:
        post.post(writing, taken.id)
    assert _vouchers(book, taken.id) == answers("E18")
    with book.reading(CLERK) as reading:
        moved = text("SELECT count(*) FROM stock_move WHERE kind = 'return'")
        assert reading.connection.execute(moved).scalar_one() == 0


def test_a_cas_book_uses_the_accounts_of_its_chart(book: Book) -> None:
    vouchers = _posted(*_own_book(book.office, standard=Standard.CAS))
    same = [
        [line.replace(" 5", " 6", 1) if " 5" in line[:3] else line for line in one]
        for one in answers("E02")
    ]
    assert vouchers == same


@pytest.mark.parametrize(("rate", "voucher"), [(100, 0), (300, 1)])
def test_a_small_scale_taxpayer_with_gross_prices_takes_back_its_levy(
    book: Book, rate: int, voucher: int
) -> None:
    with book.office.writing(FOUNDER) as writing:
        settings = {"taxpayer": Taxpayer.SMALL, "prices": PriceBasis.GROSS}
        small = book.office.book(client(writing, code="009", **settings))
    with small.writing(CLERK) as writing:
        buyer, pen = customer(writing), product(writing, vat_rate=rate)
        stocked(writing, pen)
        sold = sale(writing, buyer, Item(pen, "10", "113.00"))
    assert _posted(small, sold)[0] == answers("E21")[voucher]


def test_a_gross_price_gives_the_net_first_and_vat_takes_the_rest(book: Book) -> None:
    gross, sold = _own_book(book.office, prices=PriceBasis.GROSS)
    # Ten at 100.00 with VAT: 1000.00 / 1.13 is 884.96 without it.
    assert _posted(gross, sold)[0] == [
        "借 1122 -1000.00",
        "贷 5001 -884.96",
        "贷 22210107 -115.04",
    ]


def test_revenue_and_cost_stand_together_where_the_book_wants_it(book: Book) -> None:
    whole = [line for one in answers("E02") for line in one]
    assert _posted(*_own_book(book.office, cost_voucher=CostVoucher.TOGETHER)) == [whole]


def test_rejects_lie_in_their_own_place(book: Book, sold: Sold) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10")))
    (line,) = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        found = {line.id: Inspection(Quantity.of("10"), Condition.DEFECTIVE)}
        decide.inspect(writing, taken.id, found)
    with book.writing(CLERK) as writing:
        post.post(writing, taken.id)
        place = writing.facts.warehouses["defective"]
        asked = text("SELECT quantity, cost FROM stock_balance WHERE warehouse_id = :place")
        assert writing.connection.execute(asked, {"place": place}).one() == (10000, 60000)
    assert broken_rules(book.office) == []


def test_the_day_is_that_of_the_return_unless_a_later_one_is_named(book: Book, sold: Sold) -> None:
    first, second = _ready(book, sold), _ready(book, sold)
    with book.writing(CLERK) as writing:
        post.post(writing, first)
        (revenue, _cost) = post.post(writing, second, date(2025, 11, 3))
    assert shown(book, first).posted_day == october(10)
    assert shown(book, second).posted_day == date(2025, 11, 3)
    assert (str(revenue.number.period), str(revenue.number)) == ("2025-11", "记-0001")


def test_a_return_is_not_on_the_books_before_its_day(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    with pytest.raises(PostedBeforeReturn), book.writing(CLERK) as writing:
        post.post(writing, return_id, october(9))


def test_nothing_accepted_is_not_posted_and_can_be_withdrawn(book: Book, sold: Sold) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0])))
    (line,) = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {line.id: Inspection(Quantity(0))})
    with pytest.raises(NothingAccepted), book.writing(CLERK) as writing:
        post.post(writing, taken.id)
    with book.writing(REVIEWER) as writing:
        decide.send_back(writing, taken.id, "未到货")
    with book.writing(CLERK) as writing:
        decide.void(writing, taken.id, "未到货")
    assert shown(book, taken.id).head.state is ReturnState.VOID


def test_a_line_of_which_nothing_arrived_does_not_hold_up_the_others(
    book: Book, sold: Sold
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "4"), back(sold.lines[0], "6")))
    first, _second = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {first.id: Inspection(Quantity(0))})
    with book.writing(CLERK) as writing:
        post.post(writing, taken.id)
    assert _vouchers(book, taken.id)[0][0] == "借 1122 -678.00"
    assert broken_rules(book.office) == []


def test_units_without_original_and_without_cost_wait_for_a_decision(book: Book) -> None:
    taken = returned_by_file(book, 1, Item(1, "101"))
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken)
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken)
    with pytest.raises(OriginalMissing), book.writing(CLERK) as writing:
        post.post(writing, taken)
    (line,) = shown(book, taken).lines
    with book.writing(REVIEWER) as writing:
        decide.state_cost(writing, taken, line.id, CostSource.STATED, UnitPrice.of("58.00"))
    with book.writing(CLERK) as writing:
        post.post(writing, taken)
    assert _vouchers(book, taken)[1] == ["借 5401 -6058.00", "贷 1405 -6058.00"]


def test_a_return_of_an_invoiced_sale_waits_for_its_red_invoice(book: Book) -> None:
    with book.writing(CLERK) as writing:
        invoiced = sale(writing, 1, Item(1, "20"), number="XS-2", invoice="25332000000000000001")
    return_id = inspected(book, goods_return(1, back(invoiced.lines[0]))).id
    with pytest.raises(RedInvoicePending), book.writing(CLERK) as writing:
        post.post(writing, return_id)
    with book.writing(CLERK) as writing:
        decide.enter_red_invoice(writing, return_id, "25332000000000000009")
        post.post(writing, return_id)
    assert shown(book, return_id).head.state is ReturnState.POSTED


def test_a_book_that_parks_its_red_invoices_posts_without_them(book: Book) -> None:
    parking, sold = _own_book(book.office, red_invoice=RedInvoice.PARK)
    assert _posted(parking, sold) == answers("E02")


def test_vouchers_name_who_took_in_who_reviewed_and_who_posted(book: Book, sold: Sold) -> None:
    taken = posted(book, goods_return(1, back(sold.lines[0]), red_invoice="25330"))
    with book.reading(CLERK) as reading:
        rows = reading.connection.execute(
            text(
                "SELECT made_by, checked_by, posted_by, attachments, source_number FROM voucher"
                " WHERE source_kind = 'return' ORDER BY id"
            )
        ).all()
    assert rows == [("周敏", "李国栋", "周敏", 2, str(taken.number))] * 2


def test_a_return_is_posted_once_and_by_a_maker(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    for person in (REVIEWER, KEEPER):
        with pytest.raises(NotAllowed), book.writing(person) as writing:
            post.post(writing, return_id)
    with book.writing(CLERK) as writing:
        post.post(writing, return_id)
    with pytest.raises(WrongStep), book.writing(CLERK) as writing:
        post.post(writing, return_id)


def test_a_refused_posting_gives_its_numbers_back(book: Book, sold: Sold) -> None:
    first, second = _ready(book, sold), _ready(book, sold)
    with pytest.raises(WrongStep), book.writing(CLERK) as writing:
        post.post(writing, first)
        post.post(writing, first)
    with book.writing(CLERK) as writing:
        issued = post.post(writing, second)
    assert [str(one.number) for one in issued] == ["记-0003", "记-0004"]


def test_a_closed_month_takes_no_return(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    with book.writing(CLERK) as writing:
        writing.connection.execute(text("UPDATE period SET state = 'closed'"))
    with pytest.raises(periods.PeriodClosed), book.writing(CLERK) as writing:
        post.post(writing, return_id)
    with book.writing(CLERK) as writing:
        post.post(writing, return_id, date(2025, 11, 1))
    assert shown(book, return_id).posted_day == date(2025, 11, 1)


class _OutOfOrderError(Exception):
    """The disk, or whatever else, gave up at this statement."""


@contextmanager
def _giving_up_at(office: Office, statement: int) -> Iterator[list[str]]:
    """Let the writing side fail at its n-th change; gives the changes that were tried."""
    tried: list[str] = []

    def count(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            tried.append(sql)
            if len(tried) == statement:
                raise _OutOfOrderError

    event.listen(office.engine, "before_cursor_execute", count)
    try:
        yield tried
    finally:
        event.remove(office.engine, "before_cursor_execute", count)


_TABLES = ("voucher", "entry", "stock_move", "stock_balance", "audit_log", "counter", "return_step")


def _everything(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    with book.reading(CLERK) as reading:
        tables = (*_TABLES, "goods_return", "return_line", "return_link", "period")
        return {
            table: [
                tuple(row) for row in reading.connection.execute(text(f"SELECT * FROM {table}"))
            ]
            for table in tables
        }


def test_a_posting_that_fails_at_any_of_its_changes_leaves_nothing(book: Book, sold: Sold) -> None:
    return_id = _ready(book, sold)
    before = _everything(book)
    with (
        _giving_up_at(book.office, 10_000) as changes,
        pytest.raises(_OutOfOrderError),
        book.writing(CLERK) as writing,
    ):
        post.post(writing, return_id)
        raise _OutOfOrderError
    assert _everything(book) == before
    assert len(changes) >= len(_TABLES)
    for at in range(1, len(changes) + 1):
        with (
            _giving_up_at(book.office, at),
            pytest.raises(_OutOfOrderError),
            book.writing(CLERK) as writing,
        ):
            post.post(writing, return_id)
        assert _everything(book) == before, changes[at - 1]
    with book.writing(CLERK) as writing:
        post.post(writing, return_id)
    after = _everything(book)
    assert all(after[table] != before[table] for table in _TABLES)
    assert _vouchers(book, return_id) == answers("E02")
    assert broken_rules(book.office) == []


def test_goods_and_service_come_back_in_one_return(book: Book) -> None:
    with book.writing(CLERK) as writing:
        freight = product(writing, code="YF", name="运费", vat_rate=900, is_service=True)
        sold = sale(writing, 1, Item(1, "10"), Item(freight, "1", "50.00"), number="XS-2")
    draft = goods_return(1, *(back(line, "1") for line in sold.lines))
    taken = posted(book, draft)
    revenue, cost = _vouchers(book, taken.id)
    assert revenue == ["借 1122 -167.50", "贷 5001 -150.00", "贷 22210107 -17.50"]
    assert cost == ["借 5401 -60.00", "贷 1405 -60.00"]
    assert broken_rules(book.office) == []


def test_a_loose_unit_is_posted_at_its_named_cost(book: Book) -> None:
    taken = posted(book, goods_return(1, loose(1, "2", "95.00")))
    assert _vouchers(book, taken.id) == [
        ["借 1122 -214.70", "贷 5001 -190.00", "贷 22210107 -24.70"],
        ["借 5401 -120.00", "贷 1405 -120.00"],
    ]
