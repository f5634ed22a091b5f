"""收发存: what lay there, came in, went out and lies there, worked out by hand."""

import datetime

from app.services import stock as shelves
from app.services.office import Book
from app.services.reports import stock
from app.services.reports.stock import Flow, StockFlow
from app.values.money import Money
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.vouching import MoveKind
from tests.builders import CLERK, OCTOBER, Item, october, product, sale, stocked
from tests.services.trading import PENS, QIHANG, Trading

_COLUMNS = ("opening", "bought", "returned", "issued", "adjusted", "closing")


def _months(book: Book, period: Period = OCTOBER) -> tuple[StockFlow, ...]:
    with book.reading(CLERK) as reading:
        return stock.month(reading, period)


def _told(row: StockFlow) -> list[str]:
    flows: list[Flow] = [getattr(row, column) for column in _COLUMNS]
    return [f"{flow.quantity} {flow.cost}" for flow in flows]


def test_each_article_stands_as_it_was_worked_out_by_hand(seen: Trading) -> None:
    rows = {(row.code, row.category): _told(row) for row in _months(seen.book)}
    assert rows == {
        ("FY-7005", "纸品"): [
            *("500 7100.00", "100 1500.00", "0 0.00", "50 710.00", "0 0.00", "550 7890.00"),
        ],
        ("ZX-0512", "书写"): [
            *("200 12000.00", "0 0.00", "10 600.00", "100 6000.00", "0 0.00", "110 6600.00"),
        ],
        ("FY-7005", "残次品仓"): [
            *("0 0.00", "0 0.00", "5 71.00", "0 0.00", "0 0.00", "5 71.00"),
        ],
    }


def test_the_closing_is_what_lies_there(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        lying = {(row.code, row.warehouse): row for row in shelves.listing(reading)}
    for row in _months(seen.book):
        there = lying[row.code, row.warehouse]
        assert (row.closing.quantity, row.closing.cost) == (there.quantity, there.cost)


def test_an_opening_of_the_first_month_is_what_lay_there_before(seen: Trading) -> None:
    assert _months(seen.book, Period(2025, 9)) == ()
    (desk,) = _months(seen.other)
    assert _told(desk) == [
        *("50 500.00", "0 0.00", "0 0.00", "20 200.00", "0 0.00", "30 300.00"),
    ]


def test_the_next_month_opens_with_what_this_one_closed(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        day = datetime.date(2025, 11, 1)
        sale(writing, QIHANG, Item(PENS, "10"), number="XS-202511-0001", day=day)
    november = {row.code: _told(row) for row in _months(trading.book, Period(2025, 11))}
    assert november["ZX-0512"] == [
        *("110 6600.00", "0 0.00", "0 0.00", "10 600.00", "0 0.00", "100 6000.00"),
    ]
    assert len(_months(trading.book)) == 3


def test_what_a_count_finds_is_an_adjustment(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        for kind, quantity, cost in (
            (MoveKind.COUNT, "-3", "-180.00"),
            (MoveKind.ADJUSTMENT, "1", "60.00"),
        ):
            worth = Quantity.of(quantity), Money.of(cost)
            shelves.move(writing, shelves.MoveDraft(october(31), PENS, 1, kind, *worth))
    rows = {row.code: row for row in _months(trading.book) if row.category != "残次品仓"}
    assert _told(rows["ZX-0512"])[4:] == ["-2 -120.00", "108 6480.00"]


def test_categories_are_the_sums_of_their_articles(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        ink = product(writing, code="ZX-0800", name="墨囊", category="书写")
        stocked(writing, ink, "10", "55.50")
    with trading.book.reading(CLERK) as reading:
        rows = {row.category: _told(row) for row in stock.by_category(reading, OCTOBER)}
    assert rows["书写"] == [
        *("210 12055.50", "0 0.00", "10 600.00", "100 6000.00", "0 0.00", "120 6655.50"),
    ]
    assert set(rows) == {"书写", "纸品", "残次品仓"}
