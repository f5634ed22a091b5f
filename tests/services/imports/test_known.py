"""A document is known by its number, its customer and its goods, whichever file it comes in."""

import pytest

from app.services.exchange.mappings import SourceMapping
from app.services.imports import known
from tests.services.imports.shop import MINGYUAN, PAPER, PENS, QIHANG, SALE, Shop, counts, reasons

SHOP = SourceMapping(adjustments=True, walk_in=None)


def test_the_rows_of_a_document_may_stand_in_another_order(shop: Shop) -> None:
    other = (*SALE[:3], PAPER, "5", "18.50")
    shop.sales(SALE, other, (*SALE[:4], "1", "90.00"))
    assert counts(shop.sales((*SALE[:4], "1", "90.00"), SALE, other)) == (3, 0, 3, 0)


@pytest.mark.parametrize(
    "row",
    [
        ("XS-0001", "2025-10-08", MINGYUAN, PENS, "100", "100.00"),
        ("XS-0001", "2025-10-08", QIHANG, PAPER, "100", "100.00"),
        ("XS-0001", "2025-10-08", QIHANG, PENS, "99", "100.00"),
        ("XS-0001", "2025-10-08", QIHANG, PENS, "100", "100.01"),
    ],
    ids=["customer", "article", "quantity", "price"],
)
def test_another_customer_article_quantity_or_price_is_another_document(
    shop: Shop, row: tuple[str, ...]
) -> None:
    shop.sales(SALE)
    assert reasons(shop.sales(row)) == [(2, "单据编号", "XS-0001", "KNOWN_OTHERWISE")]


def test_a_sale_and_a_return_of_one_number_are_two_documents(shop: Shop) -> None:
    shop.sales(SALE)
    back = (*SALE[:4], "-10", "100.00")
    assert counts(shop.sales(SALE, back)) == (2, 1, 1, 0)
    assert counts(shop.sales(back)) == (1, 0, 1, 0)
    assert reasons(shop.sales((*SALE[:4], "-11", "100.00")))[0][3] == "KNOWN_OTHERWISE"


def test_a_return_that_was_priced_otherwise_since_is_still_known(shop: Shop) -> None:
    shop.sales(SALE, ("TK-1", *SALE[1:4], "-10", "100.00"))
    assert counts(shop.sales(("TK-1", *SALE[1:4], "-10", "90.00"))) == (1, 0, 1, 0)


def test_many_documents_are_looked_up_in_parts(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "_AT_ONCE", 2)
    rows = [(f"XS-{number}", *SALE[1:4], "1", "1.00") for number in range(5)]
    back = [(f"TK-{number}", *SALE[1:4], "-1", "1.00") for number in range(5)]
    shop.sales(*rows, *back)
    assert counts(shop.sales(*reversed(rows), *back)) == (10, 0, 10, 0)
