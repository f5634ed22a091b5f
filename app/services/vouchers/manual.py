"""Vouchers typed by hand: written by one, checked by another, posted; and red reversals."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, delete, select, update

from app.errors import AppError
from app.i18n import N_, booked
from app.models.bulk import insert_rows
from app.models.client import Account
from app.models.column_types import is_set
from app.models.customer import Customer
from app.models.goods_return import GoodsReturn
from app.models.product import Product
from app.models.voucher import EntryRow, Voucher
from app.services import audit, periods
from app.services.access import Act, allowed, inner
from app.services.accounts import AccountUnknown
from app.services.customers import CustomerUnknown
from app.services.permits import Reading, Writing
from app.services.products import ProductUnknown
from app.services.returns.refusals import ReturnUnknown
from app.services.vouchers.issue import (
    ENTRY_COLUMNS,
    Issued,
    People,
    Source,
    VoucherPlan,
    insert_draft,
    issue,
    kept_lines,
    post_draft,
)
from app.values.books import AccountRole
from app.values.entry import Entry, EntryLine
from app.values.numbers import VoucherNumber
from app.values.period import Period
from app.values.vouching import SourceKind, VoucherState


@dataclass(eq=False)
class VoucherUnknown(AppError):
    """The book has no such voucher."""

    voucher: str
    template = N_("There is no voucher {voucher} in this book.")


@dataclass(eq=False)
class VoucherFinal(AppError):
    """A voucher is not in a state in which this can be done to it."""

    voucher: str
    state: VoucherState
    template = N_("Voucher {voucher} is {state}; a posted voucher is corrected by a red reversal.")


@dataclass(eq=False)
class AlreadyReversed(AppError):
    """A voucher was reversed before, or is a reversal itself."""

    voucher: str
    template = N_("Voucher {voucher} is reversed already, or is a reversal itself.")


@dataclass(eq=False)
class OwnWork(AppError):
    """Somebody was to check what they wrote."""

    name: str
    template = N_("{name} wrote this and cannot check it; ask a colleague.")


@dataclass(eq=False)
class OthersWork(AppError):
    """Somebody was to change what another wrote."""

    name: str
    template = N_("{name} wrote this voucher; only {name} may change it.")


@dataclass(eq=False)
class ReversedTooEarly(AppError):
    """A reversal was to stand before the voucher that it reverses."""

    voucher: str
    posted: datetime.date
    template = N_("Voucher {voucher} is of {posted}; date its reversal that day or later.")


@dataclass(eq=False)
class CustomerMissing(AppError):
    """A line of the receivable account names no customer."""

    account: str
    template = N_("Account {account} is kept by customer; choose the customer of the line.")


@dataclass(frozen=True, slots=True)
class VoucherDraft:
    """A voucher as it is typed; it may name the return that it stands for."""

    day: datetime.date
    entry: Entry
    attachments: int = 0
    return_id: int | None = None
    source_number: str = ""


@allowed(Act.VOUCHER_WRITE)
def write(writing: Writing, draft: VoucherDraft) -> int:
    """Write a voucher that another person has to check; gives its id."""
    periods.require_open(writing, draft.day)
    _require_sound_lines(writing, draft.entry)
    links = {} if draft.return_id is None else {"return_id": _own_return(writing, draft.return_id)}
    source = Source(SourceKind.MANUAL, None, draft.source_number)
    people = People(writing.actor.name)
    plan = VoucherPlan(draft.day, draft.entry, source, people, draft.attachments, links)
    return insert_draft(writing, plan)


@allowed(Act.VOUCHER_WRITE)
def rewrite(writing: Writing, voucher_id: int, draft: VoucherDraft) -> None:
    """Change a voucher that nobody has checked yet; only its maker can, who cannot check it."""
    voucher = _voucher(writing, voucher_id, VoucherState.DRAFT)
    if voucher.made_by != writing.actor.name:
        raise OthersWork(voucher.made_by)
    return_id = None if draft.return_id is None else _own_return(writing, draft.return_id)
    period = periods.require_open(writing, draft.day)
    _require_sound_lines(writing, draft.entry)
    writing.connection.execute(delete(EntryRow).where(EntryRow.voucher_id == voucher.id))
    lines = kept_lines(writing.client_id, voucher.id, draft.entry)
    insert_rows(writing.connection, EntryRow, ENTRY_COLUMNS, lines)
    writing.connection.execute(
        update(Voucher)
        .where(Voucher.id == voucher.id)
        .values(
            day=draft.day,
            period=period,
            attachments=draft.attachments,
            source_number=draft.source_number,
            return_id=return_id,
        )
    )


@allowed(Act.VOUCHER_CHECK)
def check(writing: Writing, voucher_id: int) -> None:
    """Find a written voucher right; its maker cannot."""
    voucher = _voucher(writing, voucher_id, VoucherState.DRAFT)
    by: str | None = writing.actor.name
    if voucher.made_by == by:
        if not writing.facts.single_person:
            raise OwnWork(voucher.made_by)
        by = None
    _set_state(writing, voucher.id, VoucherState.CHECKED, checked_by=by)


@allowed(Act.VOUCHER_CHECK)
def send_back(writing: Writing, voucher_id: int) -> None:
    """Give a checked voucher back to its maker."""
    voucher = _voucher(writing, voucher_id, VoucherState.CHECKED)
    _set_state(writing, voucher.id, VoucherState.DRAFT, checked_by=None)


@allowed(Act.VOUCHER_WRITE)
def withdraw(writing: Writing, voucher_id: int) -> None:
    """Withdraw a voucher that was never checked; it takes no number."""
    voucher = _voucher(writing, voucher_id, VoucherState.DRAFT)
    _set_state(writing, voucher.id, VoucherState.VOID)
    audit.record(writing, audit.Deed("voucher-withdrawn", str(voucher_id), {}))


@allowed(Act.VOUCHER_POST)
def post(writing: Writing, voucher_id: int) -> VoucherNumber:
    """Put a checked voucher on the books and give its number."""
    voucher = _voucher(writing, voucher_id, VoucherState.CHECKED)
    periods.require_open(writing, voucher.day)
    source = Source(voucher.source_kind, voucher.source_id, voucher.source_number, voucher.part)
    people = People(voucher.made_by, voucher.checked_by)
    entry = entry_of(writing, voucher.id)
    return post_draft(writing, voucher.id, VoucherPlan(voucher.day, entry, source, people)).number


@allowed(Act.VOUCHER_WRITE)
def reverse(writing: Writing, voucher_id: int, day: datetime.date) -> Issued:
    """Write the red copy of a posted voucher on the books; both are linked, neither changes.

    Source: 会计基础工作规范 art. 51(5).
    """
    voucher = _voucher(writing, voucher_id, VoucherState.POSTED)
    number = _number(voucher.period, voucher.word, voucher.serial)
    again = select(Voucher.id).where(Voucher.reverses_id == voucher.id)
    if voucher.reverses_id or writing.connection.execute(again).first() is not None:
        raise AlreadyReversed(str(number))
    if day < voucher.day:
        raise ReversedTooEarly(str(number), voucher.day)
    summary = booked(N_("Cancels voucher {number} of {month}-{day}")).format(
        number=number, month=f"{voucher.day.month:02d}", day=f"{voucher.day.day:02d}"
    )
    red = entry_of(writing, voucher.id).reversed()
    links = {"reverses_id": voucher.id}
    if voucher.return_id is not None:
        links["return_id"] = voucher.return_id
    plan = VoucherPlan(
        day,
        Entry(tuple(replace(line, summary=summary) for line in red.lines)),
        Source(SourceKind.REVERSAL, voucher.id, str(number)),
        People(writing.actor.name),
        links=links,
    )
    return issue(writing, plan)


@inner
def entry_of(reading: Reading, voucher_id: int) -> Entry:
    """Give the lines of a voucher as one balanced entry."""
    rows = reading.connection.execute(
        select(
            EntryRow.side,
            EntryRow.account,
            EntryRow.amount,
            EntryRow.summary,
            EntryRow.customer_id,
            EntryRow.product_id,
        )
        .where(EntryRow.voucher_id == voucher_id, EntryRow.client_id == reading.client_id)
        .order_by(EntryRow.row)
    )
    return Entry(tuple(EntryLine(*row) for row in rows))


def _number(period: Period, word: str, serial: int | None) -> VoucherNumber:
    return VoucherNumber(period, word, serial or 0)


def _voucher(writing: Writing, voucher_id: int, state: VoucherState) -> Row[Any]:
    """Give a voucher of this book that is in this state."""
    voucher = writing.connection.execute(
        select(Voucher).where(Voucher.client_id == writing.client_id, Voucher.id == voucher_id)
    ).first()
    if voucher is None:
        raise VoucherUnknown(str(voucher_id))
    if voucher.state is not state:
        shown = voucher_id if voucher.serial is None else f"{voucher.word}-{voucher.serial:04d}"
        raise VoucherFinal(str(shown), voucher.state)
    return voucher


def _set_state(
    writing: Writing, voucher_id: int, state: VoucherState, **changes: str | None
) -> None:
    writing.connection.execute(
        update(Voucher).where(Voucher.id == voucher_id).values(state=state, **changes)
    )


def _require_sound_lines(writing: Writing, entry: Entry) -> None:
    """Go on only if every account takes postings and the receivable names own customers."""
    leaves = set(
        writing.connection.execute(
            select(Account.code).where(
                Account.client_id == writing.client_id,
                Account.code.in_({line.account for line in entry.lines}),
                is_set(Account.is_leaf),
            )
        ).scalars()
    )
    customers = {line.customer for line in entry.lines if line.customer is not None}
    products = {line.product for line in entry.lines if line.product is not None}
    for stranger in customers - _own(writing, Customer, customers):
        raise CustomerUnknown(str(stranger))
    for stranger in products - _own(writing, Product, products):
        raise ProductUnknown(str(stranger))
    receivable = writing.facts.accounts[AccountRole.RECEIVABLE]
    for line in entry.lines:
        if line.account not in leaves:
            raise AccountUnknown(line.account)
        if line.account == receivable and line.customer is None:
            raise CustomerMissing(line.account)


def _own(writing: Writing, table: type[Customer | Product], ids: set[int]) -> set[int]:
    """Give those of these that belong to this book."""
    rows = writing.connection.execute(
        select(table.id).where(table.client_id == writing.client_id, table.id.in_(ids))
    )
    return set(rows.scalars())


def _own_return(writing: Writing, return_id: int) -> int:
    found = writing.connection.execute(
        select(GoodsReturn.id).where(
            GoodsReturn.client_id == writing.client_id, GoodsReturn.id == return_id
        )
    ).scalar()
    if found is None:
        raise ReturnUnknown(str(return_id))
    return found
