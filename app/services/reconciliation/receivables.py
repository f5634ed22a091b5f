"""Customers' documents against the receivable account, customer by customer."""

import datetime

from sqlalchemy import Integer, case, func, select, type_coerce

from app.models.customer import Customer
from app.models.goods_return import GoodsReturn, ReturnLine
from app.models.receipt import OpeningBalance, Receipt
from app.models.sale import Sale
from app.models.voucher import EntryRow, Voucher
from app.services.access import inner
from app.services.permits import Reading
from app.services.posting.roles import account_for
from app.services.reconciliation.pairs import Check, Pair, SideRow, sides
from app.values.books import AccountRole
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.reconciling import CheckKind, Relation
from app.values.returns import ReturnState, Settlement
from app.values.vouching import SourceKind, VoucherState

BOOKED = (ReturnState.POSTED, ReturnState.ARCHIVED)


@inner
def compare(reading: Reading, period: Period) -> Check:
    """Compare what customers owe by their documents with what the account says, at month end."""
    documents = by_documents(reading, period.last_day)
    ledger = by_ledger(reading, period.last_day)
    names = reading.connection.execute(
        select(Customer.id, Customer.code, Customer.name)
        .where(Customer.client_id == reading.client_id)
        .order_by(Customer.code)
    )
    pairs = []
    for customer_id, code, name in names:
        left, right = documents.get(customer_id, 0), ledger.get(customer_id, 0)
        if left or right:
            owed = SideRow(customer_id, code, period.last_day, name, Money(left))
            booked = SideRow(customer_id, code, period.last_day, name, Money(right))
            relation = Relation.EQUAL if left == right else Relation.AMOUNT_DIFFERS
            pairs.append(Pair(relation, owed, booked))
    pairs.sort(key=lambda pair: pair.is_sound)
    left_sum, _ = sides(pairs)
    return Check(CheckKind.LEDGER_RECEIVABLES, left_sum, Money(sum(ledger.values())), tuple(pairs))


@inner
def by_documents(reading: Reading, until: datetime.date) -> dict[int | None, int]:
    """Give what each customer owes in 分 by openings, sales, returns and receipts to a day."""
    owed: dict[int | None, int] = {}
    client = reading.client_id
    opening = select(OpeningBalance.customer_id, type_coerce(OpeningBalance.amount, Integer)).where(
        OpeningBalance.client_id == client
    )
    sold = (
        select(
            Sale.customer_id,
            func.sum(type_coerce(Sale.net, Integer) + type_coerce(Sale.vat, Integer)),
        )
        .where(Sale.client_id == client, Sale.kind == SourceKind.SALE, Sale.day <= until)
        .group_by(Sale.customer_id)
    )
    back = (
        select(
            GoodsReturn.customer_id,
            -func.sum(
                case(
                    (GoodsReturn.settlement == Settlement.REFUND_LATER, 0),
                    else_=type_coerce(ReturnLine.accepted_net, Integer)
                    + type_coerce(ReturnLine.accepted_vat, Integer),
                )
            ),
        )
        .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
        .where(
            GoodsReturn.client_id == client,
            GoodsReturn.state.in_(BOOKED),
            GoodsReturn.posted_day <= until,
        )
        .group_by(GoodsReturn.customer_id)
    )
    # A refund of what is owed apart from the receivable pays that other debt, not this one.
    apart = func.coalesce(GoodsReturn.settlement, "") == Settlement.REFUND_LATER.value
    paid = (
        select(
            Receipt.customer_id,
            -func.sum(case((apart, 0), else_=type_coerce(Receipt.amount, Integer))),
        )
        .outerjoin(GoodsReturn, GoodsReturn.id == Receipt.return_id)
        .where(Receipt.client_id == client, Receipt.day <= until)
        .group_by(Receipt.customer_id)
    )
    for statement in (opening, sold, back, paid):
        for customer_id, amount in reading.connection.execute(statement):
            owed[customer_id] = owed.get(customer_id, 0) + int(amount)
    return owed


@inner
def by_ledger(reading: Reading, until: datetime.date) -> dict[int | None, int]:
    """Give the balance in 分 of each customer on the receivable account at the end of a day."""
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )
    rows = reading.connection.execute(
        select(EntryRow.customer_id, func.sum(signed))
        .join(Voucher, Voucher.id == EntryRow.voucher_id)
        .where(
            EntryRow.client_id == reading.client_id,
            EntryRow.account == account_for(reading.facts, AccountRole.RECEIVABLE),
            Voucher.state == VoucherState.POSTED,
            Voucher.day <= until,
        )
        .group_by(EntryRow.customer_id)
    )
    return {customer_id: int(amount) for customer_id, amount in rows}
