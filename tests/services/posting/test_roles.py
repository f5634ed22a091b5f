"""Which account takes what: roles, mapped per client and standard."""

from dataclasses import replace

import pytest

from app.services.office import Book, Office
from app.services.posting.roles import RoleUnassigned, account_for, stock_role, vat_role
from app.values.books import AccountRole, Standard, Taxpayer
from app.values.returns import Condition
from tests.builders import CLERK, FOUNDER, client

_OF_BOTH = {
    AccountRole.BANK: ("1002", "1002"),
    AccountRole.RECEIVABLE: ("1122", "1122"),
    AccountRole.OTHER_PAYABLE: ("2241", "2241"),
    AccountRole.INVENTORY: ("1405", "1405"),
    AccountRole.REVENUE: ("5001", "6001"),
    AccountRole.COGS: ("5401", "6401"),
    AccountRole.VAT_OUT: ("22210107", "22210107"),
    AccountRole.SUSPENSE_ASSET: ("190101", "190101"),
}


def test_the_roles_of_both_standards_lead_to_their_accounts(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        small = office.book(client(writing))
        cas = office.book(client(writing, code="005", standard=Standard.CAS))
    with small.reading(CLERK) as reading:
        found = {role: account_for(reading.facts, role) for role in _OF_BOTH}
    with cas.reading(CLERK) as reading:
        both = {role: (found[role], account_for(reading.facts, role)) for role in _OF_BOTH}
    assert both == _OF_BOTH


def test_vat_of_a_small_scale_taxpayer_has_no_columns(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        small = office.book(client(writing, taxpayer=Taxpayer.SMALL))
    with small.reading(CLERK) as reading:
        role = vat_role(reading.facts.taxpayer)
        assert account_for(reading.facts, role) == "222101"
    assert vat_role(Taxpayer.GENERAL) is AccountRole.VAT_OUT


def test_a_role_that_nobody_plays_is_refused_by_name(book: Book) -> None:
    with book.reading(CLERK) as reading:
        facts = replace(reading.facts, accounts={})
    with pytest.raises(RoleUnassigned, match="云溪拾光文具有限公司 has no account for cogs"):
        account_for(facts, AccountRole.COGS)


def test_rejects_and_scrap_are_kept_apart_from_good_stock() -> None:
    assert stock_role(Condition.GOOD) is AccountRole.INVENTORY
    assert stock_role(Condition.DEFECTIVE) is AccountRole.INVENTORY_DEFECTIVE
    assert stock_role(Condition.SCRAP) is AccountRole.INVENTORY_DEFECTIVE
