"""Detail accounts below an account of a client's chart, before anything is posted to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from app.errors import AppError
from app.i18n import N_
from app.models.client import Account, AccountRoleRow
from app.models.column_types import is_set
from app.models.voucher import EntryRow
from app.services import audit
from app.services.access import Act, allowed
from app.services.accounts import AccountUnknown
from app.services.permits import OfficeWriting
from app.values.books import AccountRole


@dataclass(eq=False)
class AccountTaken(AppError):
    """The chart has this code already."""

    account: str
    template = N_("Account {account} is there already; choose another code.")


@dataclass(eq=False)
class AccountPosted(AppError):
    """An account has entries, which details below it would lose."""

    account: str
    template = N_("Account {account} has entries and cannot be divided; divide another one.")


@dataclass(eq=False)
class RoleLeftOver(AppError):
    """An account that is divided plays a role that no detail takes over."""

    account: str
    role: str
    template = N_("Account {account} is used as {role}; say which detail account takes that over.")


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail account, and the roles that it takes over from the account above."""

    code: str
    name: str
    roles: tuple[AccountRole, ...] = ()


@allowed(Act.CLIENTS)
def divide(writing: OfficeWriting, client_id: int, parent: str, details: Sequence[Detail]) -> None:
    """Let details stand below an account, of its kind and direction; they play its roles now."""
    above = writing.connection.execute(
        select(Account).where(
            Account.client_id == client_id, Account.code == parent, is_set(Account.is_leaf)
        )
    ).first()
    if above is None:
        raise AccountUnknown(parent)
    _require_unused(writing, client_id, parent)
    _require_roles(writing, client_id, parent, details)
    for detail in details:
        _require_free(writing, client_id, detail.code)
        writing.connection.execute(
            insert(Account).values(
                client_id=client_id,
                code=detail.code,
                name=detail.name,
                category=above.category,
                direction=above.direction,
                parent=parent,
                is_leaf=True,
            )
        )
        _hand_over(writing, client_id, detail)
    writing.connection.execute(
        update(Account)
        .where(Account.client_id == client_id, Account.code == parent)
        .values(is_leaf=False)
    )
    below = {detail.code: detail.name for detail in details}
    audit.record(
        writing, audit.Deed("account-divided", parent, {"client": client_id, "details": below})
    )


def _hand_over(writing: OfficeWriting, client_id: int, detail: Detail) -> None:
    writing.connection.execute(
        update(AccountRoleRow)
        .where(AccountRoleRow.client_id == client_id, AccountRoleRow.role.in_(detail.roles))
        .values(code=detail.code)
    )


def _require_unused(writing: OfficeWriting, client_id: int, code: str) -> None:
    posted = select(EntryRow.id).where(EntryRow.client_id == client_id, EntryRow.account == code)
    if writing.connection.execute(posted.limit(1)).first() is not None:
        raise AccountPosted(code)


def _require_roles(
    writing: OfficeWriting, client_id: int, parent: str, details: Sequence[Detail]
) -> None:
    """Go on only if exactly the roles of the account are taken over."""
    held = writing.connection.execute(
        select(AccountRoleRow.role).where(
            AccountRoleRow.client_id == client_id, AccountRoleRow.code == parent
        )
    )
    handed = [role for detail in details for role in detail.roles]
    for role in sorted({*held.scalars()} ^ {*handed}):
        raise RoleLeftOver(parent, role.value)


def _require_free(writing: OfficeWriting, client_id: int, code: str) -> None:
    taken = select(Account.code).where(Account.client_id == client_id, Account.code == code)
    if writing.connection.execute(taken).first() is not None:
        raise AccountTaken(code)
