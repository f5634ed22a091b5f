"""Money received from customers and paid back to them."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Integer, func, insert, select, type_coerce

from app.errors import AppError
from app.i18n import N_, booked
from app.models.customer import Customer
from app.models.goods_return import ReturnLine
from app.models.receipt import Receipt
from app.services import customers, numbering, periods
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.posting import documents
from app.services.returns.decide import head
from app.services.returns.refusals import RefundTooLarge
from app.services.vouchers.issue import Issued, People, Source, VoucherPlan, issue
from app.values.money import Money
from app.values.period import Period
from app.values.returns import ReturnState, Settlement
from app.values.vouching import SourceKind


@dataclass(eq=False)
class ReceiptEmpty(AppError):
    """A receipt has an amount."""

    template = N_("Enter an amount; a refund is negative.")


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """Money received as it is asked for; a refund is negative."""

    day: datetime.date
    customer_id: int
    amount: Money
    method: str = ""
    note: str = ""
    source_number: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt as lists show it."""

    id: int
    number: str
    day: datetime.date
    customer_code: str
    customer: str
    amount: Money
    method: str
    note: str


@allowed(Act.RECEIPT)
def take(writing: Writing, draft: ReceiptDraft) -> Issued:
    """Book money received from a customer, or paid back without a return."""
    return book(writing, draft, None)


@inner
def book(writing: Writing, draft: ReceiptDraft, import_id: int | None) -> Issued:
    """Write a receipt with its voucher."""
    if not draft.amount:
        raise ReceiptEmpty
    customer = customers.named(writing, draft.customer_id)
    receipt_id, number = _insert(writing, draft, None, import_id)
    words = N_("Received {customer}") if draft.amount.fen > 0 else N_("Paid back {customer}")
    summary = booked(words).format(customer=customer.short_name)
    if draft.amount.fen > 0:
        entry = documents.receipt(writing.facts, customer.id, draft.amount, summary)
    else:
        entry = documents.refund(
            writing.facts, Settlement.OFFSET, customer.id, -draft.amount, summary
        )
    source = Source(SourceKind.RECEIPT, receipt_id, number)
    return issue(writing, VoucherPlan(draft.day, entry, source, People(writing.actor.name)))


@allowed(Act.RECEIPT)
def refund(
    writing: Writing, return_id: int, day: datetime.date, amount: Money, method: str = ""
) -> Issued:
    """Pay back money of a posted return on the day of the bank (E06, E08)."""
    held = head(writing, return_id, ReturnState.POSTED, ReturnState.ARCHIVED)
    left = _left_to_refund(writing, return_id)
    if amount.fen <= 0 or amount > left:
        raise RefundTooLarge(held.number, left)
    customer = customers.named(writing, held.customer_id)
    draft = ReceiptDraft(day, customer.id, -amount, method, source_number=held.number)
    receipt_id, number = _insert(writing, draft, return_id, None)
    summary = booked(N_("Refund {customer} return {number}")).format(
        customer=customer.short_name, number=held.number
    )
    entry = documents.refund(writing.facts, held.settlement, customer.id, amount, summary)
    source = Source(SourceKind.REFUND, receipt_id, number)
    return issue(writing, VoucherPlan(day, entry, source, People(writing.actor.name)))


@allowed(Act.LOOK)
def listing(reading: Reading, period: Period) -> tuple[ReceiptRow, ...]:
    """Give the receipts and refunds of a month, in their order."""
    rows = reading.connection.execute(
        select(
            Receipt.id,
            Receipt.number,
            Receipt.day,
            Customer.code,
            Customer.name,
            Receipt.amount,
            Receipt.method,
            Receipt.note,
        )
        .join(Customer, Customer.id == Receipt.customer_id)
        .where(
            Receipt.client_id == reading.client_id,
            Receipt.day.between(period.first_day, period.last_day),
        )
        .order_by(Receipt.day, Receipt.id)
    )
    return tuple(ReceiptRow(*row) for row in rows)


def _left_to_refund(reading: Reading, return_id: int) -> Money:
    worth = reading.connection.execute(
        select(
            func.coalesce(
                func.sum(
                    type_coerce(ReturnLine.accepted_net, Integer)
                    + type_coerce(ReturnLine.accepted_vat, Integer)
                ),
                0,
            )
        ).where(ReturnLine.return_id == return_id)
    ).scalar_one()
    paid = reading.connection.execute(
        select(func.coalesce(func.sum(type_coerce(Receipt.amount, Integer)), 0)).where(
            Receipt.client_id == reading.client_id, Receipt.return_id == return_id
        )
    ).scalar_one()
    return Money(int(worth) + int(paid))


def _insert(
    writing: Writing, draft: ReceiptDraft, return_id: int | None, import_id: int | None
) -> tuple[int, str]:
    period = periods.require_open(writing, draft.day)
    prefix = "SK" if draft.amount.fen > 0 else "FK"
    number = str(numbering.next_document(writing, prefix, period))
    added = writing.connection.execute(
        insert(Receipt)
        .values(
            client_id=writing.client_id,
            number=number,
            source_number=draft.source_number,
            day=draft.day,
            customer_id=draft.customer_id,
            amount=draft.amount,
            method=draft.method,
            note=draft.note,
            return_id=return_id,
            import_id=import_id,
            written_by=writing.actor.name,
            written_at=writing.now,
        )
        .returning(Receipt.id)
    )
    receipt_id: int = added.scalar_one()
    return receipt_id, number
