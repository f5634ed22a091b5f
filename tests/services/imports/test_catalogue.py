"""The names of a file found in the book; what a source may make is made from its rows."""

from pathlib import Path

import pytest

from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import SourceMapping, WalkIn
from app.services.imports import catalogue as catalogues
from app.services.office import Office
from app.values.books import Taxpayer
from tests.builders import CLERK
from tests.services.imports.shop import PENS, QIHANG, SALES, Shop, counts, open_shop, reasons

NAMED = (*SALES, "商品名称", "税率")
NEW = SourceMapping(name="门店", create_missing=True, service_codes=frozenset({"POST"}))


def test_a_place_is_found_by_code_and_by_name_and_none_is_the_main_one(shop: Shop) -> None:
    with shop.book.reading(CLERK) as reading:
        places = catalogues.load(reading).places
    assert places[""] == places["main"] == places["主仓"]
    assert places["scrap"] == places["待报废仓"]
    assert len(set(places.values())) == 3


def test_customers_and_products_that_the_book_lacks_are_made_from_the_file(shop: Shop) -> None:
    result = shop.take(
        ImportKind.SALES,
        NAMED,
        ("XS-1", "2025-10-08", "17850", "post", "1", "15.00", "", "6%"),
        ("XS-1", "2025-10-08", "17850", "POST", "1", "15.00", "POSTAGE", ""),
        ("XS-1", "2025-10-08", "17850", "AZ-1", "0.5", "15.00", "", ""),
        ("XS-2", "2025-10-08", QIHANG, PENS, "1", "15.00", "另一个名字", ""),
        mapping=NEW,
    )
    assert result.outcome.created == 3
    assert shop.rows("SELECT code, name FROM customer WHERE id > 2") == [("17850", "17850")]
    made = "SELECT code, name, vat_rate, is_service FROM product WHERE id > 3 ORDER BY code"
    assert reasons(result)[-1][3] == "STOCK_SHORT"
    assert shop.rows(made) == [("AZ-1", "AZ-1", 1300, 0), ("post", "POSTAGE", 600, 1)]


def test_nothing_is_made_where_the_source_may_not(shop: Shop) -> None:
    result = shop.sales(
        ("XS-1", "2025-10-08", "17850", PENS, "1", "1.00"),
        ("XS-2", "2025-10-08", QIHANG, PENS, "1", "1.00"),
    )
    assert (counts(result), result.outcome.created) == ((2, 1, 0, 1), 0)


@pytest.mark.parametrize(
    ("mapping_rate", "taxpayer", "rate"),
    [(900, Taxpayer.GENERAL, 900), (None, Taxpayer.GENERAL, 1300), (None, Taxpayer.SMALL, 100)],
)
def test_what_is_made_is_taxed_as_the_source_says_else_as_usual(
    office: Office, tmp_path: Path, mapping_rate: int | None, taxpayer: Taxpayer, rate: int
) -> None:
    shop = open_shop(office, tmp_path, taxpayer=taxpayer)
    mapping = SourceMapping(
        create_missing=True, vat_rate=mapping_rate, service_codes=frozenset({"AZ"})
    )
    result = shop.sales(("XS-1", "2025-10-08", QIHANG, "AZ", "1", "100.00"), mapping=mapping)
    assert result.outcome.vat == rate
    assert shop.rows("SELECT vat_rate FROM product WHERE code = 'AZ'") == [(rate,)]


def test_the_walk_in_customer_that_the_book_has_is_the_one(shop: Shop) -> None:
    mapping = SourceMapping(walk_in=WalkIn(QIHANG, "散客"))
    shop.sales(("XS-1", "2025-10-08", "", PENS, "1", "1.00"), mapping=mapping)
    assert shop.rows("SELECT count(*), max(customer_id) FROM sale, customer") == [(2, 1)]
