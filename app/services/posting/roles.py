"""Which account plays a role in a client's book."""

from dataclasses import dataclass
from typing import assert_never

from app.errors import AppError
from app.i18n import N_
from app.services.permits import BookFacts
from app.values.books import AccountRole, Taxpayer
from app.values.returns import Condition


@dataclass(eq=False)
class RoleUnassigned(AppError):
    """No account of the client plays the role that a posting needs."""

    role: str
    client: str
    template = N_("{client} has no account for {role}; assign one in the settings of the client.")


def account_for(facts: BookFacts, role: AccountRole) -> str:
    """Give the code of the account that plays this role; raises RoleUnassigned."""
    code = facts.accounts.get(role)
    if code is None:
        raise RoleUnassigned(role.value, facts.name)
    return code


def vat_role(taxpayer: Taxpayer) -> AccountRole:
    """Give the role that takes the VAT of a sale (财会〔2016〕22号)."""
    match taxpayer:
        case Taxpayer.GENERAL:
            return AccountRole.VAT_OUT
        case Taxpayer.SMALL:
            return AccountRole.VAT_SMALL
        case _:
            assert_never(taxpayer)


def stock_role(condition: Condition) -> AccountRole:
    """Give the role that takes stock of this condition."""
    match condition:
        case Condition.GOOD:
            return AccountRole.INVENTORY
        case Condition.DEFECTIVE | Condition.SCRAP:
            return AccountRole.INVENTORY_DEFECTIVE
        case _:
            assert_never(condition)
