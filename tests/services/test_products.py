"""What a client sells: articles and services, found as they are typed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.services import audit, products
from app.services.access import NotAllowed
from app.services.office import Book
from app.services.permits import Writing
from app.services.products import (
    ProductCodeTaken,
    ProductIncomplete,
    VatRateImpossible,
    code_key,
)
from tests.builders import ADMIN, CLERK, KEEPER, product
from tests.services.trading import Trading


@contextmanager
def _refused(book: Book, refusal: type[Exception]) -> Iterator[Writing]:
    with pytest.raises(refusal), book.writing(CLERK) as writing:
        yield writing


def _found(book: Book, text: str = "", limit: int = 50) -> list[str]:
    with book.reading(CLERK) as reading:
        return [choice.code for choice in products.choices(reading, text, limit)]


def test_an_article_is_taken_in_and_written_down(book: Book) -> None:
    with book.writing(CLERK) as writing:
        added = product(writing, code=" ZX-0512 ", spec="黑 0.5")
    with book.reading(CLERK) as reading:
        choice = products.by_key(reading)["ZX-0512"]
    assert (choice.id, choice.code, choice.spec, choice.vat_rate) == (
        *(added, "ZX-0512", "黑 0.5"),
        1300,
    )
    assert not choice.is_service
    with book.office.reading(ADMIN) as looking:
        assert audit.listing(looking, 1)[0].action == "product-added"


def test_letter_case_makes_no_other_article(book: Book) -> None:
    with book.writing(CLERK) as writing:
        product(writing, code="15056BL")
    with _refused(book, ProductCodeTaken) as writing:
        product(writing, code=" 15056bl ")
    assert code_key(" 15056bl ") == "15056BL"


def test_two_clients_may_sell_articles_of_one_code(trading: Trading) -> None:
    with trading.other.writing(CLERK) as writing:
        product(writing)
    assert _found(trading.other) == ["ZJ-1001", "ZX-0512"]


@pytest.mark.parametrize("changes", [{"code": "  "}, {"name": ""}])
def test_an_article_without_code_or_name_is_refused(book: Book, changes: dict[str, str]) -> None:
    with _refused(book, ProductIncomplete) as writing:
        product(writing, **changes)


@pytest.mark.parametrize("rate", [-1, 10_001, 130_000])
def test_a_rate_below_nothing_or_above_the_whole_price_is_refused(book: Book, rate: int) -> None:
    with _refused(book, VatRateImpossible) as writing:
        product(writing, vat_rate=rate)


@pytest.mark.parametrize("rate", [0, 100, 300, 600, 900, 1300, 10_000])
def test_every_rate_in_between_is_taken(book: Book, rate: int) -> None:
    with book.writing(CLERK) as writing:
        product(writing, vat_rate=rate)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("", ["FY-7005", "YF-0001", "ZX-0512"]),
        ("zx-", ["ZX-0512"]),
        ("复印", ["FY-7005"]),
        ("FYZ", ["FY-7005"]),
        (" 运费", ["YF-0001"]),
        ("没有", []),
        ("%", []),
    ],
)
def test_an_article_is_found_by_code_name_or_initials(
    seen: Trading, typed: str, codes: list[str]
) -> None:
    assert _found(seen.book, typed) == codes


def test_an_article_is_found_by_its_whole_barcode(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        product(writing, code="ZX-0900", name="墨水", barcode="6901234567892")
    assert _found(trading.book, "6901234567892") == ["ZX-0900"]
    assert _found(trading.book, "690123") == []


def test_no_more_are_offered_than_asked_for(seen: Trading) -> None:
    assert _found(seen.book, limit=2) == ["FY-7005", "YF-0001"]


def test_another_clients_articles_and_places_are_none_of_this_book(seen: Trading) -> None:
    with seen.other.reading(CLERK) as reading:
        assert list(products.by_key(reading)) == ["ZJ-1001"]
        assert [place.id for place in products.warehouses(reading)] == [4, 5, 6]


def test_only_the_maker_takes_articles_in(book: Book) -> None:
    with pytest.raises(NotAllowed), book.writing(KEEPER) as writing:
        product(writing)
