"""A client's chart of accounts and the roles that its accounts play."""

import csv
from dataclasses import dataclass

from sqlalchemy import select

from app.errors import AppError
from app.i18n import N_
from app.models.bulk import insert_rows
from app.models.client import Account, AccountRoleRow
from app.paths import RESOURCES
from app.services.access import Act, allowed, inner
from app.services.permits import OfficeWriting, Reading
from app.values.books import Standard, Taxpayer
from app.values.entry import Side

_CHARTS = RESOURCES / "charts"
_LEVELS_SHOWN = 2
_COLUMNS = ("client_id", "code", "name", "category", "direction", "parent", "is_leaf")


@dataclass(eq=False)
class AccountUnknown(AppError):
    """The chart has no such account, or it is not one that takes postings."""

    account: str
    template = N_("There is no account {account} that takes postings; look it up with F7.")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as it is shown and chosen."""

    code: str
    name: str
    full_name: str
    direction: Side
    is_leaf: bool


@inner
def load_chart(
    writing: OfficeWriting, client_id: int, standard: Standard, taxpayer: Taxpayer
) -> None:
    """Give a new client the chart of its standard and the accounts for every role.

    Source: the account tables of 小企业会计准则 (财会〔2011〕17号) and of 企业会计准则应用指南;
    VAT detail of 财会〔2016〕22号, without its columns for a small-scale taxpayer.
    """
    rows = _chart(standard, taxpayer)
    parents = {row["parent"] for row in rows}
    kept = [
        (
            client_id,
            row["code"],
            row["name"],
            row["category"],
            row["direction"],
            row["parent"] or None,
            int(row["code"] not in parents),
        )
        for row in sorted(rows, key=lambda row: (len(row["code"]), row["code"]))
    ]
    insert_rows(writing.connection, Account, _COLUMNS, kept)
    # A role needs an account that takes postings: some exist for one kind of taxpayer only.
    leaves = {row["code"] for row in rows} - parents
    roles = [
        (client_id, row["role"], row[standard.value])
        for row in _read("roles.csv")
        if row[standard.value] in leaves
    ]
    insert_rows(writing.connection, AccountRoleRow, ("client_id", "role", "code"), roles)


@allowed(Act.LOOK)
def listing(reading: Reading, text: str = "") -> tuple[AccountRow, ...]:
    """Give the accounts that take postings and whose code or name holds the text."""
    rows = _named(reading)
    wanted = text.strip().lower()
    return tuple(
        row
        for row in rows.values()
        if row.is_leaf and (row.code.startswith(wanted) or wanted in row.full_name.lower())
    )


@inner
def named(reading: Reading) -> dict[str, AccountRow]:
    """Give every account by its code, with its name below the names above it."""
    return _named(reading)


def _named(reading: Reading) -> dict[str, AccountRow]:
    rows = reading.connection.execute(
        select(Account.code, Account.name, Account.parent, Account.direction, Account.is_leaf)
        .where(Account.client_id == reading.client_id)
        .order_by(Account.code)
    ).all()
    names = {row.code: (row.name, row.parent) for row in rows}

    def full(code: str) -> str:
        name, parent = names[code]
        chain = [name]
        while parent is not None:
            name, parent = names[parent]
            chain.append(name)
        # Three levels or more: the outermost is left out, as vouchers do (应交增值税 — 销项税额).
        shown = chain[:-1] if len(chain) > _LEVELS_SHOWN else chain
        return " — ".join(reversed(shown))

    return {
        row.code: AccountRow(row.code, row.name, full(row.code), row.direction, row.is_leaf)
        for row in rows
    }


def _chart(standard: Standard, taxpayer: Taxpayer) -> list[dict[str, str]]:
    rows = _read(f"{standard.value}.csv")
    if taxpayer is Taxpayer.GENERAL:
        return rows
    small = _read("vat_small_scale.csv")
    replaced = {row["code"] for row in small}
    others = [
        row
        for row in rows
        if not row["code"].startswith("222101")
        and row["code"] not in replaced
        and not _general_only(row["code"])
    ]
    return others + small


def _general_only(code: str) -> bool:
    """Say whether a VAT account is one that only general taxpayers have."""
    return code in {f"2221{number:02d}" for number in range(1, 11)}


def _read(name: str) -> list[dict[str, str]]:
    with (_CHARTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
