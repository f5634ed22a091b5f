"""Opening stock of a file: on the shelves and, in one voucher, on the books."""

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.imports.results import ImportResult
from tests.services.imports.shop import FREIGHT, PENS, STOCK, Row, Shop, counts, reasons, totals

PLACED = (*STOCK, "仓库")


def _take(shop: Shop, *rows: Row, headings: Row = PLACED) -> ImportResult:
    return shop.take(ImportKind.OPENING_STOCK, headings, *rows)


@pytest.fixture
def shop(shop: Shop) -> Shop:
    """The shop with an article that it has no stock of yet."""
    shop.take(ImportKind.PRODUCTS, ("商品编码", "商品名称"), ("DS-1", "订书机"), name="p.csv")
    return shop


def test_opening_stock_lies_where_it_is_said_and_is_worth_what_is_said(shop: Shop) -> None:
    result = _take(
        shop,
        ("ds-1", "3", "1.005", ""),
        ("DS-1", "2", "1.00", "scrap"),
        (PENS, "0.5", "7", "残次品仓"),
    )
    assert counts(result) == (3, 3, 0, 0)
    assert totals(result) == {"quantity": "5.500", "amount": "8.515000", "booked": "8.52"}
    assert [(one.row, str(one.kept)) for one in result.rounded] == [(2, "3.02")]
    assert shop.vouchers() == [["借 1405 8.52", "贷 310405 8.52"]]
    assert shop.on_hand("DS-1") == ("3", "3.02")
    assert shop.on_hand("DS-1", "待报废仓") == ("2", "2.00")
    assert shop.rest() == "0.00"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("没有", "1", "1", "", ""), ("商品编码", "没有", "UNKNOWN_PRODUCT")),
        ((FREIGHT, "1", "1", "", ""), ("商品编码", FREIGHT, "SERVICE_IN_STOCK")),
        ((PENS, "1", "1", "三仓", ""), ("仓库", "三仓", "UNKNOWN_WAREHOUSE")),
        ((PENS, "1", "1", "scrap", "2025-10-02"), ("日期", "2025-10-02", "OPENED_LATER")),
    ],
)
def test_a_row_that_does_not_fit_is_named(
    shop: Shop, row: Row, expected: tuple[str, str, str]
) -> None:
    sound = ("DS-1", "1", "1", "", "2025-10-01")
    result = _take(shop, sound, row, headings=(*PLACED, "日期"))
    assert reasons(result) == [(3, *expected)]
    assert counts(result) == (2, 1, 0, 1)


def test_an_article_of_which_nothing_lies_there_opens_with_nothing(shop: Shop) -> None:
    path_rows = [("DS-1", "0", "1.00", ""), (PENS, "1", "60.00", "scrap")]
    assert counts(_take(shop, *path_rows)) == (2, 2, 0, 0)
    assert shop.on_hand("DS-1") == ("0", "0.00")
    assert counts(_take(shop, *path_rows)) == (2, 0, 2, 0)


def test_a_value_without_a_quantity_is_refused(shop: Shop) -> None:
    result = _take(shop, ("DS-1", "0", "1", "5.00"), headings=(*STOCK, "金额"))
    assert reasons(result) == [(2, "数量", "DS-1", "VALUE_WITHOUT_STOCK")]


def test_stock_worth_nothing_needs_no_voucher(shop: Shop) -> None:
    assert _take(shop, ("DS-1", "5", "0", "")).outcome.vouchers == 0
    assert shop.on_hand("DS-1") == ("5", "0.00")


def test_what_is_opened_already_with_other_figures_is_refused(shop: Shop) -> None:
    result = _take(shop, (PENS, "200", "60.00", ""), (PENS, "201", "60.00", "main"))
    assert reasons(result) == [(3, "商品编码", PENS, "OPENED_OTHERWISE")]
    assert counts(result) == (2, 0, 1, 1)


def test_two_rows_of_one_article_in_one_place_are_both_opened(shop: Shop) -> None:
    rows = [("DS-1", "1", "1.00", ""), ("DS-1", "1", "2.00", "")]
    assert counts(_take(shop, *rows)) == (2, 2, 0, 0)
    assert shop.on_hand("DS-1") == ("2", "3.00")
    assert counts(_take(shop, *rows)) == (2, 0, 2, 0)


def test_a_file_that_comes_again_opens_what_fits_now_in_a_voucher_of_its_own(shop: Shop) -> None:
    rows = [("DS-1", "1", "1.00", ""), ("DS-2", "1", "2.00", "")]
    assert counts(_take(shop, *rows)) == (2, 1, 0, 1)
    shop.take(ImportKind.PRODUCTS, ("商品编码", "商品名称"), ("DS-2", "钉"), name="p.csv")
    assert counts(_take(shop, *rows)) == (2, 1, 1, 0)
    assert counts(_take(shop, *rows)) == (2, 0, 2, 0)
    assert len(shop.vouchers()) == 2
    assert shop.rest() == "0.00"
