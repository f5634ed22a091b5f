"""Purchases of a file: into stock and onto the books, a document whole or not at all."""

from pathlib import Path

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.imports.results import ImportResult
from app.services.office import Office
from app.values.books import Taxpayer
from tests.services.imports.shop import (
    FREIGHT,
    PAPER,
    PENS,
    PURCHASES,
    Row,
    Shop,
    counts,
    open_shop,
    reasons,
    totals,
)

PURCHASE = ("CG-1", "2025-10-09", "云溪纸业", PAPER, "100", "15.00")


def _take(shop: Shop, *rows: Row, headings: Row = PURCHASES) -> ImportResult:
    return shop.take(ImportKind.PURCHASES, headings, *rows)


def test_goods_bought_lie_in_stock_and_are_owed_for(shop: Shop) -> None:
    result = _take(shop, PURCHASE, (*PURCHASE[:3], PENS, "1.5", "66.67"))
    assert counts(result) == (2, 2, 0, 0)
    assert totals(result) == {
        "quantity": "101.500",
        "amount": "1600.00500",
        "booked": "1600.01",
        "booked_vat": "208.00",
    }
    assert (result.outcome.documents, result.outcome.vouchers) == (1, 1)
    assert shop.vouchers() == [["借 1405 1600.01", "借 22210101 208.00", "贷 2202 1808.01"]]
    assert shop.on_hand(PAPER) == ("600", "8600.00")
    assert shop.on_hand(PENS) == ("201.5", "12100.01")
    assert shop.rest() == "0.00"


def test_for_a_small_scale_taxpayer_the_vat_is_part_of_the_cost(
    office: Office, tmp_path: Path
) -> None:
    shop = open_shop(office, tmp_path, taxpayer=Taxpayer.SMALL)
    result = _take(shop, (*PURCHASE, "13%"), headings=(*PURCHASES, "税率"))
    assert (result.outcome.net, result.outcome.vat) == (150000, 19500)
    assert shop.vouchers() == [["借 1405 1695.00", "贷 2202 1695.00"]]
    assert shop.on_hand(PAPER) == ("600", "8795.00")
    assert shop.broken_rules() == []


def test_amounts_that_the_supplier_states_are_kept(shop: Shop) -> None:
    headings = (*PURCHASES[:5], "含税单价", "金额", "税额", "价税合计")
    row = (*PURCHASE[:5], "16.95", "1500.01", "194.99", "1695.00")
    assert _take(shop, row, headings=headings).outcome.net == 150001
    assert shop.vouchers() == [["借 1405 1500.01", "借 22210101 194.99", "贷 2202 1695.00"]]


def test_gifts_lie_in_stock_and_have_no_voucher(shop: Shop) -> None:
    result = _take(shop, (*PURCHASE[:5], "0"))
    assert (counts(result), result.outcome.vouchers) == ((1, 1, 0, 0), 0)
    assert shop.on_hand(PAPER) == ("600", "7100.00")


def test_goods_go_to_the_place_that_the_row_names(shop: Shop) -> None:
    _take(shop, (*PURCHASE, "残次品仓"), headings=(*PURCHASES, "仓库"))
    assert shop.on_hand(PAPER, "残次品仓") == ("100", "1500.00")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((*PURCHASE[:3], "没有", "1", "1", ""), ("商品编码", "没有", "UNKNOWN_PRODUCT")),
        ((*PURCHASE[:3], PENS, "1", "1", "三仓"), ("仓库", "三仓", "UNKNOWN_WAREHOUSE")),
        ((*PURCHASE[:3], FREIGHT, "1", "1", ""), ("商品编码", FREIGHT, "SERVICE_IN_STOCK")),
        (("CG-1", "2025-10-09", "他厂", PENS, "1", "1", ""), ("供应商", "他厂", "OTHER_SUPPLIER")),
        ((*PURCHASE[:3], PENS, "-2.5", "1", ""), ("数量", "-2.5", "BACK_TO_SUPPLIER")),
        (("CG-1", "2025-09-09", *PURCHASE[2:], ""), ("日期", "2025-09-09", "BEFORE_THE_BOOK")),
    ],
)
def test_a_document_with_a_row_that_does_not_fit_is_left_out_whole(
    shop: Shop, row: Row, expected: tuple[str, str, str]
) -> None:
    sound, other = (*PURCHASE, ""), ("CG-2", *PURCHASE[1:], "")
    result = _take(shop, sound, row, other, headings=(*PURCHASES, "仓库"))
    assert reasons(result) == [(2, "单据编号", "CG-1", "DOCUMENT_REFUSED"), (3, *expected)]
    assert counts(result) == (3, 1, 0, 2)


def test_a_document_with_an_unreadable_row_is_left_out_whole(shop: Shop) -> None:
    result = _take(shop, PURCHASE, (*PURCHASE[:4], "一", "1"))
    assert [one[3] for one in reasons(result)] == ["DOCUMENT_REFUSED", "NOT_AN_AMOUNT"]
    assert result.outcome.taken == 0
    assert counts(_take(shop, PURCHASE, (*PURCHASE[:4], "1", "1"))) == (2, 2, 0, 0)


def test_a_known_number_with_other_goods_is_refused(shop: Shop) -> None:
    _take(shop, PURCHASE)
    result = _take(shop, PURCHASE, (*PURCHASE[:4], "1", "1"))
    assert {one[3] for one in reasons(result)} == {"KNOWN_OTHERWISE"}
    assert counts(result) == (2, 0, 0, 2)
