"""The registers of the monthly report: receivables, stock, returns."""

from app.i18n import in_books_language
from app.services.office import Book
from app.services.prints import registers
from app.services.returns import decide
from app.services.sheets.report_sheet import ReceivableLine, ReturnLine, StockLine
from app.values.period import Period
from tests.builders import CLERK, OCTOBER, REVIEWER, Item, october, sale
from tests.services.reconciliation.books import cancel
from tests.services.trading import PENS, QIHANG, Trading


def _receivables(book: Book) -> dict[str, ReceivableLine]:
    with book.reading(CLERK) as reading:
        return {row.code: row for row in registers.receivables(reading, OCTOBER)}


def _stock(book: Book, period: Period = OCTOBER) -> dict[str, StockLine]:
    with book.reading(CLERK) as reading:
        return {row.category: row for row in registers.stock(reading, period)}


def _returns(book: Book, period: Period = OCTOBER) -> tuple[ReturnLine, ...]:
    with book.reading(CLERK) as reading, in_books_language():
        return registers.returns(reading, period)


def test_every_customers_month_closes_with_its_parts(seen: Trading) -> None:
    rows = _receivables(seen.book)
    assert [str(row.closing) for row in rows.values()] == ["2997.22", "5670.00"]
    for row in rows.values():
        assert row.opening + row.sales + row.returns - row.receipts == row.closing


def test_what_is_neither_sale_nor_return_stands_with_the_sales(trading: Trading) -> None:
    cancel(trading.book, 4)
    row = _receivables(trading.book)["KH-0117"]
    assert (str(row.sales), str(row.closing)) == ("0.00", "-5630.00")
    assert row.opening + row.sales + row.returns - row.receipts == row.closing


def test_stock_is_summed_by_category_and_rejects_stand_apart(seen: Trading) -> None:
    rows = _stock(seen.book)
    assert {name: str(row.closing) for name, row in rows.items()} == {
        "书写": "6600.00",
        "纸品": "7890.00",
        "残次品仓": "71.00",
    }
    for row in rows.values():
        assert row.opening + row.bought + row.returned - row.issued == row.closing


def test_the_register_lists_every_return_of_the_month(seen: Trading) -> None:
    told = [
        (row.number, row.customer, str(row.gross), str(row.cost), row.voucher, row.state)
        for row in _returns(seen.book)
    ]
    assert told == [
        ("202510-0001", "启航教育", "1130.00", "600.00", "记-0006 记-0007", "待归档"),
        ("202510-0002", "明远办公", "104.53", "71.00", "记-0008 记-0009", "已归档"),
        ("202510-0003", "启航教育", "226.00", "None", "", "待审核"),
    ]
    assert [row.reason for row in _returns(seen.book)] == ["其他"] * 3
    assert _returns(seen.other) == ()


def test_a_return_that_was_turned_down_keeps_its_line_and_is_counted(trading: Trading) -> None:
    with trading.book.writing(REVIEWER) as writing:
        decide.reject(writing, 3, "没有收到货")
    assert len(_returns(trading.book)) == 3
    with trading.book.reading(CLERK) as reading:
        assert registers.returns_note(reading, OCTOBER) == (
            "编号连续，无断号，其中作废或驳回 1 单。凭证栏为“—”的尚未过账，不在账上。"
        )


def test_another_month_has_its_own_registers(trading: Trading) -> None:
    november = Period(2025, 11)
    with trading.book.writing(CLERK) as writing:
        sale(writing, QIHANG, Item(PENS, "1"), number="XS-202510-0009", day=october(31))
    assert _returns(trading.book, november) == ()
    assert {str(row.issued) for row in _stock(trading.book, november).values()} == {"0.00"}
