"""Customers with what they owe and send back: the list and one card."""

import datetime

import pytest

from app.services import customer_cards
from app.services.access import NotAllowed
from app.services.customer_cards import CustomerPage
from app.services.customers import CustomerUnknown
from app.services.office import Book
from app.services.returns import decide
from app.values.money import Money
from tests.builders import ADMIN, CLERK, REVIEWER, customer, october
from tests.services.trading import MINGYUAN, QIHANG, Trading

_END = october(31)


def _page(book: Book, text: str = "", day: datetime.date = _END) -> CustomerPage:
    with book.reading(CLERK) as reading:
        return customer_cards.listing(reading, text, day)


def test_customers_are_listed_with_what_they_owe(seen: Trading) -> None:
    page = _page(seen.book)
    assert [(row.code, str(row.balance), row.open_returns) for row in page.rows] == [
        ("KH-0102", "2997.22", 0),
        ("KH-0117", "5670.00", 2),
    ]
    assert (page.all, str(page.total)) == (2, "8667.22")


def test_the_total_is_of_those_that_fit(seen: Trading) -> None:
    page = _page(seen.book, "明远")
    assert ([row.short_name for row in page.rows], page.all, str(page.total)) == (
        *(["明远办公"], 2),
        "2997.22",
    )


def test_a_balance_is_that_of_its_day(seen: Trading) -> None:
    assert str(_page(seen.book, day=october(9)).total) == "14401.75"
    assert str(_page(seen.book, day=datetime.date(2025, 9, 30)).total) == "0.00"


def test_a_return_counts_until_it_is_filed_or_turned_down(trading: Trading) -> None:
    with trading.book.writing(REVIEWER) as writing:
        decide.reject(writing, 3, "没有收到货")
    assert _page(trading.book, "启航").rows[0].open_returns == 1
    with trading.book.writing(CLERK) as writing:
        decide.archive(writing, 1)
    assert _page(trading.book, "启航").rows[0].open_returns == 0


def test_a_card_shows_a_customer_with_contacts_covered(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        added = customer(
            writing,
            code="KH-0200",
            name="望海设计有限公司",
            uscc="91320594MA1XYZ2K4B",
            contact="欧阳文",
            phone="051266668888",
            address="云溪市栖霞路 8 号",
            bank="云溪银行",
            bank_account="6222020200112233445",
            credit_limit=Money.of("20000.00"),
            note="月结 30 天",
        )
    with trading.book.reading(CLERK) as reading:
        card = customer_cards.show(reading, added, _END)
    assert (card.contact, card.phone, card.bank_account) == (
        *("欧**", "051****8888"),
        "622****3445",
    )
    assert (card.uscc, card.bank, card.note) == ("91320594MA1XYZ2K4B", "云溪银行", "月结 30 天")
    assert (str(card.credit_limit), str(card.balance), card.is_walk_in) == (
        *("20000.00", "0.00"),
        False,
    )


def test_the_balance_of_a_card_is_that_of_the_list(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        assert str(customer_cards.show(reading, QIHANG, _END).balance) == "5670.00"
        assert customer_cards.show(reading, MINGYUAN, _END).credit_limit is None


def test_another_clients_customer_has_no_card_here(seen: Trading) -> None:
    with seen.other.reading(CLERK) as reading, pytest.raises(CustomerUnknown):
        customer_cards.show(reading, QIHANG, _END)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13812346021", "138****6021"), ("12345678", "123****5678"), ("1234567", "1234567"), ("", "")],
)
def test_a_number_is_covered_in_its_middle(number: str, shown: str) -> None:
    assert customer_cards.covered(number) == shown


@pytest.mark.parametrize(("name", "shown"), [("赵敏", "赵*"), ("欧阳文", "欧**"), ("", "")])
def test_a_name_is_covered_after_its_first_character(name: str, shown: str) -> None:
    assert customer_cards.covered_name(name) == shown


def test_the_administrator_sees_no_customers(seen: Trading) -> None:
    with seen.book.reading(ADMIN) as reading, pytest.raises(NotAllowed):
        customer_cards.listing(reading, "", _END)
