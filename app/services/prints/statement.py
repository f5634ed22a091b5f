"""A customer's month on the receivable account as the printed statement of account."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Row, case, func, select, type_coerce

from app.i18n import N_, booked, in_books_language
from app.models.customer import Customer
from app.models.goods_return import GoodsReturn
from app.models.voucher import EntryRow, Voucher
from app.services import customers
from app.services.access import Act, allowed
from app.services.permits import Reading
from app.services.posting.roles import account_for
from app.services.reports import receivables
from app.services.returns import listing
from app.services.returns.listing import ReturnFilter, ReturnRow
from app.services.sheets.statement_sheet import Ageing, Movement, ReturnUnderWay, StatementSheet
from app.services.vouchers.listing import number_text
from app.values.books import AccountRole
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.returns import ReturnState
from app.values.vouching import SourceKind, VoucherState
from app.wording import word

_PAID = frozenset({SourceKind.RECEIPT, SourceKind.REFUND})
_UNDER_WAY = frozenset({ReturnState.APPLIED, ReturnState.APPROVED, ReturnState.INSPECTED})
_REPLY_DAY = 5


@allowed(Act.LOOK)
@in_books_language()
def sheet(reading: Reading, customer_id: int, period: Period) -> StatementSheet:
    """Give the print data of one customer's statement; the balance is that of the account."""
    customer = customers.named(reading, customer_id)
    contact = reading.connection.execute(
        select(Customer.contact).where(Customer.id == customer.id)
    ).scalar_one()
    movements = _movements(reading, customer_id, period)
    month = f"{period.year:04d}{period.month:02d}"
    return StatementSheet(
        seller=reading.facts.name,
        number=f"DZ-{month}-{customer.code.rpartition('-')[2]}",
        customer=customer.name,
        customer_code=customer.code,
        first_day=period.first_day,
        last_day=period.last_day,
        reply_by=period.next().first_day.replace(day=_REPLY_DAY),
        balance=movements[-1].balance,
        movements=movements,
        under_way=_under_way(reading, customer_id),
        ageing=_ageing(reading, customer_id, period),
        contact=booked(N_("Attn. {contact}")).format(contact=contact) if contact else "",
        maker=reading.actor.name,
    )


def _movements(reading: Reading, customer_id: int, period: Period) -> tuple[Movement, ...]:
    """Give the opening and every voucher of the month, each with the balance after it."""
    rows = _moved(reading, customer_id, period)
    opened = sum(int(row.amount) for row in rows if row.source_kind is SourceKind.OPENING)
    balance = receivables.balance(reading, customer_id, period.previous().last_day) + Money(opened)
    brought = booked(N_("Balance of last month"))
    listed = [Movement(period.first_day, "", brought, None, None, balance)]
    for row in rows:
        if row.source_kind is SourceKind.OPENING:
            continue
        amount = Money(int(row.amount))
        balance += amount
        charged, paid = (None, -amount) if row.source_kind in _PAID else (amount, None)
        number = row.source_number or row.return_number or number_text(row.word, row.serial)
        short = number.replace(f"-{period.year:04d}{period.month:02d}-", "-")
        listed.append(Movement(row.day, short, row.summary, charged, paid, balance))
    return tuple(listed)


def _moved(reading: Reading, customer_id: int, period: Period) -> Sequence[Row[Any]]:
    """Give the vouchers of the month that change what the customer owes, by day."""
    signed = case((EntryRow.side == Side.DEBIT, 1), else_=-1) * type_coerce(
        EntryRow.amount, Integer
    )
    return reading.connection.execute(
        select(
            Voucher.day,
            Voucher.word,
            Voucher.serial,
            Voucher.source_kind,
            Voucher.source_number,
            func.max(GoodsReturn.number).label("return_number"),
            func.min(EntryRow.summary).label("summary"),
            func.sum(signed).label("amount"),
        )
        .join(Voucher, Voucher.id == EntryRow.voucher_id)
        .outerjoin(GoodsReturn, GoodsReturn.id == Voucher.return_id)
        .where(
            EntryRow.client_id == reading.client_id,
            EntryRow.account == account_for(reading.facts, AccountRole.RECEIVABLE),
            EntryRow.customer_id == customer_id,
            Voucher.state == VoucherState.POSTED,
            Voucher.period == period,
        )
        .group_by(Voucher.id)
        .order_by(Voucher.day, Voucher.id)
    ).all()


def _under_way(reading: Reading, customer_id: int) -> tuple[ReturnUnderWay, ...]:
    """Give the returns that the account does not hold yet, the earliest first."""
    wanted = ReturnFilter(states=_UNDER_WAY, customer_id=customer_id)
    rows = sorted(listing.listing(reading, wanted).rows, key=lambda row: row.number)
    return tuple(
        ReturnUnderWay(row.number, _subject(row), -row.gross, word(row.state)) for row in rows
    )


def _subject(row: ReturnRow) -> str:
    reason = row.reason_text or word(row.reason)
    return booked(N_("Returned: {reason}")).format(reason=reason)


def _ageing(reading: Reading, customer_id: int, period: Period) -> Ageing:
    ages = receivables.ageing(reading, customer_id, period.last_day)
    return Ageing(ages.not_due, ages.days_30, ages.days_60, ages.days_90, ages.older)
