"""科目余额表: opening, movement and closing of every account in a month."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Integer, case, func, select, type_coerce

from app.models.voucher import EntryRow, Voucher
from app.services import accounts
from app.services.access import Act, allowed
from app.services.permits import Reading
from app.services.vouchers.issue import OPENING_WORD
from app.values.entry import Side
from app.values.money import Money
from app.values.period import Period
from app.values.vouching import VoucherState


@dataclass(frozen=True, slots=True)
class AccountMonth:
    """One account in a month; opening and closing are positive on the debit side."""

    code: str
    name: str
    opening: Money
    debit: Money
    credit: Money
    closing: Money


@allowed(Act.LOOK)
def month(reading: Reading, period: Period) -> tuple[AccountMonth, ...]:
    """Give every account that has a balance or moved in a month, by code."""
    amount = type_coerce(EntryRow.amount, Integer)
    debit = func.sum(case((EntryRow.side == Side.DEBIT, amount), else_=0))
    credit = func.sum(case((EntryRow.side == Side.CREDIT, amount), else_=0))
    opened = (Voucher.period < period) | (Voucher.word == OPENING_WORD)
    rows = reading.connection.execute(
        select(EntryRow.account, opened, debit, credit)
        .join(Voucher, Voucher.id == EntryRow.voucher_id)
        .where(
            EntryRow.client_id == reading.client_id,
            Voucher.state == VoucherState.POSTED,
            Voucher.period <= period,
        )
        .group_by(EntryRow.account, opened)
    )
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for account, was_before, debits, credits_ in rows:
        if was_before:
            sums[account][0] += int(debits) - int(credits_)
        else:
            sums[account][1] += int(debits)
            sums[account][2] += int(credits_)
    names = accounts.named(reading)
    return tuple(
        AccountMonth(
            code,
            names[code].full_name,
            Money(before),
            Money(debits),
            Money(credits_),
            Money(before + debits - credits_),
        )
        for code, (before, debits, credits_) in sorted(sums.items())
    )
