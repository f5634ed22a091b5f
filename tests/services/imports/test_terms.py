"""Prices, rates and amounts: whatever a file states and leaves out, net and VAT make the gross."""

import itertools
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import PLAIN, SourceMapping
from app.services.office import Office
from app.values.books import PriceBasis
from tests.services.imports.shop import PENS, QIHANG, SALES, Shop, open_shop

STATED = {"金额": "29.99", "税额": "3.91", "价税合计": "33.90"}
"""What the source worked out itself, 1 分 off what the price and the rate would make."""
COMBINATIONS = [wanted for size in range(4) for wanted in itertools.combinations(STATED, size)]


def _booked(
    shop: Shop,
    price: str,
    stated: Mapping[str, str] | None = None,
    heading: str = "单价",
    mapping: SourceMapping = PLAIN,
) -> tuple[int, int]:
    """Take in three pieces at a price, with what the file states of their amounts."""
    amounts = stated or {}
    headings = (*SALES[:5], heading, *amounts)
    row = ("XS-1", "2025-10-08", QIHANG, PENS, "3", price, *amounts.values())
    result = shop.take(ImportKind.SALES, headings, row, mapping=mapping)
    assert result.refused == ()
    return result.outcome.net, result.outcome.vat


@pytest.mark.parametrize("wanted", COMBINATIONS, ids="+".join)
@pytest.mark.parametrize("heading", ["不含税单价", "含税单价"])
def test_what_is_stated_is_kept_and_what_is_not_is_worked_out(
    shop: Shop, heading: str, wanted: tuple[str, ...]
) -> None:
    price = {"不含税单价": "10.00", "含税单价": "11.30"}[heading]
    net, vat = _booked(shop, price, {name: STATED[name] for name in wanted}, heading)
    expected = {
        (): (3000, 390),
        ("金额",): (2999, 390) if heading == "不含税单价" else (2654, 345),
        ("税额",): (3000, 391) if heading == "不含税单价" else (2999, 391),
        ("价税合计",): (3000, 390),
    }
    assert (net, vat) == expected.get(wanted, (2999, 391))
    if "价税合计" in wanted:
        assert net + vat == 3390


@pytest.mark.parametrize("column", ["税额", "价税合计"])
def test_a_column_of_vat_or_gross_says_that_the_amounts_are_without_in_every_row(
    shop: Shop, column: str
) -> None:
    stated = {"金额": "30.00", column: ""}
    assert _booked(shop, "11.30", stated, "含税单价") == (3000, 390)


def test_an_amount_that_is_called_net_is_net_beside_prices_with_vat(shop: Shop) -> None:
    assert _booked(shop, "11.30", {"不含税金额": "30.00"}, "含税单价") == (3000, 390)


def test_a_price_finer_than_a_millionth_makes_the_exact_amount_in_its_basis(shop: Shop) -> None:
    third = "3.3333333333"
    assert _booked(shop, third, heading="不含税单价") == (1000, 130)


@pytest.mark.parametrize(
    ("stated", "booked"),
    [
        ({}, (885, 115)),
        ({"税额": "1.16"}, (884, 116)),
        ({"价税合计": "10.01"}, (886, 115)),
        ({"税额": "1.16", "价税合计": "10.01"}, (885, 116)),
    ],
    ids=str,
)
def test_such_a_price_with_vat_in_it_makes_no_net_amount(
    shop: Shop, stated: dict[str, str], booked: tuple[int, int]
) -> None:
    assert _booked(shop, "3.3333333333", stated, "含税单价") == booked


def test_the_rate_is_the_rows_else_that_of_its_source_else_the_articles(shop: Shop) -> None:
    mapping = SourceMapping(vat_rate=600)
    assert _booked(shop, "10.00", {"税率": "9%"}, mapping=mapping) == (3000, 270)
    result = shop.take(
        ImportKind.SALES, SALES, ("XS-2", "2025-10-08", QIHANG, PENS, "3", "10.00"), mapping=mapping
    )
    assert result.outcome.vat == 180
    assert shop.sales(("XS-3", "2025-10-08", QIHANG, PENS, "3", "10.00")).outcome.vat == 390


def test_prices_are_as_the_book_has_them_where_neither_file_nor_source_says(
    office: Office, tmp_path: Path
) -> None:
    shop = open_shop(office, tmp_path, prices=PriceBasis.GROSS)
    assert _booked(shop, "11.30") == (3000, 390)
    net = SourceMapping(prices=PriceBasis.NET)
    row = ("XS-2", "2025-10-08", QIHANG, PENS, "3", "10.00")
    assert shop.sales(row, mapping=net).outcome.net == 3000
    assert shop.rows("SELECT unit_price FROM sale_line ORDER BY id") == [(11300000,), (11300000,)]
    assert shop.broken_rules() == []


def test_a_book_of_net_prices_keeps_prices_with_vat_without_it(shop: Shop) -> None:
    assert _booked(shop, "11.30", heading="含税单价") == (3000, 390)
    assert shop.rows("SELECT unit_price FROM sale_line") == [(10000000,)]


def test_a_file_whose_parts_are_more_than_the_whole_is_refused(shop: Shop) -> None:
    for stated in ({"金额": "34.00"}, {"税额": "34.00"}):
        headings = (*SALES, *stated, "价税合计")
        row = ("XS-1", "2025-10-08", QIHANG, PENS, "3", "10.00", *stated.values(), "33.90")
        result = shop.take(ImportKind.SALES, headings, row)
        assert [one.reason for one in result.refused] == ["SUM_DIFFERS"]
