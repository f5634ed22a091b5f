"""Goods bought: into stock at their cost, with the input VAT and what is owed for them."""

from dataclasses import replace
from datetime import date

import pytest

from app.services import purchases, stock
from app.services.access import NotAllowed
from app.services.office import Book
from app.services.periods import BeforeTheBook
from app.services.products import ProductChoice
from app.services.purchases import (
    NothingBought,
    PurchaseDraft,
    PurchaseKnown,
    PurchaseLineDraft,
    ServiceBought,
)
from app.services.vouchers.listing import show
from app.values.books import Taxpayer
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    broken_rules,
    client,
    october,
    product,
)
from tests.services.entries import Short, short
from tests.services.trading import article

_PEN = ProductChoice(1, "ZX-0512", "中性笔 0.5mm 黑", "", "盒", 1300, is_service=False)
_LINE = PurchaseLineDraft(_PEN, Quantity.of("60"), UnitPrice.of("66.005"), 1300)


@pytest.fixture
def book(book: Book) -> Book:
    """A book with one article."""
    with book.writing(CLERK) as writing:
        product(writing)
    return book


def _draft(*lines: PurchaseLineDraft, number: str = "CG-1") -> PurchaseDraft:
    return PurchaseDraft(number, october(10), "南渡文具厂", lines or (_LINE,))


def _taken(book: Book, draft: PurchaseDraft) -> tuple[Short, str]:
    with book.writing(CLERK) as writing:
        issued = purchases.take(writing, draft)
    assert issued is not None
    with book.reading(CLERK) as reading:
        shown = show(reading, issued.id)
    assert broken_rules(book.office) == []
    return short(shown), shown.lines[0].summary


def _lying(book: Book) -> list[tuple[str, str, str]]:
    with book.reading(CLERK) as reading:
        rows = stock.listing(reading)
    return [(row.warehouse, str(row.quantity), str(row.cost)) for row in rows]


def test_goods_bought_lie_in_stock_at_their_price_without_vat(book: Book) -> None:
    assert _taken(book, _draft()) == (
        ["借 1405 3960.30", "借 22210101 514.84", "贷 2202 4475.14"],
        "采购 南渡文具厂 CG-1",
    )
    assert _lying(book) == [("主仓", "60", "3960.30")]


def test_a_small_scale_taxpayer_bears_the_vat_as_cost(office: object, book: Book) -> None:
    with book.office.writing(FOUNDER) as permit:
        small = book.office.book(client(permit, code="005", taxpayer=Taxpayer.SMALL))
    with small.writing(CLERK) as writing:
        product(writing)
    line = replace(_LINE, product=article(small, "ZX-0512"))
    assert _taken(small, _draft(line))[0] == ["借 1405 4475.14", "贷 2202 4475.14"]
    assert _lying(small) == [("主仓", "60", "4475.14")]


def test_amounts_of_the_invoice_are_copied_and_the_place_is_kept(book: Book) -> None:
    with book.reading(CLERK) as reading:
        place = reading.facts.warehouses["defective"]
    invoiced = replace(_LINE, net=Money.of("3960.00"), vat=Money.of("514.80"), warehouse_id=place)
    assert _taken(book, _draft(invoiced))[0] == [
        "借 1405 3960.00",
        "借 22210101 514.80",
        "贷 2202 4474.80",
    ]
    assert _lying(book) == [("残次品仓", "60", "3960.00")]


def test_several_lines_make_one_voucher(book: Book) -> None:
    second = replace(_LINE, quantity=Quantity.of("1"), vat_rate=0)
    assert _taken(book, _draft(_LINE, second))[0] == [
        "借 1405 4026.31",
        "借 22210101 514.84",
        "贷 2202 4541.15",
    ]


def test_the_same_number_is_not_taken_twice(book: Book) -> None:
    _taken(book, _draft())
    with pytest.raises(PurchaseKnown), book.writing(CLERK) as writing:
        purchases.take(writing, _draft())
    with book.reading(CLERK) as reading:
        assert purchases.known_numbers(reading) == {"CG-1"}
    assert _lying(book) == [("主仓", "60", "3960.30")]


def test_a_service_is_not_taken_into_stock(book: Book) -> None:
    service = replace(_LINE, product=replace(_PEN, is_service=True))
    with pytest.raises(ServiceBought), book.writing(CLERK) as writing:
        purchases.take(writing, _draft(_LINE, service))
    assert _lying(book) == []


def test_goods_given_for_nothing_lie_in_stock_without_a_voucher(book: Book) -> None:
    gift = replace(_LINE, unit_price=UnitPrice(0))
    with book.writing(CLERK) as writing:
        assert purchases.take(writing, _draft(gift)) is None
    assert _lying(book) == [("主仓", "60", "0.00")]
    assert broken_rules(book.office) == []


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_goods_sent_back_are_no_purchase(book: Book, quantity: str) -> None:
    line = replace(_LINE, quantity=Quantity.of(quantity))
    with pytest.raises(NothingBought), book.writing(CLERK) as writing:
        purchases.take(writing, _draft(line))


def test_a_day_before_the_book_takes_no_purchase(book: Book) -> None:
    draft = replace(_draft(), day=date(2025, 9, 30))
    with pytest.raises(BeforeTheBook), book.writing(CLERK) as writing:
        purchases.take(writing, draft)


def test_only_a_maker_takes_goods_in(book: Book) -> None:
    for person in (REVIEWER, KEEPER):
        with pytest.raises(NotAllowed), book.writing(person) as writing:
            purchases.take(writing, _draft())
