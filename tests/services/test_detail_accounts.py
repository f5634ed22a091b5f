from collections.abc import Sequence

import pytest

from app.services import accounts, detail_accounts
from app.services.access import NotAllowed
from app.services.accounts import AccountUnknown
from app.services.detail_accounts import AccountPosted, AccountTaken, Detail, RoleLeftOver
from app.services.office import Book
from app.values.books import AccountRole
from app.values.entry import Side
from tests.builders import CLERK, FOUNDER, traded

_SHOP = Detail("500101", "文具", (AccountRole.REVENUE,))


def _divide(book: Book, parent: str, details: Sequence[Detail]) -> None:
    with book.office.writing(FOUNDER) as writing:
        detail_accounts.divide(writing, book.client_id, parent, details)


def test_details_stand_below_an_account_and_play_its_role(book: Book) -> None:
    _divide(book, "5001", [_SHOP, Detail("500102", "印刷")])
    with book.reading(CLERK) as reading:
        named = accounts.named(reading)
        assert reading.facts.accounts[AccountRole.REVENUE] == "500101"
    assert named["500101"].full_name == "主营业务收入 — 文具"
    assert named["500101"].direction is Side.CREDIT
    assert (named["5001"].is_leaf, named["500102"].is_leaf) == (False, True)


def test_each_detail_takes_over_the_role_that_is_its_own(book: Book) -> None:
    main = Detail("140501", "主仓", (AccountRole.INVENTORY,))
    _divide(book, "1405", [main, Detail("140502", "残次", (AccountRole.INVENTORY_DEFECTIVE,))])
    with book.reading(CLERK) as reading:
        held = reading.facts.accounts
    assert held[AccountRole.INVENTORY] == "140501"
    assert held[AccountRole.INVENTORY_DEFECTIVE] == "140502"


def test_sales_go_to_the_detail_account_from_then_on(book: Book) -> None:
    _divide(book, "5001", [_SHOP])
    traded(book)
    with pytest.raises(AccountPosted):
        _divide(book, "500101", [Detail("50010101", "笔", (AccountRole.REVENUE,))])


def test_an_account_with_entries_is_not_divided(book: Book) -> None:
    traded(book)
    with pytest.raises(AccountPosted):
        _divide(book, "5001", [_SHOP])


@pytest.mark.parametrize("roles", [(), (AccountRole.REVENUE, AccountRole.COGS)])
def test_the_roles_of_an_account_go_over_exactly(
    book: Book, roles: tuple[AccountRole, ...]
) -> None:
    with pytest.raises(RoleLeftOver):
        _divide(book, "5001", [Detail("500101", "文具", roles)])


def test_a_code_that_is_taken_is_refused_and_nothing_is_divided(book: Book) -> None:
    with pytest.raises(AccountTaken):
        _divide(book, "5001", [_SHOP, Detail("5401", "文具")])
    with book.reading(CLERK) as reading:
        assert accounts.named(reading)["5001"].is_leaf
        assert reading.facts.accounts[AccountRole.REVENUE] == "5001"


@pytest.mark.parametrize("parent", ["9999", "2221"])
def test_only_an_account_that_takes_postings_is_divided(book: Book, parent: str) -> None:
    with pytest.raises(AccountUnknown):
        _divide(book, parent, [Detail("999901", "甲")])


def test_an_accountant_does_not_change_the_chart(book: Book) -> None:
    with pytest.raises(NotAllowed), book.office.writing(CLERK) as writing:
        detail_accounts.divide(writing, book.client_id, "5001", [_SHOP])
