"""Returns as they are found, listed with totals, and shown whole."""

from datetime import date

import pytest

from app.services.office import Book
from app.services.returns import decide, listing, post
from app.services.returns.decide import Inspection
from app.services.returns.listing import ReturnFilter, ReturnPage
from app.services.returns.refusals import ReturnUnknown
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.values.money import Money
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import ReturnState
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    Item,
    Sold,
    applied,
    approved,
    back,
    client,
    customer,
    goods_return,
    loose,
    october,
    posted,
    product,
    returned_by_file,
    sale,
    shown,
    stocked,
)
from tests.services.entries import entry

_ALL = frozenset(ReturnState)


def _page(book: Book, **wanted: object) -> ReturnPage:
    with book.reading(CLERK) as reading:
        return listing.listing(reading, ReturnFilter(**wanted))  # type: ignore[arg-type]  # any


def _numbers(book: Book, **wanted: object) -> list[str]:
    return [row.number[-1] for row in _page(book, **wanted).rows]


@pytest.fixture
def several(book: Book, sold: Sold) -> Book:
    """Returns 1 to 4: of another customer, posted, withdrawn, of the next month."""
    with book.writing(CLERK) as writing:
        other = customer(writing, code="KH-0101", name="云溪栖霞路小学", short_name="栖霞路小学")
    applied(book, goods_return(other, loose(1, "1", "50.00"), day=october(12)))
    posted(book, goods_return(1, back(sold.lines[0], "10")))
    third = applied(book, goods_return(1, back(sold.lines[0], "2")))
    with book.writing(CLERK) as writing:
        decide.void(writing, third.id, "重复")
    applied(book, goods_return(1, back(sold.lines[0], "3"), day=date(2025, 11, 3)))
    return book


def test_returns_at_work_stand_in_the_order_of_their_days(several: Book) -> None:
    page = _page(several)
    assert [(row.number, str(row.gross)) for row in page.rows] == [
        ("TH-202510-0002", "1130.00"),
        ("TH-202510-0001", "56.50"),
        ("TH-202511-0001", "339.00"),
    ]
    assert (page.count, str(page.total)) == (3, "1525.50")


def test_the_row_of_a_posted_return_has_its_cost_and_vouchers(several: Book) -> None:
    row = _page(several).rows[0]
    assert (str(row.net), str(row.vat), str(row.cost)) == ("1000.00", "130.00", "600.00")
    assert (row.vouchers, row.customer, row.customer_code) == (
        "记-0003 记-0004",
        "启航教育",
        "KH-0117",
    )


def test_every_state_is_counted_whatever_is_shown(several: Book) -> None:
    page = _page(several, states=frozenset({ReturnState.POSTED}))
    assert len(page.rows) == 1
    assert page.by_state == {
        ReturnState.APPLIED: 2,
        ReturnState.APPROVED: 0,
        ReturnState.INSPECTED: 0,
        ReturnState.POSTED: 1,
        ReturnState.ARCHIVED: 0,
        ReturnState.REJECTED: 0,
        ReturnState.VOID: 1,
    }


def test_count_and_total_are_of_all_that_fit_not_of_the_page(several: Book) -> None:
    page = _page(several, limit=1, offset=1)
    assert [row.number for row in page.rows] == ["TH-202510-0001"]
    assert (page.count, str(page.total)) == (3, "1525.50")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("th-202510-0002", ["2"]),
        ("栖霞", ["1"]),
        (" kh-0101 ", ["1"]),
        ("yxqxl", ["1"]),
        ("%", []),
        ("1,130.00", ["2"]),
        ("0", ["2", "1", "1"]),
    ],
)
def test_a_return_is_found_by_number_customer_or_amount(
    several: Book, text: str, found: list[str]
) -> None:
    assert _numbers(several, text=text) == found


def test_an_amount_beyond_every_amount_finds_nothing(several: Book) -> None:
    assert _numbers(several, text="99999999999999999999") == []


def test_a_month_and_a_customer_narrow_the_list(several: Book) -> None:
    assert _numbers(several, period=Period(2025, 11)) == ["1"]
    assert [row.day for row in _page(several, period=Period(2025, 11)).rows] == [date(2025, 11, 3)]
    assert len(_page(several, customer_id=1).rows) == 2


def test_a_return_of_a_file_is_found_by_its_number_there(book: Book) -> None:
    returned_by_file(book, 1, Item(1, "1"), number="C536379")
    (row,) = _page(book, text="c5363").rows
    assert row.source_number == "C536379"


def test_a_return_is_shown_whole(book: Book) -> None:
    with book.writing(CLERK) as writing:
        paper = product(writing, code="FY-7005", name="A4 复印纸", spec="70g", unit="包")
        stocked(writing, paper)
        sale(writing, 1, Item(paper, "5", "18.00"), number="XS-2", day=october(9))
        sale(writing, 1, Item(paper, "5", "18.50"), number="XS-3", day=october(10))
    detail = shown(book, returned_by_file(book, 1, Item(paper, "8", "18.50")))
    (line,) = detail.lines
    assert (line.code, line.name, line.spec, line.unit) == ("FY-7005", "A4 复印纸", "70g", "包")
    assert (line.linked, line.price_differs) == (Quantity.of("8"), True)
    assert sorted(one.sale_number for one in line.originals) == ["XS-2", "XS-3"]
    assert (line.accepted_net, line.cost) == (Money.of("148.00"), None)
    assert (detail.approved_by, detail.posted_day) == ("", None)


def test_money_in_the_list_is_what_was_asked_for_before_the_inspection(
    book: Book, sold: Sold
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10")))
    (line,) = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {line.id: Inspection(Quantity.of("4"))})
    assert _page(book).rows[0].net == Money.of("1000.00")


def test_a_voucher_typed_for_a_return_is_named_with_it(book: Book, sold: Sold) -> None:
    taken = posted(book, goods_return(1, back(sold.lines[0])))
    with book.writing(CLERK) as writing:
        lines = entry("借 1122 -1.13", "贷 5001 -1.00", "贷 22210107 -0.13")
        draft = VoucherDraft(october(21), lines, 1, taken.id)
        typed = manual.write(writing, draft)
    assert shown(book, taken.id).head.vouchers == "记-0003 记-0004"
    with book.writing(REVIEWER) as writing:
        manual.check(writing, typed)
    with book.writing(CLERK) as writing:
        manual.post(writing, typed)
    assert shown(book, taken.id).head.vouchers == "记-0003 记-0004 记-0005"


def test_a_number_leads_to_its_return(book: Book, sold: Sold) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0])))
    with book.reading(CLERK) as reading:
        assert listing.find(reading, str(taken.number)) == taken.id
        with pytest.raises(ReturnUnknown):
            listing.find(reading, "TH-202510-0009")
        with pytest.raises(ReturnUnknown):
            listing.show(reading, 99)


def test_a_return_whose_number_begins_anothers_is_shown_itself(book: Book, sold: Sold) -> None:
    taken = [applied(book, goods_return(1, back(sold.lines[0], "1"))).id for _ in range(3)]
    returned_by_file(book, 1, Item(1, "1"), number="TH-202510-0001")
    assert shown(book, taken[0]).head.id == taken[0]


def test_another_client_sees_nothing_of_it(book: Book, sold: Sold) -> None:
    taken = posted(book, goods_return(1, back(sold.lines[0])))
    with book.office.writing(FOUNDER) as permit:
        other = book.office.book(client(permit, code="005"))
    assert _page(other, states=_ALL).rows == ()
    with pytest.raises(ReturnUnknown), other.reading(CLERK) as reading:
        listing.show(reading, taken.id)
    with pytest.raises(ReturnUnknown), other.writing(CLERK) as writing:
        post.post(writing, taken.id)
