"""A client's customers: who they are and how they are found."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.services import audit, customers
from app.services.access import NotAllowed
from app.services.customers import CustomerCodeTaken, CustomerIncomplete, CustomerUnknown
from app.services.office import Book
from app.services.permits import Writing
from tests.builders import ADMIN, CLERK, KEEPER, customer
from tests.services.trading import MINGYUAN, QIHANG, Trading


@contextmanager
def _refused(book: Book, refusal: type[Exception]) -> Iterator[Writing]:
    with pytest.raises(refusal), book.writing(CLERK) as writing:
        yield writing


def _found(book: Book, text: str = "", limit: int = 50) -> list[str]:
    with book.reading(CLERK) as reading:
        return [choice.code for choice in customers.choices(reading, text, limit)]


def test_a_customer_is_taken_in_and_written_down(book: Book) -> None:
    with book.writing(CLERK) as writing:
        added = customer(writing, code=" KH-0117 ", short_name="")
    with book.reading(CLERK) as reading:
        choice = customers.named(reading, added)
        assert customers.ids_by_code(reading) == {"KH-0117": added}
        assert customers.short_names(reading) == {added: "南渡启航教育科技有限公司"}
    assert (choice.code, choice.initials) == ("KH-0117", "ndqhjykjyxgs")
    with book.office.reading(ADMIN) as looking:
        assert audit.listing(looking, 1)[0].action == "customer-added"


@pytest.mark.parametrize("changes", [{"code": " "}, {"name": " "}, {"code": "", "name": ""}])
def test_a_customer_without_code_or_name_is_refused(book: Book, changes: dict[str, str]) -> None:
    with _refused(book, CustomerIncomplete) as writing:
        customer(writing, **changes)


def test_two_customers_of_one_code_are_refused(book: Book) -> None:
    with book.writing(CLERK) as writing:
        customer(writing)
    with _refused(book, CustomerCodeTaken) as writing:
        customer(writing, code=" KH-0117", name="另一家")


def test_two_clients_may_have_customers_of_one_code(trading: Trading) -> None:
    with trading.other.writing(CLERK) as writing:
        customer(writing)
    assert _found(trading.other) == ["KH-0117", "KH-0900"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("", ["KH-0102", "KH-0117"]),
        ("kh-01", ["KH-0102", "KH-0117"]),
        ("启航", ["KH-0117"]),
        ("QH", ["KH-0117"]),
        ("mybg", ["KH-0102"]),
        ("6021", ["KH-0117"]),
        (" 明远 ", ["KH-0102"]),
        ("没有", []),
        ("%", []),
        ("_", []),
        ("138", []),
    ],
)
def test_a_customer_is_found_by_code_name_initials_or_the_end_of_the_telephone(
    seen: Trading, typed: str, codes: list[str]
) -> None:
    assert _found(seen.book, typed) == codes


def test_a_customer_is_found_by_the_credit_code(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        customer(writing, code="KH-0200", name="望海设计", uscc="91320594MA1XYZ2K4B")
    assert _found(trading.book, "ma1xyz") == ["KH-0200"]


def test_no_more_are_offered_than_asked_for(seen: Trading) -> None:
    assert _found(seen.book, limit=1) == ["KH-0102"]


def test_another_clients_customer_is_unknown(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        assert customers.named(reading, MINGYUAN).short_name == "明远办公"
        with pytest.raises(CustomerUnknown, match="no customer 3"):
            customers.named(reading, 3)
    with seen.other.reading(CLERK) as reading, pytest.raises(CustomerUnknown):
        customers.named(reading, QIHANG)


def test_only_the_maker_takes_customers_in(book: Book) -> None:
    with pytest.raises(NotAllowed), book.writing(KEEPER) as writing:
        customer(writing)
