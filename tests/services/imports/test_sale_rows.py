"""The rows of a sales file held against the book, document by document."""

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.imports.months import unbookable
from tests.builders import CLERK
from tests.services.imports.shop import (
    MINGYUAN,
    PAPER,
    PENS,
    QIHANG,
    SALE,
    SALES,
    Shop,
    counts,
    reasons,
)


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        (("X", "2025-10-08", "KH-9", PENS, "1", "1"), "客户编码", "KH-9", "UNKNOWN_CUSTOMER"),
        (("X", "2025-10-08", QIHANG, "没有", "1", "1"), "商品编码", "没有", "UNKNOWN_PRODUCT"),
        (("X", "2025-09-30", QIHANG, PENS, "1", "1"), "日期", "2025-09-30", "BEFORE_THE_BOOK"),
        (("X", "2028-01-01", QIHANG, PENS, "1", "1"), "日期", "2028-01-01", "DAY_TOO_FAR"),
    ],
)
def test_a_row_that_does_not_fit_the_book_is_named(
    shop: Shop, row: tuple[str, ...], column: str, value: str, reason: str
) -> None:
    result = shop.sales(SALE, row)
    assert reasons(result) == [(3, column, value, reason)]
    assert counts(result) == (2, 1, 0, 1)


def test_a_sale_goes_out_of_the_place_that_is_named_by_code_or_by_name(shop: Shop) -> None:
    shop.take(
        ImportKind.OPENING_STOCK,
        ("商品编码", "数量", "单位成本", "仓库"),
        (PENS, "50", "10.00", "defective"),
        name="开账.csv",
    )
    result = shop.take(
        ImportKind.SALES,
        (*SALES, "仓库"),
        ("XS-1", "2025-10-08", QIHANG, PENS, "30", "10.00", "defective"),
        ("XS-2", "2025-10-08", QIHANG, PENS, "20", "10.00", "残次品仓"),
        ("XS-3", "2025-10-08", QIHANG, PENS, "1", "10.00", "主仓"),
        ("XS-4", "2025-10-08", QIHANG, PENS, "1", "10.00", ""),
        ("XS-5", "2025-10-08", QIHANG, PENS, "1", "10.00", "三仓"),
    )
    assert reasons(result) == [(6, "仓库", "三仓", "UNKNOWN_WAREHOUSE")]
    assert shop.on_hand(PENS, "残次品仓") == ("0", "0.00")
    assert shop.on_hand() == ("198", "11880.00")


def test_a_document_with_one_row_that_does_not_fit_is_left_out_whole(shop: Shop) -> None:
    result = shop.sales(SALE, (*SALE[:3], "没有", "1", "1.00"), ("XS-2", *SALE[1:]))
    assert reasons(result) == [
        (2, "单据编号", "XS-0001", "DOCUMENT_REFUSED"),
        (3, "商品编码", "没有", "UNKNOWN_PRODUCT"),
    ]
    assert counts(result) == (3, 1, 0, 2)
    assert shop.rows("SELECT number FROM sale") == [("XS-2",)]


def test_a_document_of_two_customers_is_refused(shop: Shop) -> None:
    result = shop.sales(SALE, ("XS-0001", "2025-10-08", MINGYUAN, PAPER, "1", "1.00"))
    assert reasons(result) == [
        (2, "单据编号", "XS-0001", "DOCUMENT_REFUSED"),
        (3, "单据编号", "XS-0001", "OTHER_CUSTOMER"),
    ]


def test_every_short_line_of_a_document_is_named_for_what_it_lacks(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", QIHANG, PENS, "201", "1.00"),
        ("XS-1", "2025-10-08", QIHANG, PAPER, "500.001", "1.00"),
    )
    assert reasons(result) == [(2, "数量", PENS, "STOCK_SHORT"), (3, "数量", PAPER, "STOCK_SHORT")]


def test_nothing_of_a_closed_month_is_taken(shop: Shop) -> None:
    shop.sales(("XS-1", "2025-11-08", QIHANG, PENS, "1", "1.00"))
    shop.close("2025-10")
    result = shop.sales(SALE, ("XS-2", "2025-11-09", QIHANG, PENS, "1", "1.00"))
    assert reasons(result) == [(2, "日期", "2025-10-08", "PERIOD_CLOSED")]


def test_the_months_of_a_file_are_asked_for_once_each(shop: Shop) -> None:
    with shop.book.writing(CLERK) as writing:
        found = unbookable(writing, ["2025-10-08", "2025-10-09 08:00", "2024-01-01"])
    assert list(found) == ["2024-01"]
