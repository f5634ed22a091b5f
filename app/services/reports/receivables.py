"""What customers owe: month by month on the account, and by age from their documents."""

import datetime
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, case, func, select, type_coerce

from app.models.customer import Customer
from app.models.sale import Sale
from app.models.voucher import EntryRow, Voucher
from app.services.access import Act, allowed
from app.services.permits import Reading
from app.services.posting.roles import account_for
from app.services.reconciliation.receivables import by_ledger
from app.values.books import AccountRole
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.vouching import SourceKind, VoucherState

AGE_LIMITS = (0, 30, 60, 90)
"""Days overdue at which a new column of the ageing begins after the first."""


@dataclass(frozen=True, slots=True)
class ReceivableRow:
    """One customer's month on the receivable account; returns are negative."""

    customer_id: int
    code: str
    name: str
    opening: Money
    sales: Money
    returns: Money
    receipts: Money
    others: Money
    closing: Money


@dataclass(frozen=True, slots=True)
class Ageing:
    """What a customer owes by age: not due, then overdue 1 to 30, 31 to 60, 61 to 90, more."""

    not_due: Money
    days_30: Money
    days_60: Money
    days_90: Money
    older: Money

    @property
    def total(self) -> Money:
        """All of it."""
        parts = (self.not_due, self.days_30, self.days_60, self.days_90, self.older)
        return Money.total(parts)


@allowed(Act.LOOK)
def month(reading: Reading, period: Period) -> tuple[ReceivableRow, ...]:
    """Give every customer that owes or moved in a month, by code; month end is on the account."""
    before = by_ledger(reading, period.previous().last_day)
    moved = _moved(reading, period)
    rows = reading.connection.execute(
        select(Customer.id, Customer.code, Customer.name)
        .where(Customer.client_id == reading.client_id)
        .order_by(Customer.code)
    )
    listed = []
    for customer_id, code, name in rows:
        opened, sales, returns, receipts, others = moved.get(customer_id, (0, 0, 0, 0, 0))
        opening = before.get(customer_id, 0) + opened
        closing = opening + sales + returns - receipts + others
        if any((opening, sales, returns, receipts, others)):
            amounts = (opening, sales, returns, receipts, others, closing)
            listed.append(ReceivableRow(customer_id, code, name, *map(Money, amounts)))
    return tuple(listed)


@allowed(Act.LOOK)
def ageing(reading: Reading, customer_id: int, day: datetime.date, term: int = 30) -> Ageing:
    """Give what a customer owes on a day by age; receipts and returns paid the oldest first."""
    owed = by_ledger(reading, day).get(customer_id, 0)
    sold = reading.connection.execute(
        select(
            Sale.day,
            type_coerce(Sale.net, Integer) + type_coerce(Sale.vat, Integer),
        )
        .where(
            Sale.client_id == reading.client_id,
            Sale.customer_id == customer_id,
            Sale.kind == SourceKind.SALE,
            Sale.day <= day,
        )
        .order_by(Sale.day.desc(), Sale.id.desc())
    ).all()
    buckets = [0, 0, 0, 0, 0]
    for sold_on, amount in sold:
        if owed <= 0:
            break
        part = min(owed, int(amount))
        owed -= part
        buckets[_bucket((day - sold_on).days - term)] += part
    # What no sale explains was owed before the book began, or is owed to the customer.
    buckets[4 if owed > 0 else 0] += owed
    return Ageing(*map(Money, buckets))


@allowed(Act.LOOK)
def balance(reading: Reading, customer_id: int, day: datetime.date) -> Money:
    """Give what a customer owes on the account at the end of a day."""
    return Money(by_ledger(reading, day).get(customer_id, 0))


def _bucket(overdue: int) -> int:
    return sum(overdue > limit for limit in AGE_LIMITS)


def _moved(reading: Reading, period: Period) -> dict[int, tuple[int, ...]]:
    """Give per customer: opened, sold, returned, received, all else, in 分 and signed as debit."""
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )
    revenue = account_for(reading.facts, AccountRole.REVENUE)
    reduces = (
        select(EntryRow.voucher_id)
        .where(EntryRow.client_id == reading.client_id, EntryRow.account == revenue)
        .group_by(EntryRow.voucher_id)
        .having(func.sum(signed) > 0)
    )
    kind = Voucher.source_kind
    typed_return = (kind == SourceKind.MANUAL) & Voucher.id.in_(reduces)
    is_return = (kind == SourceKind.RETURN) | Voucher.return_id.is_not(None) | typed_return

    def of(condition: ColumnElement[bool], sign: int = 1) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, sign * signed), else_=0)), 0)

    opened = kind == SourceKind.OPENING
    sold = kind == SourceKind.SALE
    paid = kind.in_([SourceKind.RECEIPT, SourceKind.REFUND])
    other = ~(opened | sold | paid | is_return)
    rows = reading.connection.execute(
        select(
            EntryRow.customer_id,
            of(opened),
            of(sold),
            of(is_return),
            of(paid, -1),
            of(other),
        )
        .join(Voucher, Voucher.id == EntryRow.voucher_id)
        .where(
            EntryRow.client_id == reading.client_id,
            EntryRow.account == account_for(reading.facts, AccountRole.RECEIVABLE),
            Voucher.state == VoucherState.POSTED,
            Voucher.period == period,
            EntryRow.customer_id.is_not(None),
        )
        .group_by(EntryRow.customer_id)
    )
    return {row[0] or 0: tuple(int(amount) for amount in row[1:]) for row in rows}
