"""What a book begins with: stock at its cost, and what each customer owed."""

from sqlalchemy import text

from app.services import openings, stock
from app.services.office import Book
from app.services.openings import StockOpening
from app.services.reports import receivables
from app.services.vouchers.listing import VoucherFilter, details
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.vouching import SourceKind
from tests.builders import (
    CLERK,
    broken_rules,
    customer,
    import_batch,
    october,
    product,
)
from tests.services.entries import Short, short


def _opening_vouchers(book: Book) -> list[tuple[str, Short]]:
    with book.reading(CLERK) as reading:
        found = details(reading, VoucherFilter())
    return [(one.number, short(one)) for one in found if one.source is SourceKind.OPENING]


def _take(book: Book, *opened: tuple[str, str, str]) -> None:
    """Take in opening stock: place, quantity and cost of a new article each."""
    with book.writing(CLERK) as writing:
        places = writing.facts.warehouses
        rows = [
            StockOpening(
                product(writing, code=f"P-{at}"),
                places[place],
                Quantity.of(quantity),
                Money.of(cost),
            )
            for at, (place, quantity, cost) in enumerate(opened)
        ]
        openings.take_stock(writing, rows, import_batch(writing, "opening-stock"))


def test_opening_stock_is_one_voucher_and_a_move_of_each_article(book: Book) -> None:
    _take(book, ("main", "200", "12000.00"), ("defective", "3.5", "0.01"))
    assert _opening_vouchers(book) == [("初-0001", ["借 1405 12000.01", "贷 310405 12000.01"])]
    with book.reading(CLERK) as reading:
        rows = stock.listing(reading)
        days = reading.connection.execute(text("SELECT DISTINCT day FROM stock_move")).scalars()
        assert list(days) == [october(1).isoformat()]
    assert [(row.warehouse, str(row.quantity), str(row.cost)) for row in rows] == [
        ("主仓", "200", "12000.00"),
        ("残次品仓", "3.5", "0.01"),
    ]
    assert broken_rules(book.office) == []


def test_stock_that_cost_nothing_lies_there_without_a_voucher(book: Book) -> None:
    _take(book, ("main", "10", "0.00"))
    assert _opening_vouchers(book) == []
    with book.reading(CLERK) as reading:
        assert [str(row.quantity) for row in stock.listing(reading)] == ["10"]
    assert broken_rules(book.office) == []


def test_no_opening_stock_is_no_document(book: Book) -> None:
    _take(book)
    assert _opening_vouchers(book) == []


def test_what_customers_owed_stands_with_each_of_them(book: Book) -> None:
    with book.writing(CLERK) as writing:
        first = customer(writing)
        second = customer(writing, code="KH-0101", name="云溪栖霞路小学")
        third = customer(writing, code="KH-0102", name="明远办公")
        owed = {first: Money.of("88.00"), second: Money.of("-8.00"), third: Money(0)}
        openings.take_receivables(writing, owed, import_batch(writing, "opening-balances"))
    assert _opening_vouchers(book) == [
        ("初-0001", ["借 1122 88.00", "借 1122 -8.00", "贷 310405 80.00"])
    ]
    with book.reading(CLERK) as reading:
        assert openings.customers_opened(reading) == {first, second, third}
        balances = [
            str(receivables.balance(reading, one, october(1))) for one in (first, second, third)
        ]
    assert balances == ["88.00", "-8.00", "0.00"]
    assert broken_rules(book.office) == []


def test_customers_that_owed_nothing_need_no_voucher(book: Book) -> None:
    with book.writing(CLERK) as writing:
        owed = {customer(writing): Money(0)}
        openings.take_receivables(writing, owed, import_batch(writing, "opening-balances"))
    assert _opening_vouchers(book) == []
    with book.reading(CLERK) as reading:
        assert len(openings.customers_opened(reading)) == 1
