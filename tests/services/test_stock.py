"""Stock on hand and its moves: quantity and cost together, never below nothing."""

from datetime import date

import pytest

from app.services import stock
from app.services.access import NotAllowed
from app.services.office import Book
from app.services.stock import MoveDraft, OnHand, StockShort
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.vouching import MoveKind
from tests.builders import (
    ADMIN,
    CLERK,
    KEEPER,
    Item,
    customer,
    october,
    product,
    sale,
    stocked,
)
from tests.services.trading import BACK_PENS, PAPER, PENS, Trading


def _on_hand(quantity: int, cost: int) -> OnHand:
    return OnHand(Quantity(quantity), Money(cost))


def _move(book: Book, product_id: int, quantity: str, cost: str) -> MoveDraft:
    with book.reading(CLERK) as reading:
        place = reading.facts.warehouses["main"]
    moved = Quantity.of(quantity)
    return MoveDraft(
        october(15), product_id, place, MoveKind.ADJUSTMENT, moved, Money.of(cost), None, None
    )


def _lying(book: Book, product_id: int, place: str = "main") -> OnHand:
    with book.reading(CLERK) as reading:
        return stock.on_hand(reading, product_id, reading.facts.warehouses[place])


def test_a_move_changes_what_lies_there_and_its_average(trading: Trading) -> None:
    book = trading.book
    before = _lying(book, PENS)
    with book.writing(CLERK) as writing:
        stock.move(writing, _move(book, PENS, "10", "660.00"))
    after = _lying(book, PENS)
    assert after == OnHand(before.quantity + Quantity.of("10"), before.cost + Money.of("660.00"))


def test_no_more_goes_out_than_lies_there(trading: Trading) -> None:
    book, before = trading.book, _lying(trading.book, PENS)
    too_many = _move(book, PENS, f"-{before.quantity + Quantity(1)}", "0.00")
    with pytest.raises(StockShort) as refused, book.writing(CLERK) as writing:
        stock.move(writing, too_many)
    assert (refused.value.product, refused.value.on_hand) == ("ZX-0512", before.quantity)
    with pytest.raises(StockShort), book.writing(CLERK) as writing:
        stock.move_many(writing, [too_many])
    assert _lying(book, PENS) == before


def test_many_moves_see_one_another(trading: Trading) -> None:
    book, before = trading.book, _lying(trading.book, PENS)
    everything = f"-{before.quantity + Quantity.of('5')}"
    worth = f"-{before.cost + Money.of('300.00')}"
    drafts = [_move(book, PENS, "5", "300.00"), _move(book, PENS, everything, worth)]
    with book.writing(CLERK) as writing:
        stock.move_many(writing, drafts)
    assert _lying(book, PENS) == _on_hand(0, 0)


def test_what_was_never_there_is_nothing(seen: Trading) -> None:
    assert _lying(seen.book, PENS, "scrap") == _on_hand(0, 0)


def test_stock_is_listed_by_code_and_place_with_its_average(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        rows = stock.listing(reading)
    assert [(row.code, row.warehouse, str(row.quantity), str(row.cost)) for row in rows] == [
        ("FY-7005", "主仓", "550", "7890.00"),
        ("FY-7005", "残次品仓", "5", "71.00"),
        ("ZX-0512", "主仓", "110", "6600.00"),
    ]
    assert [str(row.unit_cost) for row in rows] == ["14.345455", "14.2", "60"]


@pytest.mark.parametrize(("text", "count"), [("zx-05", 1), (" 复印纸 ", 2), ("没有", 0)])
def test_stock_is_found_by_code_and_name(seen: Trading, text: str, count: int) -> None:
    with seen.book.reading(CLERK) as reading:
        assert len(stock.listing(reading, text)) == count


def test_an_article_sold_out_has_no_average(book: Book) -> None:
    with book.writing(CLERK) as writing:
        pen = product(writing)
        stocked(writing, pen, "10", "600.00")
        sale(writing, customer(writing), Item(pen, "10"))
    with book.reading(CLERK) as reading:
        (row,) = stock.listing(reading)
    assert (str(row.quantity), str(row.cost), str(row.unit_cost)) == ("0", "0.00", "0")


def test_each_move_names_its_document_and_what_lay_there_then(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        rows = stock.moves(reading, PENS)
    assert [
        (row.kind, row.document, str(row.quantity), str(row.cost), str(row.balance_cost))
        for row in rows
    ] == [
        (MoveKind.OPENING, "", "200", "12000.00", "12000.00"),
        (MoveKind.SALE, "XS-202510-0001", "-100", "-6000.00", "6000.00"),
        (MoveKind.RETURN, f"TH-202510-000{BACK_PENS}", "10", "600.00", "6600.00"),
    ]
    assert [str(row.balance_quantity) for row in rows] == ["200", "100", "110"]
    assert rows[0].day == date(2025, 10, 1)


def test_what_lies_there_is_what_the_moves_come_to(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        rows, listed = stock.moves(reading, PAPER), stock.listing(reading, "FY-7005")
    assert rows[-1].balance_cost == Money.total([row.cost for row in listed])
    assert rows[-1].balance_quantity == Quantity(sum(row.quantity.thousandths for row in listed))


def test_whoever_works_in_the_books_sees_the_stock_and_the_administrator_does_not(
    seen: Trading,
) -> None:
    with seen.book.reading(KEEPER) as reading:
        assert stock.listing(reading)
    for look in (stock.listing, lambda reading: stock.moves(reading, PENS)):
        with pytest.raises(NotAllowed), seen.book.reading(ADMIN) as reading:
            look(reading)


def test_another_client_has_its_own_stock(seen: Trading) -> None:
    with seen.other.reading(CLERK) as reading:
        assert [row.code for row in stock.listing(reading)] == ["ZJ-1001"]
        assert stock.moves(reading, PENS) == ()
