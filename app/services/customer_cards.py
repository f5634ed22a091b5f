"""Customers with what they owe, send back and are reached by: the list and one card."""

import datetime
from dataclasses import dataclass

from sqlalchemy import func, select

from app.models.customer import Customer
from app.models.goods_return import GoodsReturn
from app.services.access import Act, allowed
from app.services.customers import CustomerUnknown, matching
from app.services.permits import Reading
from app.services.reconciliation.receivables import by_ledger
from app.services.returns.listing import OPEN
from app.values.money import Money

_SHORT = 8


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer as the list shows it."""

    id: int
    code: str
    name: str
    short_name: str
    initials: str
    balance: Money
    open_returns: int


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Some customers, with how many the book has and what those that fit owe together."""

    rows: tuple[CustomerRow, ...]
    all: int
    total: Money


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """One customer; contacts are covered."""

    id: int
    code: str
    name: str
    short_name: str
    uscc: str
    contact: str
    phone: str
    address: str
    bank: str
    bank_account: str
    credit_limit: Money | None
    note: str
    is_walk_in: bool
    balance: Money


@allowed(Act.LOOK)
def listing(reading: Reading, text: str, day: datetime.date) -> CustomerPage:
    """Give the customers that fit by code, with what they owe at the end of a day."""
    owed = by_ledger(reading, day)
    waiting = _open_returns(reading)
    rows = reading.connection.execute(
        select(
            Customer.id,
            Customer.code,
            Customer.name,
            Customer.short_name,
            Customer.initials,
        )
        .where(Customer.client_id == reading.client_id, matching(text))
        .order_by(Customer.code)
    )
    listed = tuple(
        CustomerRow(*row, Money(owed.get(row.id, 0)), waiting.get(row.id, 0)) for row in rows
    )
    count = reading.connection.execute(
        select(func.count(Customer.id)).where(Customer.client_id == reading.client_id)
    ).scalar_one()
    return CustomerPage(listed, count, Money.total([row.balance for row in listed]))


@allowed(Act.LOOK)
def show(reading: Reading, customer_id: int, day: datetime.date) -> CustomerCard:
    """Give one customer with contacts covered; raises CustomerUnknown."""
    row = reading.connection.execute(
        select(Customer).where(Customer.client_id == reading.client_id, Customer.id == customer_id)
    ).first()
    if row is None:
        raise CustomerUnknown(str(customer_id))
    return CustomerCard(
        id=row.id,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        uscc=row.uscc,
        contact=covered_name(row.contact),
        phone=covered(row.phone),
        address=row.address,
        bank=row.bank,
        bank_account=covered(row.bank_account),
        credit_limit=row.credit_limit,
        note=row.note,
        is_walk_in=row.is_walk_in,
        balance=Money(by_ledger(reading, day).get(customer_id, 0)),
    )


def covered(number: str) -> str:
    """Give a telephone or account number with its middle covered: 138****6021."""
    return number if len(number) < _SHORT else f"{number[:3]}****{number[-4:]}"


def covered_name(name: str) -> str:
    """Give a person's name with all but its first character covered."""
    return name[:1] + "*" * (len(name) - 1)


def _open_returns(reading: Reading) -> dict[int, int]:
    rows = reading.connection.execute(
        select(GoodsReturn.customer_id, func.count())
        .where(GoodsReturn.client_id == reading.client_id, GoodsReturn.state.in_(OPEN))
        .group_by(GoodsReturn.customer_id)
    )
    return {row[0]: row[1] for row in rows}
