"""The lines of a return in a file: keyed to the sale that is named, or to the one that fits."""

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import PLAIN, SourceMapping
from app.services.imports.results import ImportResult
from app.values.returns import CostSource
from tests.services.imports.shop import (
    MINGYUAN,
    PENS,
    QIHANG,
    RETURNS,
    SALES,
    Row,
    Shop,
    counts,
    reasons,
)

NAMED = (*RETURNS, "原销售单号")
PRICED = (*RETURNS, "单价")
_LINKS = (
    "SELECT s.number, k.quantity FROM return_link k JOIN sale_line l ON l.id = k.sale_line_id"
    " JOIN sale s ON s.id = l.sale_id ORDER BY k.return_line_id"
)
_LINES = "SELECT quantity, unit_price, net, vat, cost_source FROM return_line ORDER BY id"


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """The shop after four sales of pens, one of them to another customer, one for nothing."""
    shop.sales(
        ("XS-1", "2025-10-08", QIHANG, PENS, "10", "100.00"),
        ("XS-2", "2025-10-09", QIHANG, PENS, "4", "90.00"),
        ("XS-3", "2025-10-09", MINGYUAN, PENS, "20", "80.00"),
        ("XS-4", "2025-10-10", QIHANG, PENS, "5", "0"),
        ("XS-5", "2025-10-20", QIHANG, PENS, "30", "70.00"),
    )
    return shop


def _take(shop: Shop, headings: Row, *rows: Row, mapping: SourceMapping = PLAIN) -> ImportResult:
    return shop.take(ImportKind.RETURNS, headings, *rows, mapping=mapping)


def _back(quantity: str, last: str, day: str = "2025-10-12") -> Row:
    return ("TK-1", day, QIHANG, PENS.lower(), quantity, last)


def test_the_latest_sale_up_to_that_day_comes_back_first_and_then_the_one_before(
    sold: Shop,
) -> None:
    assert _take(sold, PRICED, _back("6", "")).outcome.without_original == 0
    assert sold.rows(_LINKS) == [("XS-2", 4000), ("XS-1", 2000)]
    assert [row[:4] for row in sold.rows(_LINES)] == [
        (4000, 90_000000, 36000, 4680),
        (2000, 100_000000, 20000, 2600),
    ]
    assert (sold.post_returns(), sold.rest()) == ([], "0.00")


def test_two_rows_of_a_document_take_one_after_the_other(sold: Shop) -> None:
    _take(sold, PRICED, _back("3", ""), _back("3", ""))
    assert sold.rows(_LINKS) == [("XS-2", 3000), ("XS-2", 1000), ("XS-1", 2000)]


def test_a_sale_that_is_named_is_the_one(sold: Shop) -> None:
    _take(sold, NAMED, _back("3", "XS-1"))
    assert sold.rows(_LINKS) == [("XS-1", 3000)]


@pytest.mark.parametrize(
    ("quantity", "sale", "day", "reason"),
    [
        ("1", "XS-9", "2025-10-12", "UNKNOWN_SALE"),
        ("1", "XS-3", "2025-10-12", "UNKNOWN_SALE"),
        ("1", "XS-2", "2025-10-08", "UNKNOWN_SALE"),
        ("4.001", "XS-2", "2025-10-12", "MORE_THAN_LEFT"),
    ],
    ids=["no such sale", "another customer's", "sold later", "too many"],
)
def test_a_sale_that_cannot_be_the_one_is_refused_by_name(
    sold: Shop, quantity: str, sale: str, day: str, reason: str
) -> None:
    result = _take(sold, NAMED, _back(quantity, sale, day))
    assert reasons(result) == [(2, "原销售单号", sale, reason)]


def test_what_earlier_rows_and_earlier_files_took_is_not_left(sold: Shop) -> None:
    _take(sold, NAMED, _back("2", "XS-2"))
    result = _take(sold, NAMED, *[("TK-2", *_back("1.5", "XS-2")[1:])] * 2)
    assert reasons(result)[1] == (3, "原销售单号", "XS-2", "MORE_THAN_LEFT")
    assert "0.5 can still be returned" in result.refused[1].message
    assert sold.rows(_LINKS) == [("XS-2", 2000)]


def test_what_was_given_for_nothing_comes_back_where_its_sale_is_named(sold: Shop) -> None:
    _take(sold, NAMED, _back("2", "XS-4"))
    assert sold.rows(_LINKS) == [("XS-4", 2000)]
    assert (sold.post_returns(), sold.rest()) == ([], "0.00")


def test_a_price_other_than_that_of_the_sale_is_taken_as_the_file_gives_it(sold: Shop) -> None:
    assert counts(_take(sold, PRICED, _back("4", "85.00"))) == (1, 1, 0, 0)
    assert sold.rows(_LINES) == [(4000, 85_000000, 34000, 4420, "original")]
    assert (sold.post_returns(), sold.rest()) == ([], "0.00")


def test_what_is_left_over_has_no_original_and_needs_a_price(sold: Shop) -> None:
    assert reasons(_take(sold, PRICED, _back("15", ""))) == [
        (2, "单价", PENS.lower(), "PRICE_NEEDED")
    ]
    result = _take(sold, PRICED, _back("15", "95.00"))
    assert result.outcome.without_original == 1
    assert [row[0] for row in sold.rows(_LINES)] == [4000, 10000, 1000]
    assert len(sold.post_returns()) == 1


def test_the_source_of_its_cost_is_that_of_the_mapping(sold: Shop) -> None:
    average = SourceMapping(cost_source=CostSource.CURRENT_AVERAGE)
    _take(sold, PRICED, _back("15", "95.00"), mapping=average)
    assert [row[4] for row in sold.rows(_LINES)] == ["original", "original", "current_average"]
    assert (sold.post_returns(), sold.rest()) == ([], "0.00")


def test_a_price_with_vat_loses_the_vat_of_the_sale_it_goes_back_to(shop: Shop) -> None:
    shop.take(
        ImportKind.SALES,
        (*SALES, "税率"),
        ("XS-1", "2025-10-08", QIHANG, PENS, "10", "100.00", "9%"),
    )
    _take(shop, (*RETURNS, "含税单价"), _back("1", "109.00"))
    assert shop.rows(_LINES) == [(1000, 100_000000, 10000, 900, "original")]
    assert (shop.post_returns(), shop.rest()) == ([], "0.00")


def test_no_row_of_a_document_goes_back_to_a_sale_after_the_day_of_the_document(
    sold: Shop,
) -> None:
    result = _take(
        sold, PRICED, _back("1", ""), _back("1", "", "2025-10-25"), _back("1", "", "2025-10-08")
    )
    assert counts(result) == (3, 3, 0, 0)
    assert sold.rows(_LINKS) == [("XS-2", 1000), ("XS-2", 1000), ("XS-1", 1000)]
