"""Rows gathered into documents, and documents that an unreadable row spoils."""

from app.services.exchange.files import FOUND_OUT, read_kind
from app.services.exchange.kinds.sales import SALES as SALES_FILE
from app.services.imports.groups import by_number, refuse_rest, spoiled
from app.services.imports.results import BookReason, Outcome, from_book
from tests.services.exchange.made_files import xlsx
from tests.services.imports.shop import PENS, QIHANG, SALE, SALES, Shop


def test_the_documents_of_unreadable_rows_are_known_by_number(shop: Shop) -> None:
    bad = ("2025-10-08", QIHANG, PENS, "一", "1.00")
    path = shop.folder / "销售.xlsx"
    rows = [SALES, SALE, (1001, *bad), (None, *bad), ("1.2E+20", *bad), ("XS-9", *bad)]
    path.write_bytes(xlsx(rows))
    content = read_kind(path, SALES_FILE, FOUND_OUT)
    assert content.refused == 4
    assert spoiled(content) == {"1001", "XS-9"}


def test_a_number_is_known_as_the_other_rows_of_its_document_are_read(shop: Shop) -> None:
    path = shop.file(SALES, ('"=""007"""', *SALE[1:4], "一", "1.00"), ("", "2025-10-08"))
    assert spoiled(read_kind(path, SALES_FILE, FOUND_OUT)) == {"007"}


def test_a_file_without_unreadable_rows_spoils_nothing(shop: Shop) -> None:
    content = read_kind(shop.file(SALES, SALE), SALES_FILE, FOUND_OUT)
    assert spoiled(content) == frozenset()


def test_a_row_that_is_named_already_is_not_named_again() -> None:
    outcome = Outcome()
    named = from_book(BookReason.UNKNOWN_PRODUCT, 3, "product", "没有")
    refuse_rest("XS-1", [2, 3], [named], outcome)
    assert [(one.row, one.reason) for one in outcome.refused] == [
        (3, "UNKNOWN_PRODUCT"),
        (2, "DOCUMENT_REFUSED"),
    ]


def test_no_rows_make_no_documents() -> None:
    assert by_number([]) == {}
